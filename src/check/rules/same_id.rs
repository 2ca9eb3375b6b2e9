//! `same-id`: one id for two things.

use std::collections::HashMap;

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::Handbook;
use crate::parse::document::{Document, Kind};
use crate::source::{Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "same-id",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "Two documents with one id, two steps of a system with one `^anchor`, two moments or terms with one name, or \
           an old id under `was:` that something else bears today or gives as its own.",
    why: "An id is what links are made of, and it is what history is told by. If two things bear it, every link to it \
          means one of them and shows the other to somebody. Ids are for ever: one that has been retired is not given \
          to something new.",
    example: "content/promises/returns.md and content/systems/returns.md",
    fix: "Rename one: content/systems/take-it-back.md",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    documents(context.handbook, findings);
    for document in &context.handbook.documents {
        steps(document, findings);
    }
    old_ids(context.handbook, findings);
    let moments = context.handbook.moments.iter();
    let moments = moments.map(|moment| (&moment.path, moment.entry.id.value.as_str(), moment.entry.id.span));
    entries(moments, "moments", findings);
    let terms = context.handbook.terms.iter();
    entries(terms.map(|term| (&term.path, term.entry.id.as_str(), term.entry.term.span)), "terms", findings);
}

fn documents(handbook: &Handbook, findings: &mut Findings) {
    let mut first: HashMap<&str, &Document> = HashMap::new();
    // Typed documents first: a page keeps its place by its path, and can be called something else.
    let all = || handbook.documents.iter().map(|document| &**document);
    let typed = all().filter(|document| document.kind != Kind::Page);
    for document in typed.chain(all().filter(|document| document.kind == Kind::Page)) {
        // An id that could not be read is only a guess from the file's name; two visions have their own rule.
        if document.is_unsure("id") || document.kind == Kind::Vision {
            continue;
        }
        let id = document.id.value.as_str();
        let Some(other) = first.get(id).copied() else {
            first.insert(id, document);
            continue;
        };
        // The one to blame is the one that was given the id by hand.
        let by_hand = |document: &Document| document.id.span != document.top;
        let swap = by_hand(other) && !by_hand(document) && other.kind == document.kind;
        let (other, document) = if swap { (document, other) } else { (other, document) };
        let message = if other.kind == document.kind {
            format!("two {} have the id `{id}`, so a link to it could mean either", plural(other.kind))
        } else {
            format!(
                "`{id}` is both {} and {}, so a link to it could mean either",
                other.kind.with_article(),
                document.kind.with_article()
            )
        };
        findings
            .add(&document.path, document.id.span, message)
            .help(format!(
                "give one of them another id, such as `id: {}-{}`",
                id.replace('/', "-"),
                document.kind
            ))
            .related(&other.path, other.id.span, "the other one");
    }
}

fn plural(kind: Kind) -> &'static str {
    kind.folder().unwrap_or("pages")
}

fn steps(document: &Document, findings: &mut Findings) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for anchor in document.steps().iter().filter_map(|step| step.anchor.as_ref()) {
        match first.get(anchor.value.as_str()) {
            None => {
                first.insert(&anchor.value, anchor.span);
            }
            Some(other) => {
                let message =
                    format!("two steps are called ^{}, so nobody can tell them apart", anchor.value);
                findings
                    .add(&document.path, anchor.span, message)
                    .help(format!("call this one something else, such as `^{}-2`", anchor.value))
                    .related(&document.path, *other, "the other one");
            }
        }
    }
}

fn old_ids(handbook: &Handbook, findings: &mut Findings) {
    let mut first: HashMap<&str, (&Document, Span)> = HashMap::new();
    let documents = handbook.documents.iter();
    for (document, was) in
        documents.flat_map(|document| document.common.was.iter().map(move |w| (document, w)))
    {
        let page =
            || handbook.names.document(&was.value).filter(|id| handbook.document(*id).id.value == was.value);
        if let Some(living) = handbook.names.typed(&was.value).or_else(page) {
            let living = handbook.document(living);
            let message = format!("`{}` is said to be an old id, and something bears it today", was.value);
            findings
                .add(&document.path, was.span, message)
                .help("take it out of `was:`, or give the other document a new id")
                .related(&living.path, living.id.span, "bears it today");
        } else if let Some((other, span)) = first.insert(&was.value, (document, was.span)) {
            let message =
                format!("`{}` was the id of only one thing, and two say that it was theirs", was.value);
            findings
                .add(&document.path, was.span, message)
                .help("take it out of `was:` of the one that never had it: old links lead to the other")
                .related(&other.path, span, "the other one");
        }
    }
}

fn entries<'a>(
    entries: impl Iterator<Item = (&'a VPath, &'a str, Span)>,
    what: &str,
    findings: &mut Findings,
) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for (path, id, span) in entries {
        if let Some(other) = first.get(id) {
            let message = format!("two {what} are called `{id}`, so a link to it could mean either");
            let finding = findings.add(path, span, message);
            finding.help("give one of them another name, or delete it").related(
                path,
                *other,
                "the other one",
            );
        } else {
            first.insert(id, span);
        }
    }
}
