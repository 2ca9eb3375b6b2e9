//! Rows of the record, led to what they name: one entry is one week of one promise at one place.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::logs::{Kept as Row, Picked, Week};
use crate::parse::slug;
use crate::source::Span;

/// A place that records name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Where a row stands: the number of its log in the handbook, and its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// See [`Handbook::logs`].
    pub log: usize,
    /// The row.
    pub span: Span,
}

/// One week of one promise at one place. Invariant: `kept <= checked <= due`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The week.
    pub week: Week,
    /// The number of its place in [`Entries::places`].
    pub place: usize,
    /// How often it was due.
    pub due: u32,
    /// How many of these were checked.
    pub checked: u32,
    /// How many of the checked were kept.
    pub kept: u32,
    /// How the checked ones were picked.
    pub picked: Picked,
    /// How many misses were put right; `None` where the log has no column for it.
    pub remedied: Option<u32>,
    /// The row.
    pub at: At,
}

impl Entry {
    /// Whether the sample can prove anything: all or random, and of what is not random at least a fifth. Where nothing was
    /// checked there is no sample to doubt.
    pub fn is_honest(&self) -> bool {
        match self.picked {
            Picked::All => self.checked == 0 || u64::from(self.checked) * 5 >= u64::from(self.due),
            Picked::Random => true,
            Picked::Convenient => false,
        }
    }

    /// How many of the checked were missed.
    pub fn missed(&self) -> u32 {
        self.checked.saturating_sub(self.kept)
    }
}

/// Every row of `kept.csv` that counts, by promise.
#[derive(Debug, Default)]
pub struct Entries {
    /// The places of the settings; without those, every word that rows use for one.
    pub places: Vec<Place>,
    /// Per promise its entries, by week and place.
    pub of_promise: HashMap<DocId, Vec<Entry>>,
    /// Per promise how many rows name it and cannot count: a place that does not exist, or a week told twice.
    pub left_out: HashMap<DocId, usize>,
    /// Whether any row was written, whatever it says.
    pub any: bool,
    /// Whether any row names a promise that does not exist.
    pub any_stranger: bool,
}

impl Entries {
    /// Collects them. Rows of weeks that lie behind `on` do not count yet.
    pub fn of(handbook: &Handbook, on: Date) -> Self {
        let named = handbook.settings.places.iter();
        let places = named.map(|(id, name)| Place { id: id.value.clone(), name: name.value.clone() });
        let mut entries = Self { places: places.collect(), ..Self::default() };
        let mut numbers: HashMap<String, usize> =
            entries.places.iter().enumerate().map(|(number, place)| (place.id.clone(), number)).collect();
        let any_word = entries.places.is_empty();
        let mut promises: HashMap<&str, Option<DocId>> = HashMap::new();
        let mut seen: HashSet<(Week, DocId, usize)> = HashSet::new();
        let this_week = Week::of(on);
        for (log, row) in rows(handbook) {
            entries.any = true;
            let promise = *promises.entry(&row.promise.value).or_insert_with(|| find(handbook, row));
            entries.any_stranger |= promise.is_none();
            let Some(promise) = promise.filter(|_| row.week.value <= this_week) else { continue };
            let place = match numbers.get(&place_key(&row.place.value, any_word)) {
                Some(place) => Some(*place),
                None if any_word => Some(entries.add_place(&row.place.value, &mut numbers)),
                None => None,
            };
            match place.filter(|place| seen.insert((row.week.value, promise, *place))) {
                Some(place) => {
                    entries.of_promise.entry(promise).or_default().push(entry(row, place, log));
                }
                None => *entries.left_out.entry(promise).or_default() += 1,
            }
        }
        for of_promise in entries.of_promise.values_mut() {
            of_promise.sort_by_key(|entry| (entry.week, entry.place));
        }
        entries
    }

    fn add_place(&mut self, word: &str, numbers: &mut HashMap<String, usize>) -> usize {
        let number = self.places.len();
        numbers.insert(place_key(word, true), number);
        self.places.push(Place { id: place_key(word, true), name: word.to_string() });
        number
    }
}

/// What tells two places apart: where any word is a place, `Main St` and `main-st` are one.
pub fn place_key(word: &str, any_word: bool) -> String {
    let id = if any_word { slug::to_id(word) } else { word.to_string() };
    if id.is_empty() { word.to_string() } else { id }
}

/// Every readable row with the number of its log.
fn rows(handbook: &Handbook) -> impl Iterator<Item = (usize, &Row)> {
    let logs = handbook.logs.iter().enumerate();
    logs.flat_map(|(number, log)| log.rows.kept().iter().map(move |row| (number, row)))
}

fn find(handbook: &Handbook, row: &Row) -> Option<DocId> {
    let found = handbook.names.document(&row.promise.value)?;
    (handbook.document(found).kind == Kind::Promise).then_some(found)
}

fn entry(row: &Row, place: usize, log: usize) -> Entry {
    Entry {
        week: row.week.value,
        place,
        due: row.due,
        checked: row.checked,
        kept: row.kept,
        picked: row.picked,
        remedied: row.remedied,
        at: At { log, span: row.span },
    }
}
