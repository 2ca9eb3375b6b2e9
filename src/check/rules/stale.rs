//! `stale`: a document whose next review is overdue.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "stale",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A document whose last review is longer ago than its `review_every`, or whose `reviewed` is a day to come.",
    why: "A page that nobody has read for a year is believed until it hurts somebody. `review_every` is the owner's own \
          word on how long it may be trusted unseen; we only count the days. The later of two dates counts: the one in \
          the header and the one in `reviews.lock`.",
    example: "reviewed: 2026-01-12\nreview_every: 6 months",
    fix: "reviewed: 2026-11-16\nreview_every: 6 months",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    for (id, document) in context.documents() {
        let handbook = context.handbook;
        let common = &document.common;
        if let Some(written) = &common.reviewed
            && handbook.reviewed_in_header(id, context.today).is_none()
        {
            let message = format!(
                "this review is dated {}, which is still to come, so it does not count",
                written.value
            );
            findings.add(&document.path, written.span, message).help(format!(
                "write the day on which somebody last read it, such as `reviewed: {}`",
                context.today
            ));
            continue;
        }
        let (Some(every), Some(last), Some(due)) =
            (&common.review_every, handbook.reviewed(id, context.today), handbook.due(id, context.today))
        else {
            continue;
        };
        // A later review may stand in a date, or on a line, that could not be read.
        let is_lost = document.is_unsure("reviewed") || handbook.reviews.lost.contains(&document.id.value);
        if due >= context.today || is_lost {
            continue;
        }
        let span: Span = common.reviewed.as_ref().map_or(every.span, |reviewed| reviewed.span);
        let message = format!(
            "the last review was on {last}, so by `review_every: {}` the next was due on {due}",
            every.value
        );
        let help = format!(
            "read it, then run `throughline review {}`, or write `reviewed: {}` in its header",
            document.id.value, context.today
        );
        findings.add(&document.path, span, message).help(help);
    }
}
