//! `never-reviewed`: nobody has held this against what is above it.

use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "never-reviewed",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A mission, promise or system that nobody has held against what is above it, in a handbook where others were \
           reviewed; or a document that asks for reviews with `review_every` and names none.",
    why: "What was never held against its promise may fit it, or may not; nobody has looked. And when the promise \
          changes, nobody is told, since there is nothing to compare with. The rule is silent until the first review is \
          recorded in `reviews.lock`, so that a young handbook is not asked for papers.",
    example: "# systems/price-in-writing.md; reviews.lock has no line for it\nkeeps: [price-first]",
    fix: "throughline review price-in-writing     # or, in its header:  reviewed: 2026-11-16",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    for (id, document) in context.documents() {
        if document.is_unsure("reviewed") || document.common.reviewed.is_some() {
            continue;
        }
        let first = "read it against what is above it";
        let unanswered = || unanswered(context, id).map(|(span, message)| (span, message, "read it"));
        let unseen = unseen(context, id).map(|(span, message)| (span, message, first));
        if let Some((span, message, first)) = unseen.or_else(unanswered) {
            let help = format!(
                "{first}, then run `throughline review {}`, or write `reviewed: {}` in its header",
                document.id.value, context.today
            );
            findings.add(&document.path, span, message).help(help);
        }
    }
}

/// Parents that the document was never held against, once reviews are in use.
fn unseen(context: &Context<'_>, id: DocId) -> Option<(Span, String)> {
    let handbook = context.handbook;
    if handbook.reviews.entries.is_empty() || may_be_lost(handbook, id) {
        return None;
    }
    let parents = handbook.held_against(id);
    let missing: Vec<_> =
        parents.into_iter().filter(|(parent, _)| handbook.recorded(id, Some(*parent)).is_none()).collect();
    let (_, span) = missing.first()?;
    let names: Vec<String> = missing
        .iter()
        .filter_map(|(parent, _)| handbook.parent_name(*parent))
        .map(|parent| parent.aim.unwrap_or(parent.document))
        .collect();
    let names = all_of(names.iter().map(String::as_str));
    Some((
        *span,
        format!("nobody has held this against {names} yet, so nobody would be told of a change there"),
    ))
}

/// A line that could not be read may be this document's; it is complained about already.
fn may_be_lost(handbook: &Handbook, id: DocId) -> bool {
    handbook.reviews.lost.iter().any(|lost| handbook.names.document(lost).is_none_or(|found| found == id))
}

/// A document that asks to be reviewed, and never was.
fn unanswered(context: &Context<'_>, id: DocId) -> Option<(Span, String)> {
    let handbook = context.handbook;
    let every = handbook.document(id).common.review_every.as_ref()?;
    if may_be_lost(handbook, id) || handbook.last_recorded(id).is_some() {
        return None;
    }
    Some((every.span, format!("this asks for a review every {}, and none is written", every.value)))
}
