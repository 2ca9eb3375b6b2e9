//! What differs between two states of a handbook, in words that people use: a pure function of the two.
//!
//! ```text
//! Handbook, Handbook ──same──▶ pairs ──documents──▶ changes by kind ──touched, section──▶ Difference
//! ```
//!
//! A thing is known again by its id, then by `was:`, and never by a guess: what is only alike becomes a [`Question`].
//! Every difference in what a document is held to has exactly one [`Name`]; told backward it has that name's mirror.
//! Nothing here reads a clock or a disk, and documents whose text is the same are not looked into.

mod alike;
mod amounts;
mod change;
mod control;
mod documents;
mod fields;
mod lists;
mod name;
mod others;
mod pairs;
mod promise;
mod question;
mod record;
mod role;
mod same;
mod section;
mod sheet;
mod sides;
mod steps;
mod system;
mod touched;
mod vision;
mod want;
mod wording;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Handbook, Target};
use crate::parse::document::Kind;
use crate::record::{History, Record};
pub use change::{Change, Direction, Part, Section, Subject, Thing, TouchedRole};
pub use name::Name;
pub use question::{Ask, Question, State};
use same::Same;
pub use sheet::RoleSheet;
use sides::Sides;
pub use words::{Piece, pieces};

/// What differs between two states of a handbook.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The changes, in the order of telling: the vision, then [`Section`] by section; in each by kind and id.
    pub changes: Vec<Change>,
    /// What nobody can say from the two states alone.
    pub questions: Vec<Question>,
    /// What roles were called and are called now.
    renamed_roles: BTreeMap<String, String>,
}

/// What changed from one state of a handbook to another, without what their records show.
pub fn between(old: &Handbook, new: &Handbook) -> Difference {
    compare(old, new, None)
}

/// As [`between`], and what the records of each show as of its day: a promise that became consistent, an improvement
/// that is kept. Every change of a promise then says what the gate reads.
pub fn between_as_of((old, old_day): (&Handbook, Date), (new, new_day): (&Handbook, Date)) -> Difference {
    let record = |handbook, day| Record::of(handbook, day, &History::default());
    compare(old, new, Some(&(record(old, old_day), record(new, new_day))))
}

fn compare(old: &Handbook, new: &Handbook, records: Option<&(Record, Record)>) -> Difference {
    let same = Same::of(old, new);
    let mut sides = Sides::new(old, new, &same);
    documents::changes(&mut sides);
    lists::moments(&mut sides);
    lists::terms(&mut sides);
    control::settings(&mut sides);
    if let Some((old, new)) = records {
        record::changes(&mut sides, old, new);
    }
    let (mut changes, questions) = (sides.changes, sides.questions);
    changes.sort_by(|a, b| order(a).cmp(&order(b)));
    Difference { changes, questions, renamed_roles: renamed_roles(old, new, &same) }
}

/// The order of telling.
fn order(change: &Change) -> (Section, Thing, &str, usize, Name, &Option<String>) {
    let step = match change.on.new.or(change.on.old) {
        Some(Target::Step(_, n)) => n,
        _ => 0,
    };
    (change.section, change.on.thing, &change.on.id, step, change.name, &change.from)
}

fn renamed_roles(old: &Handbook, new: &Handbook, same: &Same) -> BTreeMap<String, String> {
    let roles = old.of_kind(Kind::Role);
    let pairs = roles.filter_map(|id| Some((old.document(id), new.document(same.new_of[id.index()]?))));
    let renamed = pairs.map(|(old, new)| (old.id.value.clone(), new.id.value.clone()));
    renamed.filter(|(old, new)| old != new).collect()
}

impl Difference {
    /// Whether nothing differs, and nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.questions.is_empty()
    }

    /// The changes that are told in one section.
    pub fn in_section(&self, section: Section) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.section == section)
    }
}
