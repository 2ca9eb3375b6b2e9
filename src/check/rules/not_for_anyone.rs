//! `not-for-anyone`: a promise that is made to nobody.

use crate::check::words::{any_of, ids_of};
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;

pub(super) const RULE: Rule = Rule {
    name: "not-for-anyone",
    severity: Severity::Error,
    fault_in_text: true,
    what: "A promise without `for`.",
    why: "A promise is made to somebody: to a group of customers, or to a colleague who receives what we hand over. If \
          it does not say to whom, nobody can be asked whether it was kept, or whether they wanted it at all.",
    example: "# content/promises/call-back-today.md, without `for`\nsays: Leave a message and a person calls you back today.",
    fix: "for: [new-patients, returning-patients]",
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
}
