//! `/search/`: where is it? The page that asks the index in the browser.

use tera::Value;

use super::{Head, Maker, Page};
use crate::site::SEARCH_INDEX;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "Search",
        kind: "search",
        kind_label: "Look up",
        section: "search",
        description: "Find a promise, a step, a word.",
        body: "",
    };
    let mut context = maker.view(&head);
    context.insert_value("index", Value::from(SEARCH_INDEX));
    context.insert_value("has_terms", (!handbook.terms.is_empty()).into());
    Page { template: "search.html", context }
}
