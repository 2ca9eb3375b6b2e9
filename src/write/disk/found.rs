//! What is there before the build: the old site, and what builds left that were killed.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail, ensure};

use super::BUSY;
use super::folder::Folder;
use super::target::Target;
use crate::write::manifest::{Entry, Manifest};
use crate::write::refuse_foreign;

/// The output folder as it was found, locked for as long as this lives.
pub(super) struct Found {
    pub(super) folder: Folder,
    pub(super) manifest: Manifest,
    /// When the manifest was written: a file that is younger is not as the last build left it.
    pub(super) written: Option<SystemTime>,
}

impl Found {
    /// Looks at the output folder, refuses one that is not ours, and clears away what killed builds left.
    pub(super) fn look(target: &Target) -> Result<Option<Found>> {
        let found = if target.exists { Some(Found::open(target)?) } else { None };
        sweep(&target.beside)?;
        if target.exists {
            sweep(&target.inside)?;
        }
        Ok(found)
    }

    fn open(target: &Target) -> Result<Found> {
        let folder = Folder::open(&target.out)
            .with_context(|| format!("cannot open the output folder {}", target.out.display()))?;
        ensure!(folder.lock()?, BUSY);
        let (manifest, written) = folder.manifest().unzip();
        let mut found = Found { folder, manifest: manifest.unwrap_or_default(), written };
        let foreign = found.folder.foreign(&found.manifest)?;
        let (moved_in, foreign) = found.tell_moved_in(target, foreign);
        refuse_foreign(&target.out, &foreign, written.is_some())?;
        if !moved_in.is_empty() {
            found.adopt(&moved_in)?;
        }
        Ok(found)
    }

    /// Picks out of the foreign files those that a killed build had begun to move in, file by file: its
    /// staging folder is still there and has them, byte for byte, in its manifest.
    fn tell_moved_in(&self, target: &Target, foreign: Vec<String>) -> (Vec<String>, Vec<String>) {
        if foreign.is_empty() {
            return (Vec::new(), foreign);
        }
        let staged = |at: &PathBuf| Folder::open(at).ok().and_then(|staging| staging.manifest());
        let staged: Vec<_> = [&target.beside, &target.inside].into_iter().filter_map(staged).collect();
        foreign.into_iter().partition(|path| {
            let entry = self.folder.hash(path).ok();
            entry.is_some() && staged.iter().any(|(manifest, _)| manifest.get(path) == entry)
        })
    }

    /// Makes such files ours for good, before the staging folder that vouches for them is cleared away.
    /// The manifest is now younger than anything that happened to the other files, so it vouches for no
    /// content at all, and this build writes every file anew.
    fn adopt(&mut self, moved_in: &[String]) -> Result<()> {
        let ours = self.manifest.paths().chain(moved_in.iter().map(String::as_str));
        self.manifest = Manifest::planned(ours);
        self.folder.put_manifest(&self.manifest).context("cannot write the output folder's manifest")
    }

    /// Whether the last build wrote this content under this path, and nobody has touched it since.
    pub(super) fn has(&self, path: &str, entry: Entry) -> bool {
        self.manifest.get(path) == Some(entry)
            && self.written.is_some_and(|written| self.folder.still_has(path, entry, written))
    }
}

/// Clears away the staging folder of a build that was killed.
fn sweep(at: &Path) -> Result<()> {
    let shown = at.display();
    let stale = match Folder::open(at) {
        Ok(stale) => stale,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(error).with_context(|| format!("{shown} is in the way of the build: move it away"));
        }
    };
    ensure!(stale.lock()?, BUSY);
    let manifest = stale.manifest().map(|(manifest, _)| manifest).unwrap_or_default();
    if let Some(first) = stale.foreign(&manifest)?.first() {
        bail!(
            "the build needs the name {shown}, and throughline did not write `{first}` in there: move it away"
        );
    }
    stale
        .remove(at, &manifest)
        .with_context(|| format!("cannot clear away {shown}, which is left of a build that was killed"))
}
