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
        let (mut known, mut is_whole) = (Vec::new(), false);
        for (n, line) in lines {
            if is_whole {
                return Err(Unreadable::Line(n + 1));
            }
            is_whole = line.trim_end() == LAST;
            if !is_whole {
                known.push(Known::parse(line).ok_or(Unreadable::Line(n + 1))?);
            }
        }
        known.sort();
        if is_whole { Ok(Self { known }) } else { Err(Unreadable::CutOff) }
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
            let fingerprint = fingerprint::of(finding, &mut places);
            let Some(messages) = left.get_mut(&fingerprint) else { continue };
            let message = squeezed(&finding.message);
            match messages.iter().position(|known| *known == message) {
                Some(at) => {
                    messages.swap_remove(at);
                    finding.state = State::Known;
                    marked += 1;
                }
                None => others.push((finding, fingerprint)),
            }
        }
        for (finding, fingerprint) in others {
            if left.get_mut(&fingerprint).and_then(Vec::pop).is_some() {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::{Span, VPath};

    fn finding(path: &str, message: &str, span: Span) -> Diagnostic {
        Diagnostic {
            rule: "broken-link",
            severity: Severity::Error,
            path: VPath::new(path).expect("a path"),
            span,
            message: message.to_string(),
            help: None,
            related: Vec::new(),
            state: State::New,
        }
    }

    /// Two runs over a file; how many findings of the second are new, and how many of the first are gone.
    fn again(before: (&str, &[Diagnostic]), after: (&str, &[Diagnostic])) -> (usize, usize) {
        let tree = |text| SourceTree::from_texts("test", [("a.md", text)]);
        let mut findings = after.1.to_vec();
        let gone = Baseline::of(before.1, &tree(before.0)).mark(&mut findings, &tree(after.0));
        (findings.iter().filter(|finding| finding.state == State::New).count(), gone)
    }

    #[test]
    fn the_words_decide_and_neither_their_line_nor_the_message() {
        let at = |message, start, end| [finding("a.md", message, Span::new(start, end))];
        let before = at("`x` says 3 days", 0, 4);
        let text = "\n\n  \nhere there";
        assert_eq!(again(("here", &before), (text, &at("`y` says 4 days", 5, 9))), (0, 0));
        assert_eq!(again(("here", &before), (text, &at("`x` says 3 days", 10, 15))), (1, 1));
    }

    #[test]
    fn where_no_words_are_the_message_decides_but_not_its_numbers() {
        let at = |message| [finding("a.md", message, Span::new(0, 3))];
        assert_eq!(again(("---", &at("late by 3 days")), ("---", &at("late by 4 days"))), (0, 0));
        assert_eq!(again(("---", &at("late by 3 days")), ("---", &at("early by 3 days"))), (1, 1));
    }

    #[test]
    fn of_two_at_one_place_the_one_whose_message_is_known_is_known() {
        let tree = SourceTree::from_texts("test", [("a.md", "title: A")]);
        let both = ["`owner` is missing", "`says` is missing"].map(|m| finding("a.md", m, Span::new(0, 8)));
        let baseline = Baseline::of(&both[1..], &tree);
        let mut findings = both.to_vec();
        assert_eq!(baseline.mark(&mut findings, &tree), 0);
        assert_eq!(
            findings.iter().map(|finding| finding.state).collect::<Vec<_>>(),
            [State::New, State::Known]
        );
    }

    proptest! {
        /// Whatever stands in messages and paths, tabs and line ends too, is read as it was written.
        #[test]
        fn what_is_written_is_read(said in prop::collection::vec(("[^/\0.]{1,9}", "\\PC*|.*|[\t\n\r #]*"), 0..9)) {
            let findings: Vec<Diagnostic> =
                said.iter().map(|(path, message)| finding(path, message, Span::new(0, 0))).collect();
            let tree = SourceTree::new("test");
            let baseline = Baseline::of(&findings, &tree);
            prop_assert_eq!(Baseline::parse(&baseline.write()), Ok(baseline));
        }
    }
}
