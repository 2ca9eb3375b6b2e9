//! Anchors for steps that have none, made of the step's own words.
//!
//! An anchor is what ticks, links and the history of a step hang on, so that it is short, the only one of its name in
//! its file, and the same whenever it is made from the same words.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::{Edit, Mend, apply};
use crate::parse::checklist::{Section, Step};
use crate::parse::document::{Document, Kind};
use crate::parse::fault::FaultKind;
use crate::parse::markdown::plain;
use crate::parse::{Layout, Parsed, parse, slug};
use crate::source::{SourceFile, Span};

/// Words that tell no step from another.
const SMALL: [&str; 44] = [
    "a", "an", "and", "any", "are", "as", "at", "be", "before", "by", "each", "every", "for", "from", "has",
    "have", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "one", "or", "our", "so", "that",
    "the", "their", "them", "then", "they", "this", "to", "up", "we", "what", "with", "you", "your",
];

/// An anchor is made of no more words than this, unless fewer would make it another step's.
const WORDS: usize = 2;

/// Words are left out when they would make it longer than this.
const LONGEST: usize = 24;

/// The anchors that a system's steps lack.
pub(super) fn edits(document: &Document) -> Vec<Edit> {
    let mut taken = taken(document);
    let mut edits = Vec::new();
    for step in document.steps().iter().filter(|step| lacks_anchor(document, step)) {
        let Some(at) = end_of_action(document, step) else { continue };
        let anchor = make(&plain(&step.action.value), &taken);
        taken.insert(anchor.clone());
        edits.push(Edit {
            mend: Mend::Anchor,
            path: document.path.clone(),
            span: Span::new(at, at),
            replacement: format!(" ^{anchor}"),
        });
    }
    // What Markdown would make of an anchor behind a fence or a table is found out by reading it.
    if !edits.is_empty() && !is_read_so(document, &edits) {
        edits.retain(|edit| is_read_so(document, std::slice::from_ref(edit)));
        if !is_read_so(document, &edits) {
            edits.clear();
        }
    }
    edits
}

/// Names that lead somewhere in this file, or did.
fn taken(document: &Document) -> HashSet<String> {
    let body = &document.body;
    let headings = body.headings.iter().map(|heading| &heading.anchor);
    let steps = document.steps().iter();
    let anchors = steps.flat_map(|step| step.anchor.iter().chain(&step.was)).map(|anchor| &anchor.value);
    headings.chain(&body.html_ids).chain(anchors).cloned().collect()
}

/// A step whose anchor could not be read has one already.
fn lacks_anchor(document: &Document, step: &Step) -> bool {
    let is_bad = document.faults.iter().any(|fault| {
        matches!(&fault.kind, FaultKind::BadValue { field, .. } if field == "^anchor")
            && step.span.start <= fault.span.start
            && fault.span.end <= step.span.end
    });
    document.kind == Kind::System && step.anchor.is_none() && !is_bad && !step.action.value.is_empty()
}

/// Behind the last word of the act, and behind its `!`. Nowhere in an act of several blocks: an anchor behind a fence, a
/// table or a comment would be part of it.
fn end_of_action(document: &Document, step: &Step) -> Option<usize> {
    let action = document.text.get(step.action.span.range())?;
    let is_block = |line: &str| line.is_empty() || line.starts_with(['`', '~', '|', '<', '>', '#']);
    if action.lines().skip(1).any(|line| is_block(line.trim())) || action.contains("<!--") {
        return None;
    }
    let behind = document.text.get(step.action.span.end as usize..step.span.end as usize)?;
    let gap = behind.len() - behind.trim_start().len();
    let mark = if behind.trim_start().starts_with('!') { gap + 1 } else { 0 };
    Some(step.action.span.end as usize + mark)
}

/// A name of the first words that say something, such as `phone-back`.
fn make(action: &str, taken: &HashSet<String>) -> String {
    let ascii = to_ascii(action);
    let words: Vec<&str> =
        ascii.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !SMALL.contains(word)).collect();
    let words = if telling.is_empty() { words } else { telling };
    let join = |n: usize| {
        let mut name = String::new();
        for word in words.iter().take(n) {
            if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > LONGEST {
                break;
            }
            if !name.is_empty() {
                name.push('-');
            }
            name.extend(word.chars().take(LONGEST));
        }
        if name.is_empty() { "step".to_string() } else { name }
    };
    let by_words = (WORDS..=WORDS + 2).map(join);
    let numbered = (2..).map(|n| format!("{}-{n}", join(WORDS)));
    let is_free = |name: &String| !taken.contains(name) && slug::is_id(name);
    by_words.chain(numbered.take(10_000)).find(is_free).unwrap_or_else(|| "step".to_string())
}

/// Lower case, with the letters of Latin alphabets as a keyboard without them would type them.
fn to_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // `ä` may come as one character or as two.
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'œ' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'å' => out.push_str("aa"),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            // Apostrophes part no word: `don't` is one.
            '\'' | '’' => {}
            c => {
                let mut parts = std::iter::once(c).nfd();
                match parts.next() {
                    Some(base) if base.is_ascii_alphanumeric() => out.push(base),
                    _ => out.push(c),
                }
            }
        }
    }
    out
}

/// Whether the file, with these edits made, is read as the same steps with these anchors.
fn is_read_so(document: &Document, edits: &[Edit]) -> bool {
    let text = apply(&document.text, edits);
    let file = SourceFile::text(document.path.clone(), &text);
    let Parsed::Document(read) = parse(&file, Layout::Handbook, "content") else { return false };
    let said =
        |step: &Step| -> (Section, String, bool) { (step.section, step.action.value.clone(), step.must) };
    let had = document.steps().iter().filter(|step| step.anchor.is_some()).count();
    let has = read.steps().iter().filter(|step| step.anchor.is_some()).count();
    read.steps().iter().map(said).eq(document.steps().iter().map(said))
        && has == had + edits.len()
        && read.faults.len() == document.faults.len()
        && read.links.len() == document.links.len()
}
