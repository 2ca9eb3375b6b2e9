//! The typed reading of a header: every field asked for by name, every complaint collected.
//!
//! A reader asks for its fields one by one; what nobody asked for is unknown, and the names that were asked for are
//! what a typing slip is compared with. So there is no second list of fields that could drift from the readers.

use jiff::civil::Date;

use super::fault::{Fault, FaultKind, Wanted, YamlTrap};
use super::link::{HeaderLink, LinkField};
use super::quantity::{Clock, Measure, Percent, Quantity};
pub use super::scalar::{date, period, yes_no};
use super::scalar::{indented_fields, lost_comment, with_brackets};
use super::slug;
use super::yaml::{Entry, Node, Value};
use super::yaml_repair;
use crate::source::{Span, Spanned};

/// More unknown names than this, and the header was not meant for us.
const MOST_STRANGERS: usize = 100;

/// The fields of one header, list entry or inner map.
pub struct Header<'a> {
    source: &'a str,
    entries: &'a [Entry],
    /// Where it stands in words, such as `a promise`.
    place: &'static str,
    /// Where a missing field is reported.
    top: Span,
    /// The header could not be read at all: then nothing is missing, it is only unseen.
    unreadable: bool,
    /// Names on lines that could not be read as fields.
    lost: Vec<String>,
    asked: Vec<&'static str>,
    /// Everything that was wrong.
    pub faults: Vec<Fault>,
    /// Every id that the header names.
    pub links: Vec<HeaderLink>,
}

impl<'a> Header<'a> {
    /// A reader over `node`; `top` is where a missing field is reported.
    pub fn new(source: &'a str, node: &'a Node, place: &'static str, top: Span) -> Self {
        let (entries, unreadable): (&[Entry], bool) = match &node.value {
            Value::Map(entries) => (entries, false),
            Value::Empty => (&[], false),
            Value::Scalar(_) | Value::List(_) | Value::Broken => (&[], true),
        };
        let mut faults = Vec::new();
        if matches!(node.value, Value::Scalar(_) | Value::List(_)) {
            faults.push(Fault { span: top, kind: FaultKind::Yaml(YamlTrap::NotFields) });
        }
        Self { source, entries, place, top, unreadable, lost: vec![], asked: vec![], faults, links: vec![] }
    }

    /// Remembers the first words of lines that were no fields, such as `owner front-desk`: what stands there is not
    /// missing too.
    pub fn remember_lost(&mut self, faults: &[Fault]) {
        let source = self.source;
        self.lost.extend(faults.iter().flat_map(|fault| {
            let indented = match fault.kind {
                FaultKind::Yaml(YamlTrap::TabIndent | YamlTrap::StrayIndent) => {
                    indented_fields(source, fault.span)
                }
                _ => Vec::new(),
            };
            indented.into_iter().chain(fault.kind.lost_fields())
        }));
    }

    /// The value of `name`, when there is one.
    pub fn node(&mut self, name: &'static str) -> Option<&'a Node> {
        self.asked.push(name);
        let entry = self.entries.iter().find(|entry| entry.key.value == name)?;
        (!entry.value.value.is_blank()).then_some(&entry.value)
    }

    /// Whether `name` is written at all, readable or not.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.key.value == name && !entry.value.value.is_blank())
    }

    /// Whether one of `names` is written, or something that was probably meant for it: a misspelt name is a complaint
    /// of its own and must not look like a missing field as well.
    pub fn seems_to_have(&self, names: &[&'static str]) -> bool {
        let written = self.entries.iter().filter(|entry| !entry.value.value.is_blank());
        let mut strangers = written
            .map(|entry| entry.key.value.as_str())
            .filter(|name| !self.asked.contains(name))
            .chain(self.lost.iter().map(String::as_str))
            .take(MOST_STRANGERS);
        names.iter().any(|name| self.has(name))
            || strangers.any(|name| {
                slug::nearest(name, self.asked.iter().copied()).is_some_and(|n| names.contains(&n))
            })
    }

    /// Fields that are written and could not be read, and those that misspelt names were probably meant for.
    pub fn unsure(&self) -> Vec<String> {
        let broken = self.entries.iter().filter(|entry| entry.value.holds_broken());
        let complained = self.faults.iter().filter_map(|fault| match &fault.kind {
            FaultKind::BadValue { field, .. } => Some(field.clone()),
            FaultKind::UnknownField { near, .. } => near.clone(),
            _ => None,
        });
        broken.map(|entry| entry.key.value.clone()).chain(complained).chain(self.lost.clone()).collect()
    }

    /// Complains when none of `names` is written; the first gives the complaint its name.
    pub fn need(&mut self, names: &[&'static str]) {
        let Some(field) = names.first().copied() else { return };
        if self.unreadable || self.seems_to_have(names) {
            return;
        }
        let empty = self.entries.iter().find(|entry| names.contains(&entry.key.value.as_str()));
        let span = empty.map_or(self.top, |entry| entry.key.span);
        self.faults.push(Fault { span, kind: FaultKind::MissingField { field, place: self.place } });
    }

    /// A scalar as it was typed.
    fn scalar(&mut self, name: &'static str, wanted: Wanted) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        match &node.value {
            Value::Scalar(text) => Some(Spanned::new(text.clone(), node.span)),
            Value::Broken | Value::Empty => None,
            Value::List(_) | Value::Map(_) => {
                self.refuse(name, node, wanted);
                None
            }
        }
    }

    /// A scalar turned into something else, or a complaint that says what would do.
    fn typed<T>(
        &mut self,
        name: &'static str,
        wanted: Wanted,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let found = self.scalar(name, wanted.clone())?;
        match parse(&found.value) {
            Some(value) => Some(Spanned::new(value, found.span)),
            None => {
                self.faults.push(Fault::bad_value(name, &found, wanted));
                None
            }
        }
    }

    /// Text. Words behind ` #` that YAML would drop are a complaint.
    pub fn text(&mut self, name: &'static str) -> Option<Spanned<String>> {
        let mut found = self.scalar(name, Wanted::Text)?;
        self.refuse_lost_words(name, found.span);
        found.value = found.value.trim().to_string();
        (!found.value.is_empty()).then_some(found)
    }

    /// Complains about words behind ` #` that YAML takes for a comment.
    fn refuse_lost_words(&mut self, name: &str, found: Span) {
        let Some(lost) = lost_comment(self.source, found) else { return };
        let whole = Span { start: found.start, end: lost.end };
        let fixed = yaml_repair::quoted(name, &self.source[whole.range()]);
        let lost_words = self.source[lost.range()].to_string();
        let kind = FaultKind::Yaml(YamlTrap::LostComment { lost: lost_words, fixed });
        self.faults.push(Fault { span: lost, kind });
    }

    /// Text, or a list of texts.
    pub fn texts(&mut self, name: &'static str) -> Vec<Spanned<String>> {
        let texts = self.scalars(name, Wanted::List);
        for text in &texts {
            self.refuse_lost_words(name, text.span);
        }
        texts
    }

    /// A date such as `2026-01-31`.
    pub fn date(&mut self, name: &'static str) -> Option<Spanned<Date>> {
        self.typed(name, Wanted::Date, date)
    }

    /// A length of time such as `6 months`.
    pub fn period(&mut self, name: &'static str) -> Option<Spanned<Quantity>> {
        self.typed(name, Wanted::Period, period)
    }

    /// A whole number.
    pub fn count(&mut self, name: &'static str) -> Option<Spanned<u32>> {
        self.typed(name, Wanted::Count, |text| text.trim().parse().ok())
    }

    /// `yes` or `no`.
    pub fn yes_no(&mut self, name: &'static str) -> Option<Spanned<bool>> {
        self.typed(name, Wanted::YesNo, yes_no)
    }

    /// A share such as `95%`.
    pub fn percent(&mut self, name: &'static str) -> Option<Spanned<Percent>> {
        self.typed(name, Wanted::Percent, Percent::parse)
    }

    /// A number with a unit.
    pub fn quantity(&mut self, name: &'static str) -> Option<Spanned<Quantity>> {
        self.typed(name, Wanted::Quantity, Quantity::parse)
    }

    /// Anything that `parse` takes.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        wanted: Wanted,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.typed(name, wanted, parse)
    }

    /// One of a closed list of words.
    pub fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        words: &'static [&'static str],
        values: &[T],
    ) -> Option<Spanned<T>> {
        self.typed(name, Wanted::Choice(words), |text| {
            let at = words.iter().position(|word| *word == text.trim())?;
            values.get(at).copied()
        })
    }

    /// The one measure: `at_most`, `at_least` or `by`.
    pub fn measure(&mut self) -> Option<Spanned<Measure>> {
        let at_most = self.quantity("at_most").map(|q| Spanned::new(Measure::AtMost(q.value), q.span));
        let at_least = self.quantity("at_least").map(|q| Spanned::new(Measure::AtLeast(q.value), q.span));
        let by = self
            .typed("by", Wanted::Clock, Clock::parse)
            .map(|clock| Spanned::new(Measure::By(clock.value), clock.span));
        let mut found = [at_most, at_least, by].into_iter().flatten();
        let first = found.next();
        for extra in found {
            let typed = Spanned::new(self.source[extra.span.range()].to_string(), extra.span);
            let wanted = Wanted::Told("only one of `at_most`, `at_least` and `by`");
            self.faults.push(Fault::bad_value("measure", &typed, wanted));
        }
        first
    }

    /// One id of another document, kept as a link.
    pub fn link(&mut self, name: &'static str, field: LinkField) -> Option<Spanned<String>> {
        let mut ids = self.ids(name);
        if ids.len() > 1 {
            let named: Vec<String> = ids.iter().map(|id| id.value.clone()).collect();
            let span = Span { start: ids[0].span.start, end: ids[ids.len() - 1].span.end };
            self.faults.push(Fault { span, kind: FaultKind::TwoOwners { field: name, named } });
            ids.truncate(1);
        }
        let id = ids.pop()?;
        self.links.push(HeaderLink { field, target: id.clone(), step: None });
        Some(id)
    }

    /// One or more ids of other documents, kept as links.
    pub fn links(&mut self, name: &'static str, field: LinkField) -> Vec<Spanned<String>> {
        let ids = self.ids(name);
        self.links.extend(ids.iter().map(|id| HeaderLink { field, target: id.clone(), step: None }));
        ids
    }

    /// One id or a list of ids.
    pub fn ids(&mut self, name: &'static str) -> Vec<Spanned<String>> {
        let mut ids = self.scalars(name, Wanted::Ids);
        for id in &mut ids {
            // `"@front-desk"` in quotation marks is as clear as `front-desk`.
            id.value = id.value.trim().trim_start_matches('@').to_string();
        }
        ids.retain(|id| !id.value.is_empty());
        ids
    }

    fn scalars(&mut self, name: &'static str, wanted: Wanted) -> Vec<Spanned<String>> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::Scalar(text) => vec![Spanned::new(text.clone(), node.span)],
            Value::List(items) => {
                let mut found = Vec::with_capacity(items.len());
                for item in items {
                    match &item.value {
                        Value::Scalar(text) => found.push(Spanned::new(text.clone(), item.span)),
                        Value::Empty | Value::Broken => {}
                        Value::List(_) | Value::Map(_) => self.refuse(name, item, wanted.clone()),
                    }
                }
                found
            }
            Value::Empty | Value::Broken => Vec::new(),
            Value::Map(_) => {
                self.refuse(name, node, wanted);
                Vec::new()
            }
        }
    }

    /// `name: text` pairs under a field.
    pub fn map(&mut self, name: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(node) = self.node(name) else { return Vec::new() };
        let Value::Map(entries) = &node.value else {
            if node.value != Value::Broken {
                self.refuse(name, node, Wanted::Map);
            }
            return Vec::new();
        };
        let mut pairs = Vec::with_capacity(entries.len());
        for entry in entries {
            match &entry.value.value {
                Value::Scalar(text) => {
                    self.refuse_lost_words(&entry.key.value, entry.value.span);
                    // YAML takes a space that nobody sees for a letter.
                    let key = Spanned::new(entry.key.value.trim().to_string(), entry.key.span);
                    pairs.push((key, Spanned::new(text.trim().to_string(), entry.value.span)));
                }
                Value::Broken => {}
                Value::Empty | Value::List(_) | Value::Map(_) => self.refuse(name, &entry.value, Wanted::Map),
            }
        }
        pairs
    }

    /// Reads the fields of an inner map with `read`; complaints come along.
    pub fn inner<T>(
        &mut self,
        name: &'static str,
        place: &'static str,
        read: impl FnOnce(&mut Header<'a>) -> T,
    ) -> Option<T> {
        let node = self.node(name)?;
        match &node.value {
            Value::Broken => None,
            Value::Map(_) => Some(self.read_inner(node, place, read)),
            _ => {
                self.refuse(name, node, Wanted::Map);
                None
            }
        }
    }

    /// Reads each map of a list with `read`.
    pub fn inner_list<T>(
        &mut self,
        name: &'static str,
        place: &'static str,
        mut read: impl FnMut(&mut Header<'a>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().map(|item| self.read_inner(item, place, &mut read)).collect(),
            Value::Map(_) => vec![self.read_inner(node, place, &mut read)],
            Value::Broken => Vec::new(),
            _ => {
                self.refuse(name, node, Wanted::List);
                Vec::new()
            }
        }
    }

    fn read_inner<T>(
        &mut self,
        node: &'a Node,
        place: &'static str,
        read: impl FnOnce(&mut Header<'a>) -> T,
    ) -> T {
        let mut inner = Header::new(self.source, node, place, node.span);
        let value = read(&mut inner);
        inner.finish();
        self.faults.append(&mut inner.faults);
        self.links.append(&mut inner.links);
        value
    }

    /// The names and values of a map whose keys are open, such as the rules in the settings.
    pub fn open_map(&mut self, name: &'static str) -> &'a [Entry] {
        match self.node(name) {
            Some(Node { value: Value::Map(entries), .. }) => entries,
            Some(node) if node.value != Value::Broken => {
                self.refuse(name, node, Wanted::Map);
                &[]
            }
            _ => &[],
        }
    }

    /// Complains about every field that nobody asked for.
    pub fn finish(&mut self) {
        for entry in self.entries {
            let name = &entry.key.value;
            if self.asked.iter().any(|asked| asked == name) {
                continue;
            }
            let near = slug::nearest(name, self.asked.iter().copied()).map(ToString::to_string);
            let kind = FaultKind::UnknownField { name: name.clone(), near, place: self.place };
            self.faults.push(Fault { span: entry.key.span, kind });
        }
    }

    fn refuse(&mut self, name: &str, node: &Node, wanted: Wanted) {
        let span = with_brackets(self.source, node.span);
        let found = self.source[span.range()].to_string();
        self.faults.push(Fault::bad_value(name, &Spanned::new(found, span), wanted));
    }
}
