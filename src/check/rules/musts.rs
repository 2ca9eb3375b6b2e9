//! `musts`: a list in which nothing stands out, or everything does.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::checklist::{Section, Step};
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "musts",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "Four or more steps under `## Floor` of which none is a must, or more than half are.",
    why: "On a bad day people drop something, and a must says what they may not drop. Without one they choose by what \
          is quickest. Where nearly everything is a must, nothing is. A list of three needs no such help. (Gawande \
          calls them the killer items, the steps that are most dangerous to skip.)",
    example: "- [ ] @front-desk Greet by name. ! ^greet\n- [ ] @front-desk Take the coat. ! ^coat\n\
              - [ ] @front-desk Say how long it takes. ! ^time\n- [ ] @front-desk Offer tea. ^tea",
    fix: "- [ ] @front-desk Greet by name. ^greet\n- [ ] @front-desk Take the coat. ^coat\n\
          - [ ] @front-desk Say how long it takes. ! ^time\n- [ ] @front-desk Offer tea. ^tea",
    check,
};

/// Fewer steps than this are seen at one look, and none of them gets lost.
const LIST: usize = 4;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        let unread = document.faults.iter().any(|fault| match &fault.kind {
            FaultKind::BadValue { field, .. } => field == "must",
            FaultKind::UnknownField { near, place: "a step", .. } => {
                near.as_deref().is_none_or(|near| near == "must")
            }
            _ => false,
        });
        let floor: Vec<&Step> =
            document.steps().iter().filter(|step| step.section == Section::Floor).collect();
        let musts: Vec<&&Step> = floor.iter().filter(|step| step.must).collect();
        if floor.len() < LIST || unread || document.lost_steps() {
            continue;
        }
        if musts.is_empty() {
            let message =
                "no step of this list is a must, so nobody knows what may not be left out on a bad day";
            let help = "write ` !` at the end of the step that hurts most when it is skipped, or `- must: yes` below it";
            findings.add(&document.path, floor[0].span, message).help(help);
        } else if let Some(must) = musts.get(floor.len() / 2) {
            let message = format!(
                "{} of {} are musts, and if all are, none is",
                musts.len(),
                count(floor.len(), "step", "steps")
            );
            let help =
                "keep the one or two that hurt most when they are skipped, and take `must` from the others";
            findings.add(&document.path, must.span, message).help(help);
        }
    }
}
