//! `hand-off-to-nobody`: a step that hands over to somebody who does not exist.

use crate::check::words::{any_of, ids_of, meant, short};
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::names::Takes;
use crate::model::{DocId, Resolved};
use crate::parse::document::{Document, Kind};
use crate::parse::link::LinkField;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "hand-off-to-nobody",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A `then:` that does not name a role.",
    why: "The next person in the chain is a customer too. Work is lost most often between two people, when one puts it \
          down and nobody picks it up. So a hand-off names the role that takes over, and its page shows it.",
    example: "- [ ] @front-desk Call back. ^call\n  - then: dispatch",
    fix: "- [ ] @front-desk Call back. ^call\n  - then: therapist",
    check,
};

const ROLE: Takes = Takes::Kinds(&[Kind::Role]);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document) in context.documents() {
        for step in 0..document.steps().len() {
            step_hands_over(context, id, document, step, findings);
        }
    }
}

/// One finding a step, however many words its `then:` has.
fn step_hands_over(
    context: &Context<'_>,
    id: DocId,
    document: &Document,
    step: usize,
    findings: &mut Findings,
) {
    let handbook = context.handbook;
    let of_step = document
        .links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.field == LinkField::Then && link.step == Some(step));
    let stray = of_step.filter(|(n, link)| {
        let unread = match handbook.resolved(id, *n) {
            Resolved::To(_) => true,
            Resolved::WrongKind(target) => doubt::is_unread(handbook, *target),
            Resolved::Unknown => false,
        };
        !unread && !doubt::is_explained(context, ROLE, &link.target.value)
    });
    let stray: Vec<_> = stray.map(|(_, link)| &link.target).collect();
    let (Some(first), Some(last)) = (stray.first(), stray.last()) else { return };
    let span = Span { start: first.span.start, end: last.span.end };
    let typed = document.text.get(span.range()).unwrap_or(&first.value);
    let message = format!("`{}` is no role, so the work falls on the floor between two people", short(typed));
    let near = stray.iter().find_map(|word| handbook.names.nearest(handbook, ROLE, &word.value));
    let roles = ids_of(handbook, Kind::Role);
    let help = meant(near, format!("write the role that takes over: {}", any_of(roles.iter().copied())));
    findings.add(&document.path, span, message).help(help);
}
