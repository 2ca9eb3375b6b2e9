//! One line a finding: `path:line:column: severity[rule] message`, for editors and `grep`.

use super::places::Places;
use super::{Diagnostic, Report, State};

/// Writes all findings, one a line; behind a known one it says so.
pub fn render(report: &Report<'_>) -> String {
    let mut places = Places::new(report.tree);
    let known = |state| if state == State::Known { " (known)" } else { "" };
    let line = |finding: &Diagnostic| {
        let line = line(finding.path.as_str(), finding, &finding.message, &mut places);
        format!("{line}{}\n", known(finding.state))
    };
    report.findings.iter().map(line).collect()
}

/// The line of one finding: its file as the reader knows it, and the words that tell it.
pub(super) fn line(path: &str, finding: &Diagnostic, words: &str, places: &mut Places<'_>) -> String {
    let at = places.position(&finding.path, finding.span.start as usize);
    format!("{path}:{}:{}: {}[{}] {words}", at.line, at.column, finding.severity, finding.rule)
}
