//! `throughline check`: what does not hold, and what to type instead.

use std::path::Path;

use anyhow::{Result, bail};

use super::args::{Check, FailOn, Format};
use super::environment::Environment;
use super::stopwatch::Stopwatch;
use super::terminal::Terminal;
use super::{ExitStatus, options, reading};
use crate::diagnostic::{self, Diagnostic, Severity, Summary};
use crate::pipeline::{self, Verdict};
use crate::source::{SETTINGS, SourceTree, Span, position};

/// Notes that the text format shows without `--all`.
const NOTES_SHOWN: usize = 3;

/// Runs the command.
///
/// # Errors
/// When the folder cannot be read, or an argument means nothing.
pub fn run(
    arguments: &Check,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let mut watch = Stopwatch::start();
    let asked = options::day(arguments.on.as_deref())?;
    let tree = reading::tree(root, &[root.join("public")])?;
    terminal.detail(&format!("read {} files in {} ms", tree.files().count(), watch.lap()));
    let verdict = pipeline::examine(&tree, |settings| options::read_as_of(asked, environment, settings));
    terminal.detail(&format!("linked and checked in {} ms", watch.lap()));
    refuse_slips_in_control(&verdict, &tree)?;
    let report = match arguments.format {
        Format::Text => text(&verdict, &tree, terminal.is_styled(), arguments.all),
        Format::Short => diagnostic::short::render(&verdict.findings, &tree),
        Format::Json => diagnostic::json::render(&verdict.findings, &tree, verdict.on)?,
    };
    terminal.report(&report)?;
    let status = status(&verdict.findings, arguments.fail_on);
    // The program ends here, as in a build: nobody waits for the memory to be given back piece by piece.
    std::mem::forget((verdict, tree));
    Ok(status)
}

/// A rule that does not exist, or goes by a number that is none, means that the settings ask for a check that cannot
/// be run: no report is better than that of another check.
///
/// # Errors
/// When the settings weigh or excuse rules in words that mean nothing.
pub fn refuse_slips_in_control(verdict: &Verdict, tree: &SourceTree) -> Result<()> {
    let control = &verdict.handbook.settings.control;
    let inside = |span: Span| control.iter().any(|part| part.start <= span.start && span.end <= part.end);
    let slip = verdict.findings.iter().find(|finding| {
        finding.severity == Severity::Error && finding.path.as_str() == SETTINGS && inside(finding.span)
    });
    let Some(slip) = slip else { return Ok(()) };
    let at = position(tree.text(SETTINGS).unwrap_or(""), slip.span.start as usize);
    let help = slip.help.as_deref().map(|help| format!(": {help}")).unwrap_or_default();
    bail!("{SETTINGS}:{}:{}: {}{help}", at.line, at.column, slip.message)
}

/// Whether the findings count as failure.
pub fn status(findings: &[Diagnostic], fail_on: FailOn) -> ExitStatus {
    let fails =
        fail_on.severity().is_some_and(|least| findings.iter().any(|finding| finding.severity >= least));
    if fails { ExitStatus::Findings } else { ExitStatus::Clean }
}

/// The report for people: every error and warning, the notes that matter most, and a count.
pub fn text(verdict: &Verdict, tree: &SourceTree, styled: bool, all: bool) -> String {
    let (shown, hidden) = most_important(&verdict.findings, all);
    let mut report = diagnostic::text::render(&shown, tree, styled);
    let documents = verdict.handbook.documents.len();
    let noun = if documents == 1 { "document" } else { "documents" };
    report.push_str(&format!("{documents} {noun}: {}\n", Summary::of(&verdict.findings)));
    if hidden > 0 {
        let notes = if hidden == 1 { "1 more note".to_string() } else { format!("{hidden} more notes") };
        report.push_str(&format!("{notes} not shown; `throughline check --all` prints everything\n"));
    }
    report
}

/// Without `all`, only the first notes of different rules: three of the same kind teach nothing new.
fn most_important(findings: &[Diagnostic], all: bool) -> (Vec<Diagnostic>, usize) {
    let notes = findings.iter().filter(|finding| finding.severity == Severity::Note).count();
    if all || notes <= NOTES_SHOWN {
        return (findings.to_vec(), 0);
    }
    let mut rules: Vec<&str> = Vec::new();
    let mut chosen: Vec<&Diagnostic> = Vec::new();
    let mut others: Vec<&Diagnostic> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Note) {
        let is_new = !rules.contains(&finding.rule);
        rules.push(finding.rule);
        if is_new { chosen.push(finding) } else { others.push(finding) }
    }
    chosen.extend(others);
    chosen.truncate(NOTES_SHOWN);
    let keep = |finding: &&Diagnostic| {
        finding.severity > Severity::Note || chosen.iter().any(|c| std::ptr::eq(*c, *finding))
    };
    let shown: Vec<Diagnostic> = findings.iter().filter(keep).cloned().collect();
    (shown, notes - NOTES_SHOWN)
}
