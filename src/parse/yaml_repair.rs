//! Reading a header that is not YAML, field by field.
//!
//! People write prose into headers, and YAML is strict in ways that prose is not. Here the text is cut at the
//! fields of its outermost level and each is read on its own: those that can be read are, and each of the others
//! gets the name of the trap it fell into and the line as it should be typed.

use super::fault::{Fault, FaultKind, YamlTrap};
use super::yaml::{Entry, Node, Refused, Value, first_line, read_strictly};
use crate::source::{Span, Spanned};

/// More than this many faults in one header say nothing new.
const ENOUGH: usize = 24;

/// Fields whose value may well be a list on one line.
const LISTS: [&str; 20] = [
    "aim",
    "allow",
    "at",
    "audience",
    "backup",
    "for",
    "from",
    "includes",
    "instead_of",
    "keeps",
    "may",
    "owner",
    "places",
    "policies",
    "serves",
    "shows",
    "tags",
    "talks_to",
    "wants",
    "was",
];

/// Reads as much of `source[at]` as can be read; says why for the rest.
pub(super) fn read(source: &str, at: Span, faults: &mut Vec<Fault>) -> Node {
    let chunks = chunks(source, at);
    let is_list = chunks.first().is_some_and(|chunk| source[chunk.range()].trim_start().starts_with("- "));
    let mut entries = Vec::new();
    let mut items = Vec::new();
    for chunk in chunks {
        if faults.len() >= ENOUGH {
            break;
        }
        if is_list {
            items.push(item(source, chunk, faults));
        } else {
            add(&mut entries, field(source, chunk, faults), faults);
        }
    }
    if is_list {
        return Node { span: at, value: Value::List(items) };
    }
    if entries.is_empty() {
        if faults.is_empty() {
            faults.push(Fault { span: first_line(source, at), kind: FaultKind::Yaml(YamlTrap::NotFields) });
        }
        return Node { span: at, value: Value::Broken };
    }
    Node { span: at, value: Value::Map(entries) }
}

/// Adds a field, unless one of that name is there already.
fn add(entries: &mut Vec<Entry>, entry: Option<Entry>, faults: &mut Vec<Fault>) {
    let Some(entry) = entry else { return };
    if entries.iter().any(|other| other.key.value == entry.key.value) {
        let trap = YamlTrap::DuplicateKey { name: entry.key.value };
        faults.push(Fault { span: entry.key.span, kind: FaultKind::Yaml(trap) });
    } else {
        entries.push(entry);
    }
}

/// `title: !x y` as `title: "!x y"`, with whatever the value holds kept whole.
pub(super) fn quoted(key: &str, value: &str) -> String {
    format!("{key}: {}", in_quotes(value))
}

fn in_quotes(value: &str) -> String {
    let value = value.trim();
    if value.contains('"') || value.contains('\\') {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// Cuts the text before each line of the outermost indentation.
fn chunks(source: &str, at: Span) -> Vec<Span> {
    let lines = lines(source, at);
    let is_content = |line: &Span| {
        let text = source[line.range()].trim();
        !text.is_empty() && !text.starts_with('#')
    };
    let indent =
        |line: &Span| source[line.range()].len() - source[line.range()].trim_start_matches(' ').len();
    let outermost = lines.iter().filter(|line| is_content(line)).map(indent).min().unwrap_or(0);
    let mut chunks: Vec<Span> = Vec::new();
    for line in &lines {
        let opens = is_content(line) && indent(line) == outermost && !source[line.range()].starts_with('\t');
        match chunks.last_mut() {
            Some(chunk) if !opens => chunk.end = line.end,
            None if !is_content(line) => {}
            _ => chunks.push(*line),
        }
    }
    chunks
}

fn lines(source: &str, at: Span) -> Vec<Span> {
    let mut start = at.start as usize;
    source[at.range()]
        .split_inclusive('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len();
            span
        })
        .collect()
}

/// One item of a list: read as it stands, or as the fields behind its dash.
fn item(source: &str, chunk: Span, faults: &mut Vec<Fault>) -> Node {
    let before = faults.len();
    let line = first_line(source, chunk);
    let trap = match read_strictly(source, chunk, faults) {
        Ok(Node { value: Value::List(mut list), .. }) if list.len() == 1 => {
            if let Some(node) = list.pop() {
                return node;
            }
            YamlTrap::NotFields
        }
        Err(Refused::Hostile) => YamlTrap::Hostile,
        _ => YamlTrap::NoColon { line: source[line.range()].trim().to_string() },
    };
    faults.truncate(before);
    let indent = source[chunk.range()].len() - source[chunk.range()].trim_start().len();
    let is_item = source[chunk.range()].trim_start().starts_with("- ");
    if trap == YamlTrap::Hostile || !is_item {
        faults.push(Fault { span: line, kind: FaultKind::Yaml(trap) });
        return Node { span: chunk, value: Value::Broken };
    }
    // The dash becomes a space: the fields behind it line up with those below, and no place moves.
    let mut copy = source[..chunk.end as usize].to_string();
    let dash = chunk.start as usize + indent;
    copy.replace_range(dash..=dash, " ");
    read(&copy, chunk, faults)
}

/// One field: read as it stands, else by its parts, else the trap it fell into.
fn field(source: &str, chunk: Span, faults: &mut Vec<Fault>) -> Option<Entry> {
    let before = faults.len();
    let message = match read_strictly(source, chunk, faults) {
        Ok(Node { value: Value::Map(mut entries), .. }) => return entries.pop(),
        Ok(_) => None,
        Err(Refused::Hostile) => {
            faults.push(Fault { span: first_line(source, chunk), kind: FaultKind::Yaml(YamlTrap::Hostile) });
            return None;
        }
        Err(Refused::Syntax { message, span }) => Some((message, span)),
    };
    faults.truncate(before);
    let head = first_line(source, chunk);
    let (key, value) = split(source, head);
    if let Some(key) = &key
        && source[value.range()].is_empty()
        && let Some(below) = rest_of(source, chunk, head)
        && !has_tab_indent(source, below)
    {
        let value = read(source, below, faults);
        return Some(Entry { key: key.clone(), value });
    }
    let (trap, span) = trap(source, chunk, key.as_ref(), value, message);
    faults.push(Fault { span, kind: FaultKind::Yaml(trap) });
    key.map(|key| Entry { key, value: Node { span: value, value: Value::Broken } })
}

/// `key: value` on one line; the key only when it looks like one.
fn split(source: &str, line: Span) -> (Option<Spanned<String>>, Span) {
    let text = &source[line.range()];
    let indent = text.len() - text.trim_start().len();
    let start = line.start as usize;
    let Some(colon) = text.find(':') else { return (None, line) };
    let key = text[indent..colon].trim_end();
    let looks_like_a_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c));
    if !looks_like_a_key {
        return (None, line);
    }
    let value = &text[colon + 1..];
    let gap = value.len() - value.trim_start().len();
    let key_span = Span::new(start + indent, start + indent + key.len());
    (Some(Spanned::new(key.to_string(), key_span)), Span::new(start + colon + 1 + gap, start + text.len()))
}

fn rest_of(source: &str, chunk: Span, head: Span) -> Option<Span> {
    let rest = Span { start: head.end, end: chunk.end };
    let text = &source[rest.range()];
    let skipped = text.find('\n')? + 1;
    let rest = Span::new(rest.start as usize + skipped, rest.end as usize);
    (!source[rest.range()].trim().is_empty()).then_some(rest)
}

fn has_tab_indent(source: &str, at: Span) -> bool {
    tab_indent(source, at).is_some()
}

fn tab_indent(source: &str, at: Span) -> Option<Span> {
    lines(source, at).into_iter().find_map(|line| {
        let text = &source[line.range()];
        let indent = &text[..text.len() - text.trim_start().len()];
        let tab = indent.find('\t')?;
        Some(Span::new(line.start as usize + tab, line.start as usize + tab + 1))
    })
}

/// Which trap a field fell into, told by its first line.
fn trap(
    source: &str,
    chunk: Span,
    key: Option<&Spanned<String>>,
    value: Span,
    message: Option<(String, Span)>,
) -> (YamlTrap, Span) {
    if let Some(span) = tab_indent(source, chunk) {
        return (YamlTrap::TabIndent, span);
    }
    let line = first_line(source, chunk);
    let Some(key) = key else {
        let text = source[line.range()].trim_start();
        if text.starts_with(['{', '[']) {
            return (bracket("", text, text.to_string()), line);
        }
        return (YamlTrap::NoColon { line: source[line.range()].trim().to_string() }, line);
    };
    let text = &source[value.range()];
    let gap = Span { start: key.span.end, end: value.start };
    if source[gap.range()].contains('\u{a0}') {
        return (YamlTrap::NoBreakSpace { fixed: format!("{}: {text}", key.value) }, gap);
    }
    if let Some(trap) = trap_in_value(&key.value, text) {
        return (trap, value);
    }
    match message {
        _ if rest_of(source, chunk, line).is_some() && !text.is_empty() => {
            let below = rest_of(source, chunk, line).unwrap_or(line);
            (YamlTrap::StrayIndent, first_line(source, below))
        }
        Some((message, span)) => (YamlTrap::Other(message), span),
        None => (YamlTrap::Other("this cannot be read as a field".to_string()), line),
    }
}

fn trap_in_value(key: &str, text: &str) -> Option<YamlTrap> {
    let fixed = quoted(key, text);
    let first = text.chars().next()?;
    match first {
        '@' => {
            let id = text.trim_start_matches('@');
            let fixed = if id.contains(' ') { fixed } else { format!("{key}: {id}") };
            Some(YamlTrap::ReservedStart { character: '@', fixed })
        }
        '%' if text[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.len() > 1 => {
            Some(YamlTrap::ReservedStart { character: '%', fixed: format!("{key}: {}%", &text[1..]) })
        }
        '%' | '`' | '*' | '&' | '!' | '|' | '>' | '?' => {
            Some(YamlTrap::ReservedStart { character: first, fixed })
        }
        '[' | '{' => Some(bracket(key, text, fixed)),
        '"' | '\'' => Some(quote(key, text, first)),
        _ if text.contains(": ") || text.ends_with(':') => Some(YamlTrap::ColonInText { fixed }),
        '-' if text.starts_with("- ") => Some(YamlTrap::ReservedStart { character: '-', fixed }),
        _ => None,
    }
}

fn bracket(key: &str, text: &str, fixed: String) -> YamlTrap {
    let (open, close) = if text.starts_with('[') { ('[', ']') } else { ('{', '}') };
    match text.find(close) {
        Some(end) if !text[end + 1..].trim().is_empty() => YamlTrap::TextAfterBracket { fixed },
        Some(_) => YamlTrap::UnclosedBracket { fixed },
        None => {
            // `keeps: [a, b` is a list that lost its end; `title: [unclosed` is text.
            let is_text = open == '[' && !LISTS.contains(&key) && !key.is_empty();
            let name = if key.is_empty() { String::new() } else { format!("{key}: ") };
            let closed = format!("{name}{}{close}", text.trim_end());
            YamlTrap::UnclosedBracket { fixed: if is_text { fixed } else { closed } }
        }
    }
}

fn quote(key: &str, text: &str, mark: char) -> YamlTrap {
    let inner = text[1..].trim_end();
    match inner.find(mark) {
        // `'it's fine'`: the outer marks were meant as marks, so they go.
        Some(_) if inner.ends_with(mark) => {
            YamlTrap::TextAfterQuote { fixed: quoted(key, &inner[..inner.len() - 1]) }
        }
        Some(_) => YamlTrap::TextAfterQuote { fixed: quoted(key, text) },
        None => YamlTrap::UnclosedQuote { fixed: quoted(key, inner) },
    }
}
