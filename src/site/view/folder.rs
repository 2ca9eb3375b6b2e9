//! Folders of plain pages: their listing, all pages of a handbook, and the navigation of a plain folder.

use std::collections::BTreeMap;

use tera::Value;

use super::super::route::{encode, file_of};
use super::super::value::{list, record, text};
use super::index::item;
use super::{Head, Maker, Page};
use crate::diagnostic::counted;
use crate::model::{DocId, Entry, Folder, FolderId, Handbook};
use crate::parse::document::Kind;

/// More entries than this make a menu that nobody reads; and every page carries it.
const NAV_ENTRIES: usize = 24;

/// A folder without a front page: what lies in it.
pub(super) fn page(maker: &Maker<'_>, address: &str) -> Page {
    let handbook = &*maker.site.handbook;
    let folder = handbook.folders.at(address).map(|id| handbook.folders.get(id));
    let title = folder.map_or(handbook.title(), |folder| &folder.title);
    let head = Head {
        title,
        kind: "index",
        kind_label: "Folder",
        section: section(handbook, address),
        description: "",
        body: "",
    };
    let mut context = maker.view(&head);
    let items = folder.map(|folder| items(maker, folder)).unwrap_or_default();
    let empty = items.is_empty().then_some("There is no page here yet. Write a file NAME.md in this folder.");
    context.insert_value("items", list(items));
    context.insert_value("groups", list([]));
    context.insert_value("empty", text(empty));
    context.insert_value("crumbs", crumbs(handbook, folder.and_then(|folder| folder.parent)));
    Page { template: "index.html", context }
}

/// What lies in a folder, in reading order.
pub(super) fn items(maker: &Maker<'_>, folder: &Folder) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let entries = folder.entries.iter().map(|entry| match *entry {
        Entry::Page(id) => item(maker, id),
        Entry::Folder(id) => folder_item(handbook, handbook.folders.get(id)),
    });
    entries.collect()
}

/// The folders from the first level down to this one, as links. The root is the site's own name at the top of the page.
pub(super) fn crumbs(handbook: &Handbook, from: Option<FolderId>) -> Value {
    let mut crumbs = Vec::new();
    let mut folder = from.map(|id| handbook.folders.get(id));
    while let Some(at) = folder.filter(|folder| !folder.address.is_empty()) {
        crumbs.push(folder_link(at, &at.title));
        folder = at.parent.map(|id| handbook.folders.get(id));
    }
    list(crumbs.into_iter().rev())
}

/// The entry before or behind a page among those of its folder.
pub(super) fn neighbour(handbook: &Handbook, page: DocId, step: isize) -> Value {
    let neighbour = || {
        let (folder, position) = handbook.folders.place(handbook, page)?;
        handbook.folders.get(folder).entries.get(position.checked_add_signed(step)?)
    };
    match neighbour() {
        None => Value::none(),
        Some(Entry::Page(id)) => page_link(handbook, *id, handbook.document(*id).title()),
        Some(Entry::Folder(id)) => {
            let folder = handbook.folders.get(*id);
            folder_link(folder, &folder.title)
        }
    }
}

/// The entry of the navigation that an address stands under: its first folder.
pub(super) fn section<'a>(handbook: &Handbook, address: &'a str) -> &'a str {
    if super::super::is_handbook(handbook) {
        return "pages";
    }
    address.find('/').map_or("", |slash| &address[..=slash])
}

/// Every plain page of a handbook, by its folder.
pub(super) fn all_pages(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "Pages",
        kind: "index",
        kind_label: "Index",
        section: "pages",
        description: "",
        body: "",
    };
    let mut context = maker.view(&head);
    let mut folders: BTreeMap<String, Vec<DocId>> = BTreeMap::new();
    for id in handbook.of_kind(Kind::Page) {
        folders.entry(folder_of(handbook.address(id)).to_string()).or_default().push(id);
    }
    let groups = folders.into_iter().map(|(folder, mut ids)| {
        handbook.sort(&mut ids);
        let found = handbook.folders.at(&folder).filter(|_| !folder.is_empty());
        let found = found.map(|id| handbook.folders.get(id));
        record([
            ("title", found.map_or("Start here", |folder| &folder.title).into()),
            ("href", text(found.map(|folder| encode(&file_of(&folder.address))).as_deref())),
            ("items", list(ids.into_iter().map(|id| item(maker, id)))),
        ])
    });
    context.insert_value("groups", list(groups));
    context.insert_value("items", list([]));
    context.insert_value("empty", Value::none());
    context.insert_value("crumbs", list([]));
    Page { template: "index.html", context }
}

/// The navigation of a plain folder: its first level only, and of a long one only the beginning, so that no page carries
/// the list of all.
pub(in crate::site) fn nav(handbook: &Handbook) -> Vec<Value> {
    let Some(root) = handbook.folders.at("").map(|root| handbook.folders.get(root)) else {
        return Vec::new();
    };
    let mut pages = Vec::new();
    let mut folders = Vec::new();
    for entry in &root.entries {
        match *entry {
            Entry::Page(id) => pages.push(page_link(handbook, id, handbook.document(id).title())),
            Entry::Folder(id) => {
                let folder = handbook.folders.get(id);
                folders.push(folder_link(folder, &folder.title));
            }
        }
    }
    let groups = [("Pages", pages), ("Folders", folders)];
    let filled = groups.into_iter().filter(|(_, items)| !items.is_empty());
    filled
        .map(|(label, items)| {
            // Every page of a plain folder shows its whole navigation.
            record([("label", label.into()), ("keys", list([])), ("items", list(shortened(items, root)))])
        })
        .collect()
}

fn shortened(mut items: Vec<Value>, root: &Folder) -> Vec<Value> {
    if items.len() > NAV_ENTRIES {
        let all = format!("All {}", items.len());
        items.truncate(NAV_ENTRIES - 1);
        items.push(record([
            ("title", all.into()),
            ("href", encode(&file_of(&root.address)).into()),
            ("key", "*".into()),
        ]));
    }
    items
}

fn page_link(handbook: &Handbook, id: DocId, title: &str) -> Value {
    let address = handbook.address(id);
    record([("title", title.into()), ("href", encode(&file_of(address)).into()), ("key", address.into())])
}

fn folder_link(folder: &Folder, title: &str) -> Value {
    let address = folder.address.as_str();
    record([("title", title.into()), ("href", encode(&file_of(address)).into()), ("key", address.into())])
}

fn folder_item(handbook: &Handbook, folder: &Folder) -> Value {
    let summary = folder.front.map(|id| handbook.document(id).body.summary.as_str());
    record([
        ("title", folder.title.as_str().into()),
        ("href", encode(&file_of(&folder.address)).into()),
        ("kind", "folder".into()),
        ("kind_label", "Folder".into()),
        ("text", text(summary.filter(|summary| !summary.is_empty()))),
        ("state", Value::none()),
        ("meta", counted(folder.pages, "page").into()),
    ])
}

/// The folder that an address lies in.
fn folder_of(address: &str) -> &str {
    let inside = address.trim_end_matches('/');
    inside.rfind('/').map_or("", |slash| &inside[..=slash])
}
