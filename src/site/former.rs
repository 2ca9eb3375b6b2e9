//! Addresses that editions had and today has not, as far as they lead on by themselves.
//!
//! What became of a document only its author knows: `was:`, `aliases:` and `gone:` say it, and `removed-url` asks for it.
//! Everything else follows from that. A file leads to a page that linked to it or showed it, a folder's list to where its
//! pages are now, a sheet of a role that is no more to the whole difference, and what an edition said that is not published
//! in full any more to what it changed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::plan::Beside;
use super::redirect::{Onward, target};
use super::{Route, route};
use crate::edition::{EditionName, Published};
use crate::model::address::{alias_address, folders_above, parent};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;

/// The list of all plain pages.
const PAGES: &str = "pages/";

/// Every such address. `routes` is what stands somewhere already.
pub(super) fn routes(handbook: &Handbook, routes: &[Route], beside: &Beside<'_>) -> Vec<Route> {
    let mut former: Vec<Onward> = beside.closed.iter().map(|name| closed(name)).collect();
    let mut feeds = Vec::new();
    if let Some(published) = beside.published {
        let today = Today::of(handbook, routes);
        former.extend(files(published, &today));
        former.extend(folders(published, &today));
        let roles = roles(published, handbook);
        former.extend(sheets(&roles, beside));
        feeds.extend(roles.keys().filter(|_| beside.feeds).map(|id| feed(id)));
    }
    former.into_iter().map(|onward| Route::Onward(Arc::new(onward))).chain(feeds).collect()
}

/// What stands at every file of today's site.
struct Today<'a> {
    handbook: &'a Handbook,
    at: HashMap<String, &'a Route>,
}

impl<'a> Today<'a> {
    fn of(handbook: &'a Handbook, routes: &'a [Route]) -> Self {
        Self { handbook, at: routes.iter().map(|route| (route.file(handbook), route)).collect() }
    }

    fn has(&self, file: &str) -> bool {
        self.at.contains_key(file)
    }

    /// The file that answers whoever asks for an address: the one there, or that to which it leads on.
    fn answer(&self, address: &str) -> Option<String> {
        let file = route::file_of(address);
        match self.at.get(&file)? {
            Route::Alias(id, from) => Some(target(self.handbook, *id, from)),
            Route::Onward(onward) => Some(onward.to.clone()),
            _ => Some(file),
        }
    }

    /// The document at an address, or that to which it leads on.
    fn document(&self, address: &str) -> Option<DocId> {
        match self.at.get(&route::file_of(address))? {
            Route::Document(id) | Route::Alias(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The nearest folder from this one up that has a page; above all others stands the list of all pages.
    fn folder(&self, folder: &str) -> String {
        let up = std::iter::once(folder).chain(folders_above(folder)).filter(|folder| !folder.is_empty());
        let answer = up.chain([PAGES]).find_map(|folder| self.answer(folder));
        answer.unwrap_or_else(|| route::file_of(""))
    }
}

/// Files that were copied along.
fn files(published: &Published, today: &Today<'_>) -> impl Iterator<Item = Onward> {
    let lost = published.files.iter().filter(|(address, _)| !today.has(address));
    lost.filter_map(|(address, pages)| {
        let to = pages.iter().find_map(|page| today.answer(page))?;
        // A host takes a file for what its ending says, so that a page in its place would be none: it stands in a folder
        // of that name, which hosts look into.
        let is_page = address.ends_with(".html") || address.ends_with(".htm");
        let from = if is_page { address.clone() } else { format!("{address}/index.html") };
        Some(Onward::to(to).from(from))
    })
}

/// Lists of plain pages in folders that have no front page of their own, and the list of all.
fn folders(published: &Published, today: &Today<'_>) -> Vec<Onward> {
    let pages = || published.pages.iter().filter(|page| page.claim.kind == Kind::Page);
    let fronts: HashSet<&str> = published.pages.iter().map(|page| page.address.as_str()).collect();
    let mut lost: BTreeMap<&str, BTreeSet<DocId>> = BTreeMap::new();
    for page in pages() {
        let bare = folders_above(&page.address)
            .filter(|folder| !fronts.contains(folder) && !today.has(&route::file_of(folder)));
        let now = today.document(&page.address);
        bare.for_each(|folder| lost.entry(folder).or_default().extend(now));
    }
    let list =
        pages().next().filter(|_| !today.has(&route::file_of(PAGES))).map(|_| (PAGES, BTreeSet::new()));
    let lost = lost.into_iter().chain(list);
    lost.map(|(folder, pages)| {
        let now = pages.into_iter().map(|id| folder_of(today.handbook, id)).reduce(shared);
        let to = today.folder(now.unwrap_or_else(|| parent(folder).unwrap_or_default()));
        Onward::to(to).from(route::file_of(folder))
    })
    .collect()
}

/// The folder in which a page is listed, or that it opens.
fn folder_of(handbook: &Handbook, page: DocId) -> &str {
    let address = handbook.address(page);
    if handbook.folders.at(address).is_some() { address } else { parent(address).unwrap_or_default() }
}

/// The nearest folder that holds both.
fn shared<'a>(one: &'a str, other: &str) -> &'a str {
    let mut up = std::iter::once(one).chain(folders_above(one));
    up.find(|folder| other.starts_with(folder)).unwrap_or_default()
}

/// Ids of roles that no role of today has or had, each with the number of the last edition that led anybody from it.
fn roles(published: &Published, handbook: &Handbook) -> BTreeMap<String, usize> {
    let today = handbook.of_kind(Kind::Role).map(|id| handbook.document(id));
    let known: HashSet<&str> = today
        .flat_map(|role| std::iter::once(&role.id).chain(&role.common.was))
        .map(|id| id.value.as_str())
        .collect();
    let mut gone: BTreeMap<String, usize> = BTreeMap::new();
    for page in published.pages.iter().filter(|page| page.claim.kind == Kind::Role) {
        for address in page.addresses() {
            let id = address.strip_prefix("roles/").and_then(|rest| rest.strip_suffix('/'));
            let is_lost = |id: &&str| !id.contains('/') && !known.contains(id) && alias_address(id).is_some();
            if let Some(id) = id.filter(is_lost) {
                let last = gone.entry(id.to_string()).or_default();
                *last = page.edition.max(*last);
            }
        }
    }
    gone
}

/// The sheets of roles that are no more: the whole difference says what there was to say.
fn sheets<'a>(
    roles: &'a BTreeMap<String, usize>,
    beside: &'a Beside<'_>,
) -> impl Iterator<Item = Onward> + 'a {
    let number = |name: &EditionName| beside.editions.all().iter().position(|one| one.name == *name);
    let told = beside.pairs.iter().filter(|pair| pair.has_sheets).filter_map(move |pair| {
        // Every edition from there on may have shown it.
        let first = number(pair.new.as_ref().unwrap_or(&pair.old))?;
        Some((pair.address(), pair.address(), first))
    });
    let former = beside.former.iter().filter_map(move |former| {
        Some((former.address.clone(), former.sheets.clone()?, number(&former.old)?))
    });
    told.chain(former).flat_map(move |(folder, to, first)| {
        let of_folder = roles.iter().filter(move |(_, last)| **last >= first);
        of_folder.map(move |(id, _)| {
            Onward::to(route::file_of(&to)).from(format!("{folder}roles/{id}/index.html"))
        })
    })
}

/// The feed of a role that is no more.
fn feed(id: &str) -> Route {
    let onward = Onward::to("feed.xml".to_string()).from(format!("roles/{id}/feed.xml"));
    Route::FormerFeed(None, Arc::new(onward))
}

/// An edition that is not published in full any more: whatever stood there leads to what is said of it in the list.
fn closed(name: &str) -> Onward {
    Onward {
        has_below: true,
        ..Onward::listed(name).from(format!("{}{name}/index.html", super::edition::FOLDER))
    }
}
