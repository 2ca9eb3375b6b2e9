//! The typed whole, and the questions it answers.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::address::Clash;
use super::files::Files;
use super::folders::Folders;
use super::graph::Graph;
use super::lead;
use super::lists::Lists;
use super::names::{Names, Resolved};
use super::order::Order;
use super::places::Places;
use super::resolve::Destination;
use crate::parse::Layout;
use crate::parse::document::{Data, Document, Kind};
use crate::parse::editions::Lock;
use crate::parse::fault::Fault;
use crate::parse::kinds::{State, Vision};
use crate::parse::link::{BodyLink, LinkField};
use crate::parse::lists::{Moment, Term};
use crate::parse::logs::Log;
use crate::parse::reviews::Reviews;
use crate::parse::settings::Settings;
use crate::source::{Span, Spanned, VPath};

/// The number of a document in its handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocId(u32);

impl DocId {
    /// From a position in [`Handbook::documents`].
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position in [`Handbook::documents`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An aim of the vision.
#[derive(Debug, Clone)]
pub struct Aim {
    /// Its id.
    pub id: Spanned<String>,
    /// Its text.
    pub text: Spanned<String>,
}

/// An entry of a list file.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The file.
    pub path: VPath,
    /// The entry.
    pub entry: T,
}

/// What a link can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// A document.
    Document(DocId),
    /// A step of a system, by its number.
    Step(DocId, usize),
    /// An aim, by its number.
    Aim(usize),
    /// A moment, by its number.
    Moment(usize),
    /// A term, by its number.
    Term(usize),
}

/// A link seen from where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The field it is written in.
    pub field: LinkField,
    /// The document it is written in.
    pub from: DocId,
    /// The step it is written in.
    pub step: Option<usize>,
}

/// One state of a handbook, linked.
///
/// Invariants: `documents` is sorted by path; the vectors beside it run parallel to it. Its parts are shared with the
/// handbooks before and after it, as far as an edit leaves them as they are: see `relink.rs`.
#[derive(Debug)]
pub struct Handbook {
    /// The name of its folder.
    pub name: String,
    /// Its settings.
    pub settings: Arc<Settings>,
    /// How its tree is laid out.
    pub layout: Layout,
    /// All documents, sorted by path.
    pub documents: Vec<Arc<Document>>,
    /// The moments of the journey, as written.
    pub moments: Vec<Listed<Moment>>,
    /// The terms of the glossary, as written.
    pub terms: Vec<Listed<Term>>,
    /// The logs.
    pub logs: Vec<Arc<Log>>,
    /// What was reviewed, as `reviews.lock` says.
    pub reviews: Arc<Reviews>,
    /// What every edition was when it was cut, as `editions.lock` says.
    pub recorded: Arc<Lock>,
    /// The aims of the vision.
    pub aims: Vec<Aim>,
    /// Faults of files that are no documents.
    pub file_faults: Vec<(VPath, Fault)>,
    /// Where each id leads.
    pub names: Arc<Names>,
    /// What lies where.
    pub folders: Arc<Folders>,
    pub(super) order: Arc<Order>,
    pub(super) files: Arc<Files>,
    pub(super) places: Arc<Places>,
    pub(super) graph: Arc<Graph>,
    /// Where each link of each body leads, as far as a page needs to know.
    pub(super) destinations: Vec<Arc<[Destination]>>,
    /// What was probably meant by links that lead nowhere; made when somebody asks.
    guesses: OnceLock<HashMap<(DocId, usize), Destination>>,
    pub(super) lists: Lists,
    /// The front page of a plain folder as it was before it was named after the folder.
    pub(super) nameless: Option<Arc<Document>>,
    /// The number of the entry of `reviews` that counts, by child and parent.
    pub(super) latest_reviews: BTreeMap<(DocId, Option<Target>), usize>,
}

impl Handbook {
    pub(super) fn empty(settings: Arc<Settings>, layout: Layout) -> Self {
        Self {
            name: String::new(),
            settings,
            layout,
            documents: Vec::new(),
            moments: Vec::new(),
            terms: Vec::new(),
            logs: Vec::new(),
            reviews: Arc::default(),
            recorded: Arc::default(),
            aims: Vec::new(),
            file_faults: Vec::new(),
            names: Arc::default(),
            folders: Arc::default(),
            order: Arc::default(),
            files: Arc::default(),
            places: Arc::default(),
            graph: Arc::default(),
            destinations: Vec::new(),
            guesses: OnceLock::new(),
            lists: Lists::default(),
            nameless: None,
            latest_reviews: BTreeMap::new(),
        }
    }

    /// Whether any document is marked as a draft.
    pub fn has_drafts(&self) -> bool {
        self.documents.iter().any(|document| document.common.draft)
    }

    /// What the handbook is called.
    pub fn title(&self) -> &str {
        let front_page = || {
            let root = self.folders.at("").filter(|_| self.layout == Layout::Plain)?;
            Some(self.folders.get(root).title.as_str())
        };
        self.settings.title.as_deref().or_else(front_page).unwrap_or(&self.name)
    }

    /// Every document's number.
    pub fn ids(&self) -> impl Iterator<Item = DocId> + use<> {
        (0..self.documents.len()).map(DocId::new)
    }

    /// One document.
    pub fn document(&self, id: DocId) -> &Document {
        &self.documents[id.index()]
    }

    /// Every document of one kind, in the order of paths.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = DocId> + '_ {
        self.places.of_kind(kind).iter().copied()
    }

    /// The vision; the first, when there are several.
    pub fn vision(&self) -> Option<(DocId, &Vision)> {
        let id = self.of_kind(Kind::Vision).next()?;
        match &self.document(id).data {
            Data::Vision(vision) => Some((id, vision)),
            _ => None,
        }
    }

    /// Where a document stands on the site: `""`, or a path with a `/` at its end.
    pub fn address(&self, id: DocId) -> &str {
        &self.places.addresses.of[id.index()]
    }

    /// The other addresses that lead to a document: those it had before.
    pub fn aliases(&self, id: DocId) -> Vec<String> {
        super::address::aliases(self, id)
    }

    /// The document at an address.
    pub fn at_address(&self, address: &str) -> Option<DocId> {
        self.places.addresses.at(address)
    }

    /// Documents that would have stood at one address.
    pub fn clashes(&self) -> &[Clash] {
        &self.places.addresses.clashes
    }

    /// Whether every document and every file of another handbook stands where it stands here, so that they have the same
    /// numbers and addresses. May say no where it is so.
    pub fn is_placed_like(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.places, &other.places) && Arc::ptr_eq(&self.files, &other.files)
    }

    /// The document in a file.
    pub fn at_path(&self, path: &VPath) -> Option<DocId> {
        self.places.at(path.as_str())
    }

    /// Every document in a file: one, except in a list of roles.
    pub fn in_file(&self, path: &VPath) -> &[Arc<Document>] {
        let first = self.documents.partition_point(|document| document.path < *path);
        let count = self.documents[first..].partition_point(|document| document.path == *path);
        &self.documents[first..first + count]
    }

    /// Whether the tree holds this file.
    pub fn has_file(&self, path: &VPath) -> bool {
        self.files.get(path.as_str()).is_some()
    }

    /// Where the `n`th link of a document leads.
    pub fn resolved(&self, id: DocId, n: usize) -> &Resolved {
        &self.graph.resolved[id.index()][n]
    }

    /// The links and images of a body with where each leads, in the order of the text.
    pub fn body_links(&self, id: DocId) -> impl Iterator<Item = (&BodyLink, &Destination)> {
        self.document(id).body.links.iter().zip(&*self.destinations[id.index()])
    }

    /// As [`Self::body_links`], and of links that lead nowhere what was probably meant. Slower: for rules, not for pages.
    pub fn explained_links(&self, id: DocId) -> impl Iterator<Item = (&BodyLink, &Destination)> {
        let guesses = self.guesses.get_or_init(|| lead::guesses(self));
        let links = self.body_links(id).enumerate();
        links.map(move |(n, (link, led))| match led {
            Destination::Broken(_) => (link, guesses.get(&(id, n)).unwrap_or(led)),
            led => (link, led),
        })
    }

    /// Where the link that stands at `span` in a body leads. Two links can share a place, such as an image in a
    /// link, so that the address has to be the same too.
    pub fn destination_at(&self, id: DocId, span: Span, to: &str) -> Option<&Destination> {
        let links = &self.document(id).body.links;
        let first = links.partition_point(|link| link.span.start < span.start);
        let at = links[first..]
            .iter()
            .take_while(|link| link.span.start == span.start)
            .position(|link| link.to == to)?;
        self.destinations[id.index()].get(first + at)
    }

    /// Every link of a document that leads somewhere: the field, the target, and the step it is written in.
    pub fn outgoing(&self, id: DocId) -> impl Iterator<Item = (LinkField, Target, Option<usize>)> + '_ {
        let written = self.document(id).links.iter().zip(&*self.graph.resolved[id.index()]);
        let written = written.filter_map(|(link, resolved)| match resolved {
            Resolved::To(target) => Some((link.field, *target, link.step)),
            Resolved::WrongKind(_) | Resolved::Unknown => None,
        });
        let implied = self.graph.implied(id).iter();
        written.chain(implied.map(|(field, target)| (*field, *target, None)))
    }

    /// Where the links of one field lead.
    pub fn targets(&self, id: DocId, field: LinkField) -> impl Iterator<Item = Target> + '_ {
        self.outgoing(id)
            .filter(move |(f, _, step)| *f == field && step.is_none())
            .map(|(_, target, _)| target)
    }

    /// The documents that the links of one field lead to.
    pub fn target_documents(&self, id: DocId, field: LinkField) -> impl Iterator<Item = DocId> + '_ {
        self.targets(id, field).filter_map(|target| match target {
            Target::Document(id) => Some(id),
            _ => None,
        })
    }

    /// The documents that one step's links of one field lead to.
    pub fn step_documents(
        &self,
        id: DocId,
        step: usize,
        field: LinkField,
    ) -> impl Iterator<Item = DocId> + '_ {
        self.outgoing(id).filter_map(move |(f, target, s)| match target {
            Target::Document(to) if f == field && s == Some(step) => Some(to),
            _ => None,
        })
    }

    /// Every link that leads to a document.
    pub fn incoming(&self, id: DocId) -> &[Incoming] {
        self.graph.incoming(id)
    }

    /// The documents that name this one in `field`, each once, in the order people read.
    pub fn sources(&self, id: DocId, field: LinkField) -> Vec<DocId> {
        let mut found: Vec<DocId> =
            self.incoming(id).iter().filter(|link| link.field == field).map(|link| link.from).collect();
        self.sort(&mut found);
        found.dedup();
        found
    }

    /// The steps that name this role in `field`: system and number.
    pub fn steps_naming(&self, role: DocId, field: LinkField) -> Vec<(DocId, usize)> {
        let links = self.incoming(role).iter().filter(|link| link.field == field);
        let mut steps: Vec<(DocId, usize)> = links.filter_map(|link| Some((link.from, link.step?))).collect();
        steps.sort_by(|a, b| self.reading_order(a.0, b.0).then(a.1.cmp(&b.1)));
        steps.dedup();
        steps
    }

    /// The missions that serve an aim.
    pub fn missions_of_aim(&self, aim: usize) -> Vec<DocId> {
        let mut missions = self.graph.missions_of_aim.get(aim).cloned().unwrap_or_default();
        self.sort(&mut missions);
        missions.dedup();
        missions
    }

    /// Whether a mission, promise or system reaches the vision.
    pub fn reaches_vision(&self, id: DocId) -> bool {
        self.graph.reaching[id.index()]
    }

    /// How far along a promise is; `None` for other kinds.
    pub fn state(&self, id: DocId) -> Option<State> {
        self.document(id).promise().map(|promise| promise.state)
    }

    /// Puts documents in the order people read: `order`, then title, then path.
    pub fn sort(&self, ids: &mut [DocId]) {
        ids.sort_by(|a, b| self.reading_order(*a, *b));
    }

    /// Documents in the order people read, each once.
    pub fn in_order(&self, ids: impl IntoIterator<Item = DocId>) -> Vec<DocId> {
        let mut ids: Vec<DocId> = ids.into_iter().collect();
        self.sort(&mut ids);
        ids.dedup();
        ids
    }

    /// See [`Self::sort`].
    pub fn reading_order(&self, a: DocId, b: DocId) -> std::cmp::Ordering {
        self.order.compare(a, b)
    }
}
