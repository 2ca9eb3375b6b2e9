//! From weeks and values to places in a drawing.

use super::{HEIGHT, WIDTH};

/// Weeks from left to right, values from `low` at the bottom to `high` at the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    slots: usize,
    /// The value at the bottom.
    pub low: f64,
    /// The value at the top; above `low`.
    pub high: f64,
}

impl Scale {
    /// A scale of so many weeks. Bounds that are no numbers, or leave no room between them, become 0 and 1.
    pub fn new(slots: usize, low: f64, high: f64) -> Self {
        let is_sound = low.is_finite() && high.is_finite() && low < high;
        let (low, high) = if is_sound { (low, high) } else { (0.0, 1.0) };
        Self { slots: slots.max(1), low, high }
    }

    /// A scale of shares that ends at 1 and begins at a round one below all of `shares`, so that small differences at the
    /// top can be seen: a multiple of a tenth, two tenths below the top at the least.
    pub fn of_shares(slots: usize, shares: impl IntoIterator<Item = f64>) -> Self {
        let lowest = shares.into_iter().filter(|share| share.is_finite()).fold(1.0, f64::min);
        // A hair less, so that a share on the line does not lie on the ground.
        let low = ((lowest - 0.01).clamp(0.0, 0.8) * 10.0).floor() / 10.0;
        Self::new(slots, low, 1.0)
    }

    /// The middle of a week.
    #[expect(clippy::cast_precision_loss, reason = "as many as there are weeks")]
    pub fn x(&self, slot: usize) -> f64 {
        (slot as f64 + 0.5) / self.slots as f64 * WIDTH
    }

    /// Where a week begins.
    #[expect(clippy::cast_precision_loss, reason = "as many as there are weeks")]
    pub fn left(&self, slot: usize) -> f64 {
        slot as f64 / self.slots as f64 * WIDTH
    }

    /// The height of a value; what lies outside the scale lies on its edge.
    pub fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        (1.0 - share.clamp(0.0, 1.0)) * HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_week_keep_the_same_distance_from_the_edge() {
        let scale = Scale::new(4, 0.0, 1.0);
        assert_eq!([0, 3].map(|slot| scale.x(slot)), [125.0, 875.0]);
        assert_eq!([0, 4].map(|slot| scale.left(slot)), [0.0, 1000.0]);
        assert_eq!([1.0, 0.5, 0.0, -3.0].map(|value| scale.y(value)), [0.0, 50.0, 100.0, 100.0]);
    }

    #[test]
    fn shares_near_the_top_get_room_and_bad_ones_are_seen() {
        let low = |shares: &[f64]| Scale::of_shares(1, shares.iter().copied()).low;
        assert_eq!(low(&[0.97, 0.95]), 0.8);
        assert_eq!(low(&[0.8, 0.95]), 0.7, "a share on the lowest line would lie on the ground");
        assert_eq!(low(&[0.65]), 0.6);
        assert_eq!(low(&[0.0]), 0.0);
        assert_eq!(low(&[]), 0.8);
        assert_eq!(low(&[f64::NAN, 0.9]), 0.8);
    }

    #[test]
    fn a_scale_without_room_still_draws() {
        for scale in [Scale::new(0, 1.0, 1.0), Scale::new(0, f64::NAN, f64::INFINITY)] {
            assert!(scale.x(0).is_finite() && scale.y(0.5).is_finite(), "{scale:?}");
        }
    }
}
