//! The company's fonts: a file of its own, or names of fonts that readers' devices have.

use crate::source::{Spanned, VPath};

/// What text and headings are set in; nothing where the theme decides.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    /// For running text.
    pub text: Option<Spanned<Font>>,
    /// For headings.
    pub headings: Option<Spanned<Font>>,
}

/// A font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Font {
    /// A file of the handbook, by its path from the root.
    File(VPath),
    /// Names, the first of which that a device has is used; each plain words, so that nothing else can be said with one.
    Names(Vec<String>),
}

impl Fonts {
    /// Both, the text's first.
    pub fn iter(&self) -> impl Iterator<Item = &Spanned<Font>> {
        self.text.iter().chain(&self.headings)
    }

    /// The files among them.
    pub fn files(&self) -> impl Iterator<Item = Spanned<&VPath>> {
        self.iter().filter_map(|font| match &font.value {
            Font::File(path) => Some(Spanned::new(path, font.span)),
            Font::Names(_) => None,
        })
    }
}

/// The path of a font, or names with commas between them.
pub fn font(text: &str) -> Option<Font> {
    let text = text.trim();
    // A font of another host is none: no page asks anybody else for anything.
    let is_one_file = !text.contains(',') && !text.contains("://");
    let path = VPath::new(text)
        .filter(|path| is_one_file && ["woff2", "woff", "ttf", "otf"].contains(&path.extension().as_str()));
    if let Some(path) = path {
        return Some(Font::File(path));
    }
    let names = text.split(',').map(|name| name.trim().trim_matches(['"', '\'']).trim());
    let names: Vec<String> = names.map(ToString::to_string).collect();
    names.iter().all(|name| is_name(name)).then_some(Font::Names(names))
}

fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    name.starts_with(|c: char| c.is_alphabetic() || c == '-') && name.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_a_file_or_names() {
        assert!(matches!(font("static/fonts/Ours.woff2"), Some(Font::File(_))));
        let names = font("\"Atkinson Hyperlegible\", Verdana, sans-serif");
        assert_eq!(
            names,
            Some(Font::Names(["Atkinson Hyperlegible", "Verdana", "sans-serif"].map(String::from).into()))
        );
    }

    #[test]
    fn nothing_but_names_gets_into_a_style() {
        for bad in [
            "",
            "a;b",
            "x} body {",
            "url(x)",
            "https://x.org/a.woff2",
            "../up.woff2",
            "a,,b",
            "1st",
            "a\\b",
            "</style>",
            "a\nb",
        ] {
            assert_eq!(font(bad), None, "{bad}");
        }
    }
}
