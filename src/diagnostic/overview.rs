//! The report as people read it: every error and warning, the notes that matter most, and what they add up to.

use super::{Diagnostic, Report, Severity, State, Summary, counted, text};

/// Notes that are shown unless all are asked for.
const NOTES_SHOWN: usize = 3;

/// Writes it; `styled` adds colours as terminal escape sequences, `all` shows every note and every known finding whole.
pub fn render(report: &Report<'_>, styled: bool, all: bool) -> String {
    let new = report.findings.iter().filter(|finding| finding.state == State::New);
    let known = report.findings.len() - new.clone().count();
    let (shown, hidden) = most_important(new.clone().collect(), all);
    let mut out = text::render(shown.iter().copied(), report.tree, styled);
    let documents = counted(report.documents, "document");
    out.push_str(&format!("{documents}: {}\n", Summary::of(new)));
    if known > 0 {
        out.push_str(&format!("{} beside these, in the baseline\n", counted(known, "known finding")));
    }
    if hidden > 0 {
        let notes = counted(hidden, "more note");
        out.push_str(&format!("{notes} not shown; `throughline check --all` prints everything\n"));
    }
    out
}

/// Without `all`, only the first notes of different rules: three of the same kind teach nothing new.
fn most_important(findings: Vec<&Diagnostic>, all: bool) -> (Vec<&Diagnostic>, usize) {
    let notes: Vec<&Diagnostic> =
        findings.iter().copied().filter(|finding| finding.severity == Severity::Note).collect();
    if all || notes.len() <= NOTES_SHOWN {
        return (findings, 0);
    }
    let is_first = |n: &usize| notes[..*n].iter().all(|earlier| earlier.rule != notes[*n].rule);
    let (first, others): (Vec<usize>, Vec<usize>) = (0..notes.len()).partition(is_first);
    let chosen: Vec<&Diagnostic> =
        first.into_iter().chain(others).take(NOTES_SHOWN).map(|n| notes[n]).collect();
    let hidden = notes.len() - NOTES_SHOWN;
    let is_shown = |finding: &&Diagnostic| {
        finding.severity > Severity::Note || chosen.iter().any(|chosen| std::ptr::eq(*chosen, *finding))
    };
    (findings.into_iter().filter(is_shown).collect(), hidden)
}
