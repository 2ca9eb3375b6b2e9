//! By what a finding is known again in another run: its rule, its file and the words that it points at.
//!
//! Lines move, the day goes on, and a message may name a neighbour that is called something else by then, so none of
//! these are part of it. Where a finding points at no words (an empty place, a line of `---`, a file that could not
//! be read), its message stands in, without numbers.

use std::collections::HashMap;
use std::fmt;

use xxhash_rust::xxh3::xxh3_64;

use super::places::{Places, floor};
use super::{Diagnostic, Report};

/// What a finding is known by: equal for findings of one rule in one file that point at the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Reads the 16 digits that [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex { u64::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for Fingerprint {
    /// 16 digits, such as `0123456789abcdef`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The fingerprint of a finding.
pub(super) fn of(finding: &Diagnostic, places: &mut Places<'_>) -> Fingerprint {
    let words = words(finding, places).unwrap_or_else(|| without_numbers(&finding.message));
    Fingerprint(xxh3_64(format!("{}\0{}\0{words}", finding.rule, finding.path).as_bytes()))
}

/// For each finding a name that no other one has: its fingerprint, and behind it a number where several are equal.
pub(super) fn unique(report: &Report<'_>, places: &mut Places<'_>) -> Vec<String> {
    let mut seen: HashMap<Fingerprint, usize> = HashMap::new();
    let mut name = |finding| {
        let fingerprint = of(finding, places);
        let count = seen.entry(fingerprint).or_default();
        *count += 1;
        if *count == 1 { fingerprint.to_string() } else { format!("{fingerprint}-{count}") }
    };
    report.findings.iter().map(&mut name).collect()
}

/// The words that it points at, on their first line; `None` when there are none.
fn words(finding: &Diagnostic, places: &mut Places<'_>) -> Option<String> {
    let (start, end) = (finding.span.start as usize, finding.span.end as usize);
    let line = places.line(&finding.path, start)?;
    let inside = |at: usize| floor(line.text, at.saturating_sub(line.start));
    let words = squeezed(&line.text[inside(start)..inside(end.max(start))]);
    words.contains(char::is_alphanumeric).then_some(words)
}

fn without_numbers(message: &str) -> String {
    squeezed(&message.replace(|c: char| c.is_numeric(), ""))
}

/// Text with single spaces between its words.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
