//! `bought-love`: loyalty that is promised, delight that is announced.

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::parse::kinds::{Level, State};

pub(super) const RULE: Rule = Rule {
    name: "bought-love",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A promise of the level loyalty, or one of the level delight that customers are told of (`told: yes`).",
    why: "Loyalty is what customers give back; it can be read from the record and never promised. And a surprise that is \
          announced becomes something that is owed: keep it inside, so that it stays a gift.",
    example: "level: delight\ntold: yes",
    fix: "level: delight\ntold: no",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document) in context.documents() {
        let Some(promise) = document.promise().filter(|promise| promise.state != State::Retired) else {
            continue;
        };
        match (promise.level, &promise.told) {
            (Level::Loyalty, _) => {
                findings
                    .add(
                        &document.path,
                        promises::field(document, "level"),
                        "loyalty is theirs to give, so it cannot be promised",
                    )
                    .help("write what you give: `level: satisfaction`, `level: care` or `level: delight`");
            }
            (Level::Delight, Some(told)) if told.value.trim().eq_ignore_ascii_case("yes") => {
                findings
                    .add(&document.path, told.span, "a surprise that is announced is none")
                    .help("keep it inside: `told: no`");
            }
            _ => {}
        }
    }
}
