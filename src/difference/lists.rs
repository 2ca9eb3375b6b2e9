//! The journey's moments and the glossary's words, by their ids.

use std::collections::BTreeMap;

use super::change::Part;
use super::fields::in_parts;
use super::name::Name;
use super::sides::{Ends, On, Sides, Told};
use crate::model::Handbook;
use crate::parse::fingerprint::normalised;
use crate::parse::lists::{Moment, Term};

/// Names what changed on the journey.
pub(super) fn moments(sides: &mut Sides<'_>) {
    let (old, new) = (sides.old.handbook, sides.new.handbook);
    let ids = |handbook: &Handbook| -> BTreeMap<String, usize> {
        let moments = handbook.moments.iter().enumerate();
        moments.map(|(n, moment)| (moment.entry.id.value.clone(), n)).collect()
    };
    for ends in joined(&ids(old), &ids(new)) {
        let on = On::Moment(ends);
        let title = |moment: &Moment| moment.title.as_ref().map(|title| title.value.clone());
        match (ends.old, ends.new) {
            (Some(o), Some(n)) => {
                let (before, after) = (&old.moments[o].entry, &new.moments[n].entry);
                renamed(sides, &on, title(before), title(after));
                let during = |moment: &Moment| {
                    moment.during.as_ref().map(|during| format!("{:?}", during.value).to_lowercase())
                };
                let expects = |moment: &Moment| {
                    moment.expects.as_ref().map(|expects| format!("{:?}", expects.value).to_lowercase())
                };
                let parts = vec![
                    ("during", during(before), during(after)),
                    ("expects", expects(before), expects(after)),
                ];
                details(sides, &on, parts);
            }
            _ => come_or_gone(sides, &on, ends),
        }
    }
    // The order is the journey's; whoever came or went says nothing about it.
    let order = |one: &Handbook, other: &Handbook| -> Vec<String> {
        let ids = one.moments.iter().map(|moment| moment.entry.id.value.clone());
        ids.filter(|id| other.names.moment(id).is_some()).collect()
    };
    let (before, after) = (order(old, new), order(new, old));
    if before != after {
        sides.tell(&On::Handbook, Told::of(Name::OrderChanged).from(before.join(", ")).to(after.join(", ")));
    }
}

/// Names what changed in the glossary.
pub(super) fn terms(sides: &mut Sides<'_>) {
    let (old, new) = (sides.old.handbook, sides.new.handbook);
    let ids = |handbook: &Handbook| -> BTreeMap<String, usize> {
        handbook.terms.iter().enumerate().map(|(n, term)| (term.entry.id.clone(), n)).collect()
    };
    for ends in joined(&ids(old), &ids(new)) {
        let on = On::Term(ends);
        match (ends.old, ends.new) {
            (Some(o), Some(n)) => {
                let (before, after) = (&old.terms[o].entry, &new.terms[n].entry);
                let means =
                    |term: &Term| term.means.as_ref().map(|means| means.value.clone()).unwrap_or_default();
                let (from, to) = (means(before), means(after));
                if normalised(&from) != normalised(&to) {
                    sides.tell(&on, Told::of(Name::MeaningRewritten).from(from).to(to));
                } else if from != to {
                    sides.tell(&on, Told::of(Name::Reworded).from(from).to(to));
                }
                let instead = |term: &Term| super::fields::list(&term.instead_of);
                details(sides, &on, vec![("instead of", instead(before), instead(after))]);
            }
            _ => come_or_gone(sides, &on, ends),
        }
    }
}

fn joined(old: &BTreeMap<String, usize>, new: &BTreeMap<String, usize>) -> Vec<Ends<usize>> {
    let gone = old.iter().map(|(id, o)| Ends { old: Some(*o), new: new.get(id).copied() });
    let come = new.iter().filter(|(id, _)| !old.contains_key(*id)).map(|(_, n)| Ends::new(*n));
    gone.chain(come).collect()
}

fn come_or_gone(sides: &mut Sides<'_>, on: &On, ends: Ends<usize>) {
    let subject = sides.subject(on);
    let name = if ends.new.is_some() { Name::Added } else { Name::Removed };
    sides.tell(on, Told::of(name).from(subject.old_title).to(subject.new_title));
}

fn renamed(sides: &mut Sides<'_>, on: &On, old: Option<String>, new: Option<String>) {
    if old != new {
        sides.tell(on, Told::of(Name::Renamed).from(old).to(new));
    }
}

fn details(sides: &mut Sides<'_>, on: &On, all: Vec<(&str, Option<String>, Option<String>)>) {
    let differs = all.into_iter().filter(|(_, from, to)| from != to);
    let parts: Vec<Part> = differs
        .map(|(field, from, to)| Part { field: field.to_string(), from, to, direction: None })
        .collect();
    if !parts.is_empty() {
        sides.tell(on, in_parts(Told::of(Name::DetailsChanged), parts));
    }
}
