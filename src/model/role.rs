//! What a role touches: everything that would be told to whoever fills it.

use std::collections::BTreeSet;

use super::handbook::{DocId, Handbook};
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

impl Handbook {
    /// What a role touches.
    pub fn touched_by(&self, role: DocId) -> Touches {
        let steps = self.steps_naming(role, LinkField::StepRole);
        let systems: BTreeSet<DocId> = steps.iter().map(|(system, _)| *system).collect();
        let promises = self.along(systems, LinkField::Keeps);
        let people = self.along(promises.iter().copied(), LinkField::For);
        Touches { steps, promises, people, owns: self.sources(role, LinkField::Owner) }
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
}
