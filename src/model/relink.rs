//! Linking anew no more than an edit asks for.
//!
//! A handbook is made of parts, each of which looks at little of a document: its *surface* for that part. After an edit
//! the parts whose inputs are what they were are taken over from the handbook before:
//!
//! | part | looks at | so it is made anew when |
//! |---|---|---|
//! | files | which files there are | a file comes or goes |
//! | places, names | paths, kinds, ids, old ids; ids of aims, moments and terms | one of these changes |
//! | folders | titles and ranks of plain pages | one of these changes |
//! | graph | header links, and whether a promise is a draft | one of these changes |
//! | where links in bodies lead | all of the above but titles, and the anchors of what they lead to | for each document: its own text changes, or an anchor that it may name |
//!
//! So typing in a body concerns one document, and everything else is shared with the handbook before.

use std::sync::Arc;

use super::folders::Folders;
use super::handbook::{Aim, DocId, Handbook};
use super::names::{Names, Resolved};
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
    let vision = handbook.of_kind(Kind::Vision).next();
    handbook.vision = vision;
    handbook.aims = handbook.vision().map(|(_, vision)| aims(vision)).unwrap_or_default();
    handbook.names = Arc::new(Names::of(&handbook));
    handbook.folders = Arc::new(Folders::of(&handbook));
    let resolved = handbook.documents.iter().map(|document| resolved(&handbook, document)).collect();
    graph::turn_around(&mut handbook, resolved);
    handbook.destinations = lead::all(&handbook);
    let documents = handbook.documents.len();
    (handbook, Relinked { names: true, folders: true, graph: true, documents })
}

/// Links a handbook whose documents all have the names and places that they had `before`.
pub(super) fn follow(mut handbook: Handbook, before: &Handbook, change: &Change) -> (Handbook, Relinked) {
    let mut relinked = Relinked::default();
    handbook.names = Arc::clone(&before.names);
    relinked.folders = !change.keeps(before, &handbook, surface::keeps_listing);
    handbook.folders =
        if relinked.folders { Arc::new(Folders::of(&handbook)) } else { Arc::clone(&before.folders) };
    let led: Vec<(DocId, Arc<[Resolved]>)> =
        change.documents.iter().map(|id| (*id, resolved(&handbook, handbook.document(*id)))).collect();
    relinked.graph = !led.iter().all(|(id, led)| {
        let old = (before.document(*id), &*before.graph.resolved[id.index()]);
        surface::keeps_links(old, (handbook.document(*id), led))
    });
    if relinked.graph {
        let mut resolved = before.graph.resolved.clone();
        led.into_iter().for_each(|(id, led)| resolved[id.index()] = led);
        graph::turn_around(&mut handbook, resolved);
    } else {
        handbook.graph = Arc::clone(&before.graph);
    }
    if Arc::ptr_eq(&handbook.files, &before.files) {
        (handbook.destinations, relinked.documents) = lead::anew(&handbook, before, &change.documents);
    } else {
        handbook.destinations = lead::all(&handbook);
        relinked.documents = handbook.documents.len();
    }
    (handbook, relinked)
}

/// What differs between two handbooks whose documents have the same names and places.
pub(super) struct Change {
    documents: Vec<DocId>,
}

impl Change {
    /// Also takes places, vision and aims over. `None` when any document has come, gone or moved, or anything has another
    /// name: then everything has to be linked anew.
    pub(super) fn between(before: &Handbook, handbook: &mut Handbook) -> Option<Self> {
        let same_frame = (&before.name, before.layout, before.documents.len())
            == (&handbook.name, handbook.layout, handbook.documents.len());
        if !same_frame {
            return None;
        }
        handbook.places = Arc::clone(&before.places);
        name_after_folder(handbook, Some(before));
        let documents: Vec<DocId> = handbook
            .ids()
            .filter(|id| !Arc::ptr_eq(&before.documents[id.index()], &handbook.documents[id.index()]))
            .collect();
        let change = Self { documents };
        let layout = handbook.layout;
        if !change.keeps(before, handbook, |old, new| surface::keeps_place(old, new, layout)) {
            return None;
        }
        handbook.vision = before.vision;
        handbook.aims = handbook.vision().map(|(_, vision)| aims(vision)).unwrap_or_default();
        Names::lists_are_named_alike(before, handbook).then_some(change)
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
