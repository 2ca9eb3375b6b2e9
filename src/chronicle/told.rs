//! One difference as pages tell it: its changes, and what people are called in them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::difference::{self, Change, Difference, Thing};
use crate::model::Handbook;
use crate::parse::document::{Document, Kind};

/// What changed between two states, free of both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Bare")]
pub struct Told {
    /// The changes, in the order of telling.
    pub difference: Difference,
    /// What each is known by on the page: the same as long as the two states are.
    #[serde(skip_serializing)]
    pub anchors: Vec<String>,
    /// What roles and customers are called, by id: in the newer state, else in the older one.
    titles: HashMap<String, String>,
    /// Where each document is told of.
    #[serde(skip_serializing)]
    of_document: HashMap<(Kind, String), Vec<usize>>,
}

/// What the rest is worked out from.
#[derive(Deserialize)]
struct Bare {
    difference: Difference,
    titles: HashMap<String, String>,
}

impl From<Bare> for Told {
    fn from(Bare { difference, titles }: Bare) -> Self {
        let anchors = anchors(&difference.changes);
        let mut of_document: HashMap<(Kind, String), Vec<usize>> = HashMap::new();
        for (n, change) in difference.changes.iter().enumerate() {
            if let Some(kind) = kind_of(change.on.thing) {
                of_document.entry((kind, change.on.id.clone())).or_default().push(n);
            }
        }
        Self { difference, anchors, titles, of_document }
    }
}

/// How much a difference asks of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// How many changes there are.
    pub changes: usize,
    /// How many roles do something differently.
    pub roles: usize,
}

impl Told {
    /// What changed from one state, read as of its day, to another.
    pub fn of(old: (&Handbook, Date), new: (&Handbook, Date)) -> Self {
        let difference = difference::between_as_of(old, new);
        let mut titles = HashMap::new();
        for handbook in [old.0, new.0] {
            for id in [Kind::Role, Kind::Customer].into_iter().flat_map(|kind| handbook.of_kind(kind)) {
                let document = handbook.document(id);
                titles.insert(document.id.value.clone(), document.title().to_string());
            }
        }
        let touched: BTreeSet<&str> = difference
            .changes
            .iter()
            .flat_map(|change| {
                let roles = change.roles.iter().map(|role| role.id.as_str());
                roles.chain(change.customers.iter().map(String::as_str))
            })
            .collect();
        titles.retain(|id, _| touched.contains(id.as_str()));
        Bare { difference, titles }.into()
    }

    /// What a role or a customer is called.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.titles.get(id).map_or(id, String::as_str)
    }

    /// How much it asks of people.
    pub fn asked(&self) -> Asked {
        let acting = self.difference.changes.iter().flat_map(|change| &change.roles);
        let roles: BTreeSet<&str> = acting.filter(|role| role.acts).map(|role| role.id.as_str()).collect();
        Asked { changes: self.difference.changes.len(), roles: roles.len() }
    }

    /// The changes of a document and of its steps, by any of its ids, with their anchors, in the order of telling.
    pub fn about<'a>(&'a self, document: &Document) -> impl Iterator<Item = (&'a Change, &'a str)> + use<'a> {
        let was = document.common.was.iter().map(|was| &was.value);
        let ids: BTreeSet<&String> = std::iter::once(&document.id.value).chain(was).collect();
        let kind = document.kind;
        let mut found: Vec<usize> = ids
            .into_iter()
            .filter_map(|id| self.of_document.get(&(kind, id.clone())))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.into_iter().map(|n| (&self.difference.changes[n], self.anchors[n].as_str()))
    }

    /// The id by which a role of today is known here: its own, or an old one.
    pub fn role_id<'a>(&self, role: &'a Document) -> &'a str {
        let was = role.common.was.iter().map(|was| was.value.as_str());
        let ids = || std::iter::once(role.id.value.as_str()).chain(was.clone());
        ids().find(|id| self.titles.contains_key(*id)).unwrap_or(&role.id.value)
    }
}

/// The kind of document on whose page something is told: a step is told on its system's.
fn kind_of(thing: Thing) -> Option<Kind> {
    match thing {
        Thing::Document(kind) => Some(kind),
        Thing::Step | Thing::PlusOne => Some(Kind::System),
        Thing::Handbook | Thing::Aim | Thing::Moment | Thing::Term => None,
    }
}

/// An anchor for each change, made of what it is about and what it is called.
fn anchors(changes: &[Change]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let anchor = |change: &Change| {
        let parts = [Some(change.on.thing.word()), Some(&change.on.id), change.on.step.as_deref()];
        let name: String =
            change.name.words().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let about: Vec<&str> = parts.into_iter().flatten().chain([name.as_str()]).collect();
        let anchor = about.join(":");
        let times = seen.entry(anchor.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times == 1 { anchor } else { format!("{anchor}:{times}") }
    };
    changes.iter().map(anchor).collect()
}
