//! `relative`: a promise that is measured by somebody else.

use crate::check::{Context, Findings, Rule, language, promises};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    name: "relative",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise that compares us with others: better than, industry standard, our competitors.",
    why: "A customer cannot hold us to what somebody else does. A promise that is measured by the others moves whenever \
          they do, and \"no worse than the competition\" promises nothing at all. Say what the customer gets here.",
    example: "says: We answer you faster than others.",
    fix: "says: A person answers you within 2 minutes.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = language::of(context) else { return };
    for (document, sentence) in promises::told(context.handbook) {
        let found = pack.find(&sentence.value, pack.relative.iter().copied());
        let Some((_, part)) = found.first() else { continue };
        let words = sentence.value[part.clone()].trim();
        let message = format!("\"{words}\" measures us by others, and no customer can hold us to that");
        findings
            .add(&document.path, language::place(document, sentence, part), message)
            .help("say what the customer gets from us, in a number: `within 2 minutes`, `2 choices`");
    }
}
