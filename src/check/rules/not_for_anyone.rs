//! `not-for-anyone`: a promise that is made to nobody, or that speaks to nobody.

use crate::check::words::{any_of, ids_of};
use crate::check::{Context, Findings, Rule, language};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::parse::kinds::State;

pub(super) const RULE: Rule = Rule {
    name: "not-for-anyone",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A promise without `for`. As a note: a promise whose sentence never says \"you\".",
    why: "A promise is made to somebody: to a group of customers, or to a colleague who receives what we hand over. If \
          it does not say to whom, nobody can be asked whether it was kept, or whether they wanted it at all. And a \
          sentence that never addresses them is mostly written about us.",
    example: "# content/promises/call-back-today.md, without `for`\nsays: Our team returns all calls the same day.",
    fix: "says: Leave a message and a person calls you back today.\nfor: [new-patients, returning-patients]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let customers = ids_of(context.handbook, Kind::Customer);
    for (path, fault, _) in context.faults(RULE.name) {
        let help = match customers.as_slice() {
            [] => "write a customer group in `content/customers/`, and add `for:` with its id".to_string(),
            [only] => format!("add `for: {only}`, or the role of a colleague"),
            several => format!("add `for:` with those it is for: {}", any_of(several.iter().copied())),
        };
        findings
            .add(path, fault.span, "this promise is made to nobody, so nobody can hold us to it")
            .help(help);
    }
    about_us(context, findings);
}

/// Promises that speak about us instead of to them.
fn about_us(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = language::of(context) else { return };
    for (_, document) in context.documents() {
        let Some(promise) = document.promise().filter(|promise| promise.state != State::Retired) else {
            continue;
        };
        let is_told_already = document.faults.iter().any(|fault| fault.kind.rule() == RULE.name);
        let Some(says) = promise.says.as_ref().filter(|_| !is_told_already) else { continue };
        if !pack.addresses(&says.value) {
            findings
                .add(&document.path, says.span, "this promise speaks about us and never to the customer")
                .weighing(Severity::Note)
                .help("say what they get, as in `says: You …`");
        }
    }
}
