//! Beside the check: what a machine may mend in somebody's text, as edits.
//!
//! Three things are mended, and only in a handbook: a step without an `^anchor` gets one, a link by an old id from
//! `was:` gets the new one, and an id that is a slip for exactly one other gets that one. An edit is a place and what
//! stands there instead; all else in the file stays as it is, byte for byte.

mod anchors;
mod diff;
mod links;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::Handbook;
use crate::parse::Layout;
use crate::source::{Span, VPath};

pub use diff::unified;

/// What an edit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mend {
    /// An id that was a slip for another.
    Slip,
    /// A link by an old id.
    OldName,
    /// A step without an anchor.
    Anchor,
}

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What it is for.
    pub mend: Mend,
    /// The file.
    pub path: VPath,
    /// The place; empty for something that is put in.
    pub span: Span,
    /// What stands there instead.
    pub replacement: String,
}

/// Every edit that can be made without a guess, by file, in the order of the text; none touches another.
///
/// A slip is mended only where one of `findings` complains of it: what somebody excused or switched off stays.
pub fn edits(handbook: &Handbook, findings: &[Diagnostic]) -> BTreeMap<VPath, Vec<Edit>> {
    let mut by_file: BTreeMap<VPath, Vec<Edit>> = BTreeMap::new();
    if handbook.layout == Layout::Plain {
        return by_file;
    }
    let mut complaints: BTreeMap<&VPath, Vec<Span>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| links::RULES.contains(&finding.rule)) {
        complaints.entry(&finding.path).or_default().push(finding.span);
    }
    for id in handbook.ids() {
        let document = handbook.document(id);
        let complaints = complaints.get(&document.path).map(Vec::as_slice).unwrap_or_default();
        let found = links::edits(handbook, id, complaints).chain(anchors::edits(document));
        // What would leave the text as it is mends nothing, however often it is made.
        let is_change = |edit: &Edit| document.text.get(edit.span.range()) != Some(&*edit.replacement);
        for edit in found.filter(is_change) {
            by_file.entry(edit.path.clone()).or_default().push(edit);
        }
    }
    for edits in by_file.values_mut() {
        part(edits);
    }
    by_file
}

/// Of edits that touch each other only the first is kept; the next run sees what is left of the others.
fn part(edits: &mut Vec<Edit>) {
    edits.sort_by(|a, b| (a.span, a.mend, &a.replacement).cmp(&(b.span, b.mend, &b.replacement)));
    let mut end = None;
    edits.retain(|edit| {
        let is_free = end.is_none_or(|end| edit.span.start > end);
        if is_free {
            end = Some(edit.span.end);
        }
        is_free
    });
}

/// The text with all `edits` made. They are in order and do not touch, as [`edits`] gives them; one that lies outside
/// the text, or in the middle of a character, is left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let range = edit.span.range();
        let Some(before) = text.get(from..range.start).filter(|_| text.get(range.clone()).is_some()) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&edit.replacement);
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
