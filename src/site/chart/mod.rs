//! Charts: SVG made of numbers, without a handbook, a clock or a colour.
//!
//! A drawing is stretched to whatever room a page gives it, a phone's or a sheet of paper's. So nothing in it depends on
//! its shape: lines and dots are strokes whose width does not scale (a dot is a line of no length with round ends), and
//! every word stands beside it as text of the page. Classes say what a stroke means; `record.css` of the theme says how
//! that looks in light, dark, forced colours and print.

mod path;
mod scale;
mod shares;
mod steps;

pub use scale::Scale;
pub use shares::{Dot, Shares};
pub use steps::Steps;

use std::fmt::Write as _;

use super::html::escape;

/// How wide every drawing is in its own units; a page stretches it.
pub const WIDTH: f64 = 1000.0;
/// How high.
pub const HEIGHT: f64 = 100.0;

/// What so many improvements of 1 % each come to in per cent when each builds on the one before: 52 make 68. Arithmetic,
/// and no measurement.
pub fn compounded(improvements: f64) -> f64 {
    (1.01_f64.powf(improvements) - 1.0) * 100.0
}

/// Who reads a drawing without seeing it, and where its words are found.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// An id that nothing else on the page bears.
    pub id: &'a str,
    /// What is drawn.
    pub title: &'a str,
    /// What there is to see in it.
    pub says: &'a str,
}

/// How much of a limit is used up: a rail with the limit at four fifths of it, filled so far; `share` is 1 at the limit. What
/// it says stands beside it in words, so that nobody misses it.
pub fn gauge(share: f64) -> String {
    const LIMIT: f64 = 0.8;
    let filled = if share.is_nan() { 0.0 } else { (share * LIMIT).clamp(0.0, 1.0) * WIDTH };
    let over = if share > 1.0 { " over" } else { "" };
    let (end, limit) = (path::Number(filled), LIMIT * WIDTH);
    format!(
        "<svg class=\"chart gauge\" viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <path class=\"rail\" d=\"M0 5H{WIDTH}\"/><path class=\"fill{over}\" d=\"M0 5H{end}\"/>\
         <path class=\"limit\" d=\"M{limit} 0V10\"/></svg>"
    )
}

/// The strokes of a drawing, each with its meaning, from back to front; those without a path are left out.
fn drawing(words: &Words<'_>, strokes: &[(&str, String)]) -> String {
    let (id, title, says) = (escape(words.id), escape(words.title), escape(words.says));
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-labelledby=\"{id}:title\" aria-describedby=\"{id}:says\"><title id=\"{id}:title\">{title}</title>\
         <desc id=\"{id}:says\">{says}</desc>"
    );
    for (class, path) in strokes.iter().filter(|(_, path)| !path.is_empty()) {
        // Writing to a string does not fail.
        let _ = write!(svg, "<path class=\"{class}\" d=\"{path}\"/>");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_two_improvements_of_one_per_cent_are_sixty_eight_per_cent_on_paper() {
        assert_eq!([0.0, 1.0, 52.0].map(|n| format!("{:.1}", compounded(n))), ["0.0", "1.0", "67.8"]);
    }

    #[test]
    fn a_gauge_ends_at_its_rail_and_says_when_it_is_over() {
        let filled = |share| {
            let svg = gauge(share);
            let fill = svg.split("class=\"fill").nth(1).expect("a fill").to_string();
            fill.split("/>").next().expect("an end").to_string()
        };
        assert_eq!(filled(0.5), "\" d=\"M0 5H400\"");
        assert_eq!(filled(1.0), "\" d=\"M0 5H800\"");
        assert_eq!(filled(9.0), " over\" d=\"M0 5H1000\"");
        assert_eq!(
            filled(f64::INFINITY),
            " over\" d=\"M0 5H1000\"",
            "who was never asked is silent without end"
        );
        assert_eq!(filled(f64::NAN), "\" d=\"M0 5H0\"");
    }
}
