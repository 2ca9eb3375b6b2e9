//! What a rule is made of, and how it speaks.

use super::Context;
use crate::diagnostic::{Diagnostic, Related, RuleText, Severity, State};
use crate::source::{Span, VPath};

/// One rule. Its texts are the manual's, the site's and `explain`'s; nothing else describes it.
pub struct Rule {
    /// The name that people know it by, such as `broken-link`.
    pub name: &'static str,
    /// Its weight, unless a finding says otherwise.
    pub severity: Severity,
    /// Whether it is a fault in the text: only these stop a build, and they weigh the same in a young handbook.
    pub fault_in_text: bool,
    /// Names of the numbers that the settings can give it, such as `at_most`.
    pub parameters: &'static [&'static str],
    /// What it catches, in a sentence.
    pub what: &'static str,
    /// Why that matters, in a few sentences, with the source of the idea where there is one.
    pub why: &'static str,
    /// What sets it off, as it would be typed.
    pub example: &'static str,
    /// The same, mended.
    pub fix: &'static str,
    /// Finds every case.
    pub check: fn(&Context<'_>, &mut Findings),
}

impl Rule {
    /// The rule as reports tell it; `severity` is its weight in a handbook, `None` when it is switched off there.
    pub fn text(&self, severity: Option<Severity>) -> RuleText {
        let Self { name, what, why, example, fix, .. } = *self;
        RuleText { name, severity, what, why, example, fix }
    }
}

/// What one rule found.
pub struct Findings {
    rule: &'static str,
    severity: Severity,
    list: Vec<Diagnostic>,
}

impl Findings {
    /// An empty list for `rule`.
    pub fn of(rule: &Rule) -> Self {
        Self { rule: rule.name, severity: rule.severity, list: Vec::new() }
    }

    /// Adds a finding; `message` is one plain sentence. Chain [`Finding::help`] for the smallest fix.
    pub fn add(&mut self, path: &VPath, span: Span, message: impl Into<String>) -> Finding<'_> {
        self.list.push(Diagnostic {
            rule: self.rule,
            severity: self.severity,
            path: path.clone(),
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
            state: State::New,
        });
        let last = self.list.len() - 1;
        Finding { diagnostic: &mut self.list[last] }
    }

    /// Everything found.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// A finding being told.
pub struct Finding<'a> {
    diagnostic: &'a mut Diagnostic,
}

impl Finding<'_> {
    /// The smallest thing to type instead.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }

    /// Another place that belongs to it.
    pub fn related(self, path: &VPath, span: Span, message: impl Into<String>) -> Self {
        self.diagnostic.related.push(Related { path: path.clone(), span, message: message.into() });
        self
    }

    /// A weight of its own.
    pub fn weighing(self, severity: Severity) -> Self {
        self.diagnostic.severity = severity;
        self
    }
}
