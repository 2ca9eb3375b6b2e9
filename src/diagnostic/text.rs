//! The report for people: the line of their own text, what is wrong under it, and what to type instead.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::places::{Places, floor};
use super::{Diagnostic, Severity, State};
use crate::source::{SourceTree, Span, VPath};

/// Writes findings; `styled` adds colours as terminal escape sequences.
pub fn render<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    tree: &'a SourceTree,
    styled: bool,
) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut places = Places::new(tree);
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&[group(finding, &mut places)]));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(finding: &'a Diagnostic, places: &mut Places<'a>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = match (finding.state, finding.severity) {
        (State::New, _) => level,
        (State::Known, Severity::Error) => level.with_name("known error"),
        (State::Known, Severity::Warning) => level.with_name("known warning"),
        (State::Known, Severity::Note) => level.with_name("known note"),
    };
    let mut group = Group::with_title(level.primary_title(&*finding.message).id(finding.rule));
    group = place(group, places, &finding.path, finding.span, AnnotationKind::Primary, None);
    for related in &finding.related {
        let label = Some(related.message.as_str());
        group = place(group, places, &related.path, related.span, AnnotationKind::Context, label);
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(&**help)),
        None => group,
    }
}

/// Shows the first line of `span` only, so that a fault in a long header does not print the whole header.
fn place<'a>(
    group: Group<'a>,
    places: &mut Places<'a>,
    path: &'a VPath,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Group<'a> {
    let Some(line) = places.line(path, span.start as usize) else {
        return group.element(Origin::path(path.as_str()));
    };
    let inside = |at: u32| floor(line.text, (at as usize).saturating_sub(line.start));
    let (start, end) = (inside(span.start), inside(span.end));
    let annotation = kind.span(start..end.max(start)).label(label);
    group.element(
        Snippet::source(line.text).line_start(line.number).path(path.as_str()).annotation(annotation),
    )
}
