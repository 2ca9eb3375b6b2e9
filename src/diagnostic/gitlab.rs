//! GitLab's code quality report: a list, which the merge request compares with that of its target by fingerprints.
//!
//! Known findings stay in the list, since one that is missing is told as mended; they weigh as little as there is.

use serde::Serialize;

use super::places::Places;
use super::{Diagnostic, Report, Severity, State, fingerprint};

#[derive(Serialize)]
struct Violation<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes the list.
///
/// # Errors
/// Never in practice: the report holds nothing that JSON cannot say.
pub fn render(report: &Report<'_>) -> serde_json::Result<String> {
    let mut places = Places::new(report.tree);
    let fingerprints = fingerprint::unique(report, &mut places);
    let violation = |(finding, fingerprint): (&'_ Diagnostic, String)| {
        let (start, end) = places.ends(&finding.path, finding.span);
        let known = if finding.state == State::Known { "Known: " } else { "" };
        Violation {
            description: format!("{known}{}", finding.message_and_help()),
            check_name: finding.rule,
            fingerprint,
            severity: severity(finding),
            location: Location {
                path: report.in_repository(&finding.path),
                lines: Lines { begin: start.line, end: end.line },
            },
        }
    };
    let violations: Vec<Violation<'_>> = report.findings.iter().zip(fingerprints).map(violation).collect();
    serde_json::to_string_pretty(&violations).map(|text| text + "\n")
}

/// GitLab knows five steps. Ours stops a build, is worth mending, or is worth knowing.
fn severity(finding: &Diagnostic) -> &'static str {
    match (finding.state, finding.severity) {
        (State::New, Severity::Error) => "critical",
        (State::New, Severity::Warning) => "minor",
        (State::New, Severity::Note) | (State::Known, _) => "info",
    }
}
