//! Stage four: what does not hold in the handbook, and what to type instead.
//!
//! One rule is one file in `rules/`: what it catches, why that matters, an example, the fix, its weight and its
//! function. Here they are run, weighed and put in order. The list that comes out is the one verdict: every format,
//! every gate and every page speaks from it.

pub mod alike;
pub mod amounts;
pub mod context;
pub mod cut;
mod doubt;
mod html_prose;
pub mod language;
pub mod past;
mod promised;
mod promises;
pub mod prose;
pub mod reading;
mod recorded;
pub mod rule;
pub mod rules;
pub mod rungs;
pub mod sentence;
pub mod since;
mod waive;
mod words;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::parse::Layout;
use crate::parse::settings::{RuleWeight, Settings};

pub use context::Context;
pub use rule::{Finding, Findings, Reader, Rule};
use waive::Waivers;

/// Runs every rule and returns what they found, sorted by path, place and rule.
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    check_while(context, || true).unwrap_or_default()
}

/// As [`check`], for as long as somebody wants to know: `goes_on` is asked before each rule and each document, and
/// once it says no, nothing further is begun and nothing is returned.
pub fn check_while(context: &Context<'_>, goes_on: impl Fn() -> bool + Sync) -> Option<Vec<Diagnostic>> {
    let waivers = Waivers::of(context);
    let asked: Vec<(Diagnostic, Vec<usize>, bool)> = run(context, &goes_on)
        .into_iter()
        .map(|(rule, finding)| {
            let finding = weigh(context, rule, finding);
            let (about, is_waived) = waivers.about(&finding);
            (finding, about, is_waived)
        })
        .collect();
    let needed = waivers.needed(asked.iter().flat_map(|(_, about, _)| about).copied());
    let mut found: Vec<Diagnostic> =
        asked.into_iter().filter(|(_, _, is_waived)| !is_waived).map(|(finding, ..)| finding).collect();
    found.extend(unneeded(context, &waivers, &needed, &found));
    sort(&mut found);
    goes_on().then_some(found)
}

/// Asks every rule that is not off: first about the handbook as a whole, then those that read, about what its
/// documents say.
fn run(context: &Context<'_>, goes_on: &(impl Fn() -> bool + Sync)) -> Vec<(&'static Rule, Diagnostic)> {
    let rules: Vec<&'static Rule> = rules::ALL
        .iter()
        .copied()
        .filter(|rule| weight_of(&context.handbook.settings, rule).is_some())
        .filter(|rule| context.cut.is_some() || !cut::ONLY_AT_A_CUT.contains(&rule.name))
        .collect();
    let asked = rules.par_iter().map(|rule| {
        let mut findings = Findings::of(rule);
        if goes_on() {
            (rule.check)(context, &mut findings);
        }
        let reader = findings.take_reader();
        (*rule, findings.into_list(), reader)
    });
    let mut found = Vec::new();
    let mut readers = Vec::new();
    for (rule, list, reader) in asked.collect::<Vec<_>>() {
        found.extend(list.into_iter().map(|finding| (rule, finding)));
        readers.extend(reader.map(|reader| (rule, reader)));
    }
    // A plain folder owes nobody one message.
    if context.handbook.layout == Layout::Handbook {
        found.extend(reading::read(context, &readers, goes_on));
    }
    found
}

/// What one rule finds, unweighed and without excuses; nothing when there is no such rule.
pub fn only(context: &Context<'_>, rule: &str) -> Vec<Diagnostic> {
    let Some(rule) = rules::find(rule) else { return Vec::new() };
    let mut findings = Findings::of(rule);
    (rule.check)(context, &mut findings);
    findings.into_list()
}

/// Excuses that nothing needs, unless something may hide that it does.
fn unneeded(
    context: &Context<'_>,
    waivers: &Waivers<'_>,
    needed: &[bool],
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let Some(rule) = rules::find("waiver") else { return Vec::new() };
    let is_off = weight_of(&context.handbook.settings, rule).is_none() || doubt::is_plain(context);
    if is_off || found.iter().any(|finding| finding.severity == Severity::Error) {
        return Vec::new();
    }
    let mut findings = Findings::of(rule);
    rules::unused(waivers.all(), needed, &mut findings);
    let weighed = findings.into_list().into_iter().map(|finding| weigh(context, rule, finding));
    weighed.filter(|finding| !waivers.about(finding).1).collect()
}

/// What the settings say about a rule.
fn set_weight(settings: &Settings, rule: &Rule) -> Option<RuleWeight> {
    settings.rules.iter().find(|(name, _)| name.value == rule.name).map(|(_, weight)| *weight)
}

/// What a rule weighs by the settings, else by itself; `None` when it is switched off.
pub fn weight_of(settings: &Settings, rule: &Rule) -> Option<Severity> {
    set_weight(settings, rule).map_or(Some(rule.severity), severity)
}

fn severity(weight: RuleWeight) -> Option<Severity> {
    match weight {
        RuleWeight::Off => None,
        RuleWeight::Note => Some(Severity::Note),
        RuleWeight::Warning => Some(Severity::Warning),
        RuleWeight::Error => Some(Severity::Error),
    }
}

/// The weight of a finding in this handbook: the settings', else the rule's, eased for the young and the plain.
fn weigh(context: &Context<'_>, rule: &Rule, mut finding: Diagnostic) -> Diagnostic {
    match set_weight(&context.handbook.settings, rule).and_then(severity) {
        Some(set) => finding.severity = set,
        None => {
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
