//! The statistics against published values, against the tables that the gate is planned by, and against a second
//! implementation: `statistics/*.csv`, computed with exact fractions by `statistics/tables.py`.
#![expect(clippy::disallowed_methods, reason = "the tables are read")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::fs;

use throughline::record::runs::{Signal, crossings_by_luck, longest_by_luck, runs};
use throughline::record::statistics::{
    alpha, checks_needed, holm, shown_at_least, this_badly, this_well, wilson,
};

/// The rows of a table as numbers, without its comment and its names.
fn table(name: &str) -> Vec<Vec<f64>> {
    let path = format!("{}/tests/statistics/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).expect("a table");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows: Vec<Vec<f64>> =
        rows.map(|row| row.split(',').map(|cell| cell.parse().expect("a number")).collect()).collect();
    assert!(rows.len() > 10, "{name} has rows");
    rows
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the tables hold counts")]
fn whole(cell: f64) -> u64 {
    cell as u64
}

#[track_caller]
fn close(found: f64, wanted: f64, what: &str) {
    let off = (found - wanted).abs();
    assert!(off <= 1e-12 + wanted.abs() * 1e-9, "{what}: {found} instead of {wanted}");
}

#[test]
fn the_tails_are_those_of_exact_fractions() {
    for row in table("binomial") {
        let [kept, checked, permille, well, badly] = row[..] else { panic!("five columns: {row:?}") };
        let share = permille / 1000.0;
        let what = format!("{kept} of {checked} at {share}");
        close(this_well(whole(kept), whole(checked), share), well, &what);
        close(this_badly(whole(kept), whole(checked), share), badly, &what);
    }
}

/// The planning tables of the gate: checks needed with 0, 1, 2 and 3 misses.
#[test]
fn so_many_checks_show_a_target() {
    let needed = |target, looks| [0, 1, 2, 3].map(|misses| checks_needed(target, misses, alpha(looks)));
    assert_eq!(needed(0.80, 1), [Some(14), Some(22), Some(30), Some(37)]);
    assert_eq!(needed(0.90, 1), [Some(29), Some(46), Some(61), Some(76)]);
    assert_eq!(needed(0.95, 1), [Some(59), Some(93), Some(124), Some(153)]);
    assert_eq!(needed(0.98, 1), [Some(149), Some(236), Some(313), Some(386)]);
    assert_eq!(needed(0.90, 4), [Some(42), Some(62), Some(79), Some(94)]);
}

/// The plan for an honest team: about 200 checks for four chances in five when 95 % is true, about 100 at 97 %.
#[test]
fn a_better_team_needs_fewer_checks_to_show_it() {
    let chance = |truth: f64, checks: u64| {
        let enough =
            (0..=checks).find(|kept| this_well(*kept, checks, 0.90) <= alpha(1)).expect("some count");
        this_well(enough, checks, truth)
    };
    assert!(chance(0.95, 200) > 0.79 && chance(0.95, 150) < 0.8, "{}", chance(0.95, 200));
    assert!(chance(0.97, 103) > 0.8 && chance(0.97, 75) < 0.8, "{}", chance(0.97, 103));
}

/// Newcombe 1998, table I, method 3.
#[test]
fn wilson_intervals_are_those_of_newcombe() {
    let published = [
        ((81, 263), (0.2553, 0.3662)),
        ((15, 148), (0.0624, 0.1605)),
        ((0, 20), (0.0, 0.1611)),
        ((1, 29), (0.0061, 0.1718)),
    ];
    for ((kept, checked), (low, high)) in published {
        let found = wilson(kept, checked).expect("something was checked");
        assert!(
            (found.0 - low).abs() < 6e-5 && (found.1 - high).abs() < 6e-5,
            "{kept} of {checked}: {found:?}"
        );
    }
}

#[test]
fn intervals_and_bounds_are_those_of_forty_digits() {
    for row in table("intervals") {
        let [kept, checked, low, high, bound] = row[..] else { panic!("five columns: {row:?}") };
        let what = format!("{kept} of {checked}");
        let (kept, checked) = (whole(kept), whole(checked));
        let found = wilson(kept, checked).expect("something was checked");
        close(found.0, low, &what);
        close(found.1, high, &what);
        close(shown_at_least(kept, checked, 0.05).expect("something was checked"), bound, &what);
    }
    let streak = shown_at_least(20, 20, 0.05).expect("something was checked");
    assert!((streak - 0.86).abs() < 0.005, "20 in a row only shows 86 %: {streak}");
}

/// The limits for 10 to 59 useful points, as charts of this kind print them.
#[test]
fn the_limits_of_runs_are_those_of_anhoj() {
    for row in table("runs") {
        let [useful, longest, crossings] = row[..] else { panic!("three columns: {row:?}") };
        let useful = usize::try_from(whole(useful)).expect("a count");
        assert_eq!(longest_by_luck(useful) as u64, whole(longest), "longest run of {useful}");
        assert_eq!(crossings_by_luck(useful) as u64, whole(crossings), "crossings of {useful}");
    }
    for (range, limit) in [(10..=11, 6), (12..=22, 7), (23..=45, 8), (46..=59, 9)] {
        assert!(range.clone().all(|useful| longest_by_luck(useful) == limit), "{range:?}");
    }
}

/// Holm 1979: the smallest of four times four, the next times three, never below one before it, never above 1.
#[test]
fn chances_asked_together_are_corrected_step_by_step() {
    let corrected = holm(&[0.01, 0.04, 0.03, 0.005]);
    let wanted = [0.03, 0.06, 0.06, 0.02];
    assert!(corrected.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{corrected:?}");
    assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    assert_eq!(holm(&[]), Vec::<f64>::new());
}

#[test]
fn what_is_no_number_proves_nothing_and_divides_nothing() {
    assert_eq!((this_well(0, 0, 0.9), this_badly(0, 0, 0.9)), (1.0, 1.0));
    assert_eq!((this_well(3, 3, f64::NAN), this_badly(3, 3, f64::NAN)), (1.0, 1.0));
    assert_eq!((this_well(9, 10, 1.0), this_badly(9, 10, 1.0)), (1.0, 0.0), "one miss ends an \"always\"");
    assert_eq!((wilson(0, 0), wilson(2, 1), shown_at_least(0, 0, 0.05)), (None, None, None));
    assert_eq!((checks_needed(1.0, 0, 0.05), checks_needed(f64::NAN, 0, 0.05)), (None, None));
    assert_eq!(checks_needed(0.999_999_99, 0, 0.05), None, "a number nobody will ever check");
    assert_eq!((runs(&[]), runs(&[f64::NAN; 30])), (None, None));
}

/// `+` is a good week, `-` a bad one, `=` lies on the median.
fn signal(weeks: &str) -> Option<Signal> {
    let points: Vec<f64> = weeks
        .chars()
        .map(|week| match week {
            '+' => 0.9,
            '-' => 0.7,
            _ => 0.8,
        })
        .collect();
    runs(&points).and_then(|runs| runs.signal)
}

#[test]
fn a_run_below_the_usual_is_a_signal_and_one_above_is_none() {
    assert_eq!(signal("++-++++++++---------"), Some(Signal::Shift(9)));
    assert_eq!(signal("++-+++++++---------+"), Some(Signal::Shift(9)), "one good week makes nothing good");
    assert_eq!(signal("---------++++++++-++"), None, "it became better");
    assert_eq!(signal("+-++--+-+--+-+-+--++"), None);
    assert_eq!(signal("++--------++++++++--"), None, "a bad spell that is over is history");
}

#[test]
fn too_few_crossings_count_when_the_later_half_is_the_lower_one() {
    assert_eq!(signal("++++++-+++++------+-----"), Some(Signal::Crossings(5)));
    assert_eq!(signal("------+-----++++++-+++++"), None, "it became better");
}

#[test]
fn points_on_the_median_are_left_out_and_a_chart_of_them_says_nothing() {
    assert_eq!(signal("++-+=++++++=+------=---"), Some(Signal::Shift(9)), "as if they were not there");
    let perfect: Vec<f64> = (0..26).map(|week| if week % 5 == 4 { 0.9 } else { 1.0 }).collect();
    assert_eq!(runs(&perfect), None, "where most weeks are perfect the others can only lie below");
    assert_eq!(signal("----+++--"), None, "nine points are too few");
}
