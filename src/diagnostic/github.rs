//! Workflow commands, one a finding: the job's log turns them into annotations on the changed lines.

use super::places::Places;
use super::{Diagnostic, Report, Severity, State};

/// Writes them. A known finding is a notice, whatever it weighs: it is no news about this change.
pub fn render(report: &Report<'_>) -> String {
    let mut places = Places::new(report.tree);
    report.findings.iter().map(|finding| annotation(report, finding, &mut places)).collect()
}

fn annotation(report: &Report<'_>, finding: &Diagnostic, places: &mut Places<'_>) -> String {
    let (level, known) = match (finding.state, finding.severity) {
        (State::Known, _) => ("notice", " (known)"),
        (State::New, Severity::Note) => ("notice", ""),
        (State::New, Severity::Warning) => ("warning", ""),
        (State::New, Severity::Error) => ("error", ""),
    };
    let (start, end) = places.ends(&finding.path, finding.span);
    let file = property(&report.in_repository(&finding.path));
    let mut place = format!("file={file},line={},endLine={}", start.line, end.line);
    // Columns are heard only where they lie in one line.
    if start.line == end.line {
        place += &format!(",col={},endColumn={}", start.column, end.column);
    }
    let title = property(&format!("{}{known}", finding.rule));
    format!("::{level} {place},title={title}::{}\n", data(&report.in_lines(finding, places)))
}

/// What stands behind the second `::`: a command ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `name=`: it ends with a comma, or with the colons.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_ends_the_command() {
        assert_eq!(data("100 % sure\r\n::error::no, really"), "100 %25 sure%0D%0A::error::no, really");
    }

    #[test]
    fn nothing_in_a_property_ends_it() {
        assert_eq!(property("a,b:c%2C\n"), "a%2Cb%3Ac%252C%0A");
    }
}
