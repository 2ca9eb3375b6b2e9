//! The report for machines: one object, sorted, with 1-based places and columns in characters.

use jiff::civil::Date;
use serde::Serialize;

use super::places::Places;
use super::{Diagnostic, Summary};
use crate::source::SourceTree;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    on: String,
    summary: Counts,
    findings: Vec<Finding<'a>>,
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
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    path: &'a str,
    line: usize,
    message: &'a str,
}

/// Writes the report; `on` is the day that the handbook was read as of.
///
/// # Errors
/// Never in practice: the report holds nothing that JSON cannot say.
pub fn render(findings: &[Diagnostic], tree: &SourceTree, on: Date) -> serde_json::Result<String> {
    let mut places = Places::new(tree);
    let summary = Summary::of(findings);
    let report = Report {
        version: 1,
        on: on.to_string(),
        summary: Counts { error: summary.errors, warning: summary.warnings, note: summary.notes },
        findings: findings.iter().map(|finding| describe(finding, &mut places)).collect(),
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

fn describe<'a>(finding: &'a Diagnostic, places: &mut Places<'_>) -> Finding<'a> {
    let start = places.position(&finding.path, finding.span.start as usize);
    let end = places.position(&finding.path, finding.span.end as usize);
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
    }
}
