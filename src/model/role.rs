//! What a role touches: everything that would be told to whoever fills it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::handbook::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::link::LinkField;

/// What one role has a hand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touches {
    /// The steps that it does, in reading order: system and number.
    pub steps: Vec<(DocId, usize)>,
    /// The promises that these steps keep, in reading order.
    pub promises: Vec<DocId>,
    /// The customers and colleagues to whom these promises are made, in reading order.
    pub people: Vec<DocId>,
    /// What it answers for, in reading order.
    pub owns: Vec<DocId>,
}

/// Work that goes from one role to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOff {
    /// The other role.
    pub other: DocId,
    /// The system in which it happens.
    pub system: DocId,
    /// The step that says so, by its number.
    pub step: usize,
}

impl Handbook {
    /// What a role touches.
    pub fn touched_by(&self, role: DocId) -> Touches {
        let steps = self.steps_naming(role, LinkField::StepRole);
        let systems: BTreeSet<DocId> = steps.iter().map(|(system, _)| *system).collect();
        let promises = self.along(systems, LinkField::Keeps);
        let people = self.along(promises.iter().copied(), LinkField::For);
        Touches { steps, promises, people, owns: self.sources(role, LinkField::Owner) }
    }

    /// The systems in which a role acts, in reading order, each with the numbers of its steps there.
    pub fn jobs_of(&self, role: DocId) -> Vec<(DocId, Vec<usize>)> {
        let steps = self.steps_naming(role, LinkField::StepRole);
        let by_system = steps.chunk_by(|a, b| a.0 == b.0);
        by_system.map(|steps| (steps[0].0, steps.iter().map(|(_, n)| *n).collect())).collect()
    }

    /// Whom a role serves next: its own steps that name another role in `then`, and steps of others that take over
    /// `from` it where no step of its own says so.
    pub fn hands_to(&self, role: DocId) -> Vec<HandOff> {
        self.hand_offs(
            role,
            [LinkField::StepRole, LinkField::Then],
            [LinkField::FromRole, LinkField::StepRole],
        )
    }

    /// Who hands over to a role: the same seen from the other end.
    pub fn takes_from(&self, role: DocId) -> Vec<HandOff> {
        self.hand_offs(
            role,
            [LinkField::Then, LinkField::StepRole],
            [LinkField::StepRole, LinkField::FromRole],
        )
    }

    /// Steps that name the role in the first field of a pair and another role in the second. What the second pair finds
    /// is told only of roles and systems that the first did not find.
    fn hand_offs(&self, role: DocId, told: [LinkField; 2], heard: [LinkField; 2]) -> Vec<HandOff> {
        let find = |[mine, theirs]: [LinkField; 2]| -> Vec<HandOff> {
            let steps = self.steps_naming(role, mine).into_iter();
            let named = steps.flat_map(|(system, step)| {
                let others = self.step_documents(system, step, theirs);
                others.map(move |other| HandOff { other, system, step })
            });
            named.filter(|hand| hand.other != role && self.document(hand.other).kind == Kind::Role).collect()
        };
        let mut found = find(told);
        let known: BTreeSet<(DocId, DocId)> = found.iter().map(|hand| (hand.other, hand.system)).collect();
        found.extend(find(heard).into_iter().filter(|hand| !known.contains(&(hand.other, hand.system))));
        found.sort_by(|a, b| {
            self.reading_order(a.other, b.other)
                .then_with(|| self.reading_order(a.system, b.system))
                .then(a.step.cmp(&b.step))
        });
        found
    }

    /// The moments that a promise or a want names in `at`.
    pub fn moments_of(&self, id: DocId) -> impl Iterator<Item = usize> + '_ {
        self.targets(id, LinkField::At).filter_map(|target| match target {
            Target::Moment(moment) => Some(moment),
            _ => None,
        })
    }

    /// The wants that a role can meet, by the moment in which it does, each list in reading order: those of the moments in
    /// which it has steps, in the order of the journey, then those behind its promises that belong to no moment.
    pub fn listens_for(&self, role: DocId) -> Vec<(Option<usize>, Cow<'_, [DocId]>)> {
        let promises = self.touched_by(role).promises;
        let moments: BTreeSet<usize> = promises.iter().flat_map(|id| self.moments_of(*id)).collect();
        let is_nowhere = |id: DocId| self.moments_of(id).next().is_none();
        let behind = promises.iter().flat_map(|promise| {
            let wants = self.target_documents(*promise, LinkField::Wants);
            wants.filter(move |want| is_nowhere(*promise) || is_nowhere(*want))
        });
        let is_met = |want: &DocId| self.moments_of(*want).any(|moment| moments.contains(&moment));
        let behind = self.in_order(behind.filter(|want| !is_met(want)));
        let met = moments.iter().map(|moment| (Some(*moment), Cow::Borrowed(self.wants_at(*moment))));
        met.chain([(None, Cow::Owned(behind))]).filter(|(_, wants)| !wants.is_empty()).collect()
    }

    /// The documents that several others name in `field`, each once, in reading order.
    fn along(&self, from: impl IntoIterator<Item = DocId>, field: LinkField) -> Vec<DocId> {
        let found: BTreeSet<DocId> =
            from.into_iter().flat_map(|id| self.target_documents(id, field)).collect();
        let mut found: Vec<DocId> = found.into_iter().collect();
        self.sort(&mut found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{HandOff, Handbook};
    use crate::pipeline::{self, Drafts};
    use crate::source::SourceTree;

    #[test]
    fn a_role_touches_its_steps_what_they_keep_and_for_whom() {
        let tree = SourceTree::from_texts(
            "small",
            [
                ("handbook.yaml", ""),
                ("content/roles/desk.md", "---\ntitle: Desk\n---\n"),
                ("content/customers/patients.md", "---\ntitle: Patients\n---\n"),
                ("content/promises/call.md", "---\nsays: We call you.\nfor: patients\nowner: desk\n---\n"),
                (
                    "content/systems/list.md",
                    "---\ntitle: List\nkeeps: call\n---\n## Floor\n- [ ] @desk Call. ^call\n",
                ),
            ],
        );
        let handbook = pipeline::link(&tree, Drafts::Keep);
        let id = |name: &str| handbook.names.document(name).expect("it is there");
        let touches = handbook.touched_by(id("desk"));
        assert_eq!(touches.steps, [(id("list"), 0)]);
        assert_eq!(
            (touches.promises, touches.people, touches.owns),
            (vec![id("call")], vec![id("patients")], vec![id("call")])
        );
    }

    fn practice() -> Handbook {
        let tree = SourceTree::from_texts(
            "practice",
            [
                ("handbook.yaml", ""),
                ("content/roles.yaml", "[{ id: desk, title: Desk }, { id: hands, title: Hands }]"),
                ("content/journey.yaml", "- { id: phone, title: P }\n- { id: door, title: D }\n"),
                ("content/promises/call.md", "---\nsays: We call.\nat: door\nwants: noticed\n---\n"),
                ("content/wants/noticed.md", "---\nmeans: Notice me.\n---\n"),
                ("content/wants/early.md", "---\nmeans: Be early.\nat: [phone, door]\n---\n"),
                ("content/wants/elsewhere.md", "---\nmeans: Not here.\nat: phone\n---\n"),
                (
                    "content/systems/list.md",
                    "---\ntitle: List\nkeeps: call\n---\n## Floor\n- [ ] @desk Call. ^call\n  - then: hands\n\
                     - [ ] @hands Read. ^read\n  - from: desk\n- [ ] @hands Treat. ^treat\n",
                ),
                (
                    "content/systems/sheet.md",
                    "---\ntitle: Sheet\nkeeps: call\n---\n## Floor\n- [ ] @desk Book. ^book\n  - from: hands\n",
                ),
            ],
        );
        pipeline::link(&tree, Drafts::Keep)
    }

    /// What both ends say is one hand-off; what only the one who takes over says is one as well.
    #[test]
    fn a_hand_off_is_told_once_and_seen_from_both_ends() {
        let handbook = practice();
        let id = |name: &str| handbook.names.document(name).expect("it is there");
        let hand = |other, system, step| HandOff { other: id(other), system: id(system), step };
        assert_eq!(handbook.hands_to(id("desk")), [hand("hands", "list", 0)]);
        assert_eq!(handbook.takes_from(id("hands")), [hand("desk", "list", 0)]);
        assert_eq!(handbook.hands_to(id("hands")), [hand("desk", "sheet", 0)]);
        assert_eq!(handbook.takes_from(id("desk")), [hand("hands", "sheet", 0)]);
    }

    #[test]
    fn a_role_listens_for_the_wants_of_its_moments_and_those_behind_its_promises() {
        let handbook = practice();
        let id = |name: &str| handbook.names.document(name).expect("it is there");
        let heard = [(Some(1), vec![id("early")]), (None, vec![id("noticed")])];
        assert_eq!(handbook.listens_for(id("desk")), heard.map(|(moment, wants)| (moment, wants.into())));
        assert_eq!(handbook.jobs_of(id("hands")), [(id("list"), vec![1, 2])]);
    }
}
