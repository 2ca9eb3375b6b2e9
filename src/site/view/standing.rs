//! How a promise stands, as a mark and in words: kept, slipping, not measured, on trial.

use tera::Value;

use super::super::shared::href;
use super::super::value::record;
use super::Maker;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::record::Verdict;

/// Every promise that is made to somebody, on trial or standing, in the order people read.
pub(super) fn made(handbook: &Handbook) -> Vec<DocId> {
    let is_made = |id: &DocId| handbook.state(*id).is_some_and(State::is_made);
    let mut made: Vec<DocId> = handbook.of_kind(Kind::Promise).filter(is_made).collect();
    handbook.sort(&mut made);
    made
}

/// Whether any promise is made at all.
pub(in super::super) fn any_made(handbook: &Handbook) -> bool {
    handbook.of_kind(Kind::Promise).any(|id| handbook.state(id).is_some_and(State::is_made))
}

/// A promise as the views for managers name it: its title, its sentence, a mark, and the mark in words.
pub(super) fn promise(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let says = document.says().map_or(document.title(), |says| &says.value);
    record([
        ("title", document.title().into()),
        ("says", says.into()),
        ("href", href(handbook, id).into()),
        ("mark", mark(maker, id).into()),
        ("words", words(maker, id).into()),
    ])
}

/// `kept`, `short` (the record says that it is not), `open` (nobody can say yet) or `trial`.
fn mark(maker: &Maker<'_>, id: DocId) -> &'static str {
    match (maker.site.record().verdict(id), maker.site.handbook.state(id)) {
        (Verdict::Keeping, Some(State::Standing)) => "kept",
        (Verdict::Slipping | Verdict::FallingShort, _) => "short",
        (_, Some(State::Standing)) => "open",
        _ => "trial",
    }
}

/// `kept, 240 of 242`, `on trial, too early to say, 14 of 14`, `not measured`.
pub(super) fn words(maker: &Maker<'_>, id: DocId) -> String {
    let record = maker.site.record();
    let verdict = match record.verdict(id) {
        Verdict::Keeping => "kept",
        Verdict::Slipping => "slipping",
        Verdict::FallingShort => "falling short",
        Verdict::TooEarly => "too early to say",
        Verdict::NotMeasured => "not measured",
    };
    let is_on_trial = maker.site.handbook.state(id) == Some(State::Trial);
    let counted = record.kept(id).map(|kept| &kept.reading).filter(|reading| reading.checked > 0);
    let counted = counted.map(|reading| format!(", {} of {}", reading.kept, reading.checked));
    let trial = if is_on_trial { "on trial, " } else { "" };
    format!("{trial}{verdict}{}", counted.unwrap_or_default())
}
