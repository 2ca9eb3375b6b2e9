//! What changed in the steps of a system: what is done, by whom, until when, and in which order.

use super::change::{Direction, Part};
use super::fields::{Fields, in_parts, text, words_of};
use super::name::Name;
use super::pairs::{self, Pairs, stayed};
use super::question::State;
use super::sides::{Ends, On, Sides, Told};
use crate::model::DocId;
use crate::parse::checklist::{Section, Step};
use crate::parse::fingerprint::normalised;
use crate::parse::link::LinkField;
use crate::parse::meaning::step_name;
use crate::parse::quantity::Quantity;
use crate::source::Spanned;

/// Names what changed in the steps of one system.
pub(super) fn changes<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, old_id: DocId, new_id: DocId) {
    let (old, new) = (fields.old.steps(), fields.new.steps());
    let pairs = pairs::of(old, new);
    let lost = if fields.new.lost_steps() {
        Some(State::New)
    } else {
        fields.old.lost_steps().then_some(State::Old)
    };
    match lost {
        Some(state) => sides.ask_to_read(old_id, new_id, state, Some("a step")),
        None => come_and_gone(sides, (old_id, new_id), (old, new), &pairs),
    }
    joined(sides, (old_id, new_id), (old, new), &pairs);
    for (o, n) in &pairs.same {
        let mut both = Both { sides, fields, old: &old[*o], new: &new[*n], at: ((old_id, *o), (new_id, *n)) };
        both.compare();
    }
    moved(sides, (old_id, new_id), (old, new), &pairs);
}

type Ids = (DocId, DocId);
type Lists<'a> = (&'a [Step], &'a [Step]);

fn come_and_gone(sides: &mut Sides<'_>, (old_id, new_id): Ids, (old, new): Lists<'_>, pairs: &Pairs) {
    for o in &pairs.removed {
        let told = Told::of(Name::StepRemoved).from(old[*o].action.value.clone()).field(&step_name(&old[*o]));
        sides.tell(&On::Step(Ends::old((old_id, *o))), told);
    }
    for n in &pairs.added {
        let told = Told::of(Name::StepAdded).to(new[*n].action.value.clone()).field(&step_name(&new[*n]));
        sides.tell(&On::Step(Ends::new((new_id, *n))), told);
    }
}

/// Several that are one now, and one that is several.
fn joined(sides: &mut Sides<'_>, (old_id, new_id): Ids, (old, new): Lists<'_>, pairs: &Pairs) {
    let words = |steps: &[Step], of: &[usize]| {
        let words: Vec<&str> = of.iter().map(|n| steps[*n].action.value.as_str()).collect();
        words.join(" / ")
    };
    let names =
        |steps: &[Step], of: &[usize]| -> Vec<String> { of.iter().map(|n| step_name(&steps[*n])).collect() };
    let joined = pairs.merged.iter().map(|(from, n)| (Name::StepsMerged, from.clone(), vec![*n]));
    let parted = pairs.split.iter().map(|(o, into)| (Name::StepSplit, vec![*o], into.clone()));
    for (name, from, into) in joined.chain(parted) {
        let (Some(first), Some(new_first)) = (from.first(), into.first()) else { continue };
        let on = On::Step(Ends::both((old_id, *first), (new_id, *new_first)));
        let beside = from.iter().map(|o| On::Step(Ends::old((old_id, *o))));
        let beside = beside.chain(into.iter().map(|n| On::Step(Ends::new((new_id, *n))))).collect();
        let mut told = Told::of(name).from(words(old, &from)).to(words(new, &into)).beside(beside);
        told.fields = names(old, &from);
        told.fields.extend(names(new, &into));
        told.fields.sort_unstable();
        told.fields.dedup();
        sides.tell(&on, told);
    }
}

/// Steps that stand elsewhere among those that stayed. Whoever changed the heading is told of that alone.
fn moved(sides: &mut Sides<'_>, (old_id, new_id): Ids, (old, new): Lists<'_>, pairs: &Pairs) {
    let mut ordered: Vec<(usize, usize)> = pairs.same.clone();
    ordered.retain(|(o, n)| old[*o].section == new[*n].section);
    ordered.sort_unstable_by_key(|(_, n)| (new[*n].section, *n));
    let places: Vec<usize> = {
        let mut by_old: Vec<usize> = (0..ordered.len()).collect();
        by_old.sort_unstable_by_key(|at| (old[ordered[*at].0].section, ordered[*at].0));
        let mut places = vec![0; ordered.len()];
        by_old.into_iter().enumerate().for_each(|(place, at)| places[at] = place);
        places
    };
    let stayed = stayed(&places);
    for (at, (o, n)) in ordered.iter().enumerate() {
        if stayed.binary_search(&at).is_err() {
            let told = Told::of(Name::StepMoved).from(place(old, *o)).to(place(new, *n));
            sides.tell(&On::Step(Ends::both((old_id, *o), (new_id, *n))), told);
        }
    }
}

/// `3 under Floor`
fn place(steps: &[Step], n: usize) -> String {
    let section = steps[n].section;
    let number = steps[..n].iter().filter(|step| step.section == section).count() + 1;
    format!("{number} under {}", section.heading())
}

/// One step in both states.
struct Both<'b, 'a> {
    sides: &'b mut Sides<'a>,
    fields: &'b mut Fields<'a>,
    old: &'a Step,
    new: &'a Step,
    at: ((DocId, usize), (DocId, usize)),
}

impl<'a> Both<'_, 'a> {
    fn tell(&mut self, told: Told) {
        self.sides.tell(&On::Step(Ends::both(self.at.0, self.at.1)), told);
    }

    /// A change that means something to whoever is held against the system.
    fn meant(&mut self, told: Told) {
        let name = step_name(self.new);
        self.tell(told.field(&name));
    }

    fn compare(&mut self) {
        self.section();
        self.anchor();
        self.act();
        self.role();
        self.within();
        self.must();
        self.hand_off();
        self.details();
    }

    fn section(&mut self) {
        let (old, new) = (self.old.section, self.new.section);
        let name = match (old, new) {
            _ if old == new => return,
            (Section::PlusOne, Section::Floor) => Name::PlusOneBecameFloor,
            (Section::Floor, Section::PlusOne) => Name::FloorBecamePlusOne,
            _ => Name::StepMoved,
        };
        self.tell(Told::of(name).from(old.heading().to_string()).to(new.heading().to_string()));
    }

    /// Another anchor is another name; one where there was none changes nothing that anybody reads.
    fn anchor(&mut self) {
        if let (Some(old), Some(new)) = (&self.old.anchor, &self.new.anchor)
            && old.value != new.value
        {
            let told = Told::of(Name::Renamed).from(old.value.clone()).to(new.value.clone());
            self.tell(told.field(&step_name(self.old)));
        }
    }

    fn act(&mut self) {
        let (old, new) = (&self.old.action.value, &self.new.action.value);
        if normalised(old) == normalised(new) {
            let words = |act: &str| act.split_whitespace().collect::<Vec<_>>().join(" ");
            self.fields.same_meaning("step", &words(old), &words(new));
        } else {
            self.meant(Told::of(Name::StepReworded).from(old.clone()).to(new.clone()));
        }
    }

    fn ids(&self, field: LinkField) -> [std::collections::BTreeSet<&'a str>; 2] {
        let old = self.sides.old.ids(self.fields.old, field, Some(self.at.0.1));
        [old, self.sides.new.ids(self.fields.new, field, Some(self.at.1.1))]
    }

    fn role(&mut self) {
        let ids = self.ids(LinkField::StepRole);
        if ids[0] != ids[1] {
            let [from, to] = self.sides.titles(&ids);
            self.meant(Told::of(Name::StepReassigned).from(from).to(to));
        }
    }

    fn within(&mut self) {
        let of = |within: &Option<Spanned<Quantity>>| within.as_ref().map(|within| within.value.clone());
        let (old, new) = (of(&self.old.within), of(&self.new.within));
        let direction = match (&old, &new) {
            (None, None) => return,
            (Some(old), Some(new)) if old.canonical() == new.canonical() => {
                self.fields.same_meaning("within", &old.to_string(), &new.to_string());
                return;
            }
            (None, Some(_)) => Direction::Raised,
            (Some(_), None) => Direction::Lowered,
            (Some(old), Some(new)) => match new.compare(old) {
                Some(std::cmp::Ordering::Less) => Direction::Raised,
                Some(_) => Direction::Lowered,
                None => Direction::NotComparable,
            },
        };
        let words = |within: Option<Quantity>| within.map(|within| format!("within {within}"));
        self.meant(Told::of(Name::StepRetimed).from(words(old)).to(words(new)).direction(direction));
    }

    fn must(&mut self) {
        match (self.old.must, self.new.must) {
            (false, true) => self.meant(Told::of(Name::BecameAMust).to(self.new.action.value.clone())),
            (true, false) => self.meant(Told::of(Name::NoLongerAMust).from(self.old.action.value.clone())),
            _ => {}
        }
    }

    /// Who takes over, and who hands over; only the first is held against the promises.
    fn hand_off(&mut self) {
        let mut parts = Vec::new();
        for field in [LinkField::Then, LinkField::FromRole] {
            let ids = self.ids(field);
            if ids[0] != ids[1] {
                let [from, to] = self.sides.titles(&ids);
                parts.push(Part { field: field.name().to_string(), from, to, direction: None });
            }
        }
        let Some(first) = parts.first() else { return };
        let told = Told::of(Name::HandOffChanged).from(first.from.clone()).to(first.to.clone());
        if first.field == LinkField::Then.name() {
            self.meant(told.parts(parts));
        } else {
            self.tell(told.parts(parts));
        }
    }

    /// What nobody is held to, and somebody does all the same.
    fn details(&mut self) {
        let takes = |step: &Step| step.takes.as_ref().map(|takes| takes.value.to_string());
        let (old, new) = (self.old, self.new);
        let all = [
            ("takes", takes(old), takes(new)),
            ("proof", text(old.proof.as_ref()), text(new.proof.as_ref())),
            ("if not", text(old.if_not.as_ref()), text(new.if_not.as_ref())),
            ("seen", text(old.seen.as_ref()), text(new.seen.as_ref())),
            ("costs", text(old.costs.as_ref()), text(new.costs.as_ref())),
        ];
        let mut parts = Vec::new();
        for (field, from, to) in all {
            let plain = |text: &Option<String>| text.as_deref().map(normalised);
            if plain(&from) != plain(&to) {
                parts.push(Part { field: words_of(field), from, to, direction: None });
            } else if from != to {
                self.fields.same_meaning(field, from.as_deref().unwrap_or(""), to.as_deref().unwrap_or(""));
            }
        }
        if !parts.is_empty() {
            self.tell(in_parts(Told::of(Name::DetailsChanged), parts));
        }
    }
}
