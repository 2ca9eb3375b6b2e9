//! `throughline check`: what does not hold, and what to type instead.

use std::path::Path;

use anyhow::Result;

use super::args::{Check, FailOn};
use super::environment::Environment;
use super::known::Gate;
use super::mend::Mends;
use super::reports::{self, Outlets};
use super::stopwatch::Stopwatch;
use super::terminal::Terminal;
use super::{ExitStatus, options, reading, since};
use crate::diagnostic::{Diagnostic, Report};
use crate::parse::settings::Settings;

/// Runs the command. Nothing is printed before every file is written: whoever gets exit code 2 gets no report,
/// but where a document excuses a rule that does not exist, which is no reason to hide what else was found.
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
    let day = |settings: &Settings| options::read_as_of(asked, environment, settings);
    let (mut tree, mut verdict) = reading::checked(root, &[root.join("public")], day, &mut watch, terminal)?;
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
    if earlier.is_some() {
        terminal.detail(&format!("compared in {} ms", watch.lap()));
    }
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
    reading::refuse_unknown_waivers(&verdict, &tree)?;
    let status = status(&verdict.findings, arguments.fail_on);
    // The program ends here, as in a build: nobody waits for the memory to be given back piece by piece.
    std::mem::forget((verdict, tree));
    Ok(status)
}

/// Whether the findings count as failure. Known ones do not.
pub fn status(findings: &[Diagnostic], fail_on: FailOn) -> ExitStatus {
    let fails = |finding: &Diagnostic| finding.fails(fail_on.severity());
    if findings.iter().any(fails) { ExitStatus::Findings } else { ExitStatus::Clean }
}
