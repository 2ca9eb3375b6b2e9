//! The colours that pages are drawn in when a company sets some: what follows from them, and which cannot be used as they
//! are because nobody could read them.

use crate::parse::colour::{Colour, Colours, READABLE, Scheme};
use crate::source::Spanned;

/// The theme's own colours, for what a company leaves out. `themes/default/assets/style.css` says them too; a test holds
/// the two together.
const LIGHT: Own = Own {
    accent: [0x11, 0x60, 0x6b],
    paper: [0xfa, 0xf8, 0xf3],
    ink: [0x21, 0x1f, 0x1b],
    warn: [0x9c, 0x3a, 0x10],
};
const DARK: Own = Own {
    accent: [0x11, 0x60, 0x6b],
    paper: [0x14, 0x18, 0x1b],
    ink: [0xdb, 0xd7, 0xcd],
    warn: [0xf2, 0xa0, 0x6b],
};

struct Own {
    accent: [u8; 3],
    paper: [u8; 3],
    ink: [u8; 3],
    warn: [u8; 3],
}

/// What pages are drawn in.
#[derive(Debug)]
pub struct Palette {
    /// In light; `None` where the theme decides, which makes an accent readable by itself.
    pub light: Option<Drawn>,
    /// In dark; the same.
    pub dark: Option<Drawn>,
    /// Colours that are not used as they are.
    pub unreadable: Vec<Unreadable>,
}

/// The colours of one scheme.
#[derive(Debug)]
pub struct Drawn {
    /// The line, and links.
    pub line: Colour,
    /// The ground and all that follows from it; `None` where the theme's own stays.
    pub ground: Option<Ground>,
}

/// The ground, and what is set on it.
#[derive(Debug)]
pub struct Ground {
    /// The ground itself.
    pub paper: Colour,
    /// The ground of notes, which stands out a little.
    pub sheet: Colour,
    /// Text.
    pub ink: Colour,
    /// Quiet text.
    pub soft: Colour,
    /// Lines between parts.
    pub rule: Colour,
    /// What goes wrong.
    pub warn: Colour,
}

/// A colour in which text could not be read on its ground, or on which it could not.
#[derive(Debug)]
pub struct Unreadable {
    /// The field that says it: `accent`, `paper` or `ink`.
    pub field: &'static str,
    /// Whether it is the dark scheme's.
    pub is_dark: bool,
    /// As it is written.
    pub written: Spanned<Colour>,
    /// What it is held against.
    pub against: Colour,
    /// The nearest that can be read, with which pages are drawn.
    pub used: Colour,
}

impl Palette {
    /// What follows from a company's colours.
    pub fn of(colours: &Colours) -> Self {
        let mut unreadable = Vec::new();
        let accent = colours.light.accent.as_ref().map_or(Colour(LIGHT.accent), |accent| accent.value);
        let light = &colours.light;
        // An accent alone is made readable by the theme's style, which knows its own ground.
        let is_own = light.paper.is_some() || light.ink.is_some();
        let light = is_own.then(|| drawn(light, &LIGHT, accent, false, &mut unreadable));
        let dark = &colours.dark;
        let is_own = dark.accent.is_some() || dark.paper.is_some() || dark.ink.is_some();
        let dark = is_own.then(|| drawn(dark, &DARK, accent, true, &mut unreadable));
        Self { light, dark, unreadable }
    }
}

fn drawn(set: &Scheme, own: &Own, accent: Colour, is_dark: bool, unreadable: &mut Vec<Unreadable>) -> Drawn {
    let value = |set: &Option<Spanned<Colour>>, own| set.as_ref().map_or(Colour(own), |set| set.value);
    let mut readable = |field, set: &Option<Spanned<Colour>>, colour: Colour, against: Colour| {
        let used = colour.readable_on(against);
        let written = set.as_ref().filter(|_| used != colour);
        unreadable.extend(written.map(|written| Unreadable {
            field,
            is_dark,
            written: written.clone(),
            against,
            used,
        }));
        used
    };
    let (mut paper, mut ink) = (value(&set.paper, own.paper), value(&set.ink, own.ink));
    if set.ink.is_some() {
        ink = readable("ink", &set.ink, ink, paper);
    } else {
        paper = readable("paper", &set.paper, paper, ink);
    }
    let accent = set.accent.as_ref().map_or(accent, |accent| accent.value);
    let line = readable("accent", &set.accent, accent, paper);
    let is_own = set.paper.is_some() || set.ink.is_some();
    Drawn { line, ground: is_own.then(|| ground([paper, ink, line], own)) }
}

/// What follows from the ground, the text and the line on it.
fn ground([paper, ink, line]: [Colour; 3], own: &Own) -> Ground {
    let can_carry = |sheet: &Colour| [ink, line].iter().all(|colour| colour.contrast(*sheet) >= READABLE);
    let sheet = Some(paper.mixed(ink, 0.05)).filter(can_carry).unwrap_or(paper);
    // As quiet as it may be.
    let mut soft = (0..20).rev().map(|n| ink.mixed(paper, f64::from(n) * 0.02));
    let soft = soft.find(|soft| soft.contrast(sheet) >= READABLE + 0.5).unwrap_or(ink);
    let warn = Colour(own.warn).readable_on(paper).readable_on(sheet);
    Ground { paper, sheet, ink, soft, rule: paper.mixed(ink, 0.18), warn }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{Span, builtin};

    fn set(colour: [u8; 3]) -> Option<Spanned<Colour>> {
        Some(Spanned::new(Colour(colour), Span::default()))
    }

    #[test]
    fn the_theme_says_the_same_of_its_own_colours() {
        let style = builtin::theme_file("assets/style.css").expect("the style");
        let dark = style.find("(prefers-color-scheme: dark)").expect("a dark scheme");
        for (own, part) in [(LIGHT, &style[..dark]), (DARK, &style[dark..])] {
            for (name, colour) in [("paper", own.paper), ("ink", own.ink), ("warn", own.warn)] {
                let line = format!("--{name}: {};", Colour(colour));
                assert!(part.contains(&line), "{line}");
            }
        }
        assert!(style.contains(&format!("--accent: {};", Colour(LIGHT.accent))));
    }

    #[test]
    fn what_a_company_leaves_out_is_the_themes() {
        let nothing = Palette::of(&Colours::default());
        assert!(nothing.light.is_none() && nothing.dark.is_none() && nothing.unreadable.is_empty());
        let accent = Colours {
            light: Scheme { accent: set([255, 255, 0]), ..Scheme::default() },
            ..Colours::default()
        };
        let accent = Palette::of(&accent);
        assert!(accent.light.is_none() && accent.dark.is_none() && accent.unreadable.is_empty());
        let by_night = Colours {
            dark: Scheme { accent: set([0x8f, 0xd3, 0xc0]), ..Scheme::default() },
            ..Colours::default()
        };
        let by_night = Palette::of(&by_night);
        assert!(by_night.light.is_none() && by_night.unreadable.is_empty());
        let drawn = by_night.dark.expect("a dark scheme");
        assert!(drawn.line == Colour([0x8f, 0xd3, 0xc0]) && drawn.ground.is_none());
    }

    proptest! {
        #[test]
        fn whatever_is_set_can_be_read(accent: [u8; 3], paper: [u8; 3], ink: [u8; 3]) {
            let scheme = Scheme { accent: set(accent), paper: set(paper), ink: set(ink) };
            let palette = Palette::of(&Colours { light: scheme.clone(), dark: scheme });
            for drawn in [palette.light, palette.dark].into_iter().flatten() {
                let ground = drawn.ground.expect("a ground");
                for on in [ground.paper, ground.sheet] {
                    for text in [ground.ink, ground.soft, drawn.line] {
                        prop_assert!(text.contrast(on) >= READABLE, "{text} on {on}");
                    }
                }
                prop_assert!(ground.warn.contrast(ground.sheet) >= READABLE);
            }
            for unreadable in &palette.unreadable {
                prop_assert!(unreadable.written.value.contrast(unreadable.against) < READABLE);
            }
        }
    }
}
