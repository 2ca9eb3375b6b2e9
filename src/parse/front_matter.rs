//! Where the header ends and the body begins.

use super::fault::{Fault, FaultKind, YamlTrap};
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
        Some(Fence::Toml) => toml_header(text),
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
    let (node, faults) = yaml::read(text, span);
    let top = yaml::first_line(text, span);
    let top = if top.start == top.end { Span::new(0, 3) } else { top };
    FrontMatter { node, top, body, foreign_title: None, faults }
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

/// The headers of Hugo and Zola: not ours to check, but their title is worth having.
fn toml_header(text: &str) -> FrontMatter {
    let Some((span, body)) = between(text, &["+++"]) else { return without_header(text, Vec::new()) };
    let mut offset = span.start as usize;
    let mut foreign_title = None;
    for line in text[span.range()].split_inclusive('\n') {
        if let Some((key, value)) = line.split_once('=')
            && key.trim() == "title"
        {
            let title = value.trim().trim_matches(['"', '\'']).to_string();
            foreign_title = Some(Spanned::new(title, Span::new(offset, offset + line.trim_end().len())));
            break;
        }
        offset += line.len();
    }
    let node = Node { span, value: Value::Empty };
    FrontMatter { node, top: yaml::first_line(text, span), body, foreign_title, faults: Vec::new() }
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
    fn a_foreign_header_gives_its_title() {
        let front = split("+++\ndate = 2020\ntitle = \"Old page\"\n+++\nBody", false);
        assert_eq!(front.foreign_title.map(|title| title.value).as_deref(), Some("Old page"));
    }
}
