//! The outline of a body: headings, links, restatements and steps, each with its place in the file.
//!
//! Bodies are walked here once for their outline and again when a page is rendered; keeping the events in between
//! would cost more memory than the second walk costs time.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::checklist::Scanner;
use super::comment::Comments;
use super::document::{Body, Heading};
use super::fault::Fault;
use super::link::{BodyLink, HeaderLink, Restatement};
use super::raw_html::{self, Says};
use super::slug;
use crate::source::Span;

/// The Markdown that is understood: CommonMark, and of GitHub's additions tables, footnotes, alerts, task lists and
/// strike-through. Beside them `## Heading {#anchor}`, as other generators write it: where it is not understood, it
/// shows on the page and breaks every link to the anchor.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// What a walk over a body gives.
pub struct Outline {
    /// Headings, links and steps.
    pub body: Body,
    /// The words of an `<h1>` in raw HTML above all headings: a title, for want of another.
    pub html_title: Option<String>,
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
    /// Anchors given, and how often each was asked for.
    anchors: HashMap<String, usize>,
    heading: Option<OpenHeading>,
    /// A block of raw HTML, and where each of its lines stands: the first byte in the block and in the file.
    html: Option<(String, Vec<(usize, usize)>)>,
    html_title: Option<String>,
    comments: Comments,
    in_summary: bool,
    in_code: bool,
    in_image: bool,
}

/// A heading that has not ended yet.
struct OpenHeading {
    level: u8,
    /// The anchor written behind it, `{#anchor}`.
    anchor: Option<String>,
    text: String,
    /// What its images say: its words, when it has no others.
    image: String,
    span: Span,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, start: usize, with_checklist: bool) -> Self {
        Self {
            text,
            body: Body { span: Span::new(start, text.len()), ..Body::default() },
            scanner: with_checklist.then(|| Scanner::new(text)),
            anchors: HashMap::new(),
            heading: None,
            html: None,
            html_title: None,
            comments: Comments::default(),
            in_summary: false,
            in_code: false,
            in_image: false,
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if let Event::Start(tag) = event {
            self.comments.block(tag, &range);
        }
        if let Some(scanner) = &mut self.scanner {
            scanner.event(event, &range);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::End(TagEnd::Paragraph) => {
                self.in_summary = false;
                // Another tool's template says nothing to a reader.
                if self.body.summary.starts_with(['{', ':']) {
                    self.body.summary.clear();
                }
            }
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::End(TagEnd::Image) => self.in_image = false,
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((html, lines)) = self.html.take() {
                    self.comments.html(&self.text[range.clone()], range);
                    self.html(&html, &lines);
                }
            }
            Event::Text(words) => {
                self.words(words);
                if !self.in_code {
                    self.restatements(range);
                }
            }
            Event::Code(words) => self.words(words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Html(html) => match &mut self.html {
                Some((block, lines)) => {
                    lines.push((block.len(), range.start));
                    block.push_str(html);
                }
                None => self.html(html, &[(0, range.start)]),
            },
            Event::InlineHtml(html) => self.html(html, &[(0, range.start)]),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                let anchor = id.as_ref().map(ToString::to_string).filter(|id| !id.is_empty());
                let (text, image) = (String::new(), String::new());
                let level = level_number(*level);
                self.heading = Some(OpenHeading { level, anchor, text, image, span: Span::from(range) });
            }
            Tag::Paragraph => self.in_summary = self.body.summary.trim().is_empty(),
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => self.html = Some((String::new(), Vec::new())),
            // An e-mail address between angle brackets leads nowhere in the handbook.
            Tag::Link { link_type: LinkType::Email, .. } => {}
            Tag::Link { dest_url, .. } => self.link(dest_url, range, false),
            Tag::Image { dest_url, .. } => {
                self.in_image = true;
                self.link(dest_url, range, true);
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(heading) = &mut self.heading {
            if self.in_image { &mut heading.image } else { &mut heading.text }.push_str(words);
        } else if self.in_summary && !self.in_image && self.body.summary.len() < 200 {
            self.body.summary.push_str(words);
        }
    }

    fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let OpenHeading { level, anchor, text, image, span } = heading;
        let text = if text.trim().is_empty() { image } else { text };
        let text = text.trim().to_string();
        let span = trim_end(self.text, span);
        if let Some(scanner) = &mut self.scanner {
            scanner.heading(level, &text, span);
        }
        let anchor = self.unique(anchor.unwrap_or_else(|| slug::heading_anchor(&text)));
        self.body.headings.push(Heading { level, text, anchor, span });
    }

    /// The anchor with a number behind it when it has been given already, counted as Git hosts count.
    fn unique(&mut self, base: String) -> String {
        let mut anchor = base.clone();
        let mut seen = self.anchors.get(&base).copied().unwrap_or(0);
        while self.anchors.contains_key(&anchor) {
            seen += 1;
            anchor = format!("{base}-{seen}");
        }
        self.anchors.insert(base, seen);
        self.anchors.entry(anchor.clone()).or_insert(0);
        anchor
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

    /// Anchors, links and media of raw HTML. `lines` says where its lines stand in the file.
    fn html(&mut self, html: &str, lines: &[(usize, usize)]) {
        self.body.has_html = true;
        let place = |at: usize| {
            let line = lines.iter().rev().find(|(start, _)| *start <= at);
            line.map_or(at, |(start, in_file)| in_file + (at - start))
        };
        let mut title_from = None;
        for tag in raw_html::tags(html) {
            for attribute in &tag.attributes {
                let to = attribute.value.replace("&amp;", "&");
                let span = Span::new(place(attribute.span.start), place(attribute.span.end));
                match tag.says(attribute) {
                    Some(Says::Anchor) => self.body.html_ids.push(to),
                    Some(says) => self.body.links.push(BodyLink { to, span, image: says == Says::Media }),
                    None => {}
                }
            }
            if tag.is("h1") && self.html_title.is_none() && self.body.headings.is_empty() {
                let from = title_from.replace(tag.span.end);
                let words = from.map(|from| raw_html::words(&html[from..tag.span.start]));
                self.html_title = words.filter(|words| tag.closes && !words.is_empty());
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
        self.body.allow = self.comments.finish();
        self.body.summary = shorten(&self.body.summary);
        self.body.html_ids.sort_unstable();
        self.body.html_ids.dedup();
        self.body.by_anchor = by_anchor(&self.body.headings);
        // Ten thousand bodies are kept for the whole run; the room that their lists grew into is not.
        self.body.links.shrink_to_fit();
        self.body.headings.shrink_to_fit();
        self.body.steps.shrink_to_fit();
        Outline { body: self.body, html_title: self.html_title, links, faults }
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

/// A step's words without Markdown's marks, for places that show text only.
pub fn plain(markdown: &str) -> String {
    if !markdown.contains(['*', '_', '`', '[', '<', '&', '\\']) {
        return markdown.to_string();
    }
    let mut out = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
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

/// Numbers of the headings, sorted by anchor; of two with one anchor only the first.
fn by_anchor(headings: &[Heading]) -> Box<[u32]> {
    let mut seen = HashSet::with_capacity(headings.len());
    let numbered = (0..).zip(headings).filter(|(_, heading)| seen.insert(heading.anchor.as_str()));
    let mut numbers: Vec<u32> = numbered.map(|(number, _)| number).collect();
    numbers.sort_by_key(|number| headings[*number as usize].anchor.as_str());
    numbers.into()
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
