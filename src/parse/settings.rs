//! `handbook.yaml`: every field optional, every field typed.

mod editions;

use jiff::civil::Date;

use super::colour::{Colour, Colours, Scheme};
use super::document::Waiver;
use super::fault::{Fault, FaultKind, Wanted};
use super::fonts::{self, Fonts};
use super::header::Header;
use super::slug;
use super::yaml::{self, Value};
use crate::source::{SETTINGS, SourceTree, Span, Spanned, VPath};

pub use editions::{EditionSettings, EditionSource, KEPT};

/// The settings of one handbook, with defaults filled in by whoever asks.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The handbook's name.
    pub title: Option<String>,
    /// A language tag such as `en`.
    pub language: Option<Spanned<String>>,
    /// Where the site will stand, with a `/` at its end.
    pub base_url: Option<String>,
    /// The theme's name; `default` is built in.
    pub theme: Option<Spanned<String>>,
    /// The company's colours.
    pub colours: Colours,
    /// The company's logo, a path from the root.
    pub logo: Option<Spanned<String>>,
    /// The company's fonts.
    pub fonts: Fonts,
    /// Whether search engines may list the site.
    pub search_engines: bool,
    /// Where a page is edited; `{path}` stands for the file.
    pub edit_url: Option<String>,
    /// Where a reader says what is wrong.
    pub report_url: Option<String>,
    /// Places: id and name.
    pub places: Vec<(Spanned<String>, Spanned<String>)>,
    /// Addresses that are gone for good, each with why.
    pub gone: Vec<(Spanned<String>, Spanned<String>)>,
    /// The day the handbook is read as of.
    pub as_of: Option<Date>,
    /// Where editions come from, and how many there are to be.
    pub editions: EditionSettings,
    /// Audiences and those they include.
    pub audiences: Vec<Audience>,
    /// Where the company speaks to customers beside the handbook: patterns of paths.
    pub outside: Vec<Spanned<String>>,
    /// Weights of single rules.
    pub rules: Vec<(Spanned<String>, RuleWeight)>,
    /// Numbers that single rules go by.
    pub parameters: Vec<Parameter>,
    /// Excuses that hold for the whole handbook.
    pub allow: Vec<Waiver>,
    /// What becomes of raw HTML in Markdown.
    pub raw_html: RawHtml,
    /// Everything wrong with the file on its own.
    pub faults: Vec<Fault>,
    /// Where rules are weighed and excused: a slip there would check another handbook than the one meant.
    pub control: Vec<Span>,
    /// Where to point for the settings as a whole.
    pub top: Span,
}

/// A group of readers.
#[derive(Debug, Clone)]
pub struct Audience {
    /// Its name.
    pub id: Spanned<String>,
    /// Audiences that it reads along with.
    pub includes: Vec<Spanned<String>>,
}

/// A number that a rule goes by, such as `list-too-long: { at_most: 12 }`.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The rule's name.
    pub rule: Spanned<String>,
    /// The parameter's name.
    pub name: Spanned<String>,
    /// Its value.
    pub value: u32,
}

/// How much a rule weighs in this handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleWeight {
    /// Not at all.
    Off,
    /// As a note.
    Note,
    /// As a warning.
    Warning,
    /// As an error.
    Error,
}

/// What becomes of raw HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// Shown as the text it is.
    Escape,
    /// Kept where it is harmless.
    #[default]
    Sanitize,
    /// Kept as it stands.
    Allow,
}

const FONT: &str =
    "the path of a font file, such as `static/ours.woff2`, or names of fonts such as `Verdana, sans-serif`";

const WEIGHTS: [(&str, RuleWeight); 4] = [
    ("off", RuleWeight::Off),
    ("note", RuleWeight::Note),
    ("warning", RuleWeight::Warning),
    ("error", RuleWeight::Error),
];

impl Settings {
    /// The language that the handbook is written in: English until it says otherwise.
    pub fn language(&self) -> &str {
        self.language.as_ref().map_or("en", |language| &language.value)
    }

    /// The settings of a tree; those that nobody has written when it has none that can be read.
    pub fn of(tree: &SourceTree) -> Self {
        tree.text(SETTINGS).map(Self::parse).unwrap_or_default()
    }

    /// The patterns of the files beside the handbook, as they are written.
    pub fn outside_patterns(&self) -> Vec<&str> {
        self.outside.iter().map(|pattern| pattern.value.as_str()).collect()
    }

    /// The files that the brand is made of: the logo, and fonts.
    pub fn brand_files(&self) -> impl Iterator<Item = VPath> {
        let logo = self.logo.as_ref().and_then(|logo| VPath::new(&logo.value));
        let fonts = self.fonts.files().map(|font| font.value.clone());
        logo.into_iter().chain(fonts)
    }

    /// Those that the settings of a tree name.
    pub fn outside_in(tree: &SourceTree) -> Vec<String> {
        Self::of(tree).outside.into_iter().map(|pattern| pattern.value).collect()
    }

    /// Reads the whole file.
    pub fn parse(text: &str) -> Self {
        let whole = Span::new(0, text.len());
        let (node, faults) = yaml::read(text, whole);
        let top = yaml::first_line(text, whole);
        let mut header = Header::new(text, &node, "handbook.yaml", top);
        let mut settings = Self::read(&mut header);
        header.finish();
        settings.faults = faults;
        settings.faults.append(&mut header.faults);
        settings.top = top;
        settings
    }

    fn read(header: &mut Header<'_>) -> Self {
        let text = |found: Option<Spanned<String>>| found.map(|found| found.value);
        header.parsed("format", Wanted::Told("the number 1; no other format exists"), |v| {
            (v == "1").then_some(())
        });
        let brand = header.inner("brand", "brand", |brand| {
            let font = Wanted::Told(FONT);
            let fonts = brand.inner("fonts", "fonts", |of| Fonts {
                text: of.parsed("text", font.clone(), fonts::font),
                headings: of.parsed("headings", font, fonts::font),
            });
            let light = scheme(brand);
            let dark = brand.inner("dark", "`dark`", scheme).unwrap_or_default();
            (Colours { light, dark }, brand.text("logo"), fonts.unwrap_or_default())
        });
        let (colours, logo, fonts) = brand.unwrap_or_default();
        let language =
            header.parsed("language", Wanted::Told("a language tag such as `en` or `pt-BR`"), language);
        // Read by commands to come.
        header.node("offline");
        Self {
            title: text(header.text("title")),
            language,
            base_url: text(header.parsed("base_url", Wanted::Url, base_url)),
            theme: header.text("theme"),
            colours,
            logo,
            fonts,
            search_engines: header.yes_no("search_engines").is_some_and(|found| found.value),
            edit_url: text(header.parsed("edit_url", Wanted::Url, url)),
            report_url: text(header.parsed("report_url", Wanted::Url, url)),
            places: header.map("places"),
            gone: header.map("gone"),
            as_of: header.date("as_of").map(|date| date.value),
            editions: header.inner("editions", "`editions`", editions).unwrap_or_default(),
            audiences: audiences(header),
            outside: outside(header),
            rules: rules(header),
            parameters: parameters(header),
            allow: waivers(header),
            raw_html: header
                .choice(
                    "raw_html",
                    &["escape", "sanitize", "allow"],
                    &[RawHtml::Escape, RawHtml::Sanitize, RawHtml::Allow],
                )
                .map(|raw_html| raw_html.value)
                .unwrap_or_default(),
            control: ["rules", "allow"]
                .iter()
                .filter_map(|name| header.node(name))
                .map(|node| node.span)
                .collect(),
            faults: Vec::new(),
            top: Span::default(),
        }
    }
}

/// The excuses under `allow:`; the same in a header and in the settings.
pub fn waivers(header: &mut Header<'_>) -> Vec<Waiver> {
    header
        .inner_list("allow", "a waiver", |waiver| {
            let rule = waiver.text("rule");
            let read = (waiver.text("id"), waiver.text("reason"), waiver.date("until"), waiver.text("by"));
            waiver.need(&["rule"]);
            waiver.need(&["reason"]);
            rule.map(|rule| Waiver { rule, id: read.0, reason: read.1, until: read.2, by: read.3 })
        })
        .into_iter()
        .flatten()
        .collect()
}

/// Patterns that can only match files in the handbook's folder.
fn outside(header: &mut Header<'_>) -> Vec<Spanned<String>> {
    let mut patterns = header.texts("outside");
    patterns.retain(|pattern| {
        let climbs = pattern.value.starts_with('/') || pattern.value.split('/').any(|part| part == "..");
        if climbs {
            let wanted = Wanted::Told("a path inside the handbook's folder, such as `website/**/*.html`");
            header.faults.push(Fault::bad_value("outside", pattern, wanted));
        }
        !climbs
    });
    patterns
}

fn editions(header: &mut Header<'_>) -> EditionSettings {
    let sources = [EditionSource::Git, EditionSource::Folder];
    let a_year = Wanted::Told("how many editions are planned a year, such as `4`");
    let one_star =
        Wanted::Told("a tag's name with one `*` where the edition's name stands, such as `edition/*`");
    let per_year = header.parsed("per_year", a_year, |typed| {
        typed.trim().parse().ok().filter(|number| (1..=366).contains(number))
    });
    EditionSettings {
        source: header.choice("source", &["git", "folder"], &sources).map(|source| source.value),
        tags: header.parsed("tags", one_star, tags).map(|tags| tags.value),
        keep: header.count("keep").map(|keep| keep.value),
        per_year: per_year.map(|number| number.value),
    }
}

/// A pattern of tags, without what git would put before them.
fn tags(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("refs/tags/").unwrap_or(text);
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "~^:?[\\".contains(c);
    let is_a_name = !text.starts_with(['/', '-']) && !text.contains("..") && !text.contains(is_odd);
    (is_a_name && text.matches('*').count() == 1).then(|| text.to_string())
}

fn audiences(header: &mut Header<'_>) -> Vec<Audience> {
    let mut audiences = Vec::new();
    for entry in header.open_map("audiences") {
        let includes = match &entry.value.value {
            Value::Map(inner) => {
                inner.iter().filter(|e| e.key.value == "includes").flat_map(|e| names(&e.value)).collect()
            }
            _ => Vec::new(),
        };
        audiences.push(Audience { id: entry.key.clone(), includes });
    }
    audiences
}

fn names(node: &yaml::Node) -> Vec<Spanned<String>> {
    match &node.value {
        Value::Scalar(text) => vec![Spanned::new(text.clone(), node.span)],
        Value::List(items) => items.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

fn rules(header: &mut Header<'_>) -> Vec<(Spanned<String>, RuleWeight)> {
    let mut rules = Vec::new();
    for entry in header.open_map("rules") {
        let word = match &entry.value.value {
            Value::Scalar(word) => word,
            Value::Map(_) | Value::Broken => continue,
            Value::Empty | Value::List(_) => {
                let found = Spanned::new("…".to_string(), entry.value.span);
                let wanted = Wanted::Told("`off`, `note`, `warning` or `error`");
                header.faults.push(Fault::bad_value(&entry.key.value, &found, wanted));
                continue;
            }
        };
        match WEIGHTS.iter().find(|(name, _)| name == word) {
            Some((_, weight)) => rules.push((entry.key.clone(), *weight)),
            None => {
                let found = Spanned::new(word.clone(), entry.value.span);
                let wanted = Wanted::Choice(&["off", "note", "warning", "error"]);
                let kind = FaultKind::BadValue { field: entry.key.value.clone(), found: found.value, wanted };
                header.faults.push(Fault { span: found.span, kind });
            }
        }
    }
    rules
}

/// The numbers that rules go by: entries of `rules:` that are maps.
fn parameters(header: &mut Header<'_>) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for entry in header.open_map("rules") {
        let Value::Map(fields) = &entry.value.value else { continue };
        for field in fields {
            let typed = if let Value::Scalar(text) = &field.value.value { text.trim() } else { "…" };
            match typed.parse() {
                Ok(value) => {
                    parameters.push(Parameter { rule: entry.key.clone(), name: field.key.clone(), value });
                }
                Err(_) => {
                    let found = Spanned::new(typed.to_string(), field.value.span);
                    header.faults.push(Fault::bad_value(&field.key.value, &found, Wanted::Count));
                }
            }
        }
    }
    parameters
}

/// The colours of one scheme.
fn scheme(header: &mut Header<'_>) -> Scheme {
    Scheme {
        accent: header.parsed("accent", Wanted::Colour, Colour::parse),
        paper: header.parsed("paper", Wanted::Colour, Colour::parse),
        ink: header.parsed("ink", Wanted::Colour, Colour::parse),
    }
}

fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| text.starts_with(scheme));
    (known && !text.contains([' ', '"', '<', '>'])).then(|| text.to_string())
}

/// An absolute address, with a `/` at its end.
pub fn base_url(text: &str) -> Option<String> {
    let url = url(text).filter(|url| url.starts_with("http") && !url.contains(['?', '#']))?;
    Some(if url.ends_with('/') { url } else { url + "/" })
}

fn language(text: &str) -> Option<String> {
    let text = text.trim();
    let well_formed = text
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    (well_formed && !slug::to_id(text).is_empty()).then(|| text.to_string())
}
