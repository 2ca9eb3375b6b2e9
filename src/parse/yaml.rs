//! YAML with exact places and without guesses.
//!
//! A header is read once into a tree of [`Node`]s. Each scalar keeps its place, and what it says is taken from the
//! source text, so that `On`, `1.10` and `18:00` stay what the author typed: typing them is the schema's business
//! (`header.rs`). When the whole cannot be read, `yaml_repair.rs` reads it field by field, so that one slip does
//! not hide the others.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Options, Spanned as Located};

use super::fault::{Fault, FaultKind, YamlTrap};
use super::yaml_repair;
use crate::source::{Span, Spanned};

/// Nothing a person writes is deeper; deeper input is refused before it can exhaust the stack.
const MAX_DEPTH: usize = 48;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The place: for a list or map from its first to its last entry.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// The shapes of YAML.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing after the colon.
    Empty,
    /// Text, as it was typed, quotation marks resolved.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Fields in the order they were written.
    Map(Vec<Entry>),
    /// Something that could not be read; a fault already says so.
    Broken,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name.
    pub key: Spanned<String>,
    /// Its value.
    pub value: Node,
}

impl Value {
    /// Whether there is nothing in it: no value, no words, no entries.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Scalar(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(|item| item.value.is_blank()),
            Self::Map(entries) => entries.is_empty(),
            Self::Broken => false,
        }
    }
}

impl Node {
    /// Whether it, or anything in it, could not be read.
    pub fn holds_broken(&self) -> bool {
        match &self.value {
            Value::Broken => true,
            Value::List(items) => items.iter().any(Self::holds_broken),
            Value::Map(entries) => entries.iter().any(|entry| entry.value.holds_broken()),
            Value::Empty | Value::Scalar(_) => false,
        }
    }
}

/// Where the value of a field stands that could not be read.
pub(super) fn typed(node: &Node, name: &str) -> Option<Span> {
    let Value::Map(entries) = &node.value else { return None };
    let entry = entries.iter().find(|entry| entry.key.value == name)?;
    (entry.value.value == Value::Broken).then_some(entry.value.span)
}

/// Reads `source[at]`; places are counted in the whole of `source`.
pub fn read(source: &str, at: Span) -> (Node, Vec<Fault>) {
    let mut faults = Vec::new();
    let node = match read_strictly(source, at, &mut faults) {
        Ok(node) if !matches!(node.value, Value::Scalar(_)) => node,
        Err(Refused::Hostile) => {
            faults.push(Fault { span: first_line(source, at), kind: FaultKind::Yaml(YamlTrap::Hostile) });
            Node { span: at, value: Value::Broken }
        }
        Ok(_) | Err(Refused::Syntax { .. }) => yaml_repair::read(source, at, &mut faults),
    };
    (node, faults)
}

/// Why the parser gave up.
pub(super) enum Refused {
    /// A limit was exceeded.
    Hostile,
    /// The text is not YAML; the parser's words and the place.
    Syntax { message: String, span: Span },
}

/// One run of the parser over a slice, without any repair.
pub(super) fn read_strictly(source: &str, at: Span, faults: &mut Vec<Fault>) -> Result<Node, Refused> {
    let text = &source[at.range()];
    let raw: Located<Raw> =
        serde_yaml::from_str_with_options(text, options()).map_err(|error| refused(&error, text, at))?;
    Ok(Converter { source, base: at.start as usize, faults }.node(&raw))
}

fn options() -> Options {
    let mut options = Options::default();
    options.with_snippet = false;
    options.duplicate_keys = serde_yaml::options::DuplicateKeyPolicy::LastWins;
    options.non_finite_float_policy = serde_yaml::options::NonFiniteFloatPolicy::AsString;
    if let Some(budget) = options.budget.as_mut() {
        budget.max_depth = MAX_DEPTH;
        budget.max_aliases = 100;
        budget.max_anchors = 100;
        budget.flow_nesting_limit = MAX_DEPTH;
    }
    options
}

fn refused(error: &serde_yaml::Error, text: &str, at: Span) -> Refused {
    let message = error.to_string();
    let hostile = ["budget", "limit", "alias replay", "too many", "nesting", "depth"];
    if hostile.iter().any(|word| message.contains(word)) {
        return Refused::Hostile;
    }
    let offset = error.location().map_or(0, |location| {
        let line = usize::try_from(location.line()).unwrap_or(1).max(1);
        let column = usize::try_from(location.column()).unwrap_or(1).max(1);
        byte_at(text, line, column)
    });
    let span = first_line(text, Span::new(offset, text.len())).shifted(at.start as usize);
    let message = message.split(" at line ").next().unwrap_or_default().to_string();
    Refused::Syntax { message, span }
}

/// The byte offset of a 1-based line and column, the column in characters.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(i, _)| i)
}

/// The part of `at` that lies on its first line.
pub(super) fn first_line(source: &str, at: Span) -> Span {
    let text = &source[at.range()];
    let line = text.trim_start_matches('\n');
    let start = at.start as usize + (text.len() - line.len());
    let len = line.find('\n').unwrap_or(line.len());
    Span::new(start, start + line[..len].trim_end().len())
}

/// The parser's values before their text is taken from the source.
#[derive(Debug)]
enum Raw {
    Null,
    Text(String),
    /// A number or a truth value by YAML's lights; the source text says what was typed.
    Guessed,
    List(Vec<Located<Raw>>),
    Map(Vec<(Located<String>, Located<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_string()))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = access.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = access.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

struct Converter<'a> {
    source: &'a str,
    /// Where the slice begins that the parser saw.
    base: usize,
    faults: &'a mut Vec<Fault>,
}

impl Converter<'_> {
    fn node(&mut self, raw: &Located<Raw>) -> Node {
        let span = self.span(raw.referenced);
        match &raw.value {
            Raw::Null => Node { span, value: Value::Empty },
            Raw::Text(text) => Node { span, value: Value::Scalar(text.clone()) },
            Raw::Guessed => {
                let typed = self.span(raw.defined);
                Node { span, value: Value::Scalar(self.source[typed.range()].to_string()) }
            }
            Raw::List(items) => {
                let items: Vec<Node> = items.iter().map(|item| self.node(item)).collect();
                let ends = items.first().zip(items.last()).map(|(a, b)| (a.span.start, b.span.end));
                Node { span: around(span, ends), value: Value::List(items) }
            }
            Raw::Map(entries) => {
                let entries = self.entries(entries);
                let ends =
                    entries.first().zip(entries.last()).map(|(a, b)| (a.key.span.start, b.value.span.end));
                Node { span: around(span, ends), value: Value::Map(entries) }
            }
        }
    }

    fn entries(&mut self, raw: &[(Located<String>, Located<Raw>)]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(raw.len());
        let mut seen = HashSet::with_capacity(raw.len());
        for (key, value) in raw {
            let key = Spanned::new(key.value.clone(), self.span(key.referenced));
            let value = self.node(value);
            if !seen.insert(key.value.clone()) {
                let trap = YamlTrap::DuplicateKey { name: key.value };
                self.faults.push(Fault { span: key.span, kind: FaultKind::Yaml(trap) });
                continue;
            }
            let value = self.refuse_tags(&key, value);
            entries.push(Entry { key, value });
        }
        entries
    }

    /// YAML reads `!wow x` as a tag and `&x y` as an anchor and drops them; an author meant text.
    fn refuse_tags(&mut self, key: &Spanned<String>, value: Node) -> Node {
        let (end, start) = (key.span.end as usize, value.span.start as usize);
        let between = self.source.get(end..start).unwrap_or("").trim_start_matches(['"', '\'', ' ']);
        let Some(between) = between.strip_prefix(':') else { return value };
        match between.trim_start().chars().next() {
            Some(character @ ('!' | '&')) if matches!(value.value, Value::Scalar(_)) => {
                let span = first_line(
                    self.source,
                    Span::new(start - between.trim_start().len(), value.span.end as usize),
                );
                let fixed = yaml_repair::quoted(&key.value, &self.source[span.range()]);
                let kind = FaultKind::Yaml(YamlTrap::ReservedStart { character, fixed });
                self.faults.push(Fault { span, kind });
                Node { span, value: Value::Broken }
            }
            _ => value,
        }
    }

    fn span(&self, location: serde_yaml::Location) -> Span {
        let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let start = self.base + number(location.span().byte_offset());
        let end = start + number(location.span().byte_len());
        let trimmed = self.source.get(start..end).map_or(0, |text| text.len() - text.trim_end().len());
        Span::new(start.min(self.source.len()), (end - trimmed).min(self.source.len()))
    }
}

/// A collection's own location is a single point; its entries say how far it reaches.
fn around(point: Span, ends: Option<(u32, u32)>) -> Span {
    ends.map_or(point, |(start, end)| Span { start, end })
}
