//! The outline of a handbook: what each document is called, where it stands, and what it means, in a few digits.
//!
//! Two outlines say what became of a document from one edition to another, without either handbook at hand. An edition's
//! outline is kept beside its pages, so that a new edition asks no old one to be read again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::{DocId, Handbook};
use crate::parse::document::{Data, Document, Kind};
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::meaning;

/// How far a chain of replacements is followed: one that is longer goes round in a circle.
const LONGEST_CHAIN: usize = 32;

/// What is known of every document of one handbook, in the order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The documents; their numbers are those of the handbook.
    pub entries: Vec<Entry>,
}

/// What is known of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The word for its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands on the site: `""`, or a path with a `/` at its end.
    pub address: String,
    /// Ids that it had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    /// Addresses that lead to it besides its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether it is a promise that is made no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_retired: bool,
    /// The id of the promise that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// A hash of what it means: its meaning's fields, how far along it is, what was decided. `None` when nothing is held
    /// against it, or a field could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<u64>,
}

/// What became of a document in another handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became<'a> {
    /// It is there, under the same id.
    Same(&'a Entry),
    /// It is there under another id, or was moved to where its old address leads on.
    Renamed(&'a Entry),
    /// It is there and made no more; something may have taken its place.
    Retired(&'a Entry, Option<&'a Entry>),
    /// It is not there.
    Gone,
}

impl<'a> Became<'a> {
    /// Where it is told what became of it.
    pub fn entry(self) -> Option<&'a Entry> {
        match self {
            Self::Same(entry) | Self::Renamed(entry) | Self::Retired(entry, _) => Some(entry),
            Self::Gone => None,
        }
    }
}

impl Outline {
    /// The outline of a handbook.
    pub fn of(handbook: &Handbook) -> Self {
        Self { entries: handbook.ids().map(|id| Self::entry_of(handbook, id)).collect() }
    }

    /// What is known of one document of a handbook.
    pub fn entry_of(handbook: &Handbook, id: DocId) -> Entry {
        let document = handbook.document(id);
        let replaced_by = handbook.target_documents(id, LinkField::ReplacedBy).next();
        Entry {
            kind: document.kind.word().to_string(),
            id: document.id.value.clone(),
            title: document.title().to_string(),
            address: handbook.address(id).to_string(),
            was: document.common.was.iter().map(|was| was.value.clone()).collect(),
            aliases: handbook.aliases(id),
            is_retired: handbook.state(id) == Some(State::Retired),
            replaced_by: replaced_by.map(|by| handbook.document(by).id.value.clone()),
            meaning: meaning_of(document),
        }
    }

    /// What is known of one document.
    pub fn get(&self, id: DocId) -> Option<&Entry> {
        self.entries.get(id.index())
    }
}

impl Entry {
    /// Whether another state of this document means something else. Unsure counts as no: nobody is alarmed by a guess.
    pub fn differs_from(&self, other: &Self) -> bool {
        self.meaning.zip(other.meaning).is_some_and(|(one, other)| one != other)
    }
}

/// A hash of what `document` means.
fn meaning_of(document: &Document) -> Option<u64> {
    let mut hash = Xxh3::new();
    for (field, said) in meaning::prints(document) {
        hash.update(format!("{field}\0{}\n", said?).as_bytes());
    }
    match &document.data {
        Data::Promise(promise) => {
            hash.update(format!("{} {}", promise.state.word(), promise.level.word()).as_bytes());
        }
        Data::Want(want) => hash.update(want.decision.word().as_bytes()),
        Data::Vision(_) | Data::Mission(_) | Data::System(_) => {}
        Data::Role(_) | Data::Customer(_) | Data::Story(_) | Data::Page(_) => return None,
    }
    Some(hash.digest())
}

/// An outline that is asked often what became of documents of others.
#[derive(Debug, Default)]
pub struct Lookup {
    outline: Outline,
    by_id: HashMap<(String, String), usize>,
    by_old_id: HashMap<(String, String), usize>,
    by_address: HashMap<String, usize>,
}

impl Lookup {
    /// The same outline, ready to be asked.
    pub fn new(outline: Outline) -> Self {
        let mut lookup = Self::default();
        for (n, entry) in outline.entries.iter().enumerate() {
            let key = |id: &String| (entry.kind.clone(), id.clone());
            lookup.by_id.entry(key(&entry.id)).or_insert(n);
            for was in &entry.was {
                lookup.by_old_id.entry(key(was)).or_insert(n);
            }
            let addresses = std::iter::once(&entry.address).chain(&entry.aliases);
            for address in addresses.filter(|address| !address.is_empty()) {
                lookup.by_address.entry(address.clone()).or_insert(n);
            }
        }
        lookup.outline = outline;
        lookup
    }

    /// The outline itself.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What became here of a document of another handbook: known by its id, else by an old id, else by its address.
    pub fn became(&self, other: &Entry) -> Became<'_> {
        let key = (other.kind.clone(), other.id.clone());
        let at = |n: &usize| &self.outline.entries[*n];
        let same = self.by_id.get(&key).map(at);
        let renamed = || self.by_old_id.get(&key).or_else(|| self.by_address.get(&other.address)).map(at);
        // There is one vision, whatever it is called.
        let vision = || {
            let is_vision = |entry: &&Entry| entry.kind == Kind::Vision.word();
            Some(&self.outline.entries).filter(|_| other.kind == Kind::Vision.word())?.iter().find(is_vision)
        };
        let same = same.or_else(vision);
        match same.or_else(renamed) {
            None => Became::Gone,
            Some(entry) if entry.is_retired => Became::Retired(entry, self.successor(entry)),
            Some(entry) if same.is_some() => Became::Same(entry),
            Some(entry) => Became::Renamed(entry),
        }
    }

    /// The page that answers at an address, or leads on from there.
    pub fn at(&self, address: &str) -> Option<&Entry> {
        self.by_address.get(address).map(|n| &self.outline.entries[*n])
    }

    /// What took the place of a promise that was retired: the last of a chain of replacements.
    fn successor(&self, retired: &Entry) -> Option<&Entry> {
        let mut found: Option<&Entry> = None;
        for _ in 0..LONGEST_CHAIN {
            let now = found.unwrap_or(retired);
            let Some(by) = now.replaced_by.as_ref().filter(|_| now.is_retired) else { return found };
            let next = self.by_id.get(&(now.kind.clone(), by.clone()));
            match next.map(|n| &self.outline.entries[*n]) {
                Some(next) => found = Some(next),
                None => return found,
            }
        }
        None
    }
}
