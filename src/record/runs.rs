//! Signals of a run chart: whether the order of the weeks says that something changed.
//!
//! J. Anhøj and A. V. Olesen, "Run charts revisited", *PLoS ONE* 9(11) (2014) e113825; J. Anhøj, "Diagnostic value of
//! run chart analysis", *PLoS ONE* 10(3) (2015) e0121349. Points on the median are left out; what remains is useful.
//! An unusually long run on one side of the median, or unusually few crossings of it, is not luck. Of these, only those
//! to the low side are told.

use statrs::distribution::{Binomial, DiscreteCDF};

/// Fewer useful points than this say nothing about their order (Anhøj and Olesen give limits from 10 on).
pub const USEFUL: usize = 10;

/// What the order of the points says.
#[derive(Debug, Clone, PartialEq)]
pub struct Runs {
    /// The usual level: half of the points lie above it, half below.
    pub median: f64,
    /// Points that do not lie on the median.
    pub useful: usize,
    /// The longest run on one side of the median, in useful points.
    pub longest: usize,
    /// The longest run that luck explains.
    pub longest_by_luck: usize,
    /// How often the line crosses the median.
    pub crossings: usize,
    /// The fewest crossings that luck explains.
    pub crossings_by_luck: usize,
    /// The signal to the low side, when there is one.
    pub signal: Option<Signal>,
    /// The points that it is about, by their place among all of them; empty without a signal.
    pub low: Vec<usize>,
}

/// A signal to the low side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// So many points running lie below the median, and were not made good since.
    Shift(usize),
    /// The line crosses the median too seldom, and its later half is the lower one.
    Crossings(usize),
}

/// The longest run that luck explains among `useful` points: log2(n) + 3, rounded (Anhøj and Olesen 2014, "Methods",
/// after M. F. Schilling, *Mathematics Magazine* 85 (2012) 141–149).
#[expect(clippy::cast_precision_loss, reason = "as many as there are weeks")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number above 0")]
pub fn longest_by_luck(useful: usize) -> usize {
    if useful == 0 { 0 } else { (useful as f64).log2().round() as usize + 3 }
}

/// The fewest crossings that luck explains among `useful` points: the 5 % point of a binomial distribution with n − 1
/// trials and a chance of one half (Anhøj and Olesen 2014, "Methods", after Z. Chen, *Journal of Quality Technology* 42
/// (2010) 71–73).
pub fn crossings_by_luck(useful: usize) -> usize {
    let trials = useful.saturating_sub(1) as u64;
    let Ok(coins) = Binomial::new(0.5, trials) else { return 0 };
    (0..=trials)
        .find(|crossings| coins.cdf(*crossings) >= 0.05)
        .map_or(0, |few| usize::try_from(few).unwrap_or(0))
}

/// The signals of `points`, oldest first. `None` when they are too few, or when half or more of them lie on the median:
/// where most weeks are perfect the others can only lie below, and that says nothing about their order.
pub fn runs(points: &[f64]) -> Option<Runs> {
    let median = median(points)?;
    let useful: Vec<usize> = (0..points.len()).filter(|at| points[*at] != median).collect();
    let below: Vec<bool> = useful.iter().map(|at| points[*at] < median).collect();
    if below.len() < USEFUL || below.len() * 2 <= points.len() {
        return None;
    }
    let lengths: Vec<(bool, usize)> = below.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
    let longest = lengths.iter().map(|(_, length)| *length).max().unwrap_or(0);
    let crossings = lengths.len() - 1;
    let (longest_by_luck, crossings_by_luck) = (longest_by_luck(below.len()), crossings_by_luck(below.len()));
    let few = crossings < crossings_by_luck && ends_lower(&below);
    // A shift is about its run; too few crossings about what lies low in the later half.
    let (signal, low) = match low_shift(&lengths, longest_by_luck) {
        Some((start, length)) => (Some(Signal::Shift(length)), start..start + length),
        None if few => (Some(Signal::Crossings(crossings)), below.len() - below.len() / 2..below.len()),
        None => (None, 0..0),
    };
    let low = low.filter(|at| below[*at]).map(|at| useful[at]).collect();
    Some(Runs {
        median,
        useful: below.len(),
        longest,
        longest_by_luck,
        crossings,
        crossings_by_luck,
        signal,
        low,
    })
}

/// The middle of the points; of the two middle ones their mean. `None` for no points.
pub fn median(points: &[f64]) -> Option<f64> {
    let mut sorted: Vec<f64> = points.iter().copied().filter(|point| point.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// Where a run below the median begins that luck does not explain and that has not been made good since, by half as many
/// points above, and how long it is: a bad spell that ended months ago is history.
fn low_shift(lengths: &[(bool, usize)], by_luck: usize) -> Option<(usize, usize)> {
    let above_behind = |at: usize| -> usize {
        lengths[at + 1..].iter().filter(|(is_below, _)| !is_below).map(|(_, length)| length).sum()
    };
    let starts = lengths.iter().scan(0, |next, (_, length)| {
        let start = *next;
        *next += length;
        Some(start)
    });
    let runs = lengths.iter().zip(starts).enumerate();
    let low = runs.filter(|(_, ((is_below, length), _))| *is_below && *length > by_luck);
    let lasting = low.filter(|(at, ((_, length), _))| above_behind(*at) * 2 < *length);
    // Of two equally long ones the later counts.
    lasting.map(|(_, ((_, length), start))| (start, *length)).max_by_key(|(start, length)| (*length, *start))
}

/// Whether more of the later half lies below the median than of the earlier half.
fn ends_lower(below: &[bool]) -> bool {
    let half = below.len() / 2;
    let low = |part: &[bool]| part.iter().filter(|below| **below).count();
    low(&below[below.len() - half..]) > low(&below[..half])
}
