//! SARIF 2.1.0, the format of code scanning: every rule with its help, and every finding under its rule.
//!
//! Two runs are compared by `partialFingerprints`, which know no lines. `primaryLocationLineHash` is the name under
//! which GitHub looks for one; ours is written under both, so that its own, which moves with the neighbouring lines,
//! is not used.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::places::Places;
use super::{Diagnostic, Report, RuleText, State, fingerprint};
use crate::source::{Span, VPath};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path of a relative URI cannot hold as it is. A colon in its first part would make that a scheme.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Writes the log.
///
/// # Errors
/// Never in practice: the log holds nothing that JSON cannot say.
pub fn render(report: &Report<'_>) -> serde_json::Result<String> {
    let mut places = Places::new(report.tree);
    let fingerprints = fingerprint::unique(report, &mut places);
    let results: Vec<Value> = report
        .findings
        .iter()
        .zip(fingerprints)
        .map(|(finding, fingerprint)| result(report, finding, &fingerprint, &mut places))
        .collect();
    let rules: Vec<Value> = report.rules.iter().map(|rule| describe(rule, report.site.as_deref())).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "throughline",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            // Runs over several handbooks of one repository stand beside each other.
            "automationDetails": { "id": format!("throughline/{}", report.folder) },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "The root of the repository." } } },
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn describe(rule: &RuleText, site: Option<&str>) -> Value {
    let mut described = json!({
        "id": rule.name,
        "shortDescription": { "text": rule.what },
        "fullDescription": { "text": rule.why },
        "help": { "text": help(rule, ("", "")), "markdown": help(rule, ("````text\n", "\n````")) },
        "defaultConfiguration": match rule.severity {
            Some(severity) => json!({ "level": severity.word() }),
            None => json!({ "enabled": false }),
        },
    });
    if let Some(site) = site {
        described["helpUri"] = format!("{site}rules/{}/", rule.name).into();
    }
    described
}

fn help(rule: &RuleText, (open, close): (&str, &str)) -> String {
    let RuleText { what, why, example, fix, .. } = rule;
    format!(
        "{what}\n\n{why}\n\nWhat sets it off:\n\n{open}{example}{close}\n\nInstead:\n\n{open}{fix}{close}\n"
    )
}

fn result(report: &Report<'_>, finding: &Diagnostic, fingerprint: &str, places: &mut Places<'_>) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": finding.severity.word(),
        "message": { "text": finding.message_and_help() },
        "locations": [location(report, &finding.path, finding.span, places)],
        "partialFingerprints": { "primaryLocationLineHash": fingerprint, "throughline/v1": fingerprint },
    });
    if let Some(index) = report.rules.iter().position(|rule| rule.name == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(n, related)| {
            let mut location = location(report, &related.path, related.span, places);
            location["id"] = (n + 1).into();
            location["message"] = json!({ "text": related.message });
            location
        });
        result["relatedLocations"] = related.collect::<Vec<Value>>().into();
    }
    if report.mended.is_some() {
        result["baselineState"] = if finding.state == State::Known { "unchanged" } else { "new" }.into();
    }
    result
}

fn location(report: &Report<'_>, path: &VPath, span: Span, places: &mut Places<'_>) -> Value {
    let (start, end) = places.ends(path, span);
    let path = report.in_repository(path);
    let mut artifact = Map::new();
    artifact.insert("uri".to_string(), utf8_percent_encode(&path, PATH).to_string().into());
    artifact.insert("uriBaseId".to_string(), "%SRCROOT%".into());
    json!({ "physicalLocation": {
        "artifactLocation": artifact,
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}
