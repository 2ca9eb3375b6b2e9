//! A count that goes up and down week by week, and two lines to hold it against.

use super::path::{Place, lines, stairs};
use super::{HEIGHT, Scale, WIDTH, Words, compounded, drawing};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Steps {
    /// The count in each week, from the left.
    pub counts: Vec<usize>,
    /// The value at the top.
    pub top: f64,
}

impl Steps {
    /// The counts with room above them: what one a week would come to is drawn as far as it fits.
    #[expect(clippy::cast_precision_loss, reason = "as many as people can try")]
    pub fn new(counts: Vec<usize>) -> Self {
        let most = counts.iter().copied().max().unwrap_or(0);
        let room = (most * 2).max(10).div_ceil(5) * 5;
        Self { counts, top: room as f64 }
    }

    /// The drawing: the count as stairs; what one a week would come to added up, and compounded at 1 % each.
    #[expect(clippy::cast_precision_loss, reason = "as many as there are weeks")]
    pub fn svg(&self, words: &Words<'_>) -> String {
        let scale = Scale::new(self.counts.len(), 0.0, self.top);
        let mut places: Vec<Place> = Vec::new();
        for (slot, count) in self.counts.iter().enumerate() {
            let y = scale.y(*count as f64);
            if places.last().is_none_or(|(_, last)| *last != y) {
                places.push((scale.left(slot), y));
            }
        }
        let weeks = 0..=self.counts.len();
        let until_the_top = |of: fn(f64) -> f64| -> Vec<Place> {
            let values = weeks.clone().map(|week| (week, of(week as f64)));
            let below = values.take_while(|(_, value)| *value <= self.top);
            below.map(|(week, value)| (scale.left(week), scale.y(value))).collect()
        };
        let added = until_the_top(|weeks| weeks);
        let compounded = until_the_top(compounded);
        drawing(
            words,
            &[
                ("ground", format!("M0 {HEIGHT}H{WIDTH}")),
                ("added", lines([added.as_slice()])),
                ("compounded", lines([compounded.as_slice()])),
                ("stairs", stairs(&places, WIDTH)),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<'_> = Words { id: "c", title: "Kept", says: "" };

    #[test]
    fn what_is_dropped_falls_off() {
        let svg = Steps::new(vec![0, 1, 1, 0]).svg(&WORDS);
        assert!(svg.contains("<path class=\"stairs\" d=\"M0 100H250V90H750V100H1000\"/>"), "{svg}");
    }

    #[test]
    fn the_lines_to_hold_it_against_end_where_they_leave_the_drawing() {
        let svg = Steps::new(vec![1; 52]).svg(&WORDS);
        let added = svg.split("<path class=\"added\" d=\"").nth(1).expect("a line");
        assert!(
            added.starts_with("M0 100L19.2 90")
                && added.split('"').next().expect("a path").ends_with("L192.3 0")
        );
        assert!(svg.contains("class=\"compounded\""), "{svg}");
    }

    #[test]
    fn no_week_at_all_still_draws() {
        let svg = Steps::new(Vec::new()).svg(&WORDS);
        assert!(!svg.contains("NaN") && !svg.contains("stairs"), "{svg}");
    }
}
