//! Where the header ends and the body begins.

use super::fault::{Fault, FaultKind, YamlTrap};
use super::toml_header;
use super::yaml::{self, Node, Value};
use crate::source::{Span, Spanned};

/// A file cut in two.
#[derive(Debug)]
pub struct FrontMatter {
    /// The header's fields; empty when there is no header.
    pub node: Node,
    /// The first line of the header, or of the file: where a missing field is reported.
    pub top: Span,
    /// Where the body begins.
    pub body: usize,
    /// A title found in a header of another format.
    pub foreign_title: Option<Spanned<String>>,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

/// Cuts `text`. A header stands between two lines of `---` at the very top.
///
/// `must_end` says whether a first line of `---` that never closes is a fault (in a handbook) or a ruler (in a
/// plain folder).
pub fn split(text: &str, must_end: bool) -> FrontMatter {
    match fence(text) {
        Some(Fence::Yaml) => yaml_header(text, must_end),
        Some(Fence::Toml) => toml_header(text, must_end),
        None => without_header(text, Vec::new()),
    }
}

enum Fence {
    Yaml,
    Toml,
}

fn fence(text: &str) -> Option<Fence> {
    match text.lines().next()?.trim_end() {
        "---" => Some(Fence::Yaml),
        "+++" => Some(Fence::Toml),
        _ => None,
    }
}

/// The span between the fences and the offset behind the closing one.
fn between(text: &str, closing: &[&str]) -> Option<(Span, usize)> {
    let mut offset = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let end = offset + line.len();
        match start {
            None => start = Some(end),
            Some(start) if closing.contains(&line.trim_end()) => {
                return Some((Span::new(start, offset), end));
            }
            Some(_) => {}
        }
        offset = end;
    }
    None
}

fn yaml_header(text: &str, must_end: bool) -> FrontMatter {
    let Some((span, body)) = between(text, &["---", "..."]) else {
        let fault = Fault { span: Span::new(0, 3), kind: FaultKind::Yaml(YamlTrap::NoEnd) };
        return if must_end { unended(text, fault) } else { without_header(text, Vec::new()) };
    };
    if !must_end && !begins_with_a_field(&text[span.range()]) {
        return without_header(text, Vec::new());
    }
    let (node, faults) = yaml::read(text, span);
    let top = yaml::first_line(text, span);
    let top = if top.start == top.end { Span::new(0, 3) } else { top };
    FrontMatter { node, top, body, foreign_title: None, faults }
}

/// Whether a stretch between two rulers is a header: in a plain folder it may as well be text.
fn begins_with_a_field(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_none_or(|line| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.\"'".contains(c))
    })
}

/// Without its closing line nobody can tell header from body; the document exists by its id and nothing more.
fn unended(text: &str, fault: Fault) -> FrontMatter {
    let node = Node { span: fault.span, value: Value::Broken };
    FrontMatter { node, top: fault.span, body: text.len(), foreign_title: None, faults: vec![fault] }
}

fn without_header(text: &str, faults: Vec<Fault>) -> FrontMatter {
    let top = yaml::first_line(text, Span::new(0, text.len()));
    let node = Node { span: top, value: Value::Empty };
    FrontMatter { node, top, body: 0, foreign_title: None, faults }
}

/// The headers of Hugo and Zola. A handbook's header is YAML; there they are not ours to read, but their title is worth
/// having.
fn toml_header(text: &str, in_handbook: bool) -> FrontMatter {
    let Some((span, body)) = between(text, &["+++"]) else { return without_header(text, Vec::new()) };
    let mut node = toml_header::read(text, span);
    let mut foreign_title = None;
    if in_handbook {
        foreign_title = title(&node);
        node.value = Value::Empty;
    }
    FrontMatter { node, top: yaml::first_line(text, span), body, foreign_title, faults: Vec::new() }
}

fn title(node: &Node) -> Option<Spanned<String>> {
    let Value::Map(entries) = &node.value else { return None };
    let title = entries.iter().find(|entry| entry.key.value == "title")?;
    match &title.value.value {
        Value::Scalar(text) => Some(Spanned::new(text.clone(), title.value.span)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_begins_behind_the_second_fence() {
        let text = "---\r\ntitle: x\r\n---\r\nBody\r\n";
        let front = split(text, true);
        assert_eq!(&text[front.body..], "Body\r\n");
        assert!(front.faults.is_empty());
    }

    #[test]
    fn a_header_without_an_end_is_a_fault_in_a_handbook_and_a_ruler_elsewhere() {
        assert_eq!(split("---\ntitle: x\n", true).faults.len(), 1);
        assert_eq!(split("---\nJust a ruler\n", false).faults.len(), 0);
    }

    #[test]
    fn text_between_two_rulers_is_not_lost() {
        let text = "---\nPlease note: this is old.\n---\nMore.\n";
        let front = split(text, false);
        assert_eq!((front.body, front.faults.len()), (0, 0));
        assert_eq!(split("---\n# a comment\nlayout: x\n---\nText", false).body, 30);
    }

    #[test]
    fn a_foreign_header_gives_its_title() {
        let front = split("+++\ndate = 2020\ntitle = \"Old page\"\n+++\nBody", true);
        assert_eq!(front.foreign_title.map(|title| title.value).as_deref(), Some("Old page"));
    }
}
