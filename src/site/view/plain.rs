//! Plain pages, policies and principles: text to read.

use super::{Maker, Page};
use crate::model::DocId;
use crate::parse::document::Data;
use crate::parse::kinds::PageType;

pub(super) fn page(maker: &Maker<'_>, id: DocId) -> Page {
    let context = maker.document(id, "pages");
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
