//! `unknown-field`: a word in a header that nobody reads.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::fault::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    fault_in_text: true,
    what: "A field, a detail of a step, a column or a heading whose name is not known here.",
    why: "A misspelt field looks written and counts for nothing: `onwer: front-desk` leaves a promise without anybody \
          who answers for it, and nobody notices. So every name is read against the list for its kind.",
    example: "onwer: front-desk",
    fix: "owner: front-desk",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        match &fault.kind {
            FaultKind::UnknownField { name, near, place } => {
                let message = format!("`{name}` is not a field of {place}, so nothing reads it");
                let finding = findings.add(path, fault.span, message);
                match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("remove it, or move what it says into the text below the header"),
                };
            }
            FaultKind::NearHeading { typed, meant } => {
                let message =
                    format!("`{typed}` is not a heading of the checklist, so its steps are not read");
                findings.add(path, fault.span, message).help(format!("did you mean `## {meant}`?"));
            }
            _ => {}
        }
    }
}
