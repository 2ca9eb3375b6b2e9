//! A reading in words that a manager can read aloud. Numbers that prove nothing are told as proving nothing.

use super::entry::Place;
use super::gate::{Reading, Reason, WEEKS};
use super::runs::Signal;
use super::statistics;
use crate::parse::quantity::Percent;

/// Writes the sentence of a reading, and what would settle it.
pub fn tell(reading: &mut Reading, places: &[Place]) {
    reading.settle = settle(reading, places);
    let mut parts = vec![reason(reading, places), reading.settle.clone()];
    parts.retain(|part| !part.is_empty());
    reading.sentence = parts.join(" ");
}

fn reason(reading: &Reading, places: &[Place]) -> String {
    let counted = format!("Kept {} of {}", reading.kept, reading.checked);
    let well = || how_often(reading.this_well.unwrap_or(1.0));
    let team = || team(reading.target);
    match reading.reason {
        Reason::NoTarget => "It has no target to hold the record against.".to_string(),
        Reason::NoRows => format!(
            "There is no row for it from {} on, so nobody knows whether it is kept.",
            reading.window.from
        ),
        Reason::NothingChecked => {
            "Of all that was due nothing was checked (0 of 0), so nobody knows whether it is kept."
                .to_string()
        }
        Reason::OnlyConvenient => format!(
            "Everything checked ({}) was checked as it suited, and such a sample proves nothing.",
            reading.sample.convenient
        ),
        Reason::InAll => {
            let badly = how_often(reading.this_badly.unwrap_or(0.0));
            format!(
                "{counted}. {} does this badly or worse {badly}: that is not luck.{}",
                team(),
                worst(reading, places)
            )
        }
        Reason::AtPlace(place) => at_place(reading, place, places),
        Reason::TooFewWeeks => {
            let weeks = plural(reading.weeks, "week", "weeks");
            format!(
                "{counted}, in {weeks}. {} does this well or better {}, but one good spell is no habit.",
                team(),
                well()
            )
        }
        Reason::NotShown => {
            let little = if reading.this_well.is_none_or(|well| well > 0.25) {
                "so this proves little"
            } else {
                "so this is not enough yet"
            };
            format!("{counted}. {} does this well or better {}, {little}.", team(), well())
        }
        Reason::Changed(signal) => {
            let changed = change(reading, signal);
            format!("{counted}, and that is enough. But {changed}: something changed.")
        }
        Reason::Holds => {
            format!("{counted}. {} does this well or better {}, so it is kept.", team(), well())
        }
    }
}

/// What the order of the weeks says: `9 weeks running lie below the usual 91 %, …`.
pub fn change(reading: &Reading, signal: Signal) -> String {
    let runs = reading.runs.as_ref();
    let usual = percent(runs.map_or(0.0, |runs| runs.median));
    match signal {
        Signal::Shift(weeks) => format!(
            "{weeks} weeks running lie below the usual {usual}, where luck gives {} at most",
            runs.map_or(0, |runs| runs.longest_by_luck)
        ),
        Signal::Crossings(crossings) => format!(
            "the weeks cross their usual {usual} only {}, where luck gives {} or more, and the later ones are the lower ones",
            times(crossings),
            runs.map_or(0, |runs| runs.crossings_by_luck)
        ),
    }
}

/// What would settle it; empty when nothing has to.
fn settle(reading: &Reading, places: &[Place]) -> String {
    let missing_weeks = WEEKS.saturating_sub(reading.weeks);
    match reading.reason {
        Reason::NoTarget => "Give it a `target`, such as `target: 95%`.".to_string(),
        Reason::NoRows => {
            "Write a row a week, with `throughline log kept` or in content/records/kept.csv.".to_string()
        }
        Reason::NothingChecked => "Check all cases, or some that are picked by chance.".to_string(),
        Reason::OnlyConvenient => "Check all cases, or pick them by chance.".to_string(),
        Reason::InAll => "Mend what keeps it, or promise less.".to_string(),
        Reason::AtPlace(place) => format!("Mend what keeps it at {}.", name(places, place)),
        Reason::TooFewWeeks => {
            format!("{} with rows would do.", plural(missing_weeks, "more week", "more weeks"))
        }
        Reason::NotShown => match reading.enough {
            Some(enough) => {
                let checks = format!("{} checks with {}", enough.checks, misses(enough.misses));
                if missing_weeks == 0 {
                    format!("{checks} would do.")
                } else {
                    format!("{checks}, over {WEEKS} weeks, would do.")
                }
            }
            None => {
                "No number of checks can show it: a target that allows no miss at all is a wish.".to_string()
            }
        },
        Reason::Changed(_) => {
            "Find out what changed; the signal goes when the weeks are back at their usual level.".to_string()
        }
        Reason::Holds => String::new(),
    }
}

fn at_place(reading: &Reading, place: usize, places: &[Place]) -> String {
    let all = format!("Kept {} of {} in all", reading.kept, reading.checked);
    let Some(at) = reading.places.iter().find(|at| at.place == place) else { return format!("{all}.") };
    format!(
        "{all}, but {} of {} at {}. {} does that badly or worse at the worst of {} {}: that is not luck, and the total hides it.",
        at.reading.kept,
        at.reading.checked,
        name(places, place),
        team(reading.target),
        plural(reading.places.len(), "place", "places"),
        how_often(at.this_badly)
    )
}

/// The place that brings the total down most clearly, when one does.
fn worst(reading: &Reading, places: &[Place]) -> String {
    let clear = reading.places.iter().filter(|at| at.this_badly <= statistics::FALLS_SHORT);
    let worst =
        clear.min_by(|a, b| a.this_badly.total_cmp(&b.this_badly)).filter(|_| reading.places.len() > 1);
    worst.map_or_else(String::new, |at| {
        format!(" Worst of all is {}: {} of {}.", name(places, at.place), at.reading.kept, at.reading.checked)
    })
}

fn name(places: &[Place], place: usize) -> &str {
    places.get(place).map_or("one place", |place| place.name.as_str())
}

/// `A team that keeps it 9 times in 10`.
fn team(target: Option<Percent>) -> String {
    format!("A team that keeps it {}", target.map_or_else(|| "always".to_string(), in_times))
}

/// A share as it is said: `9 times in 10`, `95 times in 100`, `995 times in 1,000`.
fn in_times(share: Percent) -> String {
    let share = share.share();
    for (of, written) in [(10.0, "10"), (100.0, "100"), (1000.0, "1,000"), (10_000.0, "10,000")] {
        let times = share * of;
        if (times - times.round()).abs() < 1e-9 {
            return match times.round() {
                0.0 => "never".to_string(),
                all if (all - of).abs() < 0.5 => "every time".to_string(),
                1.0 => format!("once in {written} times"),
                times => format!("{times} times in {written}"),
            };
        }
    }
    format!("{} of the time", percent(share))
}

/// A chance as it is said: `68 % of the time`, `2 times in 1,000`.
pub fn how_often(chance: f64) -> String {
    if chance.is_nan() || chance > 0.995 {
        return "nearly always".to_string();
    }
    if chance >= 0.01 {
        return format!("{:.0} % of the time", chance * 100.0);
    }
    for (of, written) in [(1e3, "1,000"), (1e4, "10,000"), (1e5, "100,000"), (1e6, "a million")] {
        let times = (chance * of).round();
        if times >= 1.0 {
            return if times < 2.0 {
                format!("once in {written}")
            } else {
                format!("{times} times in {written}")
            };
        }
    }
    if chance > 0.0 { "less than once in a million".to_string() } else { "never".to_string() }
}

/// A share with as many digits as it needs: `92 %`, `92.3 %`.
pub fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round() / 10.0;
    format!("{tenths} %")
}

fn misses(count: u64) -> String {
    match count {
        0 => "no miss".to_string(),
        1 => "1 miss".to_string(),
        count => format!("{count} misses"),
    }
}

fn times(count: usize) -> String {
    match count {
        0 => "never".to_string(),
        1 => "once".to_string(),
        count => format!("{count} times"),
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_chances_are_said_as_people_say_them() {
        let said = |text| Percent::parse(text).map(in_times).expect("a share");
        assert_eq!(said("90%"), "9 times in 10");
        assert_eq!(said("85%"), "85 times in 100");
        assert_eq!(said("99.5%"), "995 times in 1,000");
        assert_eq!(said("100%"), "every time");
        assert_eq!(said("0%"), "never");
        assert_eq!(said("33.333%"), "33.3 % of the time");
        assert_eq!(how_often(0.677), "68 % of the time");
        assert_eq!(how_often(0.0024), "2 times in 1,000");
        assert_eq!(how_often(0.0006), "once in 1,000");
        assert_eq!(how_often(0.000_04), "4 times in 100,000");
        assert_eq!(how_often(1e-9), "less than once in a million");
        assert_eq!(how_often(0.9999), "nearly always");
        assert_eq!(how_often(f64::NAN), "nearly always");
        assert_eq!(how_often(0.0), "never");
    }
}
