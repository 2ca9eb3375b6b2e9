//! The company's colours, and arithmetic with them: how far two are apart for the eye, and which is the nearest that can be
//! read on another.
//!
//! Contrast is that of [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). "Nearest" means another lightness of the
//! same hue in [OKLab](https://bottosson.github.io/posts/oklab/), whose steps are even to the eye.

use std::fmt;

use crate::source::Spanned;

/// The contrast that text needs on its ground for WCAG 2.2 AA.
pub const READABLE: f64 = 4.5;

/// A colour of the screen: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// What a company sets of its colours: by day, and by night where it says so.
#[derive(Debug, Clone, Default)]
pub struct Colours {
    /// In light.
    pub light: Scheme,
    /// In dark.
    pub dark: Scheme,
}

/// The colours of one scheme; nothing where the theme decides.
#[derive(Debug, Clone, Default)]
pub struct Scheme {
    /// The line, and links.
    pub accent: Option<Spanned<Colour>>,
    /// The ground.
    pub paper: Option<Spanned<Colour>>,
    /// Text.
    pub ink: Option<Spanned<Colour>>,
}

impl Colours {
    /// The colours alone, wherever they were written.
    pub fn values(&self) -> [Option<Colour>; 6] {
        let (light, dark) = (&self.light, &self.dark);
        let all = [&light.accent, &light.paper, &light.ink, &dark.accent, &dark.paper, &dark.ink];
        all.map(|colour| colour.as_ref().map(|colour| colour.value))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Reads `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        let [_, red, green, blue] = number.to_be_bytes();
        match digits.len() {
            6 => Some(Self([red, green, blue])),
            // Each digit stands for two.
            3 => Some(Self([green & 15, blue >> 4, blue & 15].map(|digit| digit * 17))),
            _ => None,
        }
    }

    /// The contrast with another, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// With a share of another colour in it, from 0 to 1.
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |n: usize| f64::from(self.0[n]) * (1.0 - share) + f64::from(other.0[n]) * share;
        Self([0, 1, 2].map(|n| byte(mix(n) / 255.0)))
    }

    /// The nearest colour of the same hue that can be read on `ground`: this one when it can be.
    pub fn readable_on(self, ground: Self) -> Self {
        let fits = |colour: &Self| colour.contrast(ground) >= READABLE;
        let lab = self.to_oklab();
        // In steps too small to be seen, darker and lighter in turn.
        let steps = (0..=500).map(|step| f64::from(step) / 500.0);
        let candidates = steps.flat_map(|step| [lab[0] - step, lab[0] + step]);
        let within = candidates.filter(|lightness| (0.0..=1.0).contains(lightness));
        let colours = within.map(|lightness| Self::from_oklab([lightness, lab[1], lab[2]]));
        let ends = [Self([0; 3]), Self([255; 3])];
        // One of black and white can be read on anything.
        std::iter::once(self).chain(colours).chain(ends).find(fits).unwrap_or(self)
    }

    /// Relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn to_oklab(self) -> [f64; 3] {
        let rgb = self.0.map(linear);
        let cone = |[r, g, b]: [f64; 3]| (r * rgb[0] + g * rgb[1] + b * rgb[2]).cbrt();
        let (l, m, s) = (
            cone([0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9]),
            cone([0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6]),
            cone([0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5]),
        );
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    /// A screen shows fewer colours than there are: one that it cannot show loses strength until it can.
    fn from_oklab([lightness, a, b]: [f64; 3]) -> Self {
        let strengths = (0..=20).map(|lost| 1.0 - f64::from(lost) / 20.0);
        let mut shades = strengths.map(|strength| rgb_of([lightness, a * strength, b * strength]));
        let is_shown = |rgb: &[f64; 3]| rgb.iter().all(|part| (-0.001..=1.001).contains(part));
        let shade = shades.find(is_shown).unwrap_or_else(|| rgb_of([lightness, 0.0, 0.0]));
        Self(shade.map(|part| byte(gamma(part.clamp(0.0, 1.0)))))
    }
}

/// Linear light of a colour in OKLab; beyond 0 and 1 where no screen shows it.
fn rgb_of([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let cone = |x: f64, y: f64| (lightness + x * a + y * b).powi(3);
    let l = cone(0.396_337_777_4, 0.215_803_757_3);
    let m = cone(-0.105_561_345_8, -0.063_854_172_8);
    let s = cone(-0.089_484_177_5, -1.291_485_548_0);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// The linear light of one channel.
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

fn gamma(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// A share from 0 to 1 as a channel.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is held between 0 and 255")]
fn byte(share: f64) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn a_colour_has_three_digits_or_six() {
        assert_eq!(colour("#0B6e4f").to_string(), "#0b6e4f");
        assert_eq!(colour("#fa0").to_string(), "#ffaa00");
        for bad in ["green", "#", "#12", "#1234", "#12345g", "#+12345", "0b6e4f", "#0b6e4f80", "#äöü"] {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let of = |one: &str, two: &str| (colour(one).contrast(colour(two)) * 100.0).round() / 100.0;
        assert_eq!(of("#000", "#fff"), 21.0);
        assert_eq!(of("#fff", "#fff"), 1.0);
        // The greys that the standard's own notes name: the one passes on white, the other just fails.
        assert_eq!(of("#767676", "#ffffff"), 4.54);
        assert_eq!(of("#777777", "#ffffff"), 4.48);
        assert_eq!(of("#ff0000", "#ffffff"), 4.0);
    }

    #[test]
    fn the_nearest_keeps_its_hue_and_moves_no_further_than_it_has_to() {
        let pale = colour("#8fd3c0");
        let used = pale.readable_on(colour("#ffffff"));
        assert!((READABLE..READABLE + 0.1).contains(&used.contrast(colour("#ffffff"))), "{used}");
        let [red, green, blue] = used.0;
        assert!(green > blue && blue > red, "still a green: {used}");
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_can_be_read(one: [u8; 3], two: [u8; 3]) {
            let used = Colour(one).readable_on(Colour(two));
            prop_assert!(used.contrast(Colour(two)) >= READABLE);
            prop_assert_eq!(used.readable_on(Colour(two)), used);
        }

        #[test]
        fn there_and_back_is_the_same_colour(one: [u8; 3]) {
            prop_assert_eq!(Colour::from_oklab(Colour(one).to_oklab()), Colour(one));
        }
    }
}
