//! Which routes a site has.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::theme::Theme;
use super::{Route, SEARCH_INDEX, former, redirect};
use crate::check::rules;
use crate::chronicle::{Former, Pair};
use crate::edition::{Editions, Published};
use crate::model::address::{VIEWS, alias_address, belongs_to_editions};
use crate::model::{Destination, DocId, Handbook};
use crate::parse::document::Kind;
use crate::source::{Content, SourceTree, VPath};

/// Kinds with an index page of their own.
pub(super) const INDEXED: [Kind; 7] =
    [Kind::Mission, Kind::Promise, Kind::System, Kind::Role, Kind::Customer, Kind::Want, Kind::Story];

/// Assets that only a site with search asks for.
const FOR_SEARCH: [&str; 3] = ["find.js", "search.css", "search.js"];

/// What a site has besides the handbook's pages.
pub(super) struct Beside<'a> {
    pub(super) base_url: bool,
    pub(super) brand: bool,
    pub(super) search: bool,
    /// The differences that it tells.
    pub(super) pairs: &'a [Arc<Pair>],
    /// Where it told one once.
    pub(super) former: &'a [Former],
    pub(super) feeds: bool,
    pub(super) editions: &'a Editions,
    /// What they published, where somebody knows.
    pub(super) published: Option<&'a Published>,
    /// The names of those that are not published in full any more.
    pub(super) closed: &'a [String],
}

/// Every route, each with a file of its own: a file that two routes ask for goes to the first.
pub(super) fn routes(
    handbook: &Handbook,
    tree: &SourceTree,
    theme: &Theme,
    beside: &Beside<'_>,
) -> Vec<Route> {
    let mut routes = Vec::with_capacity(handbook.documents.len() * 3 / 2 + 32);
    if super::is_handbook(handbook) {
        views(handbook, &mut routes);
        changes(handbook, beside, &mut routes);
    }
    routes.extend(beside.search.then_some(Route::Search));
    documents(handbook, &mut routes);
    routes.extend(folders(handbook).into_iter().map(Route::Folder));
    let is_needed = |n: &usize| beside.search || !FOR_SEARCH.contains(&theme.assets[*n].name.as_str());
    routes.extend((0..theme.assets.len()).filter(is_needed).map(Route::Asset));
    routes.extend(beside.brand.then_some(Route::BrandStyle));
    routes.extend([Route::NotFound, Route::Robots, Route::Headers, Route::NoJekyll]);
    routes.extend(beside.base_url.then_some(Route::Sitemap));
    routes.extend(linked_files(handbook, tree).into_iter().map(Route::File));
    routes.extend(aliases(handbook));
    routes.extend(gone(handbook));
    if super::is_handbook(handbook) {
        routes.extend(redirect::of_changes(handbook, beside));
        routes.extend(beside.feeds.then(|| redirect::of_feeds(handbook)).into_iter().flatten());
    }
    let mut taken = Taken::default();
    let mut is_free = |route: &Route| match route {
        Route::Asset(n) => theme.assets.get(*n).is_some_and(|asset| taken.claim(&asset.address)),
        Route::BrandStyle => true,
        route => {
            let file = route.file(handbook);
            !(beside.search && file.starts_with(SEARCH_INDEX)) && taken.claim(&file)
        }
    };
    routes.retain(&mut is_free);
    let former = former::routes(handbook, &routes, beside);
    routes.extend(former.into_iter().filter(&mut is_free));
    let leads_on = routes.iter().any(Route::leads_on);
    routes.extend(Some(Route::Redirects).filter(|route| leads_on && is_free(route)));
    routes
}

/// Whether there is a page that searches. A plain folder may have pages of its own at `/search/`, and where it has one
/// page at most, the browser finds all there is.
pub(super) fn is_searched(handbook: &Handbook) -> bool {
    let search = "search/";
    let is_free = || handbook.at_address(search).is_none() && handbook.folders.at(search).is_none();
    super::is_handbook(handbook) || handbook.documents.len() > 1 && is_free()
}

/// Whether two handbooks, shown in one theme, have the same routes: every document stands where it stood, and none links to
/// other files or bears other old addresses.
pub(super) fn is_alike(one: &Handbook, other: &Handbook) -> bool {
    let is_alike = |id: DocId| {
        let at = id.index();
        Arc::ptr_eq(&one.documents[at], &other.documents[at])
            || files_of(one, id).eq(files_of(other, id)) && one.aliases(id) == other.aliases(id)
    };
    one.is_placed_like(other)
        && one.settings.gone == other.settings.gone
        && one.settings.brand_files().eq(other.settings.brand_files())
        && one.ids().all(is_alike)
}

/// The files that a document links to or shows.
fn files_of(handbook: &Handbook, id: DocId) -> impl Iterator<Item = &VPath> {
    handbook.body_links(id).filter_map(|(_, destination)| match destination {
        Destination::File(path) => Some(path),
        _ => None,
    })
}

/// Files that routes have claimed. A name is a file or a folder, never both.
#[derive(Default)]
struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    /// Whether a file is still free; from now on it is not.
    fn claim(&mut self, file: &str) -> bool {
        let above = || file.match_indices('/').map(|(at, _)| &file[..at]);
        let is_free = !self.files.contains(file)
            && !self.folders.contains(file)
            && above().all(|folder| !self.files.contains(folder));
        if is_free {
            self.files.insert(file.to_string());
            let missing: Vec<&str> = above().filter(|folder| !self.folders.contains(*folder)).collect();
            self.folders.extend(missing.into_iter().map(ToString::to_string));
        }
        is_free
    }
}

fn views(handbook: &Handbook, routes: &mut Vec<Route>) {
    routes.extend([Route::Home, Route::Throughline, Route::Glossary, Route::Register, Route::HandbookJson]);
    routes.extend([Route::Today, Route::RegisterCsv]);
    routes.extend([Route::Ladder, Route::Alignment, Route::Journey, Route::NotPromised, Route::Costs]);
    routes.extend(INDEXED.map(Route::Index));
    routes.extend([Route::Consistency, Route::PlusOne, Route::Voices, Route::Roadmap]);
    routes.extend([Route::Health, Route::Rules]);
    routes.extend(rules::ALL.iter().map(|rule| Route::Rule(rule.name)));
    if handbook.of_kind(Kind::Page).next().is_some() {
        routes.push(Route::Pages);
    }
}

/// What changed: every difference, for every role its sheet, and who wants to be told.
fn changes(handbook: &Handbook, beside: &Beside<'_>, routes: &mut Vec<Route>) {
    routes.push(Route::Changes);
    for pair in beside.pairs {
        routes.push(Route::Difference(Arc::clone(pair)));
        if pair.has_sheets {
            routes.extend(handbook.of_kind(Kind::Role).map(|id| Route::Sheet(Arc::clone(pair), id)));
        }
    }
    if beside.feeds {
        routes.push(Route::Feed);
        routes.extend(handbook.of_kind(Kind::Role).map(Route::RoleFeed));
    }
}

/// Every document on its own page; the vision is the home page, and a kind's front page opens its index.
fn documents(handbook: &Handbook, routes: &mut Vec<Route>) {
    for id in handbook.ids() {
        let document = handbook.document(id);
        let opens_a_view = document.kind == Kind::Page && VIEWS.contains(&handbook.address(id));
        let is_vision = document.kind == Kind::Vision;
        if (is_vision || opens_a_view) && super::is_handbook(handbook) {
            continue;
        }
        routes.push(Route::Document(id));
        match document.kind {
            Kind::System => routes.push(Route::Run(id)),
            Kind::Role => routes.extend([Route::Start(id), Route::Card(id)]),
            _ => {}
        }
    }
}

/// Folders of plain pages that have no front page of their own.
fn folders(handbook: &Handbook) -> Vec<String> {
    let is_view =
        |address: &str| super::is_handbook(handbook) && (address.is_empty() || VIEWS.contains(&address));
    let bare = handbook.folders.iter().filter(|folder| folder.front.is_none() && !is_view(&folder.address));
    let mut folders: Vec<String> = bare.map(|folder| folder.address.clone()).collect();
    // A folder without any page still has a front page that says so.
    if handbook.documents.is_empty() && !super::is_handbook(handbook) {
        folders.push(String::new());
    }
    folders
}

/// Files that pages link to or show: only these are copied.
fn linked_files(handbook: &Handbook, tree: &SourceTree) -> BTreeSet<VPath> {
    let mut files: BTreeSet<VPath> = BTreeSet::new();
    for id in handbook.ids() {
        files.extend(files_of(handbook, id).cloned());
    }
    files.extend(handbook.settings.brand_files());
    files.retain(|path| tree.get(path).is_some_and(|file| !matches!(file.content, Content::Refused(_))));
    files
}

/// Old addresses, from `aliases:` and old ids.
fn aliases(handbook: &Handbook) -> impl Iterator<Item = Route> + '_ {
    handbook
        .ids()
        .flat_map(|id| handbook.aliases(id).into_iter().map(move |address| Route::Alias(id, address)))
}

/// Addresses that the settings declare gone.
fn gone(handbook: &Handbook) -> impl Iterator<Item = Route> + '_ {
    let named = handbook.settings.gone.iter().enumerate();
    let is_free = |address: String| !belongs_to_editions(handbook.layout, &address);
    named
        .filter(move |(_, (at, _))| alias_address(&at.value).is_some_and(is_free))
        .map(|(n, _)| Route::Gone(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_file_or_a_folder_and_goes_to_the_first() {
        let mut taken = Taken::default();
        let files = ["a/b/index.html", "a/b", "a/b/index.html", "a/c", "a/c/d", "d"];
        assert_eq!(files.map(|file| taken.claim(file)), [true, false, false, true, false, true]);
    }
}
