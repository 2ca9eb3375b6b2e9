//! What the records show between two days: promises that became consistent or no longer are, and small improvements.

use std::collections::BTreeMap;

use super::change::Thing;
use super::name::Name;
use super::sides::{Ends, On, Sides, Told};
use crate::model::Target;
use crate::parse::document::Kind;
use crate::parse::logs::PlusOneState;
use crate::record::{Record, Verdict};

/// Names what the records show, and gives every change of a promise what the gate says about it now.
pub(super) fn changes(sides: &mut Sides<'_>, old: &Record, new: &Record) {
    verdicts(sides, old, new);
    improvements(sides, old, new);
    for change in sides.changes.iter_mut().filter(|change| change.on.thing == Thing::Document(Kind::Promise))
    {
        let kept = match change.on.new {
            Some(Target::Document(id)) => new.kept(id),
            _ => None,
        };
        let is_measured = |verdict: Verdict| verdict != Verdict::NotMeasured;
        let kept = kept.filter(|kept| is_measured(kept.verdict()));
        change.reading = kept.map(|kept| kept.reading.sentence.clone());
    }
}

fn verdicts(sides: &mut Sides<'_>, old: &Record, new: &Record) {
    for id in sides.new.handbook.of_kind(Kind::Promise) {
        let old_id = sides.same.old_of[id.index()];
        let before = old_id.map_or(Verdict::NotMeasured, |id| old.verdict(id));
        let after = new.verdict(id);
        let name = match (before, after) {
            _ if before == after => continue,
            (_, Verdict::Keeping) => Name::BecameConsistent,
            (_, Verdict::Slipping) => Name::StartedSlipping,
            (_, Verdict::FallingShort) => Name::FallingShort,
            (Verdict::NotMeasured, Verdict::TooEarly) => Name::FirstMeasured,
            // What was known is known no longer: a new floor begins a new record, and that is told already.
            (_, Verdict::TooEarly | Verdict::NotMeasured) => continue,
        };
        let on = On::Document(Ends { old: old_id, new: Some(id) });
        sides.tell(&on, Told::of(name).from(before.to_string()).to(after.to_string()));
    }
}

fn improvements(sides: &mut Sides<'_>, old: &Record, new: &Record) {
    let states =
        |record: &Record, side: super::sides::Side<'_>| -> BTreeMap<(String, String), PlusOneState> {
            let all = record.improvements.iter();
            let last = all.filter_map(|one| {
                Some(((side.id(one.system).to_string(), one.id.clone()), one.steps.last()?.state))
            });
            last.collect()
        };
    let before = states(old, sides.old);
    for one in &new.improvements {
        let Some(state) = one.steps.last().map(|step| step.state) else { continue };
        let key = (sides.new.id(one.system).to_string(), one.id.clone());
        if before.get(&key) == Some(&state) {
            continue;
        }
        let name = match state {
            PlusOneState::Trying => Name::PlusOneTried,
            PlusOneState::Kept => Name::PlusOneKept,
            PlusOneState::Dropped => Name::PlusOneDropped,
            PlusOneState::InFloor => Name::PlusOneBecameFloor,
        };
        let ends = Ends { old: sides.same.old_of[one.system.index()], new: Some(one.system) };
        sides.tell(&On::PlusOne(ends, one.id.clone()), Told::of(name).to(one.what.clone()));
    }
}
