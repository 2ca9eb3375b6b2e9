//! `not-received`: work that is handed to a role which does not take it up.

use std::collections::{HashMap, HashSet};

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook, Resolved, Target};
use crate::parse::document::{Document, Kind};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "not-received",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A `then:` to a role that has no step in that system, and in no other a step `from:` the role that hands \
           over.",
    why: "Handing over takes two: one who lets go and one who takes. Where the second is not written down, the first \
          believes that it is done, and the next person in the chain has never heard of it. That person is a customer \
          too.",
    example: "- [ ] @front-desk Hand the card over. ^card\n  - then: therapist",
    fix: "- [ ] @therapist Read the card before you call the patient in. ^read\n  - from: front-desk",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    if handbook.of_kind(Kind::System).any(|id| may_receive(handbook, id)) {
        return;
    }
    let taken: HashSet<(DocId, DocId)> =
        handbook.of_kind(Kind::System).flat_map(|id| hand_overs_taken(handbook, id)).collect();
    for id in handbook.of_kind(Kind::System) {
        let document = handbook.document(id);
        let performers = performers(handbook, id);
        let acting: HashSet<DocId> = performers.values().copied().collect();
        let mut told = HashSet::new();
        for (number, link) in document.links.iter().enumerate() {
            let (LinkField::Then, Some(step)) = (link.field, link.step) else { continue };
            let Resolved::To(Target::Document(receiver)) = *handbook.resolved(id, number) else { continue };
            let Some(&giver) = performers.get(&step) else { continue };
            if acting.contains(&receiver) || taken.contains(&(giver, receiver)) || !told.insert(receiver) {
                continue;
            }
            let (from, to) = (handbook.document(giver), handbook.document(receiver));
            let message = format!(
                "\"{}\" hands over to \"{}\", and no step of theirs picks it up",
                from.title(),
                to.title()
            );
            let help = format!(
                "add `- [ ] @{} What they do with it.` and below it `  - from: {}`",
                to.id.value, from.id.value
            );
            findings.add(&document.path, link.target.span, message).help(help);
        }
    }
}

/// Whether a step that takes something up may be hidden in what could not be read.
fn may_receive(handbook: &Handbook, id: DocId) -> bool {
    let document: &Document = handbook.document(id);
    let strays = |field| doubt::strays(handbook, id, field).next().is_some();
    !document.has_whole_checklist()
        || document.steps().iter().any(|step| step.role.is_none())
        || strays(LinkField::StepRole)
        || strays(LinkField::FromRole)
        || strays(LinkField::Then)
}

/// The role that does each step of a system, by the step's number.
fn performers(handbook: &Handbook, id: DocId) -> HashMap<usize, DocId> {
    let done_by = handbook.outgoing(id).filter(|(field, ..)| *field == LinkField::StepRole);
    done_by
        .filter_map(|(_, target, step)| match target {
            Target::Document(role) => Some((step?, role)),
            _ => None,
        })
        .collect()
}

/// Who takes from whom in a system: giver and receiver.
fn hand_overs_taken(handbook: &Handbook, id: DocId) -> Vec<(DocId, DocId)> {
    let performers = performers(handbook, id);
    let taken = handbook.outgoing(id).filter(|(field, ..)| *field == LinkField::FromRole);
    taken
        .filter_map(|(_, target, step)| match target {
            Target::Document(giver) => Some((giver, *performers.get(&step?)?)),
            _ => None,
        })
        .collect()
}
