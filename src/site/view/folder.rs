//! Folders of plain pages: their listing, all pages of a handbook, and the navigation of a plain folder.

use std::collections::BTreeMap;

use tera::Value;

use super::super::plan::folder_title;
use super::super::route::{encode, file_of};
use super::super::value::{list, record, text};
use super::index::item;
use super::{Head, Maker, Page};
use crate::model::address::folder_rank;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;

/// A folder without a front page: what lies in it.
pub(super) fn page(maker: &Maker<'_>, address: &str) -> Page {
    let handbook = maker.site.handbook;
    let title = if address.is_empty() { handbook.title().to_string() } else { folder_title(address) };
    let head = Head {
        title: &title,
        kind: "index",
        kind_label: "Folder",
        section: "pages",
        description: "",
        body: "",
    };
    let mut context = maker.view(&head);
    let mut items = Vec::new();
    for (rank, name, entry) in entries(handbook, address) {
        let value = match entry {
            Entry::Page(id) => item(maker, id),
            Entry::Folder(folder) => folder_item(handbook, &folder),
        };
        items.push((rank, name, value));
    }
    let empty = items.is_empty().then_some("There is no page here yet. Write a file NAME.md in this folder.");
    context.insert_value("items", list(items.into_iter().map(|(_, _, value)| value)));
    context.insert_value("groups", list([]));
    context.insert_value("empty", text(empty));
    Page { template: "index.html", context }
}

/// Every plain page of a handbook, by its folder.
pub(super) fn all_pages(maker: &Maker<'_>) -> Page {
    let handbook = maker.site.handbook;
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
        let title = if folder.is_empty() { "Start here".to_string() } else { folder_title(&folder) };
        record([("title", title.into()), ("items", list(ids.into_iter().map(|id| item(maker, id))))])
    });
    context.insert_value("groups", list(groups));
    context.insert_value("items", list([]));
    context.insert_value("empty", Value::none());
    Page { template: "index.html", context }
}

/// The navigation of a plain folder: its first level only, so that no page carries the list of all.
pub(in crate::site) fn nav(handbook: &Handbook) -> Vec<Value> {
    let mut pages = Vec::new();
    let mut folders = Vec::new();
    for (_, _, entry) in entries(handbook, "") {
        match entry {
            Entry::Page(id) => {
                let title = handbook.document(id).title().into();
                let href = encode(&file_of(handbook.address(id))).into();
                pages.push(record([("title", title), ("href", href), ("key", "".into())]));
            }
            Entry::Folder(address) => {
                let title = front_page(handbook, &address)
                    .map_or_else(|| folder_title(&address), |id| handbook.document(id).title().to_string());
                let href = encode(&file_of(&address)).into();
                folders.push(record([("title", title.into()), ("href", href), ("key", "".into())]));
            }
        }
    }
    let groups = [("Pages", pages), ("Folders", folders)];
    let filled = groups.into_iter().filter(|(_, items)| !items.is_empty());
    filled.map(|(label, items)| record([("label", label.into()), ("items", list(items))])).collect()
}

enum Entry {
    Page(DocId),
    Folder(String),
}

/// What lies directly in a folder, in order: rank, then name.
fn entries(handbook: &Handbook, folder: &str) -> Vec<(u32, String, Entry)> {
    let mut folders: BTreeMap<String, u32> = BTreeMap::new();
    let mut entries = Vec::new();
    for id in handbook.of_kind(Kind::Page) {
        let address = handbook.address(id);
        let Some(rest) = address.strip_prefix(folder).filter(|rest| !rest.is_empty()) else { continue };
        match rest.split_once('/') {
            Some((_, "")) if !has_pages_below(handbook, address) => {
                let document = handbook.document(id);
                let order = document.common.order.as_ref().map(|order| order.value);
                let rank = order.or_else(|| crate::model::address::rank(document)).unwrap_or(u32::MAX);
                entries.push((rank, document.title().to_lowercase(), Entry::Page(id)));
            }
            Some((name, _)) => {
                folders
                    .entry(format!("{folder}{name}/"))
                    .or_insert_with(|| rank_of_folder(handbook, id, folder));
            }
            None => {}
        }
    }
    let folders = folders
        .into_iter()
        .map(|(address, rank)| (rank, folder_title(&address).to_lowercase(), Entry::Folder(address)));
    entries.extend(folders);
    entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    entries
}

/// A folder's front page stands for the folder.
fn has_pages_below(handbook: &Handbook, address: &str) -> bool {
    front_page(handbook, address)
        .is_some_and(|id| crate::model::address::is_front_page(handbook.document(id)))
}

fn front_page(handbook: &Handbook, address: &str) -> Option<DocId> {
    handbook.of_kind(Kind::Page).find(|id| handbook.address(*id) == address)
}

/// The two digits before a folder's name in the path of a page below it.
fn rank_of_folder(handbook: &Handbook, page: DocId, folder: &str) -> u32 {
    let depth = folder.matches('/').count() + usize::from(super::super::is_handbook(handbook));
    let name = handbook.document(page).path.as_str().split('/').nth(depth).unwrap_or("");
    folder_rank(name).0.unwrap_or(u32::MAX)
}

fn folder_item(handbook: &Handbook, address: &str) -> Value {
    let front = front_page(handbook, address);
    let title = front.map_or_else(|| folder_title(address), |id| handbook.document(id).title().to_string());
    let pages = handbook.of_kind(Kind::Page).filter(|id| handbook.address(*id).starts_with(address)).count();
    record([
        ("title", title.into()),
        ("href", encode(&file_of(address)).into()),
        ("kind", "folder".into()),
        ("kind_label", "Folder".into()),
        ("text", text(front.map(|id| handbook.document(id).body.summary.as_str()))),
        ("state", Value::none()),
        ("meta", format!("{pages} page{}", if pages == 1 { "" } else { "s" }).into()),
    ])
}

fn folder_of(address: &str) -> &str {
    address.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder)
}
