//! How the handbook itself is kept: what was reviewed, approved or excused.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::name::Name;
use super::sides::{Ends, On, Sides, Told};
use crate::model::{DocId, Handbook};
use crate::parse::document::{Document, Waiver};

/// Whether somebody held a document against what is above it since.
pub(super) fn reviewed(sides: &mut Sides<'_>, old_id: DocId, new_id: DocId) {
    let last = |handbook: &Handbook, id: DocId| {
        let written = handbook.document(id).common.reviewed.as_ref().map(|day| day.value);
        written.max(handbook.last_recorded(id))
    };
    let (before, after) = (last(sides.old.handbook, old_id), last(sides.new.handbook, new_id));
    if before != after {
        let on = On::Document(Ends::both(old_id, new_id));
        let words = |day: Option<Date>| day.map(|day| day.to_string());
        sides.tell(&on, Told::of(Name::Reviewed).from(words(before)).to(words(after)));
    }
}

/// What the text of a document says about how it is kept.
pub(super) fn document(sides: &mut Sides<'_>, old_id: DocId, new_id: DocId) {
    let on = On::Document(Ends::both(old_id, new_id));
    let (old, new) = sides.documents(old_id, new_id);
    let approved = |document: &Document| document.common.approved.as_ref().map(|day| day.value.to_string());
    let (before, after) = (approved(old), approved(new));
    if before != after {
        sides.tell(&on, Told::of(Name::Approved).from(before).to(after));
    }
    let excuses = |document: &Document| {
        let blocks = document.body.allow.iter().map(|block| &block.waiver);
        by_rule(document.common.allow.iter().chain(blocks))
    };
    waivers(sides, &on, &excuses(old), &excuses(new));
}

/// The excuses that the settings give.
pub(super) fn settings(sides: &mut Sides<'_>) {
    let (old, new) = (sides.old.handbook, sides.new.handbook);
    if old.settings.allow.is_empty() && new.settings.allow.is_empty() {
        return;
    }
    let ids = |handbook: &Handbook| -> BTreeSet<String> {
        handbook.settings.allow.iter().map(|waiver| whom(waiver).to_string()).collect()
    };
    for id in &ids(old) | &ids(new) {
        let of =
            |handbook: &Handbook| by_rule(handbook.settings.allow.iter().filter(|waiver| whom(waiver) == id));
        let ends = Ends { old: old.names.document(&id), new: new.names.document(&id) };
        let on = if ends.old.is_none() && ends.new.is_none() { On::Handbook } else { On::Document(ends) };
        waivers(sides, &on, &of(old), &of(new));
    }
}

fn whom(waiver: &Waiver) -> &str {
    waiver.id.as_ref().map_or("", |id| &id.value)
}

/// Per rule, what is said for the excuse.
fn by_rule<'a>(waivers: impl Iterator<Item = &'a Waiver>) -> BTreeMap<String, String> {
    let mut rules: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for waiver in waivers {
        let reason = waiver.reason.as_ref().map(|reason| reason.value.clone());
        let until = waiver.until.as_ref().map(|until| format!("until {}", until.value));
        let by = waiver.by.as_ref().map(|by| format!("by {}", by.value));
        let said: Vec<String> = reason.into_iter().chain(until).chain(by).collect();
        rules.entry(waiver.rule.value.clone()).or_default().push(said.join(", "));
    }
    let said = |mut said: Vec<String>| {
        said.sort_unstable();
        said.join("; ")
    };
    rules.into_iter().map(|(rule, all)| (rule, said(all))).collect()
}

fn waivers(sides: &mut Sides<'_>, on: &On, old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) {
    let rules: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for rule in rules {
        let words = |said: &String| if said.is_empty() { rule.clone() } else { format!("{rule}: {said}") };
        let (before, after) = (old.get(rule), new.get(rule));
        let name = match (before, after) {
            _ if before == after => continue,
            (None, _) => Name::Waived,
            (_, None) => Name::WaiverEnded,
            _ => Name::WaiverChanged,
        };
        sides.tell(on, Told::of(name).from(before.map(words)).to(after.map(words)));
    }
}
