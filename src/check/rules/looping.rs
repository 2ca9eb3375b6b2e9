//! `loop`: reports or replacements that lead back to where they began.

use std::collections::HashMap;

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook, Resolved, Target};
use crate::parse::link::LinkField;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "loop",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "Roles that report to each other in a circle, or promises that replace each other in one.",
    why: "Whoever asks who decides, or which promise is made today, follows these links to their end. In a circle there \
          is no end: the question goes round, and nobody answers it.",
    example: "# roles/front-desk.md\nreports_to: front-desk-lead\n# roles/front-desk-lead.md\nreports_to: front-desk",
    fix: "# roles/front-desk-lead.md\nreports_to: practice-manager",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (field, verb) in [(LinkField::ReportsTo, "reports to"), (LinkField::ReplacedBy, "is replaced by")] {
        for chain in circles(context.handbook, field) {
            report(context.handbook, &chain, field, verb, findings);
        }
    }
}

/// Every circle once, each from its first document in the order of paths.
pub(super) fn circles(handbook: &Handbook, field: LinkField) -> Vec<Vec<DocId>> {
    let mut circles = Vec::new();
    // `false` while a document is on the path being followed, `true` when everything behind it was followed.
    let mut done: HashMap<DocId, bool> = HashMap::new();
    for start in handbook.ids() {
        if done.contains_key(&start) {
            continue;
        }
        let mut path = vec![(start, next(handbook, start, field))];
        done.insert(start, false);
        while let Some((id, waiting)) = path.last_mut() {
            let Some(to) = waiting.pop() else {
                done.insert(*id, true);
                path.pop();
                continue;
            };
            match done.get(&to) {
                Some(true) => {}
                Some(false) => circles.push(circle(&path, to)),
                None => {
                    done.insert(to, false);
                    path.push((to, next(handbook, to, field)));
                }
            }
        }
    }
    circles
}

fn next(handbook: &Handbook, id: DocId, field: LinkField) -> Vec<DocId> {
    handbook.target_documents(id, field).collect()
}

/// The part of the path that begins with `to`, turned so that its smallest document comes first.
fn circle(path: &[(DocId, Vec<DocId>)], to: DocId) -> Vec<DocId> {
    let mut chain: Vec<DocId> = path.iter().map(|(id, _)| *id).skip_while(|id| *id != to).collect();
    let first = chain.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(at, _)| at);
    chain.rotate_left(first);
    chain
}

fn report(handbook: &Handbook, chain: &[DocId], field: LinkField, verb: &str, findings: &mut Findings) {
    let name = |id: DocId| handbook.document(id).id.value.as_str();
    let Some(first) = chain.first().copied() else { return };
    let mut words = format!("`{}`", name(first));
    for id in chain.iter().skip(1).chain([&first]) {
        words.push_str(&format!(" {verb} `{}`", name(*id)));
    }
    let message = format!("{words}: the line goes in a circle and reaches nobody");
    let help = match field {
        LinkField::ReportsTo => "let one of them report to somebody outside this circle",
        _ => "take `replaced_by` out of the promise that is made today",
    };
    let place = |at: usize| {
        let to = chain.get(at + 1).copied().unwrap_or(first);
        link_place(handbook, chain[at], to, field)
    };
    let mut finding = findings.add(&handbook.document(first).path, place(0), message).help(help);
    for (at, id) in chain.iter().enumerate().skip(1).take(4) {
        finding = finding.related(&handbook.document(*id).path, place(at), "and here");
    }
}

fn link_place(handbook: &Handbook, from: DocId, to: DocId, field: LinkField) -> Span {
    let document = handbook.document(from);
    let links = document.links.iter().enumerate();
    let mut links = links.filter(|(n, link)| {
        link.field == field && *handbook.resolved(from, *n) == Resolved::To(Target::Document(to))
    });
    links.next().map_or(document.top, |(_, link)| link.target.span)
}
