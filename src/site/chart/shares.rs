//! The share kept, week by week: dots, the interval behind each, the target, and what a signal is about.

use super::path::{Number, Place, areas, dots, lines};
use super::{HEIGHT, Scale, WIDTH, Words, drawing};

/// One week with something checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Which week, from the left.
    pub slot: usize,
    /// The share kept.
    pub share: f64,
    /// Where the true share lies.
    pub band: Option<(f64, f64)>,
    /// Whether its sample proves nothing.
    pub is_hollow: bool,
    /// Whether a signal is about it.
    pub is_marked: bool,
}

/// What is drawn. Weeks without a dot are gaps.
#[derive(Debug, Clone)]
pub struct Shares {
    /// Where things stand.
    pub scale: Scale,
    /// The weeks, from the left. A share that is no number is a gap.
    pub dots: Vec<Dot>,
    /// How often it has to be kept.
    pub target: Option<f64>,
    /// The usual level, where the order of the weeks is read against it.
    pub usual: Option<f64>,
    /// The first week that the verdict looks at, unless it looks at all of them.
    pub from: Option<usize>,
}

impl Shares {
    /// The drawing.
    pub fn svg(&self, words: &Words<'_>) -> String {
        let scale = &self.scale;
        let known: Vec<&Dot> = self.dots.iter().filter(|dot| dot.share.is_finite()).collect();
        let place = |dot: &&Dot| -> Place { (scale.x(dot.slot), scale.y(dot.share)) };
        let of = |keep: fn(&Dot) -> bool| dots(known.iter().filter(|dot| keep(dot)).map(place));
        let level = |value: Option<f64>| {
            let value = value.filter(|value| value.is_finite());
            value.map_or_else(String::new, |value| format!("M0 {}H{WIDTH}", Number(scale.y(value))))
        };
        let runs: Vec<&[&Dot]> = known.chunk_by(|a, b| a.slot + 1 == b.slot).collect();
        let along: Vec<Vec<Place>> = runs.iter().map(|run| run.iter().map(place).collect()).collect();
        let band = |dot: &&Dot| {
            let (low, high) = dot.band.unwrap_or((dot.share, dot.share));
            (scale.x(dot.slot), scale.y(high), scale.y(low))
        };
        let bands: Vec<Vec<_>> = runs.iter().map(|run| run.iter().map(band).collect()).collect();
        let half = scale.x(0);
        let before = self.from.map_or_else(String::new, |slot| {
            let left = Number(scale.left(slot));
            format!("M{left} 0V{HEIGHT}")
        });
        let hollow = of(|dot| dot.is_hollow);
        drawing(
            words,
            &[
                ("band", areas(bands.iter().map(Vec::as_slice), half)),
                ("from", before),
                ("ground", format!("M0 {HEIGHT}H{WIDTH}")),
                ("usual", level(self.usual)),
                ("target", level(self.target)),
                ("way", lines(along.iter().map(Vec::as_slice))),
                ("marked", of(|dot| dot.is_marked)),
                ("gap", of(|dot| dot.is_marked)),
                ("dot", of(|dot| !dot.is_hollow)),
                ("dot hollow", hollow.clone()),
                ("hole", hollow),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<'_> = Words { id: "p:chart", title: "Calls & more", says: "3 weeks <kept>" };

    fn dot(slot: usize, share: f64) -> Dot {
        Dot { slot, share, band: None, is_hollow: false, is_marked: false }
    }

    fn chart(dots: Vec<Dot>) -> Shares {
        Shares { scale: Scale::new(4, 0.0, 1.0), dots, target: Some(0.9), usual: None, from: None }
    }

    fn path<'a>(svg: &'a str, class: &str) -> &'a str {
        let opening = format!("<path class=\"{class}\" d=\"");
        let Some(at) = svg.find(&opening) else { return "" };
        let rest = &svg[at + opening.len()..];
        &rest[..rest.find('"').expect("it ends")]
    }

    #[test]
    fn a_week_without_checks_breaks_the_line_and_has_no_dot() {
        let svg = chart(vec![dot(0, 1.0), dot(1, 0.5), dot(3, 0.5)]).svg(&WORDS);
        assert_eq!(path(&svg, "dot"), "M125 0h0M375 50h0M875 50h0");
        assert_eq!(path(&svg, "way"), "M125 0L375 50");
        assert_eq!(path(&svg, "target"), "M0 10H1000");
        assert_eq!(path(&svg, "dot hollow"), "");
    }

    #[test]
    fn a_sample_that_proves_nothing_is_hollow_and_a_signal_is_marked() {
        let hollow = Dot { is_hollow: true, ..dot(1, 0.5) };
        let marked = Dot { is_marked: true, ..dot(2, 0.25) };
        let svg = chart(vec![hollow, marked]).svg(&WORDS);
        assert_eq!((path(&svg, "dot hollow"), path(&svg, "hole")), ("M375 50h0", "M375 50h0"));
        assert_eq!((path(&svg, "marked"), path(&svg, "dot")), ("M625 75h0", "M625 75h0"));
    }

    #[test]
    fn a_share_that_is_no_number_is_a_gap_and_nothing_at_all_still_a_chart() {
        for dots in [vec![], vec![dot(0, f64::NAN), dot(1, f64::INFINITY)]] {
            let svg = chart(dots).svg(&WORDS);
            assert_eq!((path(&svg, "dot"), path(&svg, "band")), ("", ""));
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
        }
    }

    #[test]
    fn its_words_are_there_for_those_who_do_not_see_it() {
        let svg = chart(vec![dot(0, 1.0)]).svg(&WORDS);
        assert!(
            svg.contains("role=\"img\" aria-labelledby=\"p:chart:title\" aria-describedby=\"p:chart:says\"")
        );
        assert!(svg.contains("<title id=\"p:chart:title\">Calls &amp; more</title>"), "{svg}");
        assert!(svg.contains("3 weeks &lt;kept&gt;</desc>"), "{svg}");
        assert!(!svg.contains("style"), "{svg}");
    }
}
