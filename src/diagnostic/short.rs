//! One line a finding: `path:line:column: severity[rule] message`, for editors and `grep`.

use std::fmt::Write;

use super::Diagnostic;
use super::places::Places;
use crate::source::SourceTree;

/// Writes all findings, one a line.
pub fn render(findings: &[Diagnostic], tree: &SourceTree) -> String {
    let mut places = Places::new(tree);
    let mut out = String::new();
    for finding in findings {
        let at = places.position(&finding.path, finding.span.start as usize);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            finding.path, at.line, at.column, finding.severity, finding.rule, finding.message
        );
    }
    out
}
