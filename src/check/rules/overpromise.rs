//! `overpromise`: a promise that asks more than the floor below it holds.

use std::cmp::Ordering;

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::Document;
use crate::parse::kinds::{Floor, Promise};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "overpromise",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A promise whose limit or target is stricter than the floor of a system that keeps it.",
    why: "The floor is the least that every customer gets, whoever is on shift. Where the promise asks more than that, it \
          is kept only on good days, and the customer was promised every day. Where several systems keep one promise, \
          each has to hold it: whoever ends up in the weakest of them was promised the same. Limits of different \
          sorts are not compared.",
    example: "# the promise\nat_most: 2 hours\n# the system that keeps it\nfloor: { at_most: 4 hours, target: 97% }",
    fix: "# the promise\nat_most: 6 hours\n# the system that keeps it\nfloor: { at_most: 4 hours, target: 97% }",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document, promise) in promises::made(context.handbook) {
        for system in context.handbook.sources(id, LinkField::Keeps) {
            compare(context, document, promise, system, findings);
        }
    }
}

/// Says at most one thing about a promise and a system: the limit before the target.
fn compare(
    context: &Context<'_>,
    document: &Document,
    promise: &Promise,
    system: DocId,
    findings: &mut Findings,
) {
    let keeper = context.handbook.document(system);
    let Some(Floor { measure: Some(floor), target }) =
        keeper.system().and_then(|system| system.floor.as_ref())
    else {
        return;
    };
    let Some(limit) = &promise.measure else { return };
    match limit.value.harder(&floor.value) {
        None => {}
        Some(Ordering::Greater) => {
            let message = format!(
                "the promise says {}, and its floor {}: the floor cannot hold it",
                limit.value, floor.value
            );
            findings
                .add(&document.path, limit.span, message)
                .help("promise no more than the floor, or raise the floor first and see whether it holds")
                .related(&keeper.path, floor.span, "this is the floor");
        }
        Some(_) => {
            let (Some(asked), Some(held)) = (&promise.target, target) else { return };
            if asked.value > held.value {
                let message = format!(
                    "the promise is meant to hold in {} of all cases, and its floor in {}: the floor cannot hold it",
                    asked.value, held.value
                );
                findings
                    .add(&document.path, asked.span, message)
                    .help(format!(
                        "write `target: {}`, or raise the floor first",
                        plain(&held.value.to_string())
                    ))
                    .related(&keeper.path, held.span, "this is the floor");
            }
        }
    }
}

/// A share as it is typed.
fn plain(shown: &str) -> String {
    shown.replace('\u{a0}', "")
}
