//! The report for people: the line of their own text, what is wrong under it, and what to type instead.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{SourceTree, Span, VPath};

/// Writes all findings; `styled` adds colours as terminal escape sequences.
pub fn render(findings: &[Diagnostic], tree: &SourceTree, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&[group(finding, tree)]));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(finding: &'a Diagnostic, tree: &'a SourceTree) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(&*finding.message).id(finding.rule));
    group = place(group, tree, &finding.path, finding.span, AnnotationKind::Primary, None);
    for related in &finding.related {
        let label = Some(related.message.as_str());
        group = place(group, tree, &related.path, related.span, AnnotationKind::Context, label);
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(&**help)),
        None => group,
    }
}

fn place<'a>(
    group: Group<'a>,
    tree: &'a SourceTree,
    path: &'a VPath,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Group<'a> {
    match tree.text(path.as_str()) {
        Some(text) if !text.is_empty() => {
            let annotation = kind.span(visible(text, span)).label(label);
            group.element(Snippet::source(text).path(path.as_str()).annotation(annotation))
        }
        _ => group.element(Origin::path(path.as_str())),
    }
}

/// A range the renderer can show: inside the text, on character boundaries, and on its first line only, so that a
/// fault in a long header does not print the whole header.
fn visible(text: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(span.start as usize), floor(span.end as usize));
    let first_line = text[start..].find('\n').map_or(text.len(), |i| start + i);
    start..end.min(first_line).max(start)
}
