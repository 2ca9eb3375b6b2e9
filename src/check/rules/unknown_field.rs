//! `unknown-field`: a word in a header that nobody reads.

use super::{ALL, TO_COME, find, is_known};
use crate::check::words::meant;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::parse::fault::FaultKind;
use crate::parse::settings::Parameter;
use crate::parse::slug;
use crate::source::{SETTINGS, Spanned, VPath};

pub(super) const RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A field, a detail of a step, a column, a heading or a rule whose name is not known here.",
    why: "A misspelt field looks written and counts for nothing: `onwer: front-desk` leaves a promise without anybody \
          who answers for it, and nobody notices. So every name is read against the list for its kind.",
    example: "onwer: front-desk",
    fix: "owner: front-desk",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        match &fault.kind {
            FaultKind::UnknownField { name, near, place } => {
                let message = format!("`{name}` is not a field of {place}, so nothing reads it");
                let finding = findings.add(path, fault.span, message);
                match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help(otherwise(place)),
                };
            }
            FaultKind::NearHeading { typed, meant } => {
                let message =
                    format!("`{typed}` is not a heading of the checklist, so its steps are not read");
                findings.add(path, fault.span, message).help(format!("did you mean `## {meant}`?"));
            }
            _ => {}
        }
    }
    rules(context, findings);
}

fn otherwise(place: &str) -> &'static str {
    match place {
        "a step" => "write it as `within: …`, `proof: …` or `if not: …`, or into the step's own sentence",
        "this log" => "delete the column, or give it a name that the log knows",
        "handbook.yaml" | "brand" => "remove it",
        _ => "remove it, or move what it says into the text below the header",
    }
}

/// Names of rules in the settings and in waivers: a misspelt one would switch nothing off and excuse nothing.
fn rules(context: &Context<'_>, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    let settings = &context.handbook.settings;
    if let Some(path) = VPath::new(SETTINGS) {
        let weighed = settings.rules.iter().map(|(name, _)| name);
        let excused = settings.allow.iter().map(|waiver| &waiver.rule);
        let numbered = settings.parameters.iter().map(|parameter| &parameter.rule);
        weighed.chain(excused).chain(numbered).for_each(|name| known_rule(&path, name, findings));
        settings.parameters.iter().for_each(|parameter| known_parameter(&path, parameter, findings));
    }
    for (_, document) in context.documents() {
        let in_body = document.body.allow.iter().map(|comment| &comment.waiver);
        let waivers = document.common.allow.iter().chain(in_body);
        waivers.for_each(|waiver| known_rule(&document.path, &waiver.rule, findings));
    }
}

/// A number that a rule does not go by would change nothing.
fn known_parameter(path: &VPath, parameter: &Parameter, findings: &mut Findings) {
    let Some(rule) =
        find(&parameter.rule.value).filter(|rule| !rule.parameters.contains(&&*parameter.name.value))
    else {
        return;
    };
    let message = format!(
        "the rule `{}` does not go by `{}`, so this changes nothing",
        rule.name, parameter.name.value
    );
    let otherwise = match rule.parameters {
        [] => "write `off`, `note`, `warning` or `error` behind the rule instead".to_string(),
        known => format!("write `{}`", known.join("` or `")),
    };
    let help = meant(slug::nearest(&parameter.name.value, rule.parameters.iter().copied()), &otherwise);
    findings.add(path, parameter.name.span, message).help(help);
}

fn known_rule(path: &VPath, name: &Spanned<String>, findings: &mut Findings) {
    if is_known(&name.value) {
        return;
    }
    let known = ALL.iter().map(|rule| rule.name).chain(TO_COME.iter().copied());
    let message = format!("there is no rule `{}`, so this changes nothing", name.value);
    let help = meant(slug::nearest(&name.value, known), "write the name that a finding shows in brackets");
    findings.add(path, name.span, message).help(help);
}
