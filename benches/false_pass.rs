//! How often the gate says "keeping" of a team that does not deserve it: one that is exactly at its target, so that
//! whatever it shows is luck. The same seed gives the same figures.
//!
//! ```text
//! cargo run --release --example false-pass -- [YEARS]
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "a program of its own: it is told how many years on its command line"
)]
#![expect(clippy::print_stdout, reason = "a program of its own, with a table to print")]

use jiff::civil::{Date, date};
use throughline::parse::logs::{Picked, Week};
use throughline::parse::quantity::Percent;
use throughline::record::gate::{LOOKS_BACK, Terms, judge};
use throughline::record::{At, Entry, Place, Verdict};
use throughline::source::Span;

/// The Monday behind the last week.
const ON: Date = date(2026, 12, 28);
const WEEKS: i32 = 52;

fn main() {
    let years = std::env::args().nth(1).and_then(|years| years.parse().ok()).unwrap_or(10_000);
    println!(
        "{years} years of a team exactly at its target; share of years in which it passes at least once"
    );
    println!("target  checks a week  once a year  4 looks at 5 %/4  4 looks at 5 %  every week at 5 %");
    for (target, checks) in [("80%", 5), ("90%", 5), ("90%", 20), ("95%", 5), ("95%", 40), ("98%", 40)] {
        let mut random = SplitMix(0x7468_726f_7567_686c);
        let mut passes = [0_u32; 4];
        for _ in 0..years {
            let year = year(target, checks, &mut random);
            for (passed, (looks, every)) in passes.iter_mut().zip([(1, 52), (4, 13), (1, 13), (1, 1)]) {
                *passed += u32::from(passes_once(&year, target, looks, every));
            }
        }
        let [once, planned, careless, weekly] =
            passes.map(|passed| format!("{:.1} %", 100.0 * f64::from(passed) / f64::from(years)));
        println!("{target:<6}  {checks:>13}  {once:>11}  {planned:>16}  {careless:>14}  {weekly:>17}");
    }
}

/// A year of weeks, each check kept with exactly the target's chance.
fn year(target: &str, checks: u32, random: &mut SplitMix) -> Vec<Entry> {
    let share = Percent::parse(target).map_or(0.0, Percent::share);
    (1..=WEEKS)
        .rev()
        .map(|ago| {
            let kept = (0..checks).filter(|_| random.below_one() < share).count();
            Entry {
                week: Week::of(ON).before(ago),
                place: 0,
                due: checks,
                checked: checks,
                kept: u32::try_from(kept).unwrap_or(checks),
                picked: Picked::All,
                remedied: None,
                at: At { log: 0, span: Span::default() },
            }
        })
        .collect()
}

/// Whether somebody who looks every so many weeks, with luck shared out among `looks`, sees it pass.
fn passes_once(year: &[Entry], target: &str, looks: u32, every: i32) -> bool {
    let place = [Place { id: "here".to_string(), name: "Here".to_string() }];
    (1..=WEEKS / every).any(|look| {
        let weeks = usize::try_from(look * every).unwrap_or(0);
        let seen = &year[weeks.saturating_sub(LOOKS_BACK as usize)..weeks];
        let on = seen.last().map_or(ON, |last| last.week.monday());
        let terms = Terms { target: Percent::parse(target), on, since: None, look: 1, looks };
        judge(seen, &place, &terms).verdict == Verdict::Keeping
    })
}

/// Numbers that look random and are the same everywhere (S. Vigna's SplitMix64).
struct SplitMix(u64);

impl SplitMix {
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    fn below_one(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
