//! The headers of Hugo and Zola, written in TOML: the few fields that mean the same here are read, the rest is left alone.

use super::yaml::{Entry, Node, Value};
use crate::source::{Span, Spanned};

/// Fields that are worth having from another generator's page.
const KNOWN: [&str; 5] = ["title", "aliases", "draft", "order", "tags"];

/// Reads the known fields of `text[at]`: those above the first `[table]`.
pub(super) fn read(text: &str, at: Span) -> Node {
    let mut entries = Vec::new();
    let mut offset = at.start as usize;
    for line in text[at.range()].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if line.starts_with('[') {
            break;
        }
        let Some((key, _)) = line.split_once('=') else { continue };
        let name = key.trim().trim_matches('"');
        if !KNOWN.contains(&name) {
            continue;
        }
        let from = start + key.len() + 1;
        if let Some(value) = value(text, Span::new(from, at.end as usize)) {
            let key = Spanned::new(name.to_string(), Span::new(start, start + key.trim_end().len()));
            entries.push(Entry { key, value });
        }
    }
    let value = if entries.is_empty() { Value::Empty } else { Value::Map(entries) };
    Node { span: at, value }
}

/// A string, a list of strings, or one bare word.
fn value(text: &str, at: Span) -> Option<Node> {
    let rest = &text[at.range()];
    let start = at.start as usize + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    let rest = &text[start..at.end as usize];
    let node = |len: usize, value| Node { span: Span::new(start, start + len), value };
    if let Some(list) = rest.strip_prefix('[') {
        let (items, len) = strings(list, start + 1)?;
        return Some(node(len + 1, Value::List(items)));
    }
    if rest.starts_with(['"', '\'']) {
        return string(rest).map(|(string, len)| node(len, Value::Scalar(string)));
    }
    let word = rest.lines().next()?.split('#').next()?.trim();
    (!word.is_empty()).then(|| node(word.len(), Value::Scalar(word.to_string())))
}

/// The strings up to the closing bracket, which may be on a later line.
fn strings(list: &str, offset: usize) -> Option<(Vec<Node>, usize)> {
    let mut items = Vec::new();
    let mut at = 0;
    loop {
        let rest = list.get(at..)?;
        match rest.chars().next()? {
            ']' => return Some((items, at + 1)),
            '#' => at += rest.find('\n')?,
            '"' | '\'' => {
                let (text, len) = string(rest)?;
                let span = Span::new(offset + at, offset + at + len);
                items.push(Node { span, value: Value::Scalar(text) });
                at += len;
            }
            other => at += other.len_utf8(),
        }
    }
}

/// A string in any of the four ways to quote one, and how long it is with its marks.
fn string(text: &str) -> Option<(String, usize)> {
    let mark = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| text.starts_with(mark))?;
    let inner = &text[mark.len()..];
    let mut end = 0;
    while !inner[end..].starts_with(mark) {
        if mark.len() == 1 && inner[end..].starts_with('\n') {
            return None;
        }
        let escaped = mark.starts_with('"') && inner[end..].starts_with('\\');
        end += inner[end..].chars().next()?.len_utf8();
        if escaped {
            end += inner[end..].chars().next()?.len_utf8();
        }
    }
    let value = &inner[..end];
    let value = if mark.starts_with('"') {
        value.replace("\\\"", "\"").replace("\\\\", "\\")
    } else {
        value.to_string()
    };
    Some((value.trim().to_string(), mark.len() * 2 + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, Vec<String>)> {
        let Value::Map(entries) = read(text, Span::new(0, text.len())).value else { return Vec::new() };
        let scalar = |node: &Node| match &node.value {
            Value::Scalar(text) => text.clone(),
            other => format!("{other:?}"),
        };
        let values = |node: &Node| match &node.value {
            Value::List(items) => items.iter().map(scalar).collect(),
            _ => vec![scalar(node)],
        };
        entries.iter().map(|entry| (entry.key.value.clone(), values(&entry.value))).collect()
    }

    #[test]
    fn the_fields_that_mean_the_same_are_read() {
        let text = "date = 2020\ntitle = 'It is \"old\"'  # so\ndraft = true\naliases = [\n  \"/a/\", # one\n  '/b/'\n]\n[extra]\ntitle = \"no\"\n";
        assert_eq!(
            fields(text),
            [
                ("title".to_string(), vec!["It is \"old\"".to_string()]),
                ("draft".to_string(), vec!["true".to_string()]),
                ("aliases".to_string(), vec!["/a/".to_string(), "/b/".to_string()]),
            ]
        );
    }

    #[test]
    fn what_never_ends_is_passed_over() {
        assert!(fields("title = \"open\naliases = [\"a\"").is_empty());
    }
}
