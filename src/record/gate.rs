//! The honest gate: from the entries of one promise to a verdict, the numbers behind it and what would settle it.
//!
//! Pure arithmetic on entries; which entries there are is known to [`super::entry`], how it is said to
//! [`super::words`].

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::entry::{Entry, Place};
use super::runs::{self, Runs, Signal};
use super::{statistics, words};
use crate::parse::logs::{Picked, Week};
use crate::parse::quantity::Percent;

/// The longest time that a gate looks back on, in weeks.
pub const LOOKS_BACK: i32 = 26;
/// The fewest weeks with rows: one bad day spoils many checks at once, so that many checks in one week are not many.
pub const WEEKS: usize = 8;
/// The fewest weeks with rows before their order says anything.
pub const WEEKS_FOR_RUNS: usize = 12;
/// Editions that are planned a year, unless the settings say otherwise.
pub const PER_YEAR: u32 = 4;

/// What the gate answers: the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// There is nothing to judge by.
    NotMeasured,
    /// Worse than the target, and not by luck: in all, or at one place.
    FallingShort,
    /// Too few weeks or checks, or the target is not shown yet.
    TooEarly,
    /// Shown, but the latest weeks say that something changed.
    Slipping,
    /// Kept consistently.
    Keeping,
}

impl Verdict {
    /// The word as machines read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotMeasured => "not-measured",
            Self::FallingShort => "falling-short",
            Self::TooEarly => "too-early",
            Self::Slipping => "slipping",
            Self::Keeping => "keeping",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word().replace('-', " "))
    }
}

/// Why it is this verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The promise has no target.
    NoTarget,
    /// There is no row in the window.
    NoRows,
    /// There are rows, and none of them checked anything.
    NothingChecked,
    /// Everything was checked as it suited.
    OnlyConvenient,
    /// All places together are worse than the target.
    InAll,
    /// All places together hide that this one is worse.
    AtPlace(usize),
    /// Too few weeks, whatever they show.
    TooFewWeeks,
    /// The target is not shown.
    NotShown,
    /// The order of the weeks.
    Changed(Signal),
    /// Everything that has to hold does.
    Holds,
}

/// What the entries are held against.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How often it has to be kept, at the least.
    pub target: Option<Percent>,
    /// The day that the record is read as of.
    pub on: Date,
    /// When the floor last changed, where that is known: what was kept before it was another system's.
    pub since: Option<Date>,
    /// Which look of the year this is, from 1.
    pub look: u32,
    /// How many looks a year are planned.
    pub looks: u32,
}

/// The weeks that a gate looks at, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first week.
    pub from: Week,
    /// The last week, which may still be running.
    pub to: Week,
}

impl Window {
    /// The last [`LOOKS_BACK`] weeks, or those since a change: the week of the change belongs to both and is left out.
    pub fn before(on: Date, since: Option<Date>) -> Self {
        let to = Week::of(on);
        let whole = to.before(LOOKS_BACK - 1);
        let from = since.map_or(whole, |day| whole.max(Week::of(day).before(-1)));
        Self { from, to }
    }

    /// Whether a week lies in it.
    pub fn holds(self, week: Week) -> bool {
        self.from <= week && week <= self.to
    }
}

/// How the cases behind a reading were picked. `gate --format json` shows it under these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sample {
    /// Checks where every case was to be checked.
    pub all: u64,
    /// Checks picked by chance.
    pub random: u64,
    /// Checks that prove nothing and were left out.
    pub convenient: u64,
}

/// So many checks with so many misses would show the target. `gate --format json` shows it under these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Enough {
    /// Checks.
    pub checks: u64,
    /// Misses among them.
    pub misses: u64,
}

/// What the gate read off a record. Counts are of honest samples in the window.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The answer.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// Cases kept.
    pub kept: u64,
    /// Cases checked.
    pub checked: u64,
    /// Cases due.
    pub due: u64,
    /// The target.
    pub target: Option<Percent>,
    /// The chance that luck may have.
    pub alpha: f64,
    /// How often a team exactly at the target does this well or better; `None` with nothing to judge by.
    pub this_well: Option<f64>,
    /// How often a team exactly at the target does this badly or worse; `None` with nothing to judge by.
    pub this_badly: Option<f64>,
    /// The largest target that this would show; `None` when nothing was checked.
    pub bound: Option<f64>,
    /// Which look of the year this is.
    pub look: u32,
    /// How many looks a year are planned.
    pub looks: u32,
    /// Weeks with something checked.
    pub weeks: usize,
    /// The weeks looked at.
    pub window: Window,
    /// How cases were picked.
    pub sample: Sample,
    /// The usual level of a week; `None` when nothing was checked.
    pub median: Option<f64>,
    /// The order of the weeks; `None` when too few say anything.
    pub runs: Option<Runs>,
    /// What would show the target with the misses there are; `None` when nothing would.
    pub enough: Option<Enough>,
    /// Each place with something checked.
    pub places: Vec<AtPlace>,
    /// The whole in words, to be read aloud.
    pub sentence: String,
    /// What would settle it, in words; empty when nothing has to.
    pub settle: String,
}

impl Reading {
    /// The signal that something changed, whatever else the gate says; where it falls short nobody needs one.
    pub fn slips(&self) -> Option<Signal> {
        let signal = self.runs.as_ref().and_then(|runs| runs.signal);
        signal.filter(|_| self.verdict != Verdict::FallingShort)
    }
}

/// A place's own reading.
#[derive(Debug, Clone)]
pub struct AtPlace {
    /// The number of the place.
    pub place: usize,
    /// How often, at any of so many places, a team exactly at the target does this badly or worse.
    pub this_badly: f64,
    /// Its reading on its own.
    pub reading: Reading,
}

/// Judges the entries of one promise, sorted by week.
pub fn judge(entries: &[Entry], places: &[Place], terms: &Terms) -> Reading {
    let mut reading = judge_together(entries, terms);
    let mut at_places: Vec<AtPlace> = by_place(entries)
        .into_iter()
        .map(|(place, here)| (place, judge_together(&here, terms)))
        .filter(|(_, reading)| reading.checked > 0)
        .map(|(place, reading)| AtPlace { place, this_badly: reading.this_badly.unwrap_or(1.0), reading })
        .collect();
    let chances: Vec<f64> = at_places.iter().map(|at| at.this_badly).collect();
    for (at, corrected) in at_places.iter_mut().zip(statistics::holm(&chances)) {
        at.this_badly = corrected;
        // Of several places one is the worst by luck; only what the correction leaves counts against it.
        match (corrected <= statistics::FALLS_SHORT, at.reading.verdict) {
            (true, _) => (at.reading.verdict, at.reading.reason) = (Verdict::FallingShort, Reason::InAll),
            (false, Verdict::FallingShort) => {
                (at.reading.verdict, at.reading.reason) = (Verdict::TooEarly, Reason::NotShown);
            }
            (false, _) => {}
        }
        words::tell(&mut at.reading, &[]);
    }
    let worst = at_places
        .iter()
        .filter(|at| at.this_badly <= statistics::FALLS_SHORT)
        .min_by(|a, b| a.this_badly.total_cmp(&b.this_badly));
    if let Some(worst) = worst
        && !matches!(reading.verdict, Verdict::NotMeasured | Verdict::FallingShort)
    {
        (reading.verdict, reading.reason) = (Verdict::FallingShort, Reason::AtPlace(worst.place));
    }
    reading.places = at_places;
    words::tell(&mut reading, places);
    reading
}

/// The entries of each place, in one pass: without `places:` every word is one, and there may be many.
pub fn by_place(entries: &[Entry]) -> BTreeMap<usize, Vec<Entry>> {
    let mut places: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        places.entry(entry.place).or_default().push(*entry);
    }
    places
}

/// Judges entries without asking where they come from, and without words.
fn judge_together(entries: &[Entry], terms: &Terms) -> Reading {
    let window = Window::before(terms.on, terms.since);
    let inside: Vec<Entry> = entries.iter().filter(|entry| window.holds(entry.week)).copied().collect();
    let (sample, honest) = sample(&inside);
    let count = |of: fn(&Entry) -> u32| honest.iter().map(|entry| u64::from(of(entry))).sum::<u64>();
    let (due, checked, kept) = (count(|e| e.due), count(|e| e.checked), count(|e| e.kept));
    let points = points(&honest);
    let weeks = points.len();
    let runs = if weeks < WEEKS_FOR_RUNS { None } else { runs::runs(&points) };
    let share = terms.target.filter(|_| checked > 0).map(Percent::share);
    let alpha = statistics::alpha(terms.looks.max(terms.look));
    let enough = share.and_then(|share| {
        let misses = checked - kept;
        let checks = statistics::checks_needed(share, misses, alpha)?;
        Some(Enough { checks, misses })
    });
    let mut reading = Reading {
        verdict: Verdict::NotMeasured,
        reason: Reason::NoRows,
        kept,
        checked,
        due,
        target: terms.target,
        alpha,
        this_well: share.map(|share| statistics::this_well(kept, checked, share)),
        this_badly: share.map(|share| statistics::this_badly(kept, checked, share)),
        bound: statistics::shown_at_least(kept, checked, alpha),
        look: terms.look,
        looks: terms.looks,
        weeks,
        window,
        sample,
        median: runs::median(&points),
        runs,
        enough,
        places: Vec::new(),
        sentence: String::new(),
        settle: String::new(),
    };
    (reading.verdict, reading.reason) = verdict(&reading, inside.is_empty());
    reading
}

/// The first that applies.
fn verdict(reading: &Reading, is_empty: bool) -> (Verdict, Reason) {
    let (Some(well), Some(badly)) = (reading.this_well, reading.this_badly) else {
        let reason = match (reading.target, reading.sample.convenient) {
            (None, _) => Reason::NoTarget,
            _ if is_empty => Reason::NoRows,
            (Some(_), 0) => Reason::NothingChecked,
            (Some(_), _) => Reason::OnlyConvenient,
        };
        return (Verdict::NotMeasured, reason);
    };
    if badly <= statistics::FALLS_SHORT {
        return (Verdict::FallingShort, Reason::InAll);
    }
    if well > reading.alpha {
        return (Verdict::TooEarly, Reason::NotShown);
    }
    if reading.weeks < WEEKS {
        return (Verdict::TooEarly, Reason::TooFewWeeks);
    }
    match reading.runs.as_ref().and_then(|runs| runs.signal) {
        Some(signal) => (Verdict::Slipping, Reason::Changed(signal)),
        None => (Verdict::Keeping, Reason::Holds),
    }
}

/// How the cases were picked, and the entries that can prove something.
fn sample(inside: &[Entry]) -> (Sample, Vec<Entry>) {
    let mut sample = Sample::default();
    for entry in inside {
        let checks = u64::from(entry.checked);
        match entry.picked {
            _ if !entry.is_honest() => sample.convenient += checks,
            Picked::Random => sample.random += checks,
            Picked::All | Picked::Convenient => sample.all += checks,
        }
    }
    (sample, inside.iter().filter(|entry| entry.is_honest()).copied().collect())
}

/// The share kept of each week with something checked, oldest first.
#[expect(clippy::cast_precision_loss, reason = "counts of cases, far below 2^53")]
fn points(honest: &[Entry]) -> Vec<f64> {
    let weeks = honest.chunk_by(|a, b| a.week == b.week);
    let sums = weeks.map(|week| {
        let sum = |of: fn(&Entry) -> u32| week.iter().map(|entry| u64::from(of(entry))).sum::<u64>();
        (sum(|entry| entry.kept), sum(|entry| entry.checked))
    });
    sums.filter(|(_, checked)| *checked > 0).map(|(kept, checked)| kept as f64 / checked as f64).collect()
}
