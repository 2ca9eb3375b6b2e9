//! Laws of the gate, on records made at random: misses never help, places never change the total, order of rows never
//! matters, and nothing that can be written divides by zero.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use throughline::parse::logs::{Picked, Week};
use throughline::parse::quantity::Percent;
use throughline::record::gate::{Reading, Terms, judge};
use throughline::record::{At, Entry, Kept, Place, Verdict};
use throughline::source::Span;

const ON: Date = date(2026, 11, 16);

fn terms(target: &str) -> Terms {
    Terms { target: Percent::parse(target), on: ON, since: None, look: 1, looks: 4 }
}

fn places(count: usize) -> Vec<Place> {
    (0..count).map(|n| Place { id: format!("place-{n}"), name: format!("Place {n}") }).collect()
}

fn entry(weeks_ago: i32, place: usize, checked: u32, missed: u32, picked: Picked) -> Entry {
    Entry {
        week: Week::of(ON).before(weeks_ago),
        place,
        due: checked,
        checked,
        kept: checked.saturating_sub(missed),
        picked,
        remedied: None,
        at: At { log: 0, span: Span::default() },
    }
}

prop_compose! {
    fn an_entry()(weeks_ago in 0..30i32, place in 0..3usize, checked in 0..40u32, luck in 0..20u32, how in 0..8u32) -> Entry {
        let missed = if luck < 14 { 0 } else { (luck - 13).min(checked) };
        let picked = match how { 0 => Picked::Convenient, 1 => Picked::Random, _ => Picked::All };
        entry(weeks_ago, place, checked, missed, picked)
    }
}

fn a_record() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(an_entry(), 0..60).prop_map(|mut entries| {
        entries.sort_by_key(|entry| (entry.week, entry.place));
        entries.dedup_by_key(|entry| (entry.week, entry.place));
        entries
    })
}

fn a_target() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["0%", "50%", "80%", "90%", "95%", "99.5%", "100%"])
}

fn reading(entries: &[Entry], target: &str) -> Reading {
    judge(entries, &places(3), &terms(target))
}

/// How much a verdict shows. What the order of weeks says is not more or less: an early miss makes a late fall look
/// smaller, so slipping and keeping stand on one rung here.
fn rung(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMeasured => 0,
        Verdict::FallingShort => 1,
        Verdict::TooEarly => 2,
        Verdict::Slipping | Verdict::Keeping => 3,
    }
}

fn config() -> ProptestConfig {
    ProptestConfig::with_cases(400)
}

#[test]
fn more_misses_never_improve_a_verdict() {
    proptest!(config(), |(entries in a_record(), target in a_target(), at in any::<prop::sample::Index>(), more in 1..5u32)| {
        prop_assume!(!entries.is_empty());
        let before = reading(&entries, target);
        let mut worse = entries.clone();
        let changed = at.index(worse.len());
        worse[changed].kept = worse[changed].kept.saturating_sub(more);
        let after = reading(&worse, target);
        prop_assert!(rung(after.verdict) <= rung(before.verdict), "{:?} became {:?}", before.verdict, after.verdict);
        prop_assert!(after.this_well >= before.this_well && after.bound <= before.bound);
    });
}

#[test]
fn splitting_rows_by_place_never_changes_the_total() {
    proptest!(config(), |(entries in a_record(), target in a_target())| {
        let mut joined: Vec<Entry> = Vec::new();
        for entry in &entries {
            // Rows of one sort in one week become one row at one place.
            let same = joined.iter_mut().find(|other| other.week == entry.week && other.picked == entry.picked);
            match same {
                Some(other) => {
                    other.due += entry.due;
                    other.checked += entry.checked;
                    other.kept += entry.kept;
                }
                None => joined.push(Entry { place: 0, ..*entry }),
            }
        }
        let (split, joined) = (reading(&entries, target), judge(&joined, &places(1), &terms(target)));
        prop_assert_eq!((split.kept, split.checked, split.due, split.weeks), (joined.kept, joined.checked, joined.due, joined.weeks));
        prop_assert_eq!(split.sample, joined.sample);
        let parts = split.places.iter();
        let sum = parts.fold((0, 0), |sum, at| (sum.0 + at.reading.kept, sum.1 + at.reading.checked));
        prop_assert_eq!(sum, (split.kept, split.checked));
        // Places can only take something away: a total that passes may hide one.
        prop_assert!(rung(split.verdict) <= rung(joined.verdict));
    });
}

proptest! {
    #![proptest_config(config())]

    /// A week that lies below the usual level already may lose more without the signal going away.
    #[test]
    fn more_misses_in_a_bad_week_never_end_a_slip(kept in prop::collection::vec(90..=100u32, 24), at in 0..24usize, more in 1..30u32) {
        let record = |kept: &[u32]| -> Vec<Entry> {
            let weeks = kept.iter().zip((0..24).rev());
            weeks.map(|(kept, ago)| entry(ago, 0, 100, 100 - kept, Picked::All)).collect()
        };
        let before = judge(&record(&kept), &places(1), &terms("80%"));
        let Some(runs) = before.runs.as_ref().filter(|runs| runs.signal.is_some()) else { return Ok(()) };
        prop_assume!(f64::from(kept[at]) / 100.0 < runs.median);
        let mut worse = kept.clone();
        worse[at] -= more;
        let after = judge(&record(&worse), &places(1), &terms("80%"));
        prop_assert!(after.runs.is_some_and(|runs| runs.signal.is_some()));
    }

    #[test]
    fn whatever_is_written_gives_words_and_numbers(entries in a_record(), target in a_target()) {
        let kept = Kept::of(entries, 0, &places(3), &terms(target));
        let reading = &kept.reading;
        prop_assert!(!reading.sentence.is_empty() && !reading.sentence.contains("NaN") && !reading.sentence.contains("  "));
        for number in [reading.this_well, reading.this_badly, reading.bound, reading.median].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&number), "{number}");
        }
        prop_assert_eq!(reading.checked == 0, reading.bound.is_none());
        for week in &kept.weeks() {
            prop_assert_eq!(week.band().is_some(), week.checked > 0);
        }
    }
}

#[test]
fn the_window_is_half_a_year_or_the_time_since_the_floor_changed() {
    let entries: Vec<Entry> = (0..40).rev().map(|ago| entry(ago, 0, 10, 0, Picked::All)).collect();
    assert_eq!(judge(&entries, &places(1), &terms("90%")).weeks, 26);
    let since = Terms { since: Some(date(2026, 10, 7)), ..terms("90%") };
    let reading = judge(&entries, &places(1), &since);
    assert_eq!((reading.weeks, reading.window.from.to_string().as_str()), (6, "2026-W42"));
    assert_eq!(reading.verdict, Verdict::TooEarly, "60 of 60, and still only six weeks");
}

#[test]
fn each_look_of_the_year_has_its_share_of_luck() {
    // 61 of 63 shows 90 % to whoever looks once a year, not to whoever looks four times.
    let entries: Vec<Entry> =
        (0..9).rev().map(|ago| entry(ago, 0, 7, u32::from(ago < 2), Picked::All)).collect();
    let with = |looks| judge(&entries, &places(1), &Terms { looks, ..terms("90%") }).verdict;
    assert_eq!((with(1), with(4)), (Verdict::Keeping, Verdict::TooEarly));
}

#[test]
fn a_place_is_accused_only_after_the_correction() {
    // One chance in 130 at one of three places is one in 43 at any of them.
    let at = |place, checked, missed| entry(0, place, checked, missed, Picked::All);
    let entries = [at(0, 100, 2), at(1, 100, 2), at(2, 20, 4)];
    let reading = judge(&entries, &places(3), &terms("95%"));
    let worst = reading.places.iter().find(|at| at.place == 2).expect("it was checked");
    assert!(worst.reading.this_badly.expect("a chance") > 0.01 / 3.0 && worst.this_badly > 0.01, "{worst:?}");
    assert_ne!(reading.verdict, Verdict::FallingShort);
}
