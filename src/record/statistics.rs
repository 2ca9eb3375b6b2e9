//! The few statistics that the record stands on, each exact where an exact one exists.
//!
//! Nothing here knows of promises. Counts are of cases (`kept` of `checked`), shares and chances lie between 0 and 1. A
//! share that is no number, or nothing checked, is answered with what proves nothing: a chance of 1, or `None`.

use statrs::distribution::{Binomial, DiscreteCDF};

/// The chance of an answer by luck that a gate allows in one year, shared out among its looks.
///
/// 5 % is the convention since R. A. Fisher, *Statistical Methods for Research Workers* (1925), §12.
pub const ALPHA: f64 = 0.05;

/// The chance below which a record counts as worse than its target. It is stricter than [`ALPHA`] because a record is
/// watched every week: at 5 % a team exactly at its target would be accused once in a few months.
pub const FALLS_SHORT: f64 = 0.01;

/// The 97.5 % point of the normal distribution, for intervals that hold 19 times in 20 (Abramowitz and Stegun,
/// *Handbook of Mathematical Functions*, table 26.1).
const Z: f64 = 1.959_963_984_540_054;

/// The chance that luck may have in one of `looks` planned looks a year: [`ALPHA`] shared out evenly (C. E. Bonferroni,
/// 1936). Whoever looks often and stops at the first good answer is otherwise right too easily.
pub fn alpha(looks: u32) -> f64 {
    ALPHA / f64::from(looks.max(1))
}

/// P(X ≥ `kept`) for X of `checked` cases, each kept with the chance `share`: how often a team that keeps exactly its
/// target does this well or better. Exact binomial sum.
pub fn this_well(kept: u64, checked: u64, share: f64) -> f64 {
    match Tail::of(kept, checked, share) {
        Tail::Certain => 1.0,
        Tail::Never => 0.0,
        Tail::Sum(binomial) => binomial.sf(kept.saturating_sub(1)),
    }
}

/// P(X ≤ `kept`): how often a team that keeps exactly its target does this badly or worse. Exact binomial sum.
pub fn this_badly(kept: u64, checked: u64, share: f64) -> f64 {
    // Few kept of all is many missed of all.
    this_well(checked.saturating_sub(kept), checked, 1.0 - share)
}

/// What a tail comes to where no sum is needed.
enum Tail {
    Certain,
    Never,
    Sum(Binomial),
}

impl Tail {
    fn of(kept: u64, checked: u64, share: f64) -> Self {
        if share.is_nan() || kept == 0 {
            return Self::Certain;
        }
        if kept > checked || share <= 0.0 {
            return Self::Never;
        }
        if share >= 1.0 {
            return Self::Certain;
        }
        Binomial::new(share, checked).map_or(Self::Certain, Self::Sum)
    }
}

/// The interval for showing a share: where the true one lies 19 times in 20. `None` when nothing was checked.
///
/// E. B. Wilson, *Journal of the American Statistical Association* 22 (1927) 209–212; method 3 of R. G. Newcombe,
/// *Statistics in Medicine* 17 (1998) 857–872.
#[expect(clippy::cast_precision_loss, reason = "counts of cases, far below 2^53")]
pub fn wilson(kept: u64, checked: u64) -> Option<(f64, f64)> {
    if checked == 0 || kept > checked {
        return None;
    }
    let (n, share) = (checked as f64, kept as f64 / checked as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    Some((((middle - half) / whole).clamp(0.0, share), ((middle + half) / whole).clamp(share, 1.0)))
}

/// The largest target that this record would show at `alpha`: the exact one-sided lower bound of C. J. Clopper and
/// E. S. Pearson, *Biometrika* 26 (1934) 404–413. `None` when nothing was checked.
pub fn shown_at_least(kept: u64, checked: u64, alpha: f64) -> Option<f64> {
    if checked == 0 || kept > checked {
        return None;
    }
    if kept == 0 {
        return Some(0.0);
    }
    // The chance grows with the share, so halving finds it; 60 halvings leave less than a double can tell.
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if this_well(kept, checked, middle) <= alpha { low = middle } else { high = middle }
    }
    Some(low)
}

/// How many checks with this many misses show `target` at `alpha`; `None` when no number does, or none that anybody
/// will ever make.
pub fn checks_needed(target: f64, misses: u64, alpha: f64) -> Option<u64> {
    const NOBODY: u64 = 10_000_000;
    if target.is_nan() || target >= 1.0 {
        return None;
    }
    let shows = |checks: u64| this_well(checks - misses, checks, target) <= alpha;
    let mut enough = misses + 1;
    while !shows(enough) {
        enough = enough.checked_mul(2).filter(|checks| *checks < NOBODY)?;
    }
    let mut too_few = (enough / 2).max(misses);
    while enough - too_few > 1 {
        let middle = u64::midpoint(enough, too_few);
        if shows(middle) { enough = middle } else { too_few = middle }
    }
    Some(enough)
}

/// Chances that were asked for together, corrected so that any of them may be held against one limit.
///
/// S. Holm, *Scandinavian Journal of Statistics* 6 (1979) 65–70: the smallest of m is multiplied by m, the next by
/// m − 1 and so on, and none may end up below one before it.
#[expect(clippy::cast_precision_loss, reason = "as many as there are places")]
pub fn holm(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*a].total_cmp(&chances[*b]));
    let mut corrected = vec![1.0; chances.len()];
    let mut least = 0.0_f64;
    for (rank, at) in order.into_iter().enumerate() {
        least = least.max(chances[at] * (chances.len() - rank) as f64).min(1.0);
        corrected[at] = least;
    }
    corrected
}
