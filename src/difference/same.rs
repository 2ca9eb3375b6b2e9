//! Which document of the new handbook is which of the old one: by id, then by `was:`, and never by a guess.
//!
//! Everything here is the same told backward: the pairs of A and B are those of B and A.

use std::collections::HashMap;

use super::alike::{Finder, Words};
use crate::model::{DocId, Handbook};
use crate::parse::document::{Data, Document, Kind};

/// How alike two documents have to be before somebody is asked whether they are one.
const PERHAPS: f64 = 0.6;

/// Which documents are the same.
#[derive(Debug, Default)]
pub(super) struct Same {
    /// Of each old document, the new one.
    pub(super) new_of: Vec<Option<DocId>>,
    /// Of each new document, the old one.
    pub(super) old_of: Vec<Option<DocId>>,
    /// Old documents that are part of another now.
    pub(super) merged: Vec<(DocId, DocId)>,
    /// Old documents of which a new one was a part.
    pub(super) split: Vec<(DocId, DocId)>,
    /// Documents that are only in the old handbook.
    pub(super) removed: Vec<DocId>,
    /// Documents that are only in the new handbook.
    pub(super) added: Vec<DocId>,
    /// Documents that are probably the same, and how alike they are.
    pub(super) perhaps: Vec<(DocId, DocId, f64)>,
}

impl Same {
    /// Pairs the documents of two handbooks.
    pub(super) fn of(old: &Handbook, new: &Handbook) -> Self {
        let mut same = Self {
            new_of: vec![None; old.documents.len()],
            old_of: vec![None; new.documents.len()],
            ..Self::default()
        };
        let (old_ids, new_ids) = (by_id(old), by_id(new));
        same.pair_by_id(old, new, &new_ids);
        same.pair_by_was(old, new, &old_ids, &new_ids);
        same.pair_equal_pages(old, new);
        same.removed = old.ids().filter(|id| same.is_lost(*id)).collect();
        same.added = new.ids().filter(|id| same.is_found(*id)).collect();
        same.ask(old, new);
        same
    }

    fn is_lost(&self, old: DocId) -> bool {
        self.new_of[old.index()].is_none() && !self.merged.iter().any(|(merged, _)| *merged == old)
    }

    fn is_found(&self, new: DocId) -> bool {
        self.old_of[new.index()].is_none() && !self.split.iter().any(|(_, split)| *split == new)
    }

    fn pair(&mut self, old: DocId, new: DocId) {
        self.new_of[old.index()] = Some(new);
        self.old_of[new.index()] = Some(old);
    }

    fn is_free(&self, old: DocId, new: DocId) -> bool {
        self.new_of[old.index()].is_none() && self.old_of[new.index()].is_none()
    }

    /// Where an id was given twice, the one in the same file is the same.
    fn pair_by_id(&mut self, old: &Handbook, new: &Handbook, new_ids: &Ids<'_>) {
        let namesakes = |id: DocId| new_ids.get(&key(old.document(id))).into_iter().flatten().copied();
        for id in old.ids() {
            let path = &old.document(id).path;
            let here = namesakes(id).find(|new_id| new.document(*new_id).path == *path);
            if let Some(new_id) = here.filter(|new_id| self.is_free(id, *new_id)) {
                self.pair(id, new_id);
            }
        }
        for id in old.ids() {
            let free = namesakes(id).find(|new_id| self.is_free(id, *new_id));
            if let Some(new_id) = free {
                self.pair(id, new_id);
            }
        }
    }

    /// `was:` is kept for ever and says nothing once the old id is forgotten. Read in both handbooks, so that the way
    /// back leads through it too.
    fn pair_by_was(&mut self, old: &Handbook, new: &Handbook, old_ids: &Ids<'_>, new_ids: &Ids<'_>) {
        let links_back = was(new).filter_map(|(id, key)| Some((*old_ids.get(&key)?.first()?, id)));
        let links_on = was(old).filter_map(|(id, key)| Some((id, *new_ids.get(&key)?.first()?)));
        let links: Vec<(DocId, DocId)> = links_back.chain(links_on).collect();
        for (old, new) in &links {
            if self.is_free(*old, *new) {
                self.pair(*old, *new);
            }
        }
        for (old, new) in links {
            match (self.new_of[old.index()], self.old_of[new.index()]) {
                (None, Some(_)) if self.is_lost(old) => self.merged.push((old, new)),
                (Some(_), None) if self.is_found(new) => self.split.push((old, new)),
                _ => {}
            }
        }
    }

    /// A plain page's id is its path. Where its whole text is the same to the letter, and no other page's, only the file
    /// was moved.
    fn pair_equal_pages(&mut self, old: &Handbook, new: &Handbook) {
        let free_pages = |handbook: &Handbook, taken: &[Option<DocId>]| -> HashMap<String, Vec<DocId>> {
            let mut pages: HashMap<String, Vec<DocId>> = HashMap::new();
            for id in handbook.of_kind(Kind::Page).filter(|id| taken[id.index()].is_none()) {
                let text = &handbook.document(id).text;
                if !text.trim().is_empty() {
                    pages.entry(text.to_string()).or_default().push(id);
                }
            }
            pages
        };
        let (before, after) = (free_pages(old, &self.new_of), free_pages(new, &self.old_of));
        for (text, ids) in before {
            if let ([old], Some([new])) = (&*ids, after.get(&text).map(Vec::as_slice)) {
                self.pair(*old, *new);
            }
        }
    }

    /// Of those that are left, finds pairs that are probably the same: each document in one pair at most.
    fn ask(&mut self, old: &Handbook, new: &Handbook) {
        for kind in Kind::ALL {
            let of_kind = |handbook: &Handbook, ids: &[DocId]| -> Vec<DocId> {
                ids.iter().copied().filter(|id| handbook.document(*id).kind == kind).collect()
            };
            let (gone, come) = (of_kind(old, &self.removed), of_kind(new, &self.added));
            if gone.is_empty() || come.is_empty() {
                continue;
            }
            let texts: Vec<Words> = gone.iter().map(|id| words(old.document(*id))).collect();
            let finder = Finder::new(&texts);
            let mut pairs: Vec<(DocId, DocId, f64)> = Vec::new();
            for id in &come {
                let found = finder.alike(&words(new.document(*id)), PERHAPS);
                pairs.extend(found.into_iter().map(|(n, alike)| (gone[n], *id, alike)));
            }
            pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
            for (one, other, alike) in pairs {
                if !self.perhaps.iter().any(|(a, b, _)| *a == one || *b == other) {
                    self.perhaps.push((one, other, alike));
                }
            }
        }
    }
}

type Key<'a> = (Kind, &'a str);
type Ids<'a> = HashMap<Key<'a>, Vec<DocId>>;

fn key(document: &Document) -> Key<'_> {
    (document.kind, &document.id.value)
}

fn by_id(handbook: &Handbook) -> Ids<'_> {
    let mut ids: Ids<'_> = HashMap::with_capacity(handbook.documents.len());
    for id in handbook.ids() {
        ids.entry(key(handbook.document(id))).or_default().push(id);
    }
    ids
}

/// Every old id that a document was called by.
fn was(handbook: &Handbook) -> impl Iterator<Item = (DocId, Key<'_>)> {
    handbook.ids().flat_map(|id| {
        let document = handbook.document(id);
        document.common.was.iter().map(move |was| (id, (document.kind, was.value.as_str())))
    })
}

/// The words by which a document is known again: what it says, without the names of its fields.
fn words(document: &Document) -> Words {
    let body = document.text.get(document.body.span.range()).unwrap_or("");
    let says = document.says().map_or("", |says| says.value.as_str());
    let may: Vec<&str> = match &document.data {
        Data::Role(role) => role.may.iter().map(|may| may.value.as_str()).collect(),
        _ => Vec::new(),
    };
    Words::of(&format!("{} {says} {} {body}", document.title(), may.join(" ")))
}
