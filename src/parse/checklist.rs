//! The checklist of a system: a Markdown task list, read into steps.
//!
//! The scanner is fed the body's events, so that a body is walked once. A step's words stay Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::fault::{Fault, FaultKind, Wanted};
use super::link::{HeaderLink, LinkField};
use super::quantity::Quantity;
use super::scalar::yes_no;
use super::slug;
use crate::source::{Span, Spanned};

/// The three headings of a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The least, every time.
    Floor,
    /// A little more.
    PlusOne,
    /// Putting it right.
    GoesWrong,
}

impl Section {
    const ALL: [Self; 3] = [Self::Floor, Self::PlusOne, Self::GoesWrong];

    /// The heading as it is typed.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Floor => "Floor",
            Self::PlusOne => "Plus one",
            Self::GoesWrong => "If it goes wrong",
        }
    }
}

/// One step: a role, an act, and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The heading it stands under.
    pub section: Section,
    /// Its `^anchor`.
    pub anchor: Option<Spanned<String>>,
    /// The act, as Markdown.
    pub action: Spanned<String>,
    /// Its `@role`.
    pub role: Option<Spanned<String>>,
    /// Whether it may never be left out.
    pub must: bool,
    /// Its time limit.
    pub within: Option<Spanned<Quantity>>,
    /// How long it takes.
    pub takes: Option<Spanned<Quantity>>,
    /// How one sees that it was done.
    pub proof: Option<Spanned<String>>,
    /// What to do when it cannot be done.
    pub if_not: Option<Spanned<String>>,
    /// Whether the customer sees it.
    pub seen: Option<Spanned<String>>,
    /// What it costs.
    pub costs: Option<Spanned<String>>,
    /// Old anchors that still lead here.
    pub was: Vec<Spanned<String>>,
    /// The whole step.
    pub span: Span,
}

impl Step {
    /// Where to point when the step as a whole is meant: its `^anchor`, else its act.
    pub fn place(&self) -> Span {
        self.anchor.as_ref().map_or(self.action.span, |anchor| anchor.span)
    }
}

const DETAILS: [&str; 10] =
    ["within", "takes", "must", "proof", "if not", "then", "from", "seen", "costs", "was"];

/// Collects the steps of one body.
pub struct Scanner<'a> {
    text: &'a str,
    section: Option<Section>,
    depth: usize,
    /// How many quotes are open; what stands in one was complained about when it opened.
    quotes: usize,
    item: Option<Item>,
    /// The steps found.
    pub steps: Vec<Step>,
    /// The ids that they name.
    pub links: Vec<HeaderLink>,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// Where each checklist section begins and ends.
    pub sections: Vec<Span>,
}

/// The top-level list item being read.
struct Item {
    start: usize,
    /// Where the words begin; `None` until the box is seen.
    action_start: Option<usize>,
    action_end: Option<usize>,
    details: Vec<Range<usize>>,
}

impl<'a> Scanner<'a> {
    /// A scanner over the whole text of a file.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            section: None,
            depth: 0,
            quotes: 0,
            item: None,
            steps: Vec::new(),
            links: Vec::new(),
            faults: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// A heading was read whole.
    pub fn heading(&mut self, level: u8, words: &str, span: Span) {
        let words = words.trim();
        let named = Section::ALL.into_iter().find(|section| section.heading().eq_ignore_ascii_case(words));
        if named.is_none() && level > 2 && self.section.is_some() {
            return;
        }
        self.close_section(span.start);
        if named.is_some() {
            self.sections.push(Span { start: span.start, end: span.start });
        } else if let Some(meant) = slug::nearest(words, Section::ALL.map(Section::heading)) {
            let kind = FaultKind::NearHeading { typed: words.to_string(), meant };
            self.faults.push(Fault { span, kind });
        }
        self.section = named;
    }

    fn close_section(&mut self, end: u32) {
        if let (Some(_), Some(open)) = (self.section, self.sections.last_mut()) {
            open.end = end;
        }
    }

    /// The body is over.
    pub fn finish(&mut self, end: usize) {
        self.close_section(Span::new(end, end).start);
        self.section = None;
    }

    /// One event of the body, headings excepted.
    pub fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(section) = self.section else { return };
        match event {
            Event::Start(Tag::List(_)) => {
                if let Some(item) = &mut self.item {
                    item.action_end.get_or_insert(range.start);
                }
                self.depth += 1;
            }
            Event::End(TagEnd::List(_)) => self.depth = self.depth.saturating_sub(1),
            Event::Start(Tag::Item) => self.open_item(range),
            Event::End(TagEnd::Item) if self.depth == 1 => {
                if let Some(item) = self.item.take() {
                    self.close_item(section, item, range.end);
                }
            }
            Event::TaskListMarker(_) if self.depth == 1 => {
                if let Some(item) = &mut self.item {
                    item.action_start = Some(range.end);
                }
            }
            Event::Start(tag @ (Tag::Paragraph | Tag::CodeBlock(_) | Tag::Table(_) | Tag::BlockQuote(_)))
                if self.depth == 0 =>
            {
                if self.quotes == 0 {
                    self.not_a_task(section, range.start, range.end);
                }
                self.quotes += usize::from(matches!(tag, Tag::BlockQuote(_)));
            }
            Event::End(TagEnd::BlockQuote(_)) if self.depth == 0 => {
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn open_item(&mut self, range: &Range<usize>) {
        match (self.depth, &mut self.item) {
            (1, slot) => {
                let item =
                    Item { start: range.start, action_start: None, action_end: None, details: Vec::new() };
                *slot = Some(item);
            }
            (2, Some(item)) => item.details.push(range.clone()),
            _ => {}
        }
    }

    fn not_a_task(&mut self, section: Section, start: usize, end: usize) {
        let line = self.text[start..end].lines().next().unwrap_or("");
        let words = line.trim_start_matches(['-', '*', '+', ' ', '>', '|']).trim();
        let words =
            words.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')']).trim();
        let role = if words.starts_with('@') { "" } else { "@role " };
        let fixed = format!("- [ ] {role}{words}");
        let kind = FaultKind::NotATask { heading: section.heading(), fixed };
        self.faults.push(Fault { span: Span::new(start, start + line.trim_end().len()), kind });
    }

    fn close_item(&mut self, section: Section, item: Item, end: usize) {
        let Some(action_start) = item.action_start else {
            return self.not_a_task(section, item.start, item.action_end.unwrap_or(end));
        };
        let span = trimmed(self.text, Span::new(item.start, item.action_end.unwrap_or(end)));
        let action = trimmed(self.text, Span::new(action_start, item.action_end.unwrap_or(end)));
        let number = self.steps.len();
        let mut step = blank(section, action, span);
        self.read_action(&mut step, number);
        for detail in item.details {
            self.read_detail(&mut step, number, Span::from(detail));
        }
        self.steps.push(step);
    }

    /// `@role the act, maybe over several lines. ! ^anchor`
    fn read_action(&mut self, step: &mut Step, number: usize) {
        let mut span = step.action.span;
        if let Some(rest) = self.text[span.range()].strip_prefix('@') {
            let len =
                rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
            let role = Span::new(span.start as usize, span.start as usize + 1 + len);
            let target = Spanned::new(rest[..len].to_string(), role);
            if len > 0 {
                self.links.push(HeaderLink {
                    field: LinkField::StepRole,
                    target: target.clone(),
                    step: Some(number),
                });
                step.role = Some(target);
            }
            span = trimmed(self.text, Span { start: role.end, end: span.end });
        }
        let last = last_word(self.text, span);
        if let Some(anchor) = self.text[last.range()].strip_prefix('^') {
            let found = Spanned::new(anchor.to_string(), last);
            if slug::is_id(anchor) {
                step.anchor = Some(found);
            } else {
                self.faults.push(Fault::bad_value("^anchor", &found, Wanted::Id));
            }
            span = trimmed(self.text, Span { start: span.start, end: last.start });
        }
        let last = last_word(self.text, span);
        if &self.text[last.range()] == "!" {
            step.must = true;
            span = trimmed(self.text, Span { start: span.start, end: last.start });
        }
        let lines: Vec<&str> = self.text[span.range()].lines().map(str::trim).collect();
        step.action = Spanned::new(lines.join(" "), span);
    }

    /// `  - if not: tell the front-desk lead`
    fn read_detail(&mut self, step: &mut Step, number: usize, range: Span) {
        let line = trimmed(self.text, range);
        let text = &self.text[line.range()];
        let bullet = text.len() - text.trim_start_matches(['-', '*', '+', ' ']).len();
        let whole = Span { start: line.start + u32::try_from(bullet).unwrap_or(0), end: line.end };
        let words = &self.text[whole.range()];
        let Some((key, value)) = words.split_once(':') else {
            let first_line = words.lines().next().unwrap_or("").to_string();
            let kind = FaultKind::UnknownField { name: first_line, near: None, place: "a step" };
            return self.faults.push(Fault { span: whole, kind });
        };
        let value_span = trimmed(self.text, Span { start: whole.end - length(value), end: whole.end });
        let value: Vec<&str> = self.text[value_span.range()].lines().map(str::trim).collect();
        let value = Spanned::new(value.join(" "), value_span);
        let key_span = Span { start: whole.start, end: whole.start + length(key) };
        self.detail(step, number, &Spanned::new(key.trim().to_string(), key_span), value);
    }

    fn detail(&mut self, step: &mut Step, number: usize, key: &Spanned<String>, value: Spanned<String>) {
        match key.value.as_str() {
            "within" => step.within = self.quantity("within", &value),
            "takes" => step.takes = self.quantity("takes", &value),
            "must" => match yes_no(&value.value) {
                Some(must) => step.must = must,
                None => self.faults.push(Fault::bad_value("must", &value, Wanted::YesNo)),
            },
            "proof" => step.proof = Some(value),
            "if not" => step.if_not = Some(value),
            "seen" => step.seen = Some(value),
            "costs" => step.costs = Some(value),
            "then" => self.link(LinkField::Then, number, &value),
            "from" => self.link(LinkField::FromRole, number, &value),
            "was" => {
                let anchors = words(self.text, &value).into_iter();
                step.was = anchors.map(|w| Spanned::new(w.value.replace('^', ""), w.span)).collect();
            }
            other => {
                let near = slug::nearest(other, DETAILS).map(ToString::to_string);
                let kind = FaultKind::UnknownField { name: other.to_string(), near, place: "a step" };
                self.faults.push(Fault { span: key.span, kind });
            }
        }
    }

    fn quantity(&mut self, field: &str, value: &Spanned<String>) -> Option<Spanned<Quantity>> {
        let quantity = Quantity::parse(&value.value);
        if quantity.is_none() {
            self.faults.push(Fault::bad_value(field, value, Wanted::Quantity));
        }
        quantity.map(|quantity| Spanned::new(quantity, value.span))
    }

    fn link(&mut self, field: LinkField, number: usize, value: &Spanned<String>) {
        for word in words(self.text, value) {
            let id = word.value.trim_matches(|c: char| "@[],".contains(c)).to_string();
            if !id.is_empty() {
                let target = Spanned::new(id, word.span);
                self.links.push(HeaderLink { field, target, step: Some(number) });
            }
        }
    }
}

fn blank(section: Section, action: Span, span: Span) -> Step {
    Step {
        section,
        anchor: None,
        action: Spanned::new(String::new(), action),
        role: None,
        must: false,
        within: None,
        takes: None,
        proof: None,
        if_not: None,
        seen: None,
        costs: None,
        was: Vec::new(),
        span,
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

fn trimmed(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let start = slice.len() - slice.trim_start().len();
    Span::new(span.start as usize + start, span.start as usize + start + slice.trim().len())
}

fn last_word(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let start = slice
        .rfind(char::is_whitespace)
        .map_or(0, |i| i + slice[i..].chars().next().map_or(1, char::len_utf8));
    Span { start: span.start + length(&slice[..start]), end: span.end }
}

/// The words of a value, each where it stands in the source.
fn words(source: &str, value: &Spanned<String>) -> Vec<Spanned<String>> {
    let start = value.span.start as usize;
    let text = &source[value.span.range()];
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let parts = c.is_whitespace() || c == ',';
        match from {
            None if !parts => from = Some(at),
            Some(first) if parts => {
                words.push(Spanned::new(text[first..at].to_string(), Span::new(start + first, start + at)));
                from = None;
            }
            _ => {}
        }
    }
    words
}
