//! One build: render, compare, stage, and take the old site's place.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;
use std::sync::OnceLock;
use std::{fs, io};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::BUSY;
use super::before::Before;
use super::folder::{Folder, hash_source};
use super::found::Found;
use super::target::Target;
use super::twins::Twins;
use crate::write::manifest::{Entry, Manifest};
use crate::write::{Later, Rendered, Report, Way, folders, is_page, refuse_unsafe};

/// The folder in which the new site is put together; locked for as long as this lives.
struct Staging {
    folder: Folder,
    /// In the output folder, with the changed files only; else beside it, and a whole site.
    inside: bool,
}

/// What became of one route.
#[derive(Clone, Copy)]
struct Outcome {
    entry: Entry,
    changed: bool,
}

/// A site that is complete in its staging folder.
struct Staged<'b> {
    staging: &'b Staging,
    /// Every file, those that came later included, and what became of each.
    paths: Cow<'b, [String]>,
    outcomes: Vec<Outcome>,
    /// Files of the old site that are none of the new one's.
    removed: HashSet<&'b str>,
    manifest: Manifest,
    /// Whether it has taken the old site's place already.
    exchanged: bool,
}

pub(super) struct Build<'a> {
    way: Way,
    target: &'a Target,
    found: Option<&'a Found>,
    paths: &'a [String],
    /// Paths of files that came later, once they are known.
    later: OnceLock<Vec<String>>,
    staging: OnceLock<Result<Staging>>,
    twins: Twins<'a>,
}

impl<'a> Build<'a> {
    pub(super) fn new(
        way: Way,
        target: &'a Target,
        found: Option<&'a Found>,
        paths: &'a [String],
    ) -> Build<'a> {
        let (later, staging, twins) = (OnceLock::new(), OnceLock::new(), Twins::new(found));
        Build { way, target, found, paths, later, staging, twins }
    }

    pub(super) fn run<R, L>(&self, render: &R, later: L) -> Result<Report>
    where
        R: Fn(usize) -> Result<Rendered> + Sync,
        L: FnOnce(&Before<'_>) -> Result<Vec<Later>> + Send,
    {
        let staged = match self.stage_all(render, later) {
            Ok(Some(staged)) => staged,
            Ok(None) => {
                let later = self.later.get().map_or(0, Vec::len);
                return Ok(Report { unchanged: self.paths.len() + later, ..Report::default() });
            }
            Err(error) => {
                self.discard();
                return Err(error);
            }
        };
        match self.found {
            None => {}
            Some(found) if staged.exchanged => self.clear_old(found)?,
            Some(found) => self
                .move_in(found, &staged)
                .context("the output folder is replaced in part: build again to finish")?,
        }
        Ok(report(&staged))
    }

    /// Puts the new site together, and exchanges it with the old one if that can be. `None` if nothing
    /// differs.
    fn stage_all<R, L>(&self, render: &R, later: L) -> Result<Option<Staged<'_>>>
    where
        R: Fn(usize) -> Result<Rendered> + Sync,
        L: FnOnce(&Before<'_>) -> Result<Vec<Later>> + Send,
    {
        if self.found.is_none_or(|found| found.written.is_none()) {
            self.staging()?;
        }
        let (mut outcomes, later) = std::thread::scope(|scope| {
            let later = scope.spawn(|| later(&Before(self.found)));
            let outcomes = self.all_routes(render)?;
            let later = later.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            Ok::<_, anyhow::Error>((outcomes, later))
        })?;
        let paths = if later.is_empty() {
            Cow::Borrowed(self.paths)
        } else {
            outcomes.extend(self.stage_later(&later)?);
            let later = later.into_iter().map(|later| later.path);
            Cow::Owned(self.paths.iter().cloned().chain(later).collect())
        };
        let removed = self.found.map(|found| found.manifest.missing_from(&paths)).unwrap_or_default();
        if self.staging.get().is_none() && removed.is_empty() {
            return Ok(None);
        }
        let staging = self.staging()?;
        let entries = paths.iter().cloned().zip(outcomes.iter().map(|outcome| outcome.entry));
        let manifest = Manifest::new(entries.collect());
        if !staging.inside {
            self.link_unchanged(staging, &paths, &outcomes)?;
        }
        staging.folder.put_manifest(&manifest).context("cannot write the manifest")?;
        let exchanged =
            !staging.inside && (self.found.is_none() || self.way == Way::Exchange) && self.exchange()?;
        Ok(Some(Staged { staging, paths, outcomes, removed, manifest, exchanged }))
    }

    fn all_routes<R>(&self, render: &R) -> Result<Vec<Outcome>>
    where
        R: Fn(usize) -> Result<Rendered> + Sync,
    {
        let routes = (0..self.paths.len()).into_par_iter();
        let made = routes.map(|index| {
            self.route(index, render).with_context(|| format!("cannot make `{}`", self.paths[index]))
        });
        made.collect()
    }

    /// Puts files beside the routes, whose names are told to the staging folder's manifest before there is one of them.
    fn stage_later(&self, later: &[Later]) -> Result<Vec<Outcome>> {
        let paths: Vec<String> = later.iter().map(|later| later.path.clone()).collect();
        refuse_unsafe(paths.iter())?;
        let routes: HashSet<&String> = self.paths.iter().collect();
        if let Some(twice) = paths.iter().find(|path| routes.contains(path)) {
            bail!("two parts of the site would be written to `{twice}`: rename what it comes from");
        }
        let paths = self.later.get_or_init(|| paths);
        if let Some(Ok(staging)) = self.staging.get() {
            staging.folder.put_manifest(&self.planned()).context("cannot write the manifest")?;
        }
        let made = paths.par_iter().zip(later).map(|(path, later)| match &later.bytes {
            Some(bytes) => self.put(path, bytes).with_context(|| format!("cannot make `{path}`")),
            None => self.keep(path).with_context(|| format!("`{path}` was changed during the build")),
        });
        made.collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<Outcome> {
        let entry = Entry::of(bytes);
        let changed = !self.found.is_some_and(|found| found.has(path, entry));
        if changed {
            self.twins.write(&self.staging()?.folder, path, entry, bytes)?;
        }
        Ok(Outcome { entry, changed })
    }

    fn keep(&self, path: &str) -> Option<Outcome> {
        let found = self.found?;
        let entry = found.manifest.get(path)?;
        found.has(path, entry).then_some(Outcome { entry, changed: false })
    }

    fn route<R>(&self, index: usize, render: &R) -> Result<Outcome>
    where
        R: Fn(usize) -> Result<Rendered>,
    {
        let path = &self.paths[index];
        let is_old = |entry| self.found.is_some_and(|found| found.has(path, entry));
        match render(index)? {
            Rendered::Bytes(bytes) => self.put(path, &bytes),
            Rendered::Copy(source) => {
                // Only a file that may be the old one is worth reading before it is copied.
                let may_be_old = self.found.is_some_and(|found| found.manifest.lists(path));
                let known = if may_be_old { Some(hash_source(&source)?) } else { None };
                if let Some(entry) = known.filter(|entry| is_old(*entry)) {
                    return Ok(Outcome { entry, changed: false });
                }
                let entry = self.twins.copy(&self.staging()?.folder, path, &source, known)?;
                Ok(Outcome { entry, changed: true })
            }
        }
    }

    /// The staging folder, made by the first who needs it.
    ///
    /// The other threads wait for that one, so it must not share out its work among them: it would be given
    /// the next route to do meanwhile, and wait for itself.
    fn staging(&self) -> Result<&Staging> {
        // An error cannot be handed out twice, its words can.
        self.staging.get_or_init(|| self.make_staging()).as_ref().map_err(|error| anyhow!("{error:#}"))
    }

    fn make_staging(&self) -> Result<Staging> {
        let Some(found) = self.found else {
            return self.make_staging_at(&self.target.beside, false);
        };
        if self.way == Way::FromInside {
            return self.make_staging_at(&self.target.inside, true);
        }
        match self.make_staging_at(&self.target.beside, false) {
            Err(error) if is_forbidden(&error) => self.make_staging_at(&self.target.inside, true),
            Ok(staging) => {
                // Some file systems keep no permissions; they need none.
                let _ = staging.folder.allow_like(&found.folder);
                Ok(staging)
            }
            Err(error) => Err(error),
        }
    }

    fn make_staging_at(&self, at: &Path, inside: bool) -> Result<Staging> {
        let shown = at.display();
        let made = fs::create_dir(at);
        if made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists) {
            // What was there when the build began has been cleared away.
            bail!(BUSY);
        }
        made.with_context(|| format!("cannot make {shown}, in which the new site is put together"))?;
        let folder = Folder::open(at).with_context(|| format!("cannot open {shown}"))?;
        ensure!(folder.lock()?, BUSY);
        if let Err(error) = folder.put_manifest(&self.planned()) {
            // Nothing but what the line above put there.
            let _ = fs::remove_dir_all(at);
            return Err(error).context("cannot write the manifest");
        }
        Ok(Staging { folder, inside })
    }

    fn planned(&self) -> Manifest {
        let later = self.later.get().into_iter().flatten();
        Manifest::planned(self.paths.iter().chain(later).map(String::as_str))
    }

    fn staged_at(&self, staging: &Staging) -> &Path {
        if staging.inside { &self.target.inside } else { &self.target.beside }
    }

    /// Clears away the staging folder after an error.
    fn discard(&self) {
        if let Some(Ok(staging)) = self.staging.get() {
            // The first error is the one to tell; what cannot be cleared away now, the next build clears.
            let _ = staging.folder.remove(self.staged_at(staging), &self.planned());
        }
    }

    /// Deletes the old site, which has the staging folder's name now.
    fn clear_old(&self, found: &Found) -> Result<()> {
        let old = &self.target.beside;
        let failed = || {
            format!(
                "the new site is in its place, but {} with the old one cannot be cleared away",
                old.display()
            )
        };
        found.folder.remove(old, &found.manifest).with_context(failed)
    }

    fn link_unchanged(&self, staging: &Staging, paths: &[String], outcomes: &[Outcome]) -> Result<()> {
        let Some(found) = self.found else { return Ok(()) };
        paths.par_iter().zip(outcomes).filter(|(_, outcome)| !outcome.changed).try_for_each(|(path, _)| {
            staging.folder.link_in(path, &found.folder).with_context(|| format!("cannot keep `{path}`"))
        })
    }

    /// Lets the new site take the old one's place and name, in one step; `false` if this cannot be done here.
    fn exchange(&self) -> Result<bool> {
        let (new, out) = (&self.target.beside, &self.target.out);
        let swap = |flags| renameat_with(CWD, new, CWD, out, flags);
        let swapped = match self.found {
            Some(_) => swap(RenameFlags::EXCHANGE),
            None => match swap(RenameFlags::NOREPLACE) {
                // Without the flag a folder that has files in it is not replaced either.
                Err(Errno::INVAL | Errno::NOSYS) => swap(RenameFlags::empty()),
                swapped => swapped,
            },
        };
        match swapped {
            Ok(()) => Ok(true),
            Err(Errno::EXIST | Errno::NOTEMPTY) => bail!(BUSY),
            Err(
                Errno::XDEV
                | Errno::INVAL
                | Errno::NOSYS
                | Errno::BUSY
                | Errno::PERM
                | Errno::ACCESS
                | Errno::NOTSUP,
            ) if self.found.is_some() => Ok(false),
            Err(error) => Err(error)
                .with_context(|| format!("cannot put the new site in the place of {}", out.display())),
        }
    }

    /// The other way, file by file. At each moment every page finds the assets that it was made with, or
    /// newer ones.
    fn move_in(&self, found: &Found, staged: &Staged<'_>) -> Result<()> {
        let Staged { staging, paths, outcomes, removed, manifest, .. } = staged;
        for folder in folders(paths) {
            found.folder.make_over(folder).with_context(|| format!("cannot make the folder {folder}"))?;
        }
        let changed = || paths.par_iter().zip(outcomes).filter(|(_, outcome)| outcome.changed);
        for pages in [false, true] {
            changed().filter(|(path, _)| is_page(path) == pages).try_for_each(|(path, _)| {
                move_one(found, staging, path).with_context(|| format!("cannot replace `{path}`"))
            })?;
        }
        found.folder.clear(|path| removed.contains(path)).context("cannot delete old files")?;
        found.folder.put_manifest(manifest).context("cannot write the manifest")?;
        staging
            .folder
            .remove(self.staged_at(staging), manifest)
            .context("cannot clear away the staging folder")
    }
}

fn report(staged: &Staged<'_>) -> Report {
    let written = staged.outcomes.iter().filter(|outcome| outcome.changed);
    Report {
        written: written.clone().count(),
        unchanged: staged.outcomes.iter().filter(|outcome| !outcome.changed).count(),
        removed: staged.removed.len(),
        bytes: written.map(|outcome| outcome.entry.len).sum(),
    }
}

/// Moves a file to its place, clearing away a folder of the old site that has its name.
fn move_one(found: &Found, staging: &Staging, path: &str) -> Result<()> {
    match found.folder.move_in(path, &staging.folder) {
        Err(Errno::ISDIR | Errno::NOTEMPTY | Errno::EXIST) => {
            found.folder.clear_folder(path, &found.manifest)?;
            Ok(found.folder.move_in(path, &staging.folder)?)
        }
        moved => Ok(moved?),
    }
}

/// Whether a folder cannot be made because of where it would be.
fn is_forbidden(error: &anyhow::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    matches!(kind, Some(PermissionDenied | ReadOnlyFilesystem))
}
