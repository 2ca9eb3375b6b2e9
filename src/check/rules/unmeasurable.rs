//! `unmeasurable`: a promise without a limit or a target.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::Document;
use crate::parse::fault::FaultKind;
use crate::parse::kinds::State;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "unmeasurable",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A standing promise, or one on trial, without a limit (`at_most`, `at_least` or `by`) or without a `target`.",
    why: "How would a customer know that you kept it? The limit says what they can hold you to, the target how often \
          you mean to reach it. Without both, every week looks fine from inside. Service charters have asked for \
          standards that can be measured for decades.",
    example: "says: We call you back soon.\nstate: standing",
    fix: "says: A person calls you back the same day.\nstate: standing\nat_most: 6 hours\ntarget: 95%",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document) in context.documents() {
        let limit = missing(document, "at_most");
        let target = missing(document, "target");
        let Some(span) = limit.or(target) else { continue };
        let (lacks, help) = match (limit.is_some(), target.is_some()) {
            (true, true) => {
                ("a limit and a target", "add a limit, such as `at_most: 6 hours`, and `target: 95%`")
            }
            (true, false) => ("a limit", "add `at_most: 6 hours`, `at_least: 2 choices` or `by: 18:00`"),
            _ => ("a target", "add how often you mean to reach it, as in `target: 95%`"),
        };
        let severity = if context.handbook.state(id) == Some(State::Trial) {
            Severity::Warning
        } else {
            Severity::Error
        };
        let message = format!("this promise lacks {lacks}, so no customer could tell whether it was kept");
        findings.add(&document.path, span, message).weighing(severity).help(help);
    }
}

/// Where a field of the promise itself is missing; a floor has limits of its own.
fn missing(document: &Document, name: &str) -> Option<Span> {
    let fault = document.faults.iter().find(
        |fault| matches!(fault.kind, FaultKind::MissingField { field, place: "a promise" } if field == name),
    );
    fault.map(|fault| fault.span)
}
