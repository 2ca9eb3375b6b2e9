//! One line a finding: `path:line:column: severity[rule] message`, for editors and `grep`.

use std::fmt::Write;

use super::Diagnostic;
use crate::source::{SourceTree, position};

/// Writes all findings, one a line.
pub fn render(findings: &[Diagnostic], tree: &SourceTree) -> String {
    let mut out = String::new();
    for finding in findings {
        let text = tree.text(finding.path.as_str()).unwrap_or("");
        let at = position(text, finding.span.start as usize);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            finding.path, at.line, at.column, finding.severity, finding.rule, finding.message
        );
    }
    out
}
