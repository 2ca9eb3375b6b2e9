//! By what a reader's device knows that a page says something else than when it was last seen: eight digits for the words
//! of the document behind it, on its own page and on links to it from lists.

use xxhash_rust::xxh3::Xxh3;

use crate::parse::document::Document;
use crate::parse::fingerprint::{Fingerprint, normalised};

/// Fields that say how a document is looked after, and nothing to whoever reads it.
const UPKEEP: [&str; 11] = [
    "reviewed",
    "review_every",
    "approved",
    "was",
    "allow",
    "aliases",
    "order",
    "tags",
    "draft",
    "audience",
    "id",
];

/// Eight digits that are the same for the same words: spaces, the order of fields, quotation marks around them and
/// upkeep do not count, and neither does the theme.
pub(super) fn of(document: &Document) -> String {
    let start = document.body.span.range().start;
    let (header, body) = document.text.split_at_checked(start).unwrap_or(("", &document.text));
    let mut hash = Xxh3::new();
    for field in fields(header) {
        hash.update(field.as_bytes());
        hash.update(b"\n");
    }
    for word in body.split_ascii_whitespace() {
        hash.update(word.as_bytes());
        hash.update(b" ");
    }
    Fingerprint::of_exactly(&format!("{:016x}", hash.digest())).to_string()
}

/// The fields of a header in the order of their words, each with what is indented below it.
fn fields(header: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    let mut is_told = false;
    for line in header.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '-'])) {
        let is_first = !line.starts_with([' ', '\t']);
        if is_first {
            let name = line.split(':').next().unwrap_or_default().trim();
            is_told = !UPKEEP.contains(&name);
        }
        match fields.last_mut().filter(|_| !is_first) {
            Some(field) if is_told => {
                field.push(' ');
                field.push_str(&normalised(line));
            }
            _ if is_told => fields.push(normalised(line)),
            _ => {}
        }
    }
    fields.sort_unstable();
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{self, Layout, Parsed};
    use crate::source::{SourceFile, VPath};

    const PROMISE: &str = "---\ntitle: Bread\nsays: You get warm bread.\nfor: [regulars]\nreviewed: 2026-01-01\nallow:\n  - { rule: fine, reason: new }\n---\nWarm is warm.\n";

    fn mark(text: &str) -> String {
        let path = VPath::new("content/promises/bread.md").expect("a path");
        match parse::parse(&SourceFile::text(path, text), Layout::Handbook, "content") {
            Parsed::Document(document) => of(&document),
            _ => panic!("it is a document"),
        }
    }

    #[test]
    fn words_count_and_upkeep_does_not() {
        let then = mark(PROMISE);
        let same = [
            ("reviewed: 2026-01-01", "reviewed: 2026-02-02"),
            ("reason: new", "reason: still new"),
            ("says: You get warm bread.", "says: \"You get warm bread.\""),
            ("title: Bread\nsays: You get warm bread.\n", "says: You get warm bread.\ntitle: Bread\n"),
            ("Warm is warm.", "Warm\nis  warm."),
        ];
        for (old, new) in same {
            assert_eq!(mark(&PROMISE.replace(old, new)), then, "{new}");
        }
        let other = [
            ("title: Bread", "title: Loaves"),
            ("warm bread", "hot bread"),
            ("regulars", "strangers"),
            ("Warm is", "Hot is"),
        ];
        for (old, new) in other {
            assert_ne!(mark(&PROMISE.replace(old, new)), then, "{new}");
        }
        assert_eq!(then.len(), 8);
    }
}
