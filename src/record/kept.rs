//! One promise's record as a whole: every week ever written, and what the gate reads off the last ones. It is all that
//! a page or a rule needs, and it is a plain value.

use super::entry::{Entry, Place};
use super::gate::{self, Reading, Terms, Verdict};
use super::statistics;
use crate::parse::logs::Week;

/// The record of one promise.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What the gate says, with kept, checked, target, median, signals and the sentence.
    pub reading: Reading,
    /// Where the true share of what the gate counted lies, 19 times in 20; `None` when nothing was checked.
    pub band: Option<(f64, f64)>,
    /// Every week with a row, oldest first, also those before the gate's window.
    pub weeks: Vec<WeekKept>,
    /// The same for each place with a row.
    pub places: Vec<KeptAt>,
    /// The rows behind it, by week and place.
    pub entries: Vec<Entry>,
    /// Rows that name it and cannot count: a place that does not exist, or a week told twice.
    pub left_out: usize,
}

/// The weeks of one place.
#[derive(Debug, Clone)]
pub struct KeptAt {
    /// The number of the place.
    pub place: usize,
    /// Every week with a row, oldest first.
    pub weeks: Vec<WeekKept>,
}

/// One point of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekKept {
    /// The week.
    pub week: Week,
    /// Cases due.
    pub due: u64,
    /// Cases checked.
    pub checked: u64,
    /// Cases kept.
    pub kept: u64,
    /// Whether all of its rows can prove something; a chart shows the others hollow.
    pub is_honest: bool,
    /// Misses that were put right.
    pub remedied: u64,
}

impl WeekKept {
    /// The share kept; `None` when nothing was checked.
    #[expect(clippy::cast_precision_loss, reason = "counts of cases, far below 2^53")]
    pub fn share(&self) -> Option<f64> {
        (self.checked > 0).then(|| self.kept as f64 / self.checked as f64)
    }

    /// Where the true share of the week lies, 19 times in 20.
    pub fn band(&self) -> Option<(f64, f64)> {
        statistics::wilson(self.kept, self.checked)
    }
}

impl Kept {
    /// Summed up from the entries of one promise, sorted by week and place.
    pub fn of(entries: Vec<Entry>, left_out: usize, places: &[Place], terms: &Terms) -> Self {
        let reading = gate::judge(&entries, places, terms);
        let by_place = gate::by_place(&entries).into_iter();
        let places = by_place.map(|(place, here)| KeptAt { place, weeks: weeks(&here) }).collect();
        Self {
            band: statistics::wilson(reading.kept, reading.checked),
            weeks: weeks(&entries),
            places,
            reading,
            entries,
            left_out,
        }
    }

    /// What the gate says.
    pub fn verdict(&self) -> Verdict {
        self.reading.verdict
    }

    /// The entries that the gate's window holds.
    pub fn recent(&self) -> impl Iterator<Item = &Entry> {
        let window = self.reading.window;
        self.entries.iter().filter(move |entry| window.holds(entry.week))
    }

    /// The latest row.
    pub fn last(&self) -> Option<&Entry> {
        self.entries.last()
    }
}

fn weeks(entries: &[Entry]) -> Vec<WeekKept> {
    let by_week = entries.chunk_by(|a, b| a.week == b.week);
    by_week
        .map(|week| {
            let sum = |of: fn(&Entry) -> u32| week.iter().map(|entry| u64::from(of(entry))).sum();
            WeekKept {
                week: week[0].week,
                due: sum(|entry| entry.due),
                checked: sum(|entry| entry.checked),
                kept: sum(|entry| entry.kept),
                is_honest: week.iter().all(Entry::is_honest),
                remedied: sum(|entry| entry.remedied.unwrap_or(0)),
            }
        })
        .collect()
}
