//! One line a finding: `path:line:column: severity[rule] message`, for editors and `grep`.

use super::places::Places;
use super::{Diagnostic, Report, State};

/// Writes all findings, one a line; behind a known one it says so.
pub fn render(report: &Report<'_>) -> String {
    let mut places = Places::new(report.tree);
    let known = |state| if state == State::Known { " (known)" } else { "" };
    let line = |finding: &Diagnostic| format!("{}{}\n", line(finding, &mut places), known(finding.state));
    report.findings.iter().map(line).collect()
}

/// The line of one finding.
pub(super) fn line(finding: &Diagnostic, places: &mut Places<'_>) -> String {
    let at = places.position(&finding.path, finding.span.start as usize);
    format!(
        "{}:{}:{}: {}[{}] {}",
        finding.path, at.line, at.column, finding.severity, finding.rule, finding.message
    )
}
