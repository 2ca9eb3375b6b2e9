//! Places as people count them. Each file's lines are counted once, however many findings it has.

use std::collections::HashMap;

use crate::source::{Position, SourceTree, Span, VPath};

/// The lines of the files that findings point into.
pub struct Places<'a> {
    tree: &'a SourceTree,
    lines: HashMap<VPath, Vec<usize>>,
}

/// A place on one line.
pub(super) struct Line<'a> {
    /// Its 1-based number.
    pub number: usize,
    /// Where it begins in its file.
    pub start: usize,
    /// Its text, without its end.
    pub text: &'a str,
}

impl<'a> Places<'a> {
    /// Places in this tree, none of which is counted yet.
    pub fn new(tree: &'a SourceTree) -> Self {
        Self { tree, lines: HashMap::new() }
    }

    /// The line of byte `offset`; `None` when the file has no text.
    pub(super) fn line(&mut self, path: &VPath, offset: usize) -> Option<Line<'a>> {
        let text = self.tree.text(path.as_str()).filter(|text| !text.is_empty())?;
        let starts = self.lines.entry(path.clone()).or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let number = starts.partition_point(|start| *start <= offset.min(text.len()));
        let start = starts.get(number - 1).copied().unwrap_or(0);
        let line = &text[start..starts.get(number).map_or(text.len(), |next| next - 1)];
        Some(Line { number, start, text: line })
    }

    /// The position of byte `offset`; an offset inside a character counts as its start.
    pub fn position(&mut self, path: &VPath, offset: usize) -> Position {
        let Some(line) = self.line(path, offset) else { return Position { line: 1, column: 1 } };
        let inside = floor(line.text, offset - line.start.min(offset));
        Position { line: line.number, column: line.text[..inside].chars().count() + 1 }
    }

    /// Where a span begins and where it ends.
    pub(super) fn ends(&mut self, path: &VPath, span: Span) -> (Position, Position) {
        (self.position(path, span.start as usize), self.position(path, span.end as usize))
    }
}

/// The last character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
