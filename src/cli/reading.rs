//! Reading a handbook from its folder, and what the company says beside it; linked, or checked as well.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use jiff::civil::Date;

use super::environment::Environment;
use super::stopwatch::Stopwatch;
use super::terminal::Terminal;
use super::{options, shelf};
use crate::check::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Handbook;
use crate::parse::settings::Settings;
use crate::pipeline::{self, Drafts, Verdict};
use crate::source::disk::Folder;
use crate::source::{Content, SETTINGS, SourceTree, Span, VPath, position};

/// The tree at `root`, with the files that its settings name under `outside:`.
///
/// # Errors
/// When the folder cannot be read.
pub fn tree(root: &Path, leave_out: &[PathBuf]) -> Result<SourceTree> {
    Folder::open(root, leave_out)?.read_whole(Settings::outside_in)
}

/// A handbook for a command that asks nothing of the rules.
pub struct Linked {
    /// Its files.
    pub tree: SourceTree,
    /// Itself, drafts included.
    pub handbook: Handbook,
    /// The day to read it as of.
    pub on: Date,
}

/// The handbook at `root`, as of the day that was typed behind `--on`.
///
/// # Errors
/// When that is no date, or the folder cannot be read.
pub fn linked(root: &Path, on: Option<&str>, environment: &Environment) -> Result<Linked> {
    let asked = options::day(on)?;
    let tree = tree(root, &[root.join("public")])?;
    let handbook = pipeline::link(&tree, Drafts::Keep);
    let on = options::read_as_of(asked, environment, &handbook.settings);
    Ok(Linked { tree, handbook, on })
}

/// The tree at `root` and what was found in it; tells how long each took.
///
/// # Errors
/// When the folder cannot be read, or its settings ask for a check that cannot be run.
pub fn checked(
    root: &Path,
    leave_out: &[PathBuf],
    day: impl FnOnce(&Settings) -> Date,
    watch: &mut Stopwatch,
    terminal: &Terminal,
) -> Result<(SourceTree, Verdict)> {
    let tree = tree(root, leave_out)?;
    terminal.detail(&format!("read {} files in {} ms", tree.files().count(), watch.lap()));
    let shelf = shelf::of(root, &tree);
    terminal.detail(&format!("found {} editions in {} ms", shelf.found.candidates.len(), watch.lap()));
    let verdict = pipeline::examine_with(&tree, &shelf, day);
    terminal.detail(&format!("linked and checked in {} ms", watch.lap()));
    refuse_slips_in_control(&verdict, &tree)?;
    Ok((tree, verdict))
}

/// A rule that does not exist, or goes by a number that is none, means that the settings ask for a check that cannot
/// be run: no report is better than that of another check.
///
/// # Errors
/// When the settings weigh or excuse rules in words that mean nothing.
fn refuse_slips_in_control(verdict: &Verdict, tree: &SourceTree) -> Result<()> {
    let control = &verdict.handbook.settings.control;
    let inside = |span: Span| control.iter().any(|part| part.start <= span.start && span.end <= part.end);
    let slip = verdict.findings.iter().find(|finding| {
        finding.severity == Severity::Error && finding.path.as_str() == SETTINGS && inside(finding.span)
    });
    slip.map_or(Ok(()), |slip| Err(could_not_run(slip, tree)))
}

/// Ends a command that has told its findings, when a document excuses a rule that does not exist: whoever wrote it
/// believes that something is excused, so the run was not what was asked for, whatever else it found.
///
/// # Errors
/// When a waiver in a header or in a comment names no rule.
pub fn refuse_unknown_waivers(verdict: &Verdict, tree: &SourceTree) -> Result<()> {
    let waivers = verdict.handbook.documents.iter().flat_map(|document| {
        let in_body = document.body.allow.iter().map(|comment| &comment.waiver);
        document.common.allow.iter().chain(in_body).map(|waiver| (&document.path, &waiver.rule))
    });
    let mut unknown = waivers.filter(|(_, rule)| !rules::is_known(&rule.value));
    let slip = unknown.find_map(|(path, rule)| {
        verdict.findings.iter().find(|finding| finding.path == *path && finding.span == rule.span)
    });
    slip.map_or(Ok(()), |slip| Err(could_not_run(slip, tree)))
}

/// A finding as the one sentence of a command that could not run.
fn could_not_run(finding: &Diagnostic, tree: &SourceTree) -> anyhow::Error {
    let at = position(tree.text(finding.path.as_str()).unwrap_or(""), finding.span.start as usize);
    let help = finding.help.as_deref().map(|help| format!(": {help}")).unwrap_or_default();
    anyhow!("{}:{}:{}: {}{help}", finding.path, at.line, at.column, finding.message)
}

/// Refuses to write a file that is there and was not read: what is not read cannot be kept, and a link may lead out of
/// the handbook.
///
/// # Errors
/// When it is such a file.
pub fn refuse_unread(tree: &SourceTree, path: &VPath) -> Result<()> {
    if tree.get(path).is_some_and(|file| !matches!(file.content, Content::Text(_))) {
        bail!("`{path}` cannot be read, so it is not written either: `throughline check` says why");
    }
    Ok(())
}
