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
        Self { reading: gate::judge(&entries, places, terms), entries, left_out }
    }

    /// Where the true share of what the gate counted lies, 19 times in 20; `None` when nothing was checked.
    pub fn band(&self) -> Option<(f64, f64)> {
        statistics::wilson(self.reading.kept, self.reading.checked)
    }

    /// Every week with a row, oldest first, also those before the gate's window. Counted when a page asks.
    pub fn weeks(&self) -> Vec<WeekKept> {
        weeks(&self.entries)
    }

    /// The same for each place with a row.
    pub fn places(&self) -> Vec<KeptAt> {
        let by_place = gate::by_place(&self.entries).into_iter();
        by_place.map(|(place, here)| KeptAt { place, weeks: weeks(&here) }).collect()
    }

    /// The weeks that the signal of the run chart is about; none where there is no signal.
    pub fn signalled(&self) -> Vec<Week> {
        let Some(runs) = &self.reading.runs else { return Vec::new() };
        let honest: Vec<Entry> = self.recent().filter(|entry| entry.is_honest()).copied().collect();
        let checked: Vec<WeekKept> = weeks(&honest).into_iter().filter(|week| week.checked > 0).collect();
        runs.low.iter().filter_map(|point| checked.get(*point)).map(|week| week.week).collect()
    }

    /// Misses in the gate's window, and how many of them were put right, over the rows of logs that tell of it; `None`
    /// when none does.
    pub fn put_right(&self) -> Option<(u64, u64)> {
        let mut told = self.recent().filter_map(|entry| Some((entry.missed(), entry.remedied?))).peekable();
        told.peek()?;
        Some(told.fold((0, 0), |(missed, put), (a, b)| (missed + u64::from(a), put + u64::from(b))))
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
