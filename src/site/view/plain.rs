//! Plain pages, policies and principles: text to read.

use tera::Value;

use super::super::value::list;
use super::{Maker, Page, folder};
use crate::model::DocId;
use crate::parse::Layout;
use crate::parse::document::Data;
use crate::parse::kinds::PageType;

pub(super) fn page(maker: &Maker<'_>, id: DocId) -> Page {
    let handbook = &*maker.site.handbook;
    let address = handbook.address(id);
    let mut context = maker.document(id, folder::section(handbook, address));
    let front_of = handbook.folders.at(address).map(|id| handbook.folders.get(id));
    context
        .insert_value("items", list(front_of.map(|folder| folder::items(maker, folder)).unwrap_or_default()));
    let in_folder = handbook.layout == Layout::Plain;
    let place = handbook.folders.place(handbook, id).filter(|_| in_folder);
    context.insert_value("crumbs", folder::crumbs(handbook, place.map(|(folder, _)| folder)));
    let neighbour = |step| place.map_or_else(Value::none, |_| folder::neighbour(handbook, id, step));
    context.insert_value("previous", neighbour(-1));
    context.insert_value("next", neighbour(1));
    Page { template: "page.html", context }
}

/// What a page is called above its title.
pub(super) fn kind_label(data: &Data) -> Option<&'static str> {
    match data {
        Data::Page(page) => Some(match page.page_type {
            PageType::Page => "Page",
            PageType::Policy => "Policy",
            PageType::Principle => "Principle",
        }),
        _ => None,
    }
}
