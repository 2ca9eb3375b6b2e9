//! `/404.html`: the page for an address that leads nowhere.

use super::{Head, Maker, Page};

pub(super) fn page(maker: &Maker<'_>) -> Page {
    with_body(maker, "")
}

/// The page with words of its own, as HTML.
pub(super) fn with_body(maker: &Maker<'_>, body: &str) -> Page {
    let head = Head {
        title: "There is no such page",
        kind: "not-found",
        kind_label: "404",
        section: "",
        description: "",
        body,
    };
    let mut context = maker.view(&head);
    context.insert_value("closed", maker.site.closed().len().into());
    Page { template: "404.html", context }
}
