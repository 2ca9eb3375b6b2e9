//! The report for machines: one object, sorted, with 1-based places and columns in characters.

use serde::Serialize;

use super::places::Places;
use super::{Diagnostic, Report, State, Summary, fingerprint};

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    on: String,
    summary: Counts,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline>,
    findings: Vec<Finding<'a>>,
}

/// What became of the known findings.
#[derive(Serialize)]
struct Baseline {
    known: usize,
    mended: usize,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: Option<&'a str>,
    related: Vec<RelatedPlace<'a>>,
    state: &'a str,
    fingerprint: String,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    path: &'a str,
    line: usize,
    message: &'a str,
}

/// Writes the report.
///
/// # Errors
/// Never in practice: the report holds nothing that JSON cannot say.
pub fn render(report: &Report<'_>) -> serde_json::Result<String> {
    let mut places = Places::new(report.tree);
    let summary = Summary::of(report.findings);
    let fingerprints = fingerprint::unique(report, &mut places);
    let known = report.findings.iter().filter(|finding| finding.state == State::Known).count();
    let findings = report.findings.iter().zip(fingerprints);
    let whole = Whole {
        version: 1,
        on: report.on.to_string(),
        summary: Counts { error: summary.errors, warning: summary.warnings, note: summary.notes },
        baseline: report.mended.map(|mended| Baseline { known, mended }),
        findings: findings.map(|(finding, print)| describe(finding, print, &mut places)).collect(),
    };
    serde_json::to_string_pretty(&whole).map(|text| text + "\n")
}

fn describe<'a>(finding: &'a Diagnostic, fingerprint: String, places: &mut Places<'_>) -> Finding<'a> {
    let (start, end) = places.ends(&finding.path, finding.span);
    Finding {
        rule: finding.rule,
        severity: finding.severity.word(),
        path: finding.path.as_str(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &finding.message,
        help: finding.help.as_deref(),
        related: finding
            .related
            .iter()
            .map(|related| RelatedPlace {
                path: related.path.as_str(),
                line: places.position(&related.path, related.span.start as usize).line,
                message: &related.message,
            })
            .collect(),
        state: finding.state.word(),
        fingerprint,
    }
}
