//! The outline of a body: headings, links, restatements and steps, each with its place in the file.
//!
//! Bodies are walked here once for their outline and again when a page is rendered; keeping the events in between
//! would cost more memory than the second walk costs time.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::checklist::Scanner;
use super::document::{Body, Heading};
use super::fault::Fault;
use super::link::{BodyLink, HeaderLink, Restatement};
use super::slug;
use crate::source::Span;

/// The Markdown that is understood: CommonMark, and of GitHub's additions tables, footnotes, alerts, task lists and
/// strike-through.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
}

/// What a walk over a body gives.
pub struct Outline {
    /// Headings, links and steps.
    pub body: Body,
    /// Ids that steps name.
    pub links: Vec<HeaderLink>,
    /// What was wrong in the checklist.
    pub faults: Vec<Fault>,
}

/// Walks `text[start..]`; reads a checklist when `with_checklist`.
pub fn outline(text: &str, start: usize, with_checklist: bool) -> Outline {
    let mut walk = Walk::new(text, start, with_checklist);
    let body = &text[start..];
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        walk.event(&event, range.start + start..range.end + start);
    }
    walk.finish()
}

struct Walk<'a> {
    text: &'a str,
    body: Body,
    scanner: Option<Scanner<'a>>,
    anchors: HashMap<String, usize>,
    heading: Option<(u8, String, Span)>,
    in_summary: bool,
    in_code: bool,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, start: usize, with_checklist: bool) -> Self {
        Self {
            text,
            body: Body { span: Span::new(start, text.len()), ..Body::default() },
            scanner: with_checklist.then(|| Scanner::new(text)),
            anchors: HashMap::new(),
            heading: None,
            in_summary: false,
            in_code: false,
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if let Some(scanner) = &mut self.scanner {
            scanner.event(event, &range);
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some((level_number(*level), String::new(), Span::from(range)));
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Paragraph) => self.in_summary = self.body.summary.is_empty(),
            Event::End(TagEnd::Paragraph) => self.in_summary = false,
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) => self.link(dest_url, range, false),
            Event::Start(Tag::Image { dest_url, .. }) => self.link(dest_url, range, true),
            Event::Text(words) => {
                self.words(words);
                if !self.in_code {
                    self.restatements(range);
                }
            }
            Event::Code(words) => self.words(words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((_, heading, _)) = &mut self.heading {
            heading.push_str(words);
        } else if self.in_summary && self.body.summary.len() < 200 {
            self.body.summary.push_str(words);
        }
    }

    fn close_heading(&mut self) {
        let Some((level, text, span)) = self.heading.take() else { return };
        let span = trim_end(self.text, span);
        if let Some(scanner) = &mut self.scanner {
            scanner.heading(level, &text, span);
        }
        let base = slug::heading_anchor(&text);
        let seen = self.anchors.entry(base.clone()).or_insert(0);
        let anchor = if *seen == 0 { base } else { format!("{base}-{seen}") };
        *seen += 1;
        self.body.headings.push(Heading { level, text, anchor, span });
    }

    fn link(&mut self, to: &str, range: Range<usize>, image: bool) {
        self.body.links.push(BodyLink { to: to.to_string(), span: Span::from(range), image });
    }

    /// Every `{{word:ID}}` of a stretch of text; other double braces are text.
    fn restatements(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while let Some(open) = self.text[from..range.end].find("{{") {
            let inner = from + open + 2;
            let Some(close) = self.text[inner..range.end].find("}}") else { return };
            let to = &self.text[inner..inner + close];
            if is_restatement(to) {
                let span = Span::new(from + open, inner + close + 2);
                self.body.restatements.push(Restatement { to: to.trim().to_string(), span });
            }
            from = inner + close + 2;
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        self.body.has_html = true;
        for (name, value) in attributes(html) {
            let to = value.to_string();
            match name {
                "id" | "name" => self.body.html_ids.push(to),
                "src" => self.body.links.push(BodyLink { to, span: Span::from(range.clone()), image: true }),
                _ => self.body.links.push(BodyLink { to, span: Span::from(range.clone()), image: false }),
            }
        }
    }

    fn finish(mut self) -> Outline {
        let mut links = Vec::new();
        let mut faults = Vec::new();
        let mut cut = Vec::new();
        if let Some(mut scanner) = self.scanner.take() {
            scanner.finish(self.text.len());
            self.body.steps = scanner.steps;
            links = scanner.links;
            faults = scanner.faults;
            cut = scanner.sections;
        }
        self.body.prose = around(self.body.span, &cut);
        self.body.summary = shorten(&self.body.summary);
        Outline { body: self.body, links, faults }
    }
}

/// Whether the text between double braces is `kind:ID`, and not some other tool's template.
pub fn is_restatement(inner: &str) -> bool {
    inner.trim().split_once(':').is_some_and(|(kind, id)| {
        !kind.is_empty()
            && kind.bytes().all(|b| b.is_ascii_lowercase())
            && !id.is_empty()
            && id.chars().all(|c| c.is_alphanumeric() || "-_/#".contains(c))
    })
}

/// 1 to 6.
pub fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn trim_end(text: &str, span: Span) -> Span {
    Span::new(span.start as usize, span.start as usize + text[span.range()].trim_end().len())
}

/// What is left of `whole` between the pieces in `cut`, which are in order.
fn around(whole: Span, cut: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut start = whole.start;
    for piece in cut {
        left.push(Span { start, end: piece.start.max(start) });
        start = piece.end;
    }
    left.push(Span { start, end: whole.end.max(start) });
    left.retain(|span| span.start < span.end);
    left
}

/// The `id`, `name`, `href` and `src` attributes of a stretch of raw HTML.
pub fn attributes(html: &str) -> impl Iterator<Item = (&'static str, &str)> {
    ["id", "name", "href", "src"].into_iter().flat_map(move |name| {
        html.match_indices(name).filter_map(move |(at, _)| {
            let before = html[..at].chars().next_back()?;
            let rest = html[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let value = rest[1..].split(mark).next()?;
            (before.is_whitespace() && html.starts_with('<')).then_some((name, value))
        })
    })
}

/// At most 160 characters, cut at a word.
fn shorten(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(160) {
        None => text.to_string(),
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", text[..cut].trim_end_matches([',', ';', ':', '.']))
        }
    }
}
