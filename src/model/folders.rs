//! Folders: what lies where, worked out once, so that no page and no link has to look through all the others.

use std::collections::{BTreeMap, HashMap};

use super::address::{folder_rank, front_page_rank, parent, rank};
use super::handbook::{DocId, Handbook};
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::slug;

/// The number of a folder among [`Folders`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderId(usize);

/// Every folder of the site that pages lie in.
#[derive(Debug, Default)]
pub struct Folders {
    folders: Vec<Folder>,
    by_address: HashMap<String, FolderId>,
    /// The front page of each folder of the source.
    fronts: HashMap<String, DocId>,
    /// For each document the folder that lists it, and its number there.
    places: HashMap<DocId, (FolderId, usize)>,
}

/// One folder of the site.
#[derive(Debug)]
pub struct Folder {
    /// Its address: `""`, or a path with a `/` at its end.
    pub address: String,
    /// The page that stands at this address.
    pub front: Option<DocId>,
    /// The front page's title, else the folder's name in words.
    pub title: String,
    /// The folder it lies in.
    pub parent: Option<FolderId>,
    /// How many pages lie in it and below.
    pub pages: usize,
    /// What lies directly in it, in the order in which people read.
    pub entries: Vec<Entry>,
    /// Its number among the entries of its parent.
    position: usize,
    rank: u32,
}

/// Something that lies in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A page.
    Page(DocId),
    /// A folder, and the page at its front.
    Folder(FolderId),
}

impl Folders {
    /// Sorts the pages of a handbook into folders, by the addresses that they have been given.
    pub(super) fn of(handbook: &Handbook) -> Self {
        let mut folders = Self::found(handbook);
        folders.fronts = fronts(handbook);
        for id in handbook.of_kind(Kind::Page) {
            let address = handbook.address(id);
            match folders.by_address.get(address) {
                Some(folder) => folders.folders[folder.0].front = Some(id),
                None => {
                    if let Some(parent) = parent(address).and_then(|parent| folders.at(parent)) {
                        folders.folders[parent.0].entries.push(Entry::Page(id));
                    }
                }
            }
        }
        for at in 0..folders.folders.len() {
            let folder = &folders.folders[at];
            if let Some(front) = folder.front.map(|front| handbook.document(front)) {
                let (title, order) = (front.title().to_string(), order(front));
                folders.folders[at].title = title;
                folders.folders[at].rank = order.unwrap_or(folders.folders[at].rank);
            }
            if let Some(parent) = folders.folders[at].parent {
                folders.folders[parent.0].entries.push(Entry::Folder(FolderId(at)));
            }
        }
        folders.sort(handbook);
        folders
    }

    /// Every folder on the way to a page, without titles and entries.
    fn found(handbook: &Handbook) -> Self {
        let mut found: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
        let content = usize::from(handbook.layout == Layout::Handbook);
        for id in handbook.of_kind(Kind::Page) {
            let names: Vec<&str> = handbook.document(id).path.as_str().split('/').skip(content).collect();
            let mut address = handbook.address(id);
            while let Some(folder) = parent(address) {
                let depth = folder.matches('/').count();
                let name = depth.checked_sub(1).and_then(|at| names.get(at));
                let rank = name.and_then(|name| folder_rank(name).0).unwrap_or(u32::MAX);
                let (pages, least) = found.entry(folder).or_insert((0, u32::MAX));
                *pages += 1;
                *least = rank.min(*least);
                address = folder;
            }
        }
        for id in handbook.of_kind(Kind::Page) {
            if let Some((pages, _)) = found.get_mut(handbook.address(id)) {
                *pages += 1;
            }
        }
        let mut folders = Self::default();
        for (address, (pages, rank)) in found {
            let id = FolderId(folders.folders.len());
            folders.by_address.insert(address.to_string(), id);
            // Parents sort before what lies in them.
            let parent = parent(address).and_then(|parent| folders.at(parent));
            let title = if address.is_empty() { handbook.name.clone() } else { title_of(address) };
            let (address, entries) = (address.to_string(), Vec::new());
            folders.folders.push(Folder {
                address,
                front: None,
                title,
                parent,
                pages,
                entries,
                position: 0,
                rank,
            });
        }
        folders
    }

    /// Puts the entries of every folder in order: rank, then title.
    fn sort(&mut self, handbook: &Handbook) {
        for at in 0..self.folders.len() {
            let mut entries = std::mem::take(&mut self.folders[at].entries);
            entries.sort_by_cached_key(|entry| match *entry {
                Entry::Page(id) => {
                    let document = handbook.document(id);
                    (order(document).unwrap_or(u32::MAX), document.title().to_lowercase(), id.index())
                }
                Entry::Folder(id) => {
                    let folder = &self.folders[id.0];
                    (folder.rank, folder.title.to_lowercase(), id.0)
                }
            });
            for (position, entry) in entries.iter().enumerate() {
                match *entry {
                    Entry::Page(id) => {
                        self.places.insert(id, (FolderId(at), position));
                    }
                    Entry::Folder(id) => self.folders[id.0].position = position,
                }
            }
            self.folders[at].entries = entries;
        }
    }

    /// Every folder, parents before what lies in them.
    pub fn iter(&self) -> impl Iterator<Item = &Folder> {
        self.folders.iter()
    }

    /// One folder.
    pub fn get(&self, id: FolderId) -> &Folder {
        &self.folders[id.0]
    }

    /// The folder at an address.
    pub fn at(&self, address: &str) -> Option<FolderId> {
        self.by_address.get(address).copied()
    }

    /// The front page of a folder of the source, by its path.
    pub fn front_of(&self, folder: &str) -> Option<DocId> {
        self.fronts.get(folder).copied()
    }

    /// The folder that lists a page, and the page's number there. A front page is listed where its folder is.
    pub fn place(&self, handbook: &Handbook, page: DocId) -> Option<(FolderId, usize)> {
        self.places.get(&page).copied().or_else(|| {
            let folder = self.get(self.at(handbook.address(page))?);
            Some((folder.parent?, folder.position))
        })
    }
}

/// A folder's own name, for people.
fn title_of(address: &str) -> String {
    let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
    slug::to_words(folder_rank(name).1)
}

fn order(document: &Document) -> Option<u32> {
    document.common.order.as_ref().map(|order| order.value).or_else(|| rank(document))
}

/// The page that a link to each folder of the source leads to.
fn fronts(handbook: &Handbook) -> HashMap<String, DocId> {
    let mut fronts: HashMap<String, DocId> = HashMap::new();
    let pages = handbook.of_kind(Kind::Page);
    let mut pages: Vec<(usize, DocId)> =
        pages.filter_map(|id| Some((front_page_rank(handbook.document(id))?, id))).collect();
    pages.sort_unstable();
    for (_, id) in pages {
        fronts.entry(handbook.document(id).path.folder().to_string()).or_insert(id);
    }
    fronts
}
