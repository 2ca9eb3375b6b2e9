//! `missing-field`: a field that its kind cannot do without.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "missing-field",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A field that its kind needs and that is not written, or is left empty.",
    why: "Each kind of document has a few fields without which it says nothing: a promise without its sentence, a \
          story without its date. They are few on purpose, so that the ones that are there can be relied on by \
          whoever reads the page.",
    example: "# in content/stories/the-blue-bicycle.md, without a date\nwhere: mill\ntype: example",
    fix: "date: 2026-08-06\nwhere: mill\ntype: example",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        match &fault.kind {
            FaultKind::MissingField { field, place } => {
                let (why, line) = words(field, place);
                let message = match (*field, *place) {
                    ("at_most", _) => format!("{place} needs a limit, {why}"),
                    _ => format!("{place} needs `{field}`, {why}"),
                };
                findings.add(path, fault.span, message).help(match *field {
                    "at" => "add `at:` with a moment of journey.yaml, such as `at: phone-call`".into(),
                    "from" => {
                        "add `from:` with a customer group or a role, such as `from: new-patients`".into()
                    }
                    _ => format!("add `{line}`"),
                });
            }
            FaultKind::NoHeader { kind } => {
                let message =
                    format!("this file has no header, so it says nothing about {} yet", about(*kind));
                let first =
                    if matches!(kind, Kind::Role | Kind::Customer) { "title: …" } else { first(*kind) };
                findings.add(path, fault.span, message).help(format!(
                    "begin the file with a line `---`, then `{first}` and the other fields, then `---`"
                ));
            }
            _ => {}
        }
    }
}

fn about(kind: Kind) -> String {
    if kind == Kind::Vision { "the vision".into() } else { format!("the {kind}") }
}

fn first(kind: Kind) -> &'static str {
    match kind {
        Kind::System => "keeps: …",
        Kind::Want => "means: …",
        Kind::Story => "date: 2026-01-31",
        _ => "says: …",
    }
}

/// Why the field matters, and how it is written.
fn words(field: &str, place: &str) -> (&'static str, &'static str) {
    match (field, place) {
        ("says", "the vision") => ("the one sentence that everything below answers to", "says: …"),
        ("says", "a promise") => ("the sentence that a customer can hold us to", "says: …"),
        ("says", _) => ("the one sentence that it stands for", "says: …"),
        ("at", _) => ("so that people know in which moment it is met", "at: …"),
        ("level", _) => ("so that people know how far it goes", "level: satisfaction"),
        ("title", _) => ("the name that people know it by", "title: …"),
        ("means", "a term") => ("or everybody goes on meaning something else by it", "means: …"),
        ("means", _) => ("because people say one thing and mean another", "means: …"),
        ("decision", _) => ("or those who asked never get an answer", "decision: listening"),
        ("from", _) => ("so that we know whose want it is", "from: …"),
        ("date", _) => ("so that people can tell news from history", "date: 2026-01-31"),
        ("where", _) => ("because a thing counts when it is seen in several places", "where: …"),
        ("type", _) => ("so that letters, examples and misses can be told apart", "type: example"),
        ("shows", _) => ("the promise or principle that it makes visible", "shows: …"),
        ("id", _) => ("or nothing can link to it", "id: …"),
        ("during", _) => ("its stretch of the customer's journey", "during: using"),
        ("term", _) => ("the word itself", "term: …"),
        ("rule", _) => ("the name of the rule that it excuses from", "rule: …"),
        ("reason", _) => ("because nothing is excused in silence", "reason: …"),
        ("at_most", _) => ("or nobody can tell when it is reached", "at_most: 4 hours"),
        ("target", _) => ("how often its limit is reached at the least", "target: 97%"),
        _ => ("and it is not written here", "…"),
    }
}
