//! Stage between model and check: what the logs say about the handbook, read as of one day.
//!
//! ```text
//! logs ──entry──▶ Entry per promise, week and place ──gate──▶ Reading: verdict, numbers, sentence ──kept──▶ Kept
//!      ──voices──▶ Heard per group and role          ──improvement──▶ Improvement per system
//! ```
//!
//! Everything here is a function of the handbook and the day, without a clock and without a disk. Rules, commands and
//! pages take what they need from [`Record`]; none of them counts anything itself.

pub mod entry;
pub mod gate;
pub mod improvement;
pub mod kept;
pub mod runs;
pub mod statistics;
pub mod voices;
pub mod words;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{DocId, Handbook};
use crate::parse::document::{Document, Kind};
pub use entry::{At, Entry, Place};
pub use gate::{Reading, Reason, Terms, Verdict};
pub use improvement::Improvement;
pub use kept::{Kept, KeptAt, WeekKept};
pub use voices::{Heard, Voices};

use entry::Entries;

/// What editions know about promises. Before the first edition nothing is known, and the gate looks back on all the
/// weeks that it may.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Per promise the day that the floor of what keeps it last changed.
    pub floor_changed: HashMap<DocId, Date>,
    /// How many editions were cut this year: the next one is the look behind them.
    pub looks_this_year: u32,
}

/// The record of a handbook, as of one day.
#[derive(Debug)]
pub struct Record {
    /// The day.
    pub on: Date,
    /// The places of the settings; without those, every word that rows use for one.
    pub places: Vec<Place>,
    /// Whether `kept.csv` has any row: before the first, rules about it stay silent.
    pub any_kept: bool,
    /// Whether a row of it names a promise that does not exist.
    pub any_stranger: bool,
    /// Whether `plus-ones.csv` has any row.
    pub any_improvements: bool,
    /// Who was heard.
    pub voices: Voices,
    /// Every small improvement, by system.
    pub improvements: Vec<Improvement>,
    promises: HashMap<DocId, Kept>,
}

/// Whether two handbooks have the same record as of one day: the same logs, which lead to the same documents, held against
/// the same targets.
pub fn is_alike(one: &Handbook, other: &Handbook) -> bool {
    let same_logs = || {
        let pairs = one.logs.iter().zip(&other.logs);
        one.logs.len() == other.logs.len() && pairs.into_iter().all(|(a, b)| Arc::ptr_eq(a, b))
    };
    let places = |handbook: &Handbook| -> Vec<(String, String)> {
        let named = handbook.settings.places.iter();
        named.map(|(id, name)| (id.value.clone(), name.value.clone())).collect()
    };
    let same_settings =
        || one.settings.editions.per_year == other.settings.editions.per_year && places(one) == places(other);
    let target = |document: &Document| {
        document.promise().and_then(|promise| promise.target.as_ref()).map(|target| target.value)
    };
    let was = |document: &Document| -> Vec<String> {
        document.common.was.iter().map(|was| was.value.clone()).collect()
    };
    // Placed alike, they have the same ids, kinds and numbers.
    let same_documents = || {
        one.documents
            .iter()
            .zip(&other.documents)
            .all(|(a, b)| Arc::ptr_eq(a, b) || (target(a) == target(b) && was(a) == was(b)))
    };
    one.is_placed_like(other) && same_logs() && same_settings() && same_documents()
}

impl Record {
    /// Reads the logs of a handbook as of `on`.
    pub fn of(handbook: &Handbook, on: Date, history: &History) -> Self {
        let mut entries = Entries::of(handbook, on);
        let looks = handbook.settings.editions.per_year.unwrap_or(gate::PER_YEAR);
        let with_entries: Vec<(DocId, Vec<Entry>, usize)> = handbook
            .of_kind(Kind::Promise)
            .map(|id| {
                let of_promise = entries.of_promise.remove(&id).unwrap_or_default();
                (id, of_promise, entries.left_out.get(&id).copied().unwrap_or(0))
            })
            .collect();
        let places = entries.places;
        let promises = with_entries
            .into_par_iter()
            .map(|(id, of_promise, left_out)| {
                let promise = handbook.document(id).promise();
                let terms = Terms {
                    target: promise.and_then(|promise| promise.target.as_ref()).map(|target| target.value),
                    on,
                    since: history.floor_changed.get(&id).copied(),
                    look: history.looks_this_year + 1,
                    looks,
                };
                (id, Kept::of(of_promise, left_out, &places, &terms))
            })
            .collect();
        Self {
            on,
            places,
            any_kept: entries.any,
            any_stranger: entries.any_stranger,
            any_improvements: improvement::any(handbook),
            voices: Voices::of(handbook, on),
            improvements: Improvement::all(handbook, on),
            promises,
        }
    }

    /// The record of a promise; `None` for anything else.
    pub fn kept(&self, promise: DocId) -> Option<&Kept> {
        self.promises.get(&promise)
    }

    /// What the gate says about a promise; not measured for anything else.
    pub fn verdict(&self, promise: DocId) -> Verdict {
        self.kept(promise).map_or(Verdict::NotMeasured, Kept::verdict)
    }

    /// What a place is called.
    pub fn place(&self, number: usize) -> &str {
        self.places.get(number).map_or("", |place| place.name.as_str())
    }

    /// The improvements of one system.
    pub fn improvements_of(&self, system: DocId) -> impl Iterator<Item = &Improvement> {
        self.improvements.iter().filter(move |improvement| improvement.system == system)
    }
}
