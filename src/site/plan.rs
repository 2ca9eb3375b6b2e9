//! Which routes a site has.

use std::collections::BTreeSet;

use super::Route;
use super::route::file_of;
use super::theme::Theme;
use crate::model::address::{VIEWS, folder_rank};
use crate::model::{Destination, Handbook};
use crate::parse::document::Kind;
use crate::source::{Content, SourceTree, VPath};

/// Kinds with an index page of their own.
pub(super) const INDEXED: [Kind; 7] =
    [Kind::Mission, Kind::Promise, Kind::System, Kind::Role, Kind::Customer, Kind::Want, Kind::Story];

/// Every route, each with a file of its own: a file that two routes ask for goes to the first.
pub(super) fn routes(
    handbook: &Handbook,
    tree: &SourceTree,
    theme: &Theme,
    has_base_url: bool,
    has_brand: bool,
) -> Vec<Route> {
    let mut routes = Vec::with_capacity(handbook.documents.len() * 3 / 2 + 32);
    if super::is_handbook(handbook) {
        views(handbook, &mut routes);
    }
    documents(handbook, &mut routes);
    routes.extend(folders(handbook).into_iter().map(Route::Folder));
    routes.extend((0..theme.assets.len()).map(Route::Asset));
    routes.extend(has_brand.then_some(Route::BrandStyle));
    routes.extend([Route::NotFound, Route::Robots]);
    routes.extend(has_base_url.then_some(Route::Sitemap));
    routes.extend(linked_files(handbook, tree).into_iter().map(Route::File));
    routes.extend(aliases(handbook));
    let mut taken = BTreeSet::new();
    routes.retain(|route| match route {
        Route::Asset(_) | Route::BrandStyle => true,
        route => taken.insert(route.file(handbook)),
    });
    routes
}

fn views(handbook: &Handbook, routes: &mut Vec<Route>) {
    routes.extend([Route::Home, Route::Throughline, Route::Glossary, Route::Register, Route::HandbookJson]);
    routes.extend(INDEXED.map(Route::Index));
    if handbook.of_kind(Kind::Page).next().is_some() {
        routes.push(Route::Pages);
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
        if document.kind == Kind::System {
            routes.push(Route::Run(id));
        }
    }
}

/// Folders of plain pages that have no front page of their own.
fn folders(handbook: &Handbook) -> BTreeSet<String> {
    let mut taken: BTreeSet<&str> = handbook.ids().map(|id| handbook.address(id)).collect();
    taken.extend(if super::is_handbook(handbook) { VIEWS.as_slice() } else { &[] });
    let mut folders = BTreeSet::new();
    if !super::is_handbook(handbook) && !taken.contains("") {
        folders.insert(String::new());
    }
    for id in handbook.of_kind(Kind::Page) {
        let mut address = handbook.address(id).trim_end_matches('/');
        while let Some((folder, _)) = address.rsplit_once('/') {
            let with_slash = format!("{folder}/");
            if !taken.contains(with_slash.as_str()) {
                folders.insert(with_slash);
            }
            address = folder;
        }
    }
    folders
}

/// Files that pages link to or show: only these are copied.
fn linked_files(handbook: &Handbook, tree: &SourceTree) -> BTreeSet<VPath> {
    let mut files: BTreeSet<VPath> = BTreeSet::new();
    for id in handbook.ids() {
        files.extend(handbook.body_links(id).filter_map(|(_, destination)| match destination {
            Destination::File(path) => Some(path.clone()),
            _ => None,
        }));
    }
    if let Some(logo) = &handbook.settings.logo
        && let Some(path) = VPath::new(&logo.value)
    {
        files.insert(path);
    }
    files.retain(|path| tree.get(path).is_some_and(|file| !matches!(file.content, Content::Refused(_))));
    files
}

/// Old addresses, from `aliases:` and old ids.
fn aliases(handbook: &Handbook) -> Vec<Route> {
    let mut aliases = Vec::new();
    for id in handbook.ids() {
        let document = handbook.document(id);
        for alias in &document.common.aliases {
            let Some(path) = VPath::new(alias.value.trim_matches('/')) else { continue };
            let is_file = path.file_name().contains('.');
            let address = if is_file { path.to_string() } else { format!("{path}/") };
            aliases.push(Route::Alias(id, address));
        }
        if let Some(folder) = document.kind.folder() {
            aliases.extend(
                document.common.was.iter().map(|was| Route::Alias(id, format!("{folder}/{}/", was.value))),
            );
        }
    }
    aliases.retain(
        |route| !matches!(route, Route::Alias(id, to) if file_of(to) == file_of(handbook.address(*id))),
    );
    aliases
}

/// A folder's name for people: its front page's title, else its own words.
pub(super) fn folder_title(address: &str) -> String {
    let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
    crate::parse::slug::to_words(folder_rank(name).1)
}
