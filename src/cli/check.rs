//! `throughline check`: what does not hold, and what to type instead.

use std::path::Path;

use anyhow::{Result, bail};

use super::args::{Check, FailOn};
use super::environment::Environment;
use super::known::Gate;
use super::mend::Mends;
use super::reports::{self, Outlets};
use super::stopwatch::Stopwatch;
use super::terminal::Terminal;
use super::{ExitStatus, options, reading, since};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::parse::settings::Settings;
use crate::pipeline::{self, Verdict};
use crate::source::{SETTINGS, SourceTree, Span, position};

/// Runs the command. Nothing is printed before every file is written: whoever gets exit code 2 gets no report.
///
/// # Errors
/// When the folder, the repository or the baseline cannot be read, an argument means nothing, or a report cannot be
/// written.
pub fn run(
    arguments: &Check,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let mut watch = Stopwatch::start();
    let asked = options::day(arguments.on.as_deref())?;
    let outlets = Outlets::find(&arguments.reports, environment)?;
    let gate = Gate::new(arguments, environment)?;
    let mut tree = reading::tree(root, &[root.join("public")])?;
    terminal.detail(&format!("read {} files in {} ms", tree.files().count(), watch.lap()));
    let day = |settings: &Settings| options::read_as_of(asked, environment, settings);
    let mut verdict = pipeline::examine(&tree, day);
    terminal.detail(&format!("linked and checked in {} ms", watch.lap()));
    refuse_slips_in_control(&verdict, &tree)?;
    if arguments.fix {
        let mends = Mends::plan(&tree, &verdict, day);
        if arguments.dry_run {
            mends.show(terminal)?;
        } else {
            mends.write(root, terminal)?;
            if let Some((mended_tree, mended_verdict)) = mends.outcome {
                (tree, verdict) = (mended_tree, mended_verdict);
            }
        }
    }
    let compare = |reference: &String| since::compare(reference, root, &tree, &verdict, terminal);
    let earlier = arguments.since.as_ref().map(compare).transpose()?;
    terminal.detail(&format!("compared in {} ms", watch.lap()));
    let mended = gate.mark(&mut verdict, &tree, terminal);
    let since = earlier.map(|earlier| earlier.drop_older(&mut verdict.findings));
    if arguments.dry_run {
        return Ok(status(&verdict.findings, arguments.fail_on));
    }
    let report = Report {
        rules: &reports::rules(&verdict),
        fail_on: arguments.fail_on.severity(),
        mended,
        since,
        folder: reports::folder(root, environment),
        site: verdict.handbook.settings.base_url.clone(),
        ..reports::of(&verdict, &tree)
    };
    outlets.write(&report, arguments.all)?;
    gate.write(&verdict, &tree, terminal)?;
    terminal.report(&reports::render(arguments.format, &report, terminal.is_styled(), arguments.all)?)?;
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

/// Whether the findings count as failure. Known ones do not.
pub fn status(findings: &[Diagnostic], fail_on: FailOn) -> ExitStatus {
    let fails = |finding: &Diagnostic| finding.fails(fail_on.severity());
    if findings.iter().any(fails) { ExitStatus::Findings } else { ExitStatus::Clean }
}
