//! Stage four: what does not hold in the handbook, and what to type instead.
//!
//! One rule is one file in `rules/`: what it catches, why that matters, an example, the fix, its weight and its
//! function. Here they are run, weighed and put in order. The list that comes out is the one verdict: every format,
//! every gate and every page speaks from it.

pub mod context;
mod doubt;
mod language;
mod promises;
pub mod rule;
pub mod rules;
mod waive;
mod words;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::parse::Layout;
use crate::parse::settings::RuleWeight;

pub use context::Context;
pub use rule::{Finding, Findings, Rule};

/// Runs every rule and returns what they found, sorted by path, place and rule.
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = rules::ALL
        .par_iter()
        .filter(|rule| weight(context, rule) != Some(RuleWeight::Off))
        .flat_map_iter(|rule| {
            let mut findings = Findings::of(rule);
            (rule.check)(context, &mut findings);
            findings.into_list().into_iter().map(|finding| weigh(context, rule, finding))
        })
        .collect();
    found.retain(|finding| !waive::is_waived(context, finding));
    sort(&mut found);
    found
}

/// What the settings say about a rule.
fn weight(context: &Context<'_>, rule: &Rule) -> Option<RuleWeight> {
    let rules = &context.handbook.settings.rules;
    rules.iter().find(|(name, _)| name.value == rule.name).map(|(_, weight)| *weight)
}

/// The weight of a finding in this handbook: the settings', else the rule's, eased for the young and the plain.
fn weigh(context: &Context<'_>, rule: &Rule, mut finding: Diagnostic) -> Diagnostic {
    match weight(context, rule) {
        Some(RuleWeight::Note) => finding.severity = Severity::Note,
        Some(RuleWeight::Warning) => finding.severity = Severity::Warning,
        Some(RuleWeight::Error) => finding.severity = Severity::Error,
        Some(RuleWeight::Off) | None => {
            if context.is_young && !rule.fault_in_text {
                finding.severity = Severity::Note;
            }
            if context.handbook.layout == Layout::Plain {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
    }
    finding
}
