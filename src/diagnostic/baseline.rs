//! Findings that are known already: they are told and marked, and do not count.
//!
//! The file is one line a finding, sorted, so that two people's changes to it merge like any text:
//!
//! ```text
//! # Known findings of this handbook, version 1. …
//! content/vision.md⇥broken-link⇥0123456789abcdef⇥there is no promise `answer-todya`
//! # end
//! ```
//!
//! Path, rule and message are for people; only the fingerprint (see `fingerprint.rs`) and, among equals, the message
//! decide. Equal findings are equal lines, told apart by their number. The last line shows that nothing was cut off.

use std::collections::HashMap;

use super::fingerprint::{self, Fingerprint, squeezed};
use super::places::Places;
use super::{Diagnostic, State};
use crate::source::SourceTree;

const FIRST: &str = "# Known findings of this handbook, version ";
const VERSION: &str = "1";
const REST: &str = ". Written by `throughline check --write-baseline`, read by `--baseline`.";
const LAST: &str = "# end";

/// Findings that are known already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Sorted.
    known: Vec<Known>,
}

/// One known finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    path: String,
    rule: String,
    fingerprint: Fingerprint,
    message: String,
}

/// Why a text is no baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not begin as one.
    NoBaseline,
    /// It is one of this other version.
    OtherVersion(String),
    /// Its last line is missing.
    CutOff,
    /// This 1-based line is no known finding.
    Line(usize),
}

impl Baseline {
    /// A baseline in which all of these findings are known.
    pub fn of(findings: &[Diagnostic], tree: &SourceTree) -> Self {
        let mut places = Places::new(tree);
        let mut known: Vec<Known> = findings
            .iter()
            .map(|finding| Known {
                // A path may hold anything; here it is only shown.
                path: squeezed(finding.path.as_str()),
                rule: finding.rule.to_string(),
                fingerprint: fingerprint::of(finding, &mut places),
                message: squeezed(&finding.message),
            })
            .collect();
        known.sort();
        Self { known }
    }

    /// Reads what [`Baseline::write`] wrote, also when its lines were merged or reordered by hand.
    ///
    /// # Errors
    /// When the text is something else, or not whole.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (_, first) = lines.next().ok_or(Unreadable::NoBaseline)?;
        let version = first.strip_prefix(FIRST).ok_or(Unreadable::NoBaseline)?;
        let version = version.split(['.', ' ']).next().unwrap_or_default();
        if version != VERSION {
            return Err(Unreadable::OtherVersion(version.to_string()));
        }
        let mut known = Vec::new();
        for (n, line) in lines {
            if line.trim_end() == LAST {
                known.sort();
                return Ok(Self { known });
            }
            known.push(Known::parse(line).ok_or(Unreadable::Line(n + 1))?);
        }
        Err(Unreadable::CutOff)
    }

    /// The text of the file.
    pub fn write(&self) -> String {
        let lines = self.known.iter().map(|known| {
            format!("{}\t{}\t{}\t{}\n", known.path, known.rule, known.fingerprint, known.message)
        });
        format!("{FIRST}{VERSION}{REST}\n{}{LAST}\n", lines.collect::<String>())
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Marks the findings that are known, and says how many known ones are gone.
    ///
    /// Among findings with one fingerprint those whose message is known go first, so that of two the new one is new.
    pub fn mark(&self, findings: &mut [Diagnostic], tree: &SourceTree) -> usize {
        let mut left: HashMap<Fingerprint, Vec<&str>> = HashMap::new();
        for known in &self.known {
            left.entry(known.fingerprint).or_default().push(&known.message);
        }
        let mut places = Places::new(tree);
        let mut marked = 0;
        let mut others = Vec::new();
        for finding in findings {
            finding.state = State::New;
            let Some(messages) = left.get_mut(&fingerprint::of(finding, &mut places)) else { continue };
            let message = squeezed(&finding.message);
            match messages.iter().position(|known| *known == message) {
                Some(at) => {
                    messages.swap_remove(at);
                    finding.state = State::Known;
                    marked += 1;
                }
                None => others.push(finding),
            }
        }
        for finding in others {
            let messages = left.get_mut(&fingerprint::of(finding, &mut places));
            if messages.and_then(Vec::pop).is_some() {
                finding.state = State::Known;
                marked += 1;
            }
        }
        self.known.len() - marked
    }
}

impl Known {
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let known = Self {
            path: parts.next()?.to_string(),
            rule: parts.next()?.to_string(),
            fingerprint: Fingerprint::parse(parts.next()?)?,
            message: parts.next()?.trim_end().to_string(),
        };
        parts.next().is_none().then_some(known)
    }
}
