//! How a promise stands, as the views for managers name it: with the shape and the words that stand beside it everywhere.
//! Before the first row of the record nothing is said of being kept: every mark would be the same.

use tera::Value;

use super::super::kept;
use super::super::shared::href;
use super::super::value::{record, text};
use super::Maker;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::State;

/// Every promise that is made to somebody, on trial or standing, in the order people read.
pub(super) fn made(handbook: &Handbook) -> Vec<DocId> {
    let is_made = |id: &DocId| handbook.state(*id).is_some_and(State::is_made);
    handbook.in_order(handbook.of_kind(Kind::Promise).filter(is_made))
}

/// Whether any promise is made at all.
pub(in super::super) fn any_made(handbook: &Handbook) -> bool {
    handbook.of_kind(Kind::Promise).any(|id| handbook.state(id).is_some_and(State::is_made))
}

/// Whether a row was ever written, so that marks say anything.
pub(super) fn is_recorded(maker: &Maker<'_>) -> bool {
    maker.site.record().any_kept
}

/// A promise with its sentence, the verdict of the gate and the same in words, and whether it is only tried.
pub(super) fn promise(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let is_recorded = is_recorded(maker);
    let word = is_recorded.then(|| maker.site.record().verdict(id).word());
    let words = is_recorded.then(|| words(maker, id));
    let says = document.says().map_or(document.title(), |says| &says.value);
    record([
        ("title", document.title().into()),
        ("says", says.into()),
        ("href", href(handbook, id).into()),
        ("word", text(word)),
        ("words", text(words.as_deref())),
        ("is_on_trial", (handbook.state(id) == Some(State::Trial)).into()),
    ])
}

/// `kept 240 of 242, keeping`, `not measured`.
pub(super) fn words(maker: &Maker<'_>, id: DocId) -> String {
    kept::words(maker.site.record(), id)
}
