//! `throughline build`: check the handbook, then write its site, whole or not at all.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::args::{Build, Format};
use super::check;
use super::environment::Environment;
use super::stopwatch::Stopwatch;
use super::terminal::Terminal;
use super::{ExitStatus, options, reading, reports};
use crate::diagnostic::Summary;
use crate::parse::settings::Settings;
use crate::pipeline::{self, Drafts};
use crate::search::{self, Feed};
use crate::site::{self, Output, Site, Theme, theme};
use crate::source::{Asset, At, Content, SETTINGS, SourceTree, VPath};
use crate::write::{self, Before, Later, Rendered, Report};

/// Runs the command.
///
/// # Errors
/// When the folder cannot be read, the theme is broken, or the site cannot be written.
pub fn run(
    arguments: &Build,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let mut watch = Stopwatch::start();
    let asked = options::day(arguments.on.as_deref())?;
    let base_url = options::base_url(arguments.base_url.as_deref())?;
    let label = options::label(arguments.label.as_deref())?;
    let output = options::output(arguments.output.as_deref(), root, environment);
    refuse_to_build_into(root, &output, environment)?;
    let leave_out = [output.clone(), root.join("public")];
    let day = |settings: &Settings| options::read_as_of(asked, environment, settings);
    let (tree, mut verdict) = reading::checked(root, &leave_out, day, &mut watch, terminal)?;
    if check::status(&verdict.findings, arguments.fail_on) == ExitStatus::Findings {
        let report = reports::of(&verdict, &tree);
        terminal.report(&reports::render(Format::Text, &report, terminal.is_styled(), false)?)?;
        reading::refuse_unknown_waivers(&verdict, &tree)?;
        terminal.say("Nothing was written: mend these first, or build with --fail-on never.");
        return Ok(ExitStatus::Findings);
    }
    let mut record = Some(Arc::clone(&verdict.record));
    if !arguments.drafts && verdict.handbook.documents.iter().any(|document| document.common.draft) {
        verdict.handbook = Arc::new(pipeline::link(&tree, Drafts::LeaveOut));
        // It goes by the numbers of documents, which are others now.
        record = None;
    }
    let is_dated = options::is_dated(asked, environment, &verdict.handbook.settings);
    let theme = Arc::new(Theme::load(&tree, theme::name_in(&verdict.handbook.settings))?);
    let drafts = if arguments.drafts { Drafts::Keep } else { Drafts::LeaveOut };
    let chronicle = pipeline::chronicle(&verdict.shelf, drafts);
    let site = Site::new(
        Arc::clone(&verdict.handbook),
        tree.clone(),
        theme,
        site::Options {
            base_url,
            label,
            findings: std::mem::take(&mut verdict.findings).into(),
            is_dated,
            record,
            editions: Arc::clone(&verdict.editions),
            chronicle: Some(chronicle),
            search: search::IS_BUILT_IN && !arguments.no_search,
        },
        verdict.on,
    );
    site.tell_changes();
    terminal.detail(&format!("told what changed in {} ms", watch.lap()));
    terminal.detail(&format!("planned {} routes in {} ms", site.routes().len(), watch.lap()));
    let report = write_site(&site, &tree, &output)?;
    terminal.detail(&format!("rendered and wrote in {} ms", watch.lap()));
    tell(&site, &report, &output, &watch, terminal);
    // The program ends here: giving back a large handbook's memory piece by piece would be a tenth of a build.
    std::mem::forget((verdict, tree, site));
    Ok(ExitStatus::Clean)
}

/// What is written is left out of what is read: a site in place of the content would leave no content.
fn refuse_to_build_into(root: &Path, output: &Path, environment: &Environment) -> Result<()> {
    let content = root.join("content");
    let is_handbook = environment.has_file(&root.join(SETTINGS));
    if is_handbook && output == content && output != environment.current_dir {
        bail!(
            "`{}` is where the handbook's own texts are: name another folder for the site with -o",
            output.display()
        );
    }
    Ok(())
}

fn write_site(site: &Site, tree: &SourceTree, output: &Path) -> Result<Report> {
    let files: Vec<String> = site.routes().iter().map(|route| site.file(route)).collect();
    let render = |n: usize| match site.render(&site.routes()[n])? {
        Output::Bytes(bytes) => Ok(Rendered::Bytes(bytes)),
        Output::File(path) => asset(tree, &path),
    };
    if !site.has_search() {
        return write::publish(output, &files, render);
    }
    write::publish_with(output, &files, render, |before| index(site, before))
}

/// The index of the site's words: the last build's, when that was made from the same ones.
fn index(site: &Site, before: &Before<'_>) -> Result<Vec<Later>> {
    let feed = Feed::of(site);
    if before.text(search::FED).is_some_and(|fed| fed == feed.fingerprint())
        && let Some(kept) = before.below(search::FOLDER)
    {
        return Ok(kept);
    }
    let files = search::index(feed)?;
    Ok(files.into_iter().map(|file| Later { path: file.path, bytes: Some(file.bytes) }).collect())
}

/// What is copied, wherever the tree keeps it.
fn asset(tree: &SourceTree, path: &VPath) -> Result<Rendered> {
    let gone = || format!("the linked file `{path}` is gone");
    match tree.get(path).map(|file| &file.content) {
        Some(Content::Asset(Asset { at: At::Disk(path), .. })) => Ok(Rendered::Copy(path.clone())),
        #[cfg(feature = "git")]
        Some(Content::Asset(Asset { at: At::Object(object), .. })) => {
            crate::source::git::bytes_of(object).map(Rendered::Bytes).with_context(gone)
        }
        _ => bail!(gone()),
    }
}

fn tell(site: &Site, report: &Report, output: &Path, watch: &Stopwatch, terminal: &Terminal) {
    let pages = site.routes().iter().filter(|route| site.file(route).ends_with(".html")).count();
    let changes = match report {
        Report { written: 0, removed: 0, .. } => "nothing had changed".to_string(),
        Report { written, unchanged, removed, .. } => {
            format!("{written} files written, {unchanged} unchanged, {removed} removed")
        }
    };
    terminal.say(&format!("Built {pages} pages into {} in {}: {changes}.", output.display(), watch.total()));
    if site.base_url().is_none() {
        terminal.say(
            "note: without a base_url there is no sitemap and no canonical link; set it in handbook.yaml",
        );
    }
    let summary = Summary::of(&*site.findings);
    if summary != Summary::default() {
        terminal.say(&format!("Found {summary}: `throughline check` shows what, and what to type instead."));
    }
}
