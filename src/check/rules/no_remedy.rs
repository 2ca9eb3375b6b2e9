//! `no-remedy`: a promise that says nothing about the day it is missed.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::kinds::State;

pub(super) const RULE: Rule = Rule {
    name: "no-remedy",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A standing promise, or one on trial, without `if_we_miss`.",
    why: "Every promise is missed one day. What the customer gets then is part of the promise, and it is much easier to \
          decide on a quiet afternoon than at the counter. Silence is the expensive answer. ISO 10001 and 10002 ask \
          for the remedy to be settled and told beforehand.",
    example: "# content/promises/call-back-today.md, without `if_we_miss`\nstate: standing",
    fix: "if_we_miss: The practice manager phones next morning, says sorry, and offers the first free visit.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, id) in context.faults(RULE.name) {
        let on_trial = id.is_some_and(|id| context.handbook.state(id) == Some(State::Trial));
        let severity = if on_trial { Severity::Warning } else { Severity::Error };
        findings
            .add(path, fault.span, "this promise does not say what the customer gets on the day we miss it")
            .weighing(severity)
            .help("add `if_we_miss:` and a sentence to the customer, as in `if_we_miss: We phone you the next morning …`");
    }
}
