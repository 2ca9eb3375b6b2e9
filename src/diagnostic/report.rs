//! What every format tells from.

use jiff::civil::Date;

use super::places::Places;
use super::{Diagnostic, Severity};
use crate::source::{SourceTree, VPath};

/// The verdict on one handbook, and what a report has to know beside it.
pub struct Report<'a> {
    /// The findings, sorted by path, place and rule.
    pub findings: &'a [Diagnostic],
    /// The files that they point into.
    pub tree: &'a SourceTree,
    /// The day that the handbook was read as of.
    pub on: Date,
    /// How many documents were read.
    pub documents: usize,
    /// Every rule, in the order in which a handbook grows.
    pub rules: &'a [RuleText],
    /// The weight from which a finding fails; `None` when none does.
    pub fail_on: Option<Severity>,
    /// With a baseline: how many findings in it are gone.
    pub mended: Option<usize>,
    /// With another state to compare with: what is left out of the findings.
    pub since: Option<Since>,
    /// The way from the repository's root to the handbook's folder, with a `/` at its end; else empty.
    pub folder: String,
    /// Where the site stands, with a `/` at its end.
    pub site: Option<String>,
}

/// The findings that another state of the handbook has too: these are not in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// That state, as it was typed, such as `main`.
    pub reference: String,
    /// How many there are.
    pub older: usize,
}

/// A rule as it is told.
pub struct RuleText {
    /// Its name.
    pub name: &'static str,
    /// Its weight in this handbook, or `None` when it is switched off.
    pub severity: Option<Severity>,
    /// What it catches, in a sentence.
    pub what: &'static str,
    /// Why that matters, in a few sentences.
    pub why: &'static str,
    /// What sets it off, as it would be typed.
    pub example: &'static str,
    /// The same, mended.
    pub fix: &'static str,
}

impl<'a> Report<'a> {
    /// A report on a handbook that is a repository of its own, without rules, gates and site.
    pub fn new(findings: &'a [Diagnostic], tree: &'a SourceTree, on: Date) -> Self {
        Self {
            findings,
            tree,
            on,
            documents: 0,
            rules: &[],
            fail_on: None,
            mended: None,
            since: None,
            folder: String::new(),
            site: None,
        }
    }

    /// What is wrong, what to type instead, and what is to be seen in other places, each on a line of its own.
    pub(super) fn in_lines(&self, finding: &Diagnostic, places: &mut Places<'_>) -> String {
        let mut lines = finding.message_and_help();
        for related in &finding.related {
            let line = places.position(&related.path, related.span.start as usize).line;
            lines += &format!("\n{}:{line}: {}", self.in_repository(&related.path), related.message);
        }
        lines
    }

    /// A path of the handbook as the repository knows it.
    pub(super) fn in_repository(&self, path: &VPath) -> String {
        format!("{}{path}", self.folder)
    }
}
