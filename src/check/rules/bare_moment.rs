//! `bare-moment`: a moment of the journey in which nothing is promised.

use crate::check::rules::{dread_unanswered, not_in_use};
use crate::check::words::short;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::parse::lists::During;

pub(super) const RULE: Rule = Rule {
    name: "bare-moment",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A moment in which no promise stands or is tried, in a journey where most moments have one.",
    why: "Customers live through all of it, and remember the gap. Not every moment needs a promise of its own; this note \
          asks whether the bare one is bare on purpose. It keeps quiet until most of the journey is covered, since \
          before that the gaps are simply the work at hand.",
    example: "# content/journey.yaml, while no promise has `at: last-visit`\n- { id: last-visit, title: The last visit, during: after }",
    fix: "# content/promises/next-step-on-paper.md\nat: [first-visit, last-visit]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let Some(by_moment) = promises::by_moment(handbook) else { return };
    let bare = by_moment.iter().filter(|promises| promises.is_empty()).count();
    if bare * 2 >= by_moment.len() || !promises::any_stands(handbook) {
        return;
    }
    let nothing_in_use = not_in_use::first_unused(handbook, &by_moment).is_some();
    for (moment, promises) in handbook.moments.iter().zip(&by_moment) {
        let is_use = moment.entry.during.as_ref().is_some_and(|during| during.value == During::Using);
        if !promises.is_empty() || (nothing_in_use && is_use) || dread_unanswered::is_dread(&moment.entry) {
            continue;
        }
        let title = moment.entry.title.as_ref().unwrap_or(&moment.entry.id);
        let message = format!("nothing is promised in the moment \"{}\"", short(&title.value));
        findings.add(&moment.path, moment.entry.id.span, message).help(format!(
            "if a promise holds here too, add `{}` to its `at:`; if nothing needs promising, leave it",
            moment.entry.id.value
        ));
    }
}
