//! New lines for `reviews.lock`, everything else in it left as it is: lines that cannot be read, comments, line ends.

use super::{Entry, Line, classify, escaped};
use crate::parse::lock::{ending, lines, whole};

/// What opens a new file.
const OPENING: &str = "# What each document was last held against, as `throughline review` wrote it; one line a review:\n\
                       # child, parent, a fingerprint of each field that the parent had, day, role.\n";

/// The lines of one child, in place of those that it had.
#[derive(Debug, Clone)]
pub struct Record {
    /// The id of the child.
    pub child: String,
    /// Ids that it had before, whose lines go too.
    pub was: Vec<String>,
    /// Its lines.
    pub entries: Vec<Entry>,
}

/// A line with its end.
struct Kept {
    line: Line,
    text: String,
}

/// The text with these records in it. Every child in `children` gets a comment to stand below, reviewed or not: then two
/// people who review two of them for the first time write in two places.
pub fn record<'a>(text: &str, children: impl IntoIterator<Item = &'a str>, records: &[Record]) -> String {
    let end = ending(text);
    let opening = OPENING.replace('\n', end);
    let text = if text.trim().is_empty() { opening.as_str() } else { text };
    let mut kept: Vec<Kept> = lines(text)
        .map(|(line, span)| Kept { line: classify(line, span), text: whole(text, line, span.end as usize) })
        .collect();
    if let Some(last) = kept.last_mut().filter(|last| !last.text.ends_with('\n')) {
        last.text.push_str(end);
    }
    for child in children {
        heading(&mut kept, child, end);
    }
    for record in records {
        put(&mut kept, record, end);
    }
    kept.into_iter().map(|kept| kept.text).collect()
}

fn put(kept: &mut Vec<Kept>, record: &Record, end: &str) {
    let at = heading(kept, &record.child, end) + 1;
    let mut entries = record.entries.clone();
    entries.sort_by(|a, b| a.parent.cmp(&b.parent));
    let fresh: Vec<Kept> = entries
        .into_iter()
        .map(|entry| Kept { text: format!("{entry}{end}"), line: Line::Entry(entry) })
        .collect();
    let count = fresh.len();
    kept.splice(at..at, fresh);
    let mut number = 0;
    kept.retain(|kept| {
        let is_fresh = (at..at + count).contains(&number);
        number += 1;
        let is_old = |entry: &Entry| entry.child == record.child || record.was.contains(&entry.child);
        is_fresh || !matches!(&kept.line, Line::Entry(entry) if is_old(entry))
    });
}

/// Where the comment of a child stands; it is put in its place when it is not there yet.
fn heading(kept: &mut Vec<Kept>, child: &str, end: &str) -> usize {
    let found = kept.iter().position(|kept| matches!(&kept.line, Line::Heading(id) if id == child));
    if let Some(at) = found {
        return at;
    }
    let comes_later = |kept: &Kept| match &kept.line {
        Line::Heading(id) => id.as_str() > child,
        Line::Entry(entry) => entry.child.as_str() >= child,
        Line::Aside | Line::Conflict | Line::Damaged(_) => false,
    };
    let at = kept.iter().position(comes_later).unwrap_or(kept.len());
    let text = format!("# {}{end}", escaped(child));
    kept.insert(at, Kept { line: Line::Heading(child.to_string()), text });
    at
}
