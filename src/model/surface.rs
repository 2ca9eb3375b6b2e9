//! The surface of a document: what others see of it. As long as that stays, an edit concerns the document alone.
//!
//! Each function compares a document with what it was, for one part of the handbook; what it does not look at, that part
//! must not look at either. `tests/incremental` holds the two together: it edits at random and compares with a clean build.

use super::names::Resolved;
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::link::LinkField;
use crate::source::Spanned;

/// Whether it keeps its place: its path and kind, and every name that leads to it.
pub(super) fn keeps_place(old: &Document, new: &Document, layout: Layout) -> bool {
    (&old.path, old.kind, &old.id.value) == (&new.path, new.kind, &new.id.value)
        && same(&old.common.was, &new.common.was)
        && (layout == Layout::Handbook || same(&old.common.aliases, &new.common.aliases))
}

/// Every name by which somebody can mean it.
pub(super) fn names(document: &Document) -> impl Iterator<Item = String> + '_ {
    let id = document.id.value.as_str();
    let last = id.rsplit_once('/').map(|(_, last)| last);
    let old = document.common.was.iter().map(|was| was.value.as_str());
    std::iter::once(id).chain(last).chain(old).map(ToString::to_string)
}

/// Whether it is read where it was among all others.
pub(super) fn keeps_order(old: &Document, new: &Document) -> bool {
    let order = |document: &Document| document.common.order.as_ref().map(|order| order.value);
    (order(old), old.title()) == (order(new), new.title())
}

/// Whether its folder lists it as before. Only plain pages are listed.
pub(super) fn keeps_listing(old: &Document, new: &Document) -> bool {
    new.kind != Kind::Page || keeps_order(old, new)
}

/// Whether every anchor in it that a link could name stays.
pub(super) fn keeps_anchors(old: &Document, new: &Document) -> bool {
    fn of_headings(document: &Document) -> impl Iterator<Item = &str> {
        document.body.headings.iter().map(|heading| heading.anchor.as_str())
    }
    fn of_steps(document: &Document) -> impl Iterator<Item = Option<&String>> {
        document.steps().iter().map(|step| step.anchor.as_ref().map(|anchor| &anchor.value))
    }
    of_headings(old).eq(of_headings(new))
        && of_steps(old).eq(of_steps(new))
        && old.body.html_ids == new.body.html_ids
        && old.has_whole_checklist() == new.has_whole_checklist()
}

/// Whether its links in header and steps lead where they led, given where they lead now, and imply what they implied.
pub(super) fn keeps_links(
    (old, led): (&Document, &[Resolved]),
    (new, leads): (&Document, &[Resolved]),
) -> bool {
    fn places(document: &Document) -> impl Iterator<Item = (LinkField, Option<usize>)> {
        document.links.iter().map(|link| (link.field, link.step))
    }
    let state = |document: &Document| document.promise().map(|promise| promise.state);
    led == leads && state(old) == state(new) && places(old).eq(places(new))
}

fn same(old: &[Spanned<String>], new: &[Spanned<String>]) -> bool {
    old.iter().map(|word| &word.value).eq(new.iter().map(|word| &word.value))
}
