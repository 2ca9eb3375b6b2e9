//! `unclear-edition`: an edition that cannot be shown, or not as it is meant.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::source::{EDITIONS, SETTINGS, VPath};

pub(super) const RULE: Rule = Rule {
    name: "unclear-edition",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An edition that is recorded and not there, such as in a shallow clone; a tag or a folder that looks like an \
           edition and cannot be read as one; a name that fits no address; a date that is none; two editions with the \
           very same files (a note).",
    why: "Whoever looks up what was in force on a day trusts the list to be whole. An edition that is missing without a \
          word gives them the wrong answer, and a date that was guessed gives them a worse one. So whatever cannot be \
          listed is told, with the command that mends it.",
    example: "git tag --annotate edition/2026/1     # `2026/1` cannot stand in an address",
    fix: "throughline edition cut 2026-1",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(lock), Some(settings)) = (VPath::new(EDITIONS), VPath::new(SETTINGS)) else { return };
    for trouble in context.editions.all_troubles() {
        let path = trouble.at.map_or(&settings, |_| &lock);
        let at = trouble.at.unwrap_or(context.handbook.settings.top);
        let finding = findings.add(path, at, &trouble.sentence).help(&trouble.mend);
        if !trouble.kind.is_serious() {
            finding.weighing(Severity::Note);
        }
    }
}
