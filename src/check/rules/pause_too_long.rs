//! `pause-too-long`: a check that takes longer than people stop for.

use crate::check::words::duration;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::checklist::{Section, Step};
use crate::parse::document::Kind;
use crate::parse::kinds::Style;

pub(super) const RULE: Rule = Rule {
    name: "pause-too-long",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &["at_most"],
    what: "A do-then-check list whose floor steps `takes` more than 90 seconds together at its pause. Another number of \
           seconds can be set as `at_most`.",
    why: "After a minute and a half people begin to do other things beside the list, and then to take shortcuts \
          through it. (Daniel Boorman, who writes the checklists of Boeing, in The Checklist Manifesto.)",
    example: "- [ ] @front-desk Read the list aloud. ^sweep\n  - takes: 100 seconds\n\
              - [ ] @front-desk Count the open lines. ^count\n  - takes: 60 seconds",
    fix: "- [ ] @front-desk Read the open lines aloud. ^sweep\n  - takes: 60 seconds",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let at_most = i64::from(context.parameter(RULE.name, "at_most", 90));
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        let is_pause = document.system().is_some_and(|system| system.style == Style::DoThenCheck);
        if !is_pause || document.is_unsure("style") {
            continue;
        }
        let takes = |step: &Step| step.takes.as_ref().and_then(|takes| takes.value.seconds());
        let floor = document.steps().iter().filter(|step| step.section == Section::Floor);
        let timed: Vec<(&Step, i64)> = floor.filter_map(|step| Some((step, takes(step)?))).collect();
        let sum = timed.iter().fold(0, |sum: i64, (_, seconds)| sum.saturating_add(*seconds));
        let (false, Some((longest, _))) = (sum <= at_most, timed.iter().max_by_key(|(_, seconds)| *seconds))
        else {
            continue;
        };
        let Some(takes) = &longest.takes else { continue };
        let message = format!(
            "the checks take {} at one pause, and after {} people begin to take shortcuts",
            duration(sum),
            duration(at_most)
        );
        findings
            .add(&document.path, takes.span, message)
            .help("shorten what takes longest, or move some steps to a system with a pause of its own");
    }
}
