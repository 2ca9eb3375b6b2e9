//! What stands beside a promise wherever it is shown: how well it is kept, in a few words. And beside anything that
//! concerns only some places: which.

use tera::Value;

use super::value::{list, record, text};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::record::{Kept, Reading, Reason, Record, Verdict};

/// `kept 96 of 100, keeping`; nothing when no row was ever written, or when the promise is no longer made.
pub(super) fn chip(handbook: &Handbook, logs: &Record, id: DocId) -> Value {
    let kept = logs.kept(id).filter(|kept| !kept.entries.is_empty());
    let Some(kept) = kept.filter(|_| handbook.state(id) != Some(State::Retired)) else {
        return Value::none();
    };
    record([
        ("word", kept.verdict().word().into()),
        ("label", label(&kept.reading).into()),
        ("text", count(kept).into()),
        ("href", format!("consistency/index.html#{}", handbook.document(id).id.value).into()),
    ])
}

/// The verdict as it stands behind a count.
pub(super) fn label(reading: &Reading) -> String {
    match (reading.verdict, reading.reason) {
        (Verdict::NotMeasured, Reason::NoTarget) => "no target to hold it against".to_string(),
        (verdict, _) => verdict.to_string(),
    }
}

/// The same in one phrase, where a promise is shown that is made: also when no row was ever written.
pub(super) fn words(logs: &Record, id: DocId) -> String {
    match logs.kept(id).filter(|kept| !kept.entries.is_empty()) {
        Some(kept) => format!("{}, {}", count(kept), label(&kept.reading)),
        None => Verdict::NotMeasured.to_string(),
    }
}

/// What was counted; of a promise with nothing that counts, since when.
fn count(kept: &Kept) -> String {
    let reading = &kept.reading;
    match (reading.checked, kept.last()) {
        (0, Some(last)) if reading.reason == Reason::NoRows => format!("no row since {}", last.week),
        (0, _) if reading.sample.convenient > 0 => "checked only as it suited".to_string(),
        (0, _) => "nothing checked".to_string(),
        (checked, _) => format!("kept {} of {checked}", reading.kept),
    }
}

/// The places that a document is for, by id and by name; nothing when it is for all of them.
pub(super) fn places(handbook: &Handbook, id: DocId) -> Value {
    let ids = &handbook.document(id).common.places;
    if ids.is_empty() {
        return Value::none();
    }
    let name = |id: &str| {
        let known = handbook.settings.places.iter().find(|(known, _)| known.value == id);
        known.map_or_else(|| id.to_string(), |(_, name)| name.value.clone())
    };
    let names: Vec<String> = ids.iter().map(|id| name(&id.value)).collect();
    let ids: Vec<&str> = ids.iter().map(|id| id.value.as_str()).collect();
    record([("ids", ids.join(" ").into()), ("names", text(Some(&names.join(", "))))])
}

/// The places to choose from: those of the settings, when there are several.
pub(super) fn choice(handbook: &Handbook) -> Value {
    let places = &handbook.settings.places;
    if places.len() < 2 {
        return list([]);
    }
    list(
        places.iter().map(|(id, name)| {
            record([("id", id.value.as_str().into()), ("name", name.value.as_str().into())])
        }),
    )
}

/// Whether any promise waits to stand.
pub(super) fn has_plans(handbook: &Handbook) -> bool {
    let waits = |id: DocId| matches!(handbook.state(id), Some(State::Trial | State::Draft));
    handbook.of_kind(Kind::Promise).any(waits)
}
