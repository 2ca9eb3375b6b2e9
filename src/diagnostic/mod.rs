//! Findings: one list that feeds the terminal and the report of every format.
//!
//! How to write one: the `message` is one plain sentence that says what is wrong and why it matters to the reader;
//! the `help` is the smallest thing to type instead. No jargon, no blame, no "invalid".

pub mod baseline;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod overview;
mod places;
mod report;
pub mod sarif;
pub mod short;
pub mod text;

use std::fmt;

pub use baseline::Baseline;
pub use fingerprint::Fingerprint;
pub use places::Places;
pub use report::{Report, RuleText, Since};

use crate::source::{Span, VPath};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth mending.
    Warning,
    /// Stops a build.
    Error,
}

impl Severity {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One fault, where it is and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, such as `broken-link`.
    pub rule: &'static str,
    /// Its weight in this handbook.
    pub severity: Severity,
    /// The file that has to change.
    pub path: VPath,
    /// The place in it.
    pub span: Span,
    /// One plain sentence.
    pub message: String,
    /// The smallest fix.
    pub help: Option<String>,
    /// Other places that belong to the same fault.
    pub related: Vec<Related>,
    /// Whether it was there before; see [`Baseline::mark`].
    pub state: State,
}

impl Diagnostic {
    /// Whether it makes a check fail that fails from this weight on; with `None` nothing does. A known one never does.
    pub fn fails(&self, fail_on: Option<Severity>) -> bool {
        self.state == State::New && fail_on.is_some_and(|least| self.severity >= least)
    }

    /// What is wrong, and behind it, on a line of its own, what to type instead.
    fn message_and_help(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\nhelp: {help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Whether a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// It does.
    #[default]
    New,
    /// It is in the baseline: told, and not counted.
    Known,
}

impl State {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
        }
    }
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The other file, or the same one.
    pub path: VPath,
    /// The place in it.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// How many findings there are of each weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Findings that stop a build.
    pub errors: usize,
    /// Findings worth mending.
    pub warnings: usize,
    /// Findings worth knowing.
    pub notes: usize,
}

impl Summary {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic, IntoIter: Clone>) -> Self {
        let findings = findings.into_iter();
        let count = |severity| findings.clone().filter(|finding| finding.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl fmt::Display for Summary {
    /// `2 errors, 1 warning and 3 notes`, or `no findings`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| counted(*n, word))
            .collect();
        match parts.as_slice() {
            [] => f.write_str("no findings"),
            [one] => f.write_str(one),
            [rest @ .., last] => write!(f, "{} and {last}", rest.join(", ")),
        }
    }
}

/// `1 finding`, `2 findings`, `3 stories`: a number and its word.
pub fn counted(n: usize, word: &str) -> String {
    match word.strip_suffix("ry") {
        _ if n == 1 => format!("1 {word}"),
        Some(stem) => format!("{n} {stem}ries"),
        None => format!("{n} {word}s"),
    }
}

/// Puts findings in the one order that every format uses: path, place, rule.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        (&a.path, a.span.start, a.rule, &a.message).cmp(&(&b.path, b.span.start, b.rule, &b.message))
    });
}
