//! Paths: dots, lines and areas through places, with a gap where nothing is known.

use std::fmt::Write as _;

/// A place in a drawing.
pub(super) type Place = (f64, f64);

/// A dot at each place: lines of no length, which round ends make visible.
pub(super) fn dots(places: impl IntoIterator<Item = Place>) -> String {
    let mut path = String::new();
    for (x, y) in places {
        // Writing to a string does not fail, here and below.
        let _ = write!(path, "M{} {}h0", Number(x), Number(y));
    }
    path
}

/// A line through the places of each run; between runs nothing is drawn, and a run of one is no line.
pub(super) fn lines<'a>(runs: impl IntoIterator<Item = &'a [Place]>) -> String {
    let mut path = String::new();
    for run in runs.into_iter().filter(|run| run.len() > 1) {
        along(run.iter().copied(), 'M', &mut path);
    }
    path
}

/// The area between an upper and a lower edge, run by run. A run of one is as wide as `half` on either side.
pub(super) fn areas<'a>(runs: impl IntoIterator<Item = &'a [(f64, f64, f64)]>, half: f64) -> String {
    let mut path = String::new();
    for run in runs {
        let widened: Vec<(f64, f64, f64)> = match run {
            [(x, top, bottom)] => vec![(x - half, *top, *bottom), (x + half, *top, *bottom)],
            run => run.to_vec(),
        };
        along(widened.iter().map(|(x, top, _)| (*x, *top)), 'M', &mut path);
        along(widened.iter().rev().map(|(x, _, bottom)| (*x, *bottom)), 'L', &mut path);
        if !widened.is_empty() {
            path.push('Z');
        }
    }
    path
}

/// A line that stays level and jumps: each place holds until the next.
pub(super) fn stairs(places: &[Place], end: f64) -> String {
    let mut path = String::new();
    for (n, (x, y)) in places.iter().enumerate() {
        let _ = if n == 0 {
            write!(path, "M{} {}", Number(*x), Number(*y))
        } else {
            write!(path, "H{}V{}", Number(*x), Number(*y))
        };
    }
    if !path.is_empty() {
        let _ = write!(path, "H{}", Number(end));
    }
    path
}

fn along(places: impl Iterator<Item = Place>, first: char, path: &mut String) {
    for (n, (x, y)) in places.enumerate() {
        let _ = write!(path, "{}{} {}", if n == 0 { first } else { 'L' }, Number(x), Number(y));
    }
}

/// A number with one digit behind the point at most, so that the same drawing has the same bytes everywhere.
pub(super) struct Number(pub(super) f64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // Neither "-0" nor "NaN" is a place.
        if tenths == 0.0 || !tenths.is_finite() { f.write_str("0") } else { write!(f, "{tenths}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_is_a_line_of_no_length() {
        assert_eq!(dots([(1.0, 2.04), (3.0, 4.0)]), "M1 2h0M3 4h0");
        assert_eq!(dots([]), "");
    }

    #[test]
    fn a_gap_stays_a_gap() {
        let runs: [&[Place]; 3] = [&[(0.0, 1.0), (1.0, 2.0)], &[(5.0, 5.0)], &[(7.0, 1.0), (8.0, 2.0)]];
        assert_eq!(lines(runs), "M0 1L1 2M7 1L8 2", "a lone week has no line");
    }

    #[test]
    fn an_area_goes_there_and_back_and_a_lone_week_has_some_width() {
        let run = [(0.0, 1.0, 9.0), (1.0, 2.0, 8.0)];
        assert_eq!(areas([&run[..]], 0.5), "M0 1L1 2L1 8L0 9Z");
        assert_eq!(areas([&run[..1]], 0.5), "M-0.5 1L0.5 1L0.5 9L-0.5 9Z");
        assert_eq!(areas([&run[..0]], 0.5), "");
    }

    #[test]
    fn stairs_hold_until_the_next_step() {
        assert_eq!(stairs(&[(0.0, 9.0), (4.0, 8.0)], 10.0), "M0 9H4V8H10");
        assert_eq!(stairs(&[], 10.0), "");
    }

    #[test]
    fn what_is_no_number_is_no_word_in_a_path() {
        let written = |number: f64| Number(number).to_string();
        assert_eq!(
            [f64::NAN, f64::INFINITY, -0.001, 12.34, 12.0].map(written),
            ["0", "0", "0", "12.3", "12"]
        );
    }
}
