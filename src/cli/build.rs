//! `throughline build`: check the handbook, then write its site, whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::Arc;

#[cfg(feature = "git")]
use anyhow::Context;
use anyhow::{Result, bail};

use super::args::{Build, Format};
use super::check;
use super::editions::Past;
use super::environment::Environment;
use super::remembered::Remembered;
use super::stopwatch::Stopwatch;
use super::terminal::Terminal;
use super::{ExitStatus, options, reading, reports};
use crate::archive::Done;
use crate::chronicle::Chronicle;
use crate::diagnostic::{Diagnostic, Summary, counted};
use crate::parse::settings::Settings;
use crate::pipeline::{self, Drafts, Verdict};
use crate::record::Record;
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
    let cache = options::cache(arguments.cache_dir.as_deref(), root, environment)?;
    let leave_out = [output.clone(), root.join("public"), cache.clone()];
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
    if !arguments.drafts && verdict.handbook.has_drafts() {
        verdict.handbook = Arc::new(pipeline::link(&tree, Drafts::LeaveOut));
        // It goes by the numbers of documents, which are others now.
        record = None;
    }
    let is_dated = options::is_dated(asked, environment, &verdict.handbook.settings);
    let theme = Arc::new(Theme::load(&tree, theme::name_in(&verdict.handbook.settings))?);
    let drafts = if arguments.drafts { Drafts::Keep } else { Drafts::LeaveOut };
    let remembered = Arc::new(Remembered::at(&cache));
    let chronicle =
        Chronicle::new(verdict.shelf.clone(), drafts).remembering(Arc::<Remembered>::clone(&remembered));
    let chronicle = Arc::new(chronicle);
    let findings = std::mem::take(&mut verdict.findings).into();
    let search = search::IS_BUILT_IN && !arguments.no_search;
    let wish = Wish {
        label,
        tree,
        verdict,
        chronicle,
        theme,
        base_url,
        findings,
        record,
        search,
        is_dated,
        root,
        output,
        cache,
    };
    let (site, past, report) = publish(&wish, &mut watch, terminal)?;
    remembered.sweep();
    tell(&site, past.as_ref(), &report, &wish.output, &watch, terminal);
    // The program ends here: giving back a large handbook's memory piece by piece would be a tenth of a build.
    std::mem::forget((wish, site, past));
    Ok(ExitStatus::Clean)
}

/// What is to be published, and where.
pub(super) struct Wish<'a> {
    pub(super) tree: SourceTree,
    pub(super) verdict: Verdict,
    pub(super) chronicle: Arc<Chronicle>,
    pub(super) theme: Arc<Theme>,
    pub(super) base_url: Option<String>,
    pub(super) findings: Arc<[Diagnostic]>,
    pub(super) record: Option<Arc<Record>>,
    pub(super) label: Option<String>,
    pub(super) search: bool,
    pub(super) is_dated: bool,
    pub(super) root: &'a Path,
    pub(super) output: PathBuf,
    pub(super) cache: PathBuf,
}

/// Writes today's site with the editions below it; again whenever the cache turned out to be damaged in another edition.
fn publish(
    wish: &Wish<'_>,
    watch: &mut Stopwatch,
    terminal: &Terminal,
) -> Result<(Site, Option<Past>, Report)> {
    let Wish { verdict, theme, base_url, .. } = wish;
    let past = || Past::of(wish, terminal);
    let mut past_editions = past()?;
    if past_editions.is_some() {
        terminal.detail(&format!("made the editions in {} ms", watch.lap()));
    }
    let mut may_repeat = verdict.editions.all().len();
    loop {
        let catalogue = past_editions.as_ref().map(|past| Arc::clone(past.archive().catalogue()));
        let options = site::Options {
            base_url: base_url.clone(),
            findings: Arc::clone(&wish.findings),
            record: wish.record.clone(),
            label: wish.label.clone(),
            search: wish.search,
            is_dated: wish.is_dated,
            editions: Arc::clone(&verdict.editions),
            published: Some(verdict.editions.published(None)),
            chronicle: Some(Arc::clone(&wish.chronicle)),
            catalogue,
            within: None,
        };
        let (handbook, tree) = (Arc::clone(&verdict.handbook), wish.tree.clone());
        let site = Site::new(handbook, tree, Arc::clone(theme), options, verdict.on);
        site.tell_changes();
        terminal.detail(&format!("told what changed in {} ms", watch.lap()));
        terminal.detail(&format!("planned {} routes in {} ms", site.routes().len(), watch.lap()));
        match write_site(&site, past_editions.as_ref(), wish) {
            Ok(report) => {
                terminal.detail(&format!("rendered and wrote in {} ms", watch.lap()));
                return Ok((site, past_editions, report));
            }
            Err(error)
                if may_repeat > 0
                    && past_editions.as_ref().is_some_and(|past| past.forget_damaged(&error)) =>
            {
                terminal.detail(&format!("{error:#}: they are made anew"));
                may_repeat -= 1;
                past_editions = past()?;
            }
            Err(error) => return Err(error),
        }
    }
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

fn write_site(site: &Site, past: Option<&Past>, wish: &Wish<'_>) -> Result<Report> {
    let mut files: Vec<String> = site.routes().iter().map(|route| site.file(route)).collect();
    let todays = files.len();
    files.extend(past.into_iter().flat_map(|past| past.archive().files()));
    let render = |n: usize| match past.filter(|_| n >= todays) {
        Some(past) => past.file(&wish.verdict, n - todays),
        None => match site.render(&site.routes()[n])? {
            Output::Bytes(bytes) => Ok(Rendered::Bytes(bytes)),
            Output::File(path) => asset(&wish.tree, &path),
        },
    };
    if !site.has_search() {
        return write::publish(&wish.output, &files, render);
    }
    write::publish_with(&wish.output, &files, render, |before| index(site, before))
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

fn tell(
    site: &Site,
    past: Option<&Past>,
    report: &Report,
    output: &Path,
    watch: &Stopwatch,
    terminal: &Terminal,
) {
    let pages = site.routes().iter().filter(|route| site.file(route).ends_with(".html")).count();
    let changes = match report {
        Report { written: 0, removed: 0, .. } => "nothing had changed".to_string(),
        Report { written, unchanged, removed, .. } => {
            format!("{} written, {unchanged} unchanged, {removed} removed", counted(*written, "file"))
        }
    };
    terminal.say(&format!("Built {pages} pages into {} in {}: {changes}.", output.display(), watch.total()));
    if let Some(Done { rendered, kept }) = past.map(|past| &past.done) {
        let all = rendered.len() + kept;
        let editions = if all == 1 { "edition" } else { "editions" };
        terminal
            .say(&format!("With {all} {editions} below it, of which {} had to be rendered.", rendered.len()));
    }
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
