//! The two handbooks side by side, and the list of changes that is being made.

use std::collections::BTreeSet;

use super::change::{Change, Direction, Part, Subject, Thing};
use super::name::Name;
use super::question::{Ask, Question, State};
use super::same::Same;
use super::touched::Reach;
use super::{section, touched, wording};
use crate::model::{DocId, Handbook, Target};
use crate::parse::checklist::Step;
use crate::parse::document::{Document, Kind};
use crate::parse::link::LinkField;
use crate::parse::reviews::Entry;

/// The old state of something and the new one; one of them where it comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends<T> {
    pub(super) old: Option<T>,
    pub(super) new: Option<T>,
}

impl<T: Copy> Ends<T> {
    pub(super) fn both(old: T, new: T) -> Self {
        Self { old: Some(old), new: Some(new) }
    }

    pub(super) fn old(old: T) -> Self {
        Self { old: Some(old), new: None }
    }

    pub(super) fn new(new: T) -> Self {
        Self { old: None, new: Some(new) }
    }
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum On {
    Handbook,
    Document(Ends<DocId>),
    Aim(Ends<usize>),
    Step(Ends<(DocId, usize)>),
    PlusOne(Ends<DocId>, String),
    Moment(Ends<usize>),
    Term(Ends<usize>),
}

/// One side of the comparison.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) handbook: &'a Handbook,
    /// For the old side: what its documents are called now.
    renamed: Option<(&'a Same, &'a Handbook)>,
}

impl<'a> Side<'a> {
    /// The id of a document, as it is now or was last.
    pub(super) fn id(&self, id: DocId) -> &'a str {
        let renamed = self.renamed.and_then(|(same, new)| Some(new.document(same.new_of[id.index()]?)));
        &renamed.unwrap_or(self.handbook.document(id)).id.value
    }

    /// What a written id means: the id of the document that it leads to, as it is now or was last.
    pub(super) fn meant<'b>(&self, written: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.handbook.names.document(written).map_or(written, |id| self.id(id))
    }

    /// The ids that a header, or a step of it, names in `field`: each once, in the order of the alphabet.
    pub(super) fn ids(
        &self,
        document: &'a Document,
        field: LinkField,
        step: Option<usize>,
    ) -> BTreeSet<&'a str> {
        let links = document.links.iter().filter(|link| link.field == field && link.step == step);
        links.map(|link| self.meant(&link.target.value)).collect()
    }

    /// What people call the thing that an id, as it is now or was last, stands for.
    pub(super) fn title(&self, id: &str) -> String {
        let names = &self.handbook.names;
        let document = names.document(id).map(|id| self.handbook.document(id).title().to_string());
        let moment = || {
            let moment = &self.handbook.moments.get(names.moment(id)?)?.entry;
            moment.title.as_ref().map(|title| title.value.clone())
        };
        let aim = || Some(self.handbook.aims.get(names.aim(id)?)?.text.value.clone());
        document.or_else(moment).or_else(aim).unwrap_or_else(|| id.to_string())
    }
}

/// The two handbooks and the list of what differs.
pub(super) struct Sides<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) same: &'a Same,
    /// What was approved as the same words, in the old state and in the new one.
    pub(super) approvals: [Vec<&'a Entry>; 2],
    pub(super) changes: Vec<Change>,
    pub(super) questions: Vec<Question>,
}

/// A change before it is known whom it touches.
pub(super) struct Told {
    pub(super) name: Name,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) parts: Vec<Part>,
    pub(super) fields: Vec<String>,
    pub(super) direction: Option<Direction>,
    /// Other things whose people it touches as well.
    pub(super) beside: Vec<On>,
}

impl Told {
    pub(super) fn of(name: Name) -> Self {
        let (from, to, direction) = (None, None, None);
        Self { name, from, to, parts: Vec::new(), fields: Vec::new(), direction, beside: Vec::new() }
    }

    pub(super) fn from(mut self, from: impl Into<Option<String>>) -> Self {
        self.from = from.into().filter(|from| !from.is_empty());
        self
    }

    pub(super) fn to(mut self, to: impl Into<Option<String>>) -> Self {
        self.to = to.into().filter(|to| !to.is_empty());
        self
    }

    pub(super) fn field(mut self, field: &str) -> Self {
        self.fields.push(field.to_string());
        self
    }

    pub(super) fn parts(mut self, parts: Vec<Part>) -> Self {
        self.parts = parts;
        self
    }

    pub(super) fn direction(mut self, direction: impl Into<Option<Direction>>) -> Self {
        self.direction = direction.into();
        self
    }

    pub(super) fn beside(mut self, beside: Vec<On>) -> Self {
        self.beside = beside;
        self
    }
}

impl<'a> Sides<'a> {
    pub(super) fn new(old: &'a Handbook, new: &'a Handbook, same: &'a Same) -> Self {
        Self {
            old: Side { handbook: old, renamed: Some((same, new)) },
            new: Side { handbook: new, renamed: None },
            same,
            approvals: [old, new].map(wording::approvals),
            changes: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// The documents of two ends.
    pub(super) fn documents(&self, old: DocId, new: DocId) -> (&'a Document, &'a Document) {
        (self.old.handbook.document(old), self.new.handbook.document(new))
    }

    /// Adds a change.
    pub(super) fn tell(&mut self, on: &On, told: Told) {
        let subject = self.subject(on);
        let section = section::of(self, on, told.name);
        let mut reach = Reach::default();
        for on in std::iter::once(on).chain(&told.beside) {
            touched::reach(self, on, &mut reach);
        }
        let must_step = self.is_must(on);
        let Touched { roles, customers, for_all } = reach.finish(told.name, section, subject.thing);
        let must_step = must_step && roles.iter().any(|role| role.acts);
        let Told { name, from, to, parts, fields, direction, .. } = told;
        let on = subject;
        let reading = None;
        self.changes.push(Change {
            name,
            on,
            from,
            to,
            parts,
            fields,
            direction,
            roles,
            for_all,
            customers,
            must_step,
            section,
            reading,
        });
    }

    /// Asks about a document that could not be compared.
    pub(super) fn ask_to_read(&mut self, old: DocId, new: DocId, in_state: State, field: Option<&str>) {
        let on = self.subject(&On::Document(Ends::both(old, new)));
        let field = field.map(ToString::to_string);
        self.questions.push(Question { on, ask: Ask::CannotBeRead { in_state, field } });
    }

    fn step(&self, side: Side<'a>, at: (DocId, usize)) -> Option<&'a Step> {
        side.handbook.document(at.0).steps().get(at.1)
    }

    fn is_must(&self, on: &On) -> bool {
        let On::Step(ends) = on else { return false };
        ends.new.and_then(|at| self.step(self.new, at)).is_some_and(|step| step.must)
    }

    /// What a change is about, by name.
    pub(super) fn subject(&self, on: &On) -> Subject {
        match on {
            On::Handbook => Subject {
                thing: Thing::Handbook,
                id: String::new(),
                old_title: Some(self.old.handbook.title().to_string()),
                new_title: Some(self.new.handbook.title().to_string()),
                step: None,
                old: None,
                new: None,
            },
            On::Document(ends) => self.document(*ends),
            On::PlusOne(ends, id) => {
                Subject { thing: Thing::PlusOne, step: Some(id.clone()), ..self.document(*ends) }
            }
            On::Step(ends) => {
                let system =
                    self.document(Ends { old: ends.old.map(|at| at.0), new: ends.new.map(|at| at.0) });
                let old = ends.old.and_then(|at| self.step(self.old, at));
                let new = ends.new.and_then(|at| self.step(self.new, at));
                let number = ends.new.or(ends.old).map_or(0, |at| at.1);
                let anchor = new.or(old).and_then(|step| step.anchor.as_ref());
                let words = |step: Option<&Step>| step.map(|step| step.action.value.clone());
                Subject {
                    thing: Thing::Step,
                    id: system.id,
                    old_title: words(old),
                    new_title: words(new),
                    step: Some(
                        anchor.map_or_else(|| (number + 1).to_string(), |anchor| anchor.value.clone()),
                    ),
                    old: ends.old.map(|(id, n)| Target::Step(id, n)),
                    new: ends.new.map(|(id, n)| Target::Step(id, n)),
                }
            }
            On::Aim(ends) => {
                let aim = |handbook: &Handbook, n: Option<usize>| {
                    n.and_then(|n| handbook.aims.get(n))
                        .map(|aim| (aim.id.value.clone(), aim.text.value.clone()))
                };
                let (old, new) = (aim(self.old.handbook, ends.old), aim(self.new.handbook, ends.new));
                listed(Thing::Aim, old, new, ends.old.map(Target::Aim), ends.new.map(Target::Aim))
            }
            On::Moment(ends) => {
                let moment = |handbook: &Handbook, n: Option<usize>| {
                    let moment = &handbook.moments.get(n?)?.entry;
                    let title = moment.title.as_ref().unwrap_or(&moment.id);
                    Some((moment.id.value.clone(), title.value.clone()))
                };
                let (old, new) = (moment(self.old.handbook, ends.old), moment(self.new.handbook, ends.new));
                listed(Thing::Moment, old, new, ends.old.map(Target::Moment), ends.new.map(Target::Moment))
            }
            On::Term(ends) => {
                let term = |handbook: &Handbook, n: Option<usize>| {
                    let term = &handbook.terms.get(n?)?.entry;
                    Some((term.id.clone(), term.term.value.clone()))
                };
                let (old, new) = (term(self.old.handbook, ends.old), term(self.new.handbook, ends.new));
                listed(Thing::Term, old, new, ends.old.map(Target::Term), ends.new.map(Target::Term))
            }
        }
    }

    fn document(&self, ends: Ends<DocId>) -> Subject {
        let title =
            |side: Side<'_>, id: Option<DocId>| id.map(|id| side.handbook.document(id).title().to_string());
        let id = ends.new.map(|id| self.new.id(id)).or(ends.old.map(|id| self.old.id(id)));
        let kind = ends.new.map(|id| self.new.handbook.document(id).kind);
        let kind = kind.or(ends.old.map(|id| self.old.handbook.document(id).kind));
        Subject {
            thing: Thing::Document(kind.unwrap_or(Kind::Page)),
            id: id.unwrap_or_default().to_string(),
            old_title: title(self.old, ends.old),
            new_title: title(self.new, ends.new),
            step: None,
            old: ends.old.map(Target::Document),
            new: ends.new.map(Target::Document),
        }
    }
}

/// An entry of a list: its id and its title on each side.
fn listed(
    thing: Thing,
    old: Option<(String, String)>,
    new: Option<(String, String)>,
    old_target: Option<Target>,
    new_target: Option<Target>,
) -> Subject {
    let id = new.as_ref().or(old.as_ref()).map(|(id, _)| id.clone());
    Subject {
        thing,
        id: id.unwrap_or_default(),
        old_title: old.map(|(_, title)| title),
        new_title: new.map(|(_, title)| title),
        step: None,
        old: old_target,
        new: new_target,
    }
}

/// Whom a change touches.
pub(super) struct Touched {
    pub(super) roles: Vec<super::change::TouchedRole>,
    pub(super) customers: Vec<String>,
    pub(super) for_all: bool,
}
