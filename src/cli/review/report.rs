//! A review in words: what stands above a document, and how that differs from the last time somebody looked.

use std::fmt::Write;

use jiff::civil::Date;
use similar::{DiffTag, TextDiff};

use super::past::Past;
use crate::model::review::Suspicion;
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::Kind;

/// The whole report of one document.
pub(super) fn review(handbook: &Handbook, id: DocId, on: Date, past: &Past) -> String {
    let document = handbook.document(id);
    let mut out = format!("{}: {} ({})\n", document.id.value, plain(document.title()), document.path);
    if let Some(last) = handbook.reviewed(id, on) {
        line(&mut out, &format!("last reviewed on {last}"));
    }
    let parents = handbook.held_against(id);
    if parents.is_empty() {
        line(&mut out, nothing_above(handbook, id));
    }
    // What the header says may be later than the record: the record alone knows the words.
    let suspicions = handbook.changed_since_recorded(id);
    for (parent, _) in parents {
        out.push('\n');
        let name = name(handbook, parent);
        match (handbook.recorded(id, Some(parent)), suspicions.iter().find(|s| s.parent == parent)) {
            (None, _) => {
                line(&mut out, &format!("{name}: no review of it is recorded, so this is what it says"));
                for field in handbook.meaning(parent).iter().filter(|field| !field.said.words().is_empty()) {
                    line(&mut out, &format!("  {}: {}", field.name, plain(field.said.words())));
                }
            }
            (Some(entry), None) => line(&mut out, &format!("{name}: as it was on {}", entry.date)),
            (Some(entry), Some(suspicion)) => {
                line(&mut out, &format!("{name}: changed since {}", entry.date));
                out.push_str(&changes(handbook, suspicion, past));
            }
        }
    }
    out
}

/// The lines of one changed parent.
pub(super) fn changes(handbook: &Handbook, suspicion: &Suspicion, past: &Past) -> String {
    let known = past.words(handbook, suspicion);
    let mut out = String::new();
    let mut unknown = None;
    for change in &suspicion.changes {
        let now = plain(change.now.words());
        let told = match change.then.map(|then| known.get(&change.name, then)) {
            None => format!("{{+{now}+}}"),
            Some(Ok(old)) => difference(&plain(old), &now),
            Some(Err(reason)) => {
                unknown = Some(reason);
                if now.is_empty() { "(gone)".to_string() } else { format!("{now} (new words)") }
            }
        };
        line(&mut out, &format!("  {}: {told}", change.name));
    }
    if let Some(reason) = unknown {
        line(&mut out, &format!("  What stood there before is not known: {reason}."));
    }
    out
}

/// `at most [-6-] {+4+} hours`: the words that went and the words that came.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let is_word = |words: &[&str]| words.iter().any(|word| !word.is_empty());
    let mut parts = Vec::new();
    for op in TextDiff::from_slices(&old, &new).ops() {
        let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            parts.push(come.join(" "));
            continue;
        }
        if is_word(gone) {
            parts.push(format!("[-{}-]", gone.join(" ")));
        }
        if is_word(come) {
            parts.push(format!("{{+{}+}}", come.join(" ")));
        }
    }
    parts.join(" ")
}

/// A parent in words.
fn name(handbook: &Handbook, parent: Target) -> String {
    match parent {
        Target::Aim(aim) => {
            let id = handbook.aims.get(aim).map_or("", |aim| aim.id.value.as_str());
            format!("the aim {id}")
        }
        Target::Document(id) => {
            let document = handbook.document(id);
            match document.kind {
                Kind::Vision => format!("the vision ({})", document.path),
                kind => format!("the {kind} {} ({})", document.id.value, document.path),
            }
        }
        Target::Step(..) | Target::Moment(_) | Target::Term(_) => String::new(),
    }
}

fn nothing_above(handbook: &Handbook, id: DocId) -> &'static str {
    match handbook.document(id).kind {
        Kind::Vision => {
            "nothing is above the vision, so there is nothing to hold it against: the day is recorded"
        }
        Kind::Mission | Kind::System => {
            "it names nothing above it yet that it could be held against: the day is recorded"
        }
        Kind::Promise => {
            "a promise is held against what is above it while it is on trial or standing: the day is recorded"
        }
        Kind::Role | Kind::Customer | Kind::Want | Kind::Story | Kind::Page => {
            "this kind of document is held against nothing above it: the day is recorded"
        }
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

/// Words on one line, without signs that a terminal would obey.
fn plain(words: &str) -> String {
    let shown: String =
        words.chars().map(|c| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_and_words_that_came() {
        assert_eq!(difference("at most 6 hours", "at most 4 hours"), "at most [-6-] {+4+} hours");
        assert_eq!(difference("by noon", ""), "[-by noon-]");
        assert_eq!(difference("", "by noon"), "{+by noon+}");
        assert_eq!(difference("we call you back", "we call back today"), "we call [-you-] back {+today+}");
    }
}
