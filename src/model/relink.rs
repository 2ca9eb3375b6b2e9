//! Linking anew no more than an edit asks for.
//!
//! A handbook is made of parts, each of which looks at little of a document: its *surface* for that part. After an edit
//! the parts whose inputs are what they were are taken over from the handbook before:
//!
//! | part | looks at | so it is made anew when |
//! |---|---|---|
//! | files | which files there are | a file comes or goes |
//! | places, names | paths, kinds, ids, old ids; ids of aims, moments and terms | one of these changes |
//! | order | titles, and `order:` | for each document: one of these changes |
//! | folders | places, and titles and ranks of plain pages | one of these changes |
//! | graph | header links, and whether a promise is a draft | one of these changes |
//! | where links in bodies lead | all of the above but titles, and the anchors of what they lead to | for each document: its own text changes, or an anchor that it may name |
//!
//! So typing in a body concerns one document, and everything else is shared with the handbook before. Another id concerns
//! those who name the old or the new one. Only when a file comes or goes, and with it the number of every document behind
//! it, is everything linked anew.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::folders::Folders;
use super::handbook::{Aim, DocId, Handbook};
use super::names::{Names, Resolved};
use super::order::Order;
use super::places::Places;
use super::{graph, lead, surface};
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::kinds::Vision;
use crate::source::Spanned;

/// What had to be made anew; the rest was taken over from the handbook before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relinked {
    /// Whether names and addresses were given anew.
    pub names: bool,
    /// Whether plain pages were sorted into their folders anew.
    pub folders: bool,
    /// Whether the links of headers and steps were turned around anew.
    pub graph: bool,
    /// Of how many documents the links were led anew.
    pub documents: usize,
}

/// Links a handbook of which nothing is known.
pub(super) fn link(mut handbook: Handbook) -> (Handbook, Relinked) {
    // Which page is the front page is open again.
    if let Some(parsed) = handbook.nameless.take() {
        let at = handbook.documents.partition_point(|document| document.path < parsed.path);
        handbook.documents[at] = parsed;
    }
    handbook.places = Arc::new(Places::of(&handbook));
    name_after_folder(&mut handbook, None);
    handbook.aims = handbook.vision().map(|(_, vision)| aims(vision)).unwrap_or_default();
    handbook.names = Arc::new(Names::of(&handbook));
    handbook.order = Arc::new(Order::of(&handbook));
    handbook.folders = Arc::new(Folders::of(&handbook));
    let resolved = handbook.documents.par_iter().map(|document| resolved(&handbook, document)).collect();
    graph::turn_around(&mut handbook, resolved);
    handbook.destinations = lead::all(&handbook);
    let documents = handbook.documents.len();
    (handbook, Relinked { names: true, folders: true, graph: true, documents })
}

/// Links a handbook whose documents all have the numbers that they had `before`.
pub(super) fn follow(mut handbook: Handbook, before: &Handbook, change: &Change) -> (Handbook, Relinked) {
    let mut relinked = Relinked { names: !change.names.is_empty(), ..Relinked::default() };
    handbook.order = change.order(before, &handbook);
    relinked.folders = !change.keeps(before, &handbook, surface::keeps_listing);
    handbook.folders =
        if relinked.folders { Arc::new(Folders::of(&handbook)) } else { Arc::clone(&before.folders) };
    relinked.graph = follow_header_links(&mut handbook, before, change);
    if Arc::ptr_eq(&handbook.files, &before.files) {
        (handbook.destinations, relinked.documents) = lead::anew(&handbook, before, change);
    } else {
        handbook.destinations = lead::all(&handbook);
        relinked.documents = handbook.documents.len();
    }
    (handbook, relinked)
}

/// Leads the links in headers and steps of documents that changed, and those that name something whose name changed.
/// Returns whether anything leads elsewhere, so that the graph had to be turned around anew.
fn follow_header_links(handbook: &mut Handbook, before: &Handbook, change: &Change) -> bool {
    let mut concerned: BTreeSet<DocId> = change.documents.iter().copied().collect();
    if !change.names.is_empty() {
        let names_one = |document: &Document| {
            document.links.iter().any(|link| change.names.contains(link.target.value.as_str()))
        };
        let ids: Vec<DocId> = handbook.ids().collect();
        concerned.par_extend(ids.into_par_iter().filter(|id| names_one(handbook.document(*id))));
    }
    let led: Vec<(DocId, Arc<[Resolved]>)> =
        concerned.into_iter().map(|id| (id, resolved(handbook, handbook.document(id)))).collect();
    let stays = led.iter().all(|(id, led)| {
        let old = (before.document(*id), &*before.graph.resolved[id.index()]);
        surface::keeps_links(old, (handbook.document(*id), led))
    });
    if stays {
        handbook.graph = Arc::clone(&before.graph);
    } else {
        let mut resolved = before.graph.resolved.clone();
        led.into_iter().for_each(|(id, led)| resolved[id.index()] = led);
        graph::turn_around(handbook, resolved);
    }
    !stays
}

/// What differs between two handbooks whose documents have the same numbers.
pub(super) struct Change {
    /// Documents that are another value.
    pub(super) documents: Vec<DocId>,
    /// Names that may lead elsewhere than before.
    pub(super) names: HashSet<String>,
}

impl Change {
    /// Also gives the handbook its places, names and aims. `None` when any document has come, gone or moved:
    /// then everything has to be linked anew.
    pub(super) fn between(before: &Handbook, handbook: &mut Handbook) -> Option<Self> {
        let same_frame = (&before.name, before.layout, before.documents.len())
            == (&handbook.name, handbook.layout, handbook.documents.len());
        if !same_frame {
            return None;
        }
        handbook.places = Arc::clone(&before.places);
        name_after_folder(handbook, Some(before));
        let documents = handbook
            .ids()
            .filter(|id| !Arc::ptr_eq(&before.documents[id.index()], &handbook.documents[id.index()]))
            .collect();
        let mut change = Self { documents, names: HashSet::new() };
        if !change.keeps(before, handbook, |old, new| (&old.path, old.kind) == (&new.path, new.kind)) {
            return None;
        }
        handbook.aims = handbook.vision().map(|(_, vision)| aims(vision)).unwrap_or_default();
        if !Names::lists_are_named_alike(before, handbook) {
            return None;
        }
        handbook.names = Arc::clone(&before.names);
        let layout = handbook.layout;
        let keeps_place = change.keeps(before, handbook, |old, new| surface::keeps_place(old, new, layout));
        (keeps_place || change.rename(before, handbook)).then_some(change)
    }

    /// Notes which names may lead elsewhere, and gives names and places anew. Says no when more than that is to be done:
    /// in a plain folder, whose links know old addresses too, and where a page has moved.
    fn rename(&mut self, before: &Handbook, handbook: &mut Handbook) -> bool {
        if handbook.layout == Layout::Plain {
            return false;
        }
        for id in &self.documents {
            let (old, new) = (before.document(*id), handbook.document(*id));
            if !surface::keeps_place(old, new, handbook.layout) {
                self.names.extend([old, new].into_iter().flat_map(surface::names));
            }
        }
        handbook.places = Arc::new(Places::renamed(handbook, &before.places));
        handbook.names = Arc::new(Names::of(handbook));
        let stays = |id: DocId| before.address(id) == handbook.address(id);
        handbook.of_kind(Kind::Page).all(stays)
    }

    /// The order of the handbook, in which no document that keeps its title has moved.
    fn order(&self, before: &Handbook, handbook: &Handbook) -> Arc<Order> {
        let moves = |id: &DocId| !surface::keeps_order(before.document(*id), handbook.document(*id));
        let moved: Vec<DocId> = self.documents.iter().copied().filter(moves).collect();
        // Beyond so many it is quicker to put all in order anew.
        const FEW: usize = 100;
        match moved.as_slice() {
            [] => Arc::clone(&before.order),
            moved if moved.len() > FEW => Arc::new(Order::of(handbook)),
            moved => Arc::new(before.order.moved(handbook, moved)),
        }
    }

    /// Whether every document that changed keeps something.
    fn keeps(
        &self,
        before: &Handbook,
        handbook: &Handbook,
        keeps: impl Fn(&Document, &Document) -> bool,
    ) -> bool {
        self.documents.iter().all(|id| keeps(before.document(*id), handbook.document(*id)))
    }
}

/// The front page of a plain folder is called what the folder is called, when nothing in it gives it a title.
fn name_after_folder(handbook: &mut Handbook, before: Option<&Handbook>) {
    let front = handbook.at_address("").filter(|_| handbook.layout == Layout::Plain);
    let Some(front) = front.filter(|front| handbook.document(*front).has_no_title()) else { return };
    let parsed = Arc::clone(&handbook.documents[front.index()]);
    let known = before.filter(|before| before.nameless.as_ref().is_some_and(|old| Arc::ptr_eq(old, &parsed)));
    handbook.documents[front.index()] = match known {
        Some(before) => Arc::clone(&before.documents[front.index()]),
        None => {
            let title = Spanned::new(handbook.name.clone(), parsed.top);
            Arc::new(Document { title: Some(title), ..Document::clone(&parsed) })
        }
    };
    handbook.nameless = Some(parsed);
}

/// The aims of the vision; of the first, when there are several.
fn aims(vision: &Vision) -> Vec<Aim> {
    vision.aims.iter().map(|(id, text)| Aim { id: id.clone(), text: text.clone() }).collect()
}

/// Where each link of a document's header and steps leads.
fn resolved(handbook: &Handbook, document: &Document) -> Arc<[Resolved]> {
    let links = document.links.iter();
    links.map(|link| handbook.names.resolve(handbook, link.field, &link.target.value)).collect()
}
