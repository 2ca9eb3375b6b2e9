//! The write stage: replaces the output folder by a new site, whole or not at all.
//!
//! ```text
//! paths + render ──▶ compare with the manifest ──▶ nothing differs: touch nothing
//!                                              └─▶ .NAME.throughline-new ──exchange──▶ NAME
//! ```
//!
//! 1. **Look.** The output folder holds a manifest of what the last build wrote.
//!    A file that is there and not in the manifest is somebody else's, and the build refuses to start.
//! 2. **Render and compare.** Each route is rendered, hashed, and dropped at once if the manifest and the
//!    file on disk agree with it; else it is written to a staging folder beside the output, which the first
//!    difference creates.
//!    So memory stays flat, and a build that changes nothing writes nothing.
//! 3. **Exchange.** What did not change is hard-linked into the staging folder, which makes that a complete
//!    site, and then the two folders swap names in one system call. A reader sees the old site or the new
//!    one, never a mixture.
//!    Of files that are no pages, those with the same content are stored once and linked too.
//! 4. **Clear away** the old site, now under the staging name: only what its own manifest lists.
//!
//! Where folders cannot swap (a mount point, a parent that is read-only, a file system that knows no
//! exchange), the changed files are moved over one by one: assets, then pages that use them, then deletions,
//! then the manifest.
//!
//! **A killed build** leaves a staging folder, and that folder has a manifest from its first moment, so that
//! the next build can tell it from somebody's own and clear it. A *live* build is told from a killed one by a
//! lock on both folders, which the system lets go when the process ends.
//! The lock is on the folders themselves: a lock file would have to be written even by a build that writes
//! nothing.
//!
//! **A single file** that somebody named (a report, a list) goes by [`replace`]: written beside, then renamed.
//!
//! **Not promised:** that a power cut leaves the new site on the disk. That takes a sync of every file, and
//! makes a build many times slower than copying its output; `sync` after the build is for those who need it.

mod disk;
mod manifest;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

pub use disk::{Before, Copied, Place};
use manifest::{Manifest, is_safe};

/// Replaces one file of the handbook's own by what `change` makes of it, whole or not at all; `change` is given `None`
/// when there is no such file yet, and is asked again when somebody else was faster. The file's permissions, its byte
/// order mark and a link to it stay.
///
/// # Errors
/// What `change` says, and whatever keeps the file from being read or written. The old file then stands as it was.
pub fn update(path: &Path, change: impl FnMut(Option<&str>) -> Result<String>) -> Result<()> {
    disk::update(path, change)
}

/// Copies files into the new folder `to`, whole or not at all: it gets its name when everything is in it. Each file is
/// given with its path in that folder. Unless [`Copied::stay`] is called, the folder goes again.
///
/// # Errors
/// When there is something of that name, or a file cannot be copied.
pub fn copy_whole(files: &[(String, PathBuf)], to: &Path) -> Result<Copied> {
    disk::copy_whole(files, to)
}

/// What one route renders to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file on disk: large assets are copied, never held in memory.
    Copy(PathBuf),
}

/// A file whose name is known only once it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Its path, as those of `publish`.
    pub path: String,
    /// What is in it; `None` for what the last build wrote there.
    pub bytes: Option<Vec<u8>>,
}

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or differ from the last build's.
    pub written: usize,
    /// Files that are what they were, their times included.
    pub unchanged: usize,
    /// Files of the last build that this site no longer has.
    pub removed: usize,
    /// The size of the files written.
    pub bytes: u64,
}

/// Makes the folder `out` hold exactly the files `paths`, of which number `i` has the content `render(i)`.
///
/// `paths` are relative, `/`-separated and unique; `render` is called once for each, on many threads.
///
/// # Errors
///
/// If the folder is not ours, or anything cannot be rendered, read or written. The folder is then as it was,
/// except for two errors that say so: when the old site could not be cleared away, and when a move file by
/// file was cut short, which the next build finishes.
pub fn publish<R>(out: &Path, paths: &[String], render: R) -> Result<Report>
where
    R: Fn(usize) -> Result<Rendered> + Sync,
{
    publish_by(Way::Exchange, out, paths, render, |_| Ok(Vec::new()))
}

/// As [`publish`], with files that `later` makes on a thread of its own while the others are rendered; it is shown what
/// the last build left, some of which may stay.
///
/// # Errors
///
/// As [`publish`], and what `later` says.
pub fn publish_with<R, L>(out: &Path, paths: &[String], render: R, later: L) -> Result<Report>
where
    R: Fn(usize) -> Result<Rendered> + Sync,
    L: FnOnce(&Before<'_>) -> Result<Vec<Later>> + Send,
{
    publish_by(Way::Exchange, out, paths, render, later)
}

/// Makes one file hold exactly these bytes: written beside it first, so that it is never half of anything.
///
/// # Errors
///
/// If it cannot be written; what was there before is then untouched.
pub fn replace(place: &Place, bytes: &[u8]) -> Result<()> {
    disk::replace(place, bytes)
}

/// Puts the text `new` in place of `old` in a file that somebody wrote, in one step. Its permissions, its byte order
/// mark and a link to it stay. `name` is what people know it by.
///
/// # Errors
///
/// If the file does not hold `old` any more, is read-only, or cannot be written; it is then as it was.
pub fn mend(path: &Path, name: &str, old: &str, new: &str) -> Result<()> {
    disk::mend(path, name, old, new)
}

/// Whether [`mend`] would be possible, and the file that would change: two names may lead to one.
///
/// # Errors
///
/// If the file does not hold `old` any more, or is read-only.
pub fn may_mend(path: &Path, name: &str, old: &str) -> Result<PathBuf> {
    disk::may_mend(path, name, old)
}

/// How the new site takes the old one's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By exchanging folders, or file by file where that cannot be.
    Exchange,
    /// File by file out of a staging folder beside the output, as if the file system knew no exchange.
    #[cfg_attr(not(test), expect(dead_code, reason = "few file systems are like that, so tests ask for it"))]
    FromBeside,
    /// File by file out of a staging folder in the output, as for an output folder that has no place beside
    /// it.
    FromInside,
}

fn publish_by<R, L>(way: Way, out: &Path, paths: &[String], render: R, later: L) -> Result<Report>
where
    R: Fn(usize) -> Result<Rendered> + Sync,
    L: FnOnce(&Before<'_>) -> Result<Vec<Later>> + Send,
{
    refuse_unsafe(paths.iter())?;
    disk::publish(way, out, paths, render, later)
}

fn refuse_unsafe<'a>(mut paths: impl Iterator<Item = &'a String>) -> Result<()> {
    match paths.find(|path| !is_safe(path) || is_reserved(path)) {
        Some(path) => {
            bail!("the site would have a file at {path:?}, which cannot be: rename what it comes from")
        }
        None => Ok(()),
    }
}

/// Where a file-by-file build keeps its new files, inside the output folder.
const STAGING_INSIDE: &str = ".throughline-new";

/// What a manifest is written as, before it is given its name.
const MANIFEST_DRAFT: &str = ".throughline-manifest.new";

/// Whether an address belongs to this stage's own bookkeeping.
fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or(path);
    matches!(first, manifest::MANIFEST | MANIFEST_DRAFT | STAGING_INSIDE)
}

/// The name of the staging folder that stands beside the folder `name`.
fn staging_beside(name: &str) -> String {
    format!(".{name}.throughline-new")
}

/// Whether a file browser left this file behind: nobody's work, so it may be in the way.
fn is_noise(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, ".DS_Store" | "Thumbs.db")
}

/// Whether a file in a folder with this manifest is neither the tool's nor noise.
fn is_foreign(path: &str, manifest: &Manifest) -> bool {
    let ours = matches!(path, manifest::MANIFEST | MANIFEST_DRAFT);
    !(ours || is_noise(path) || manifest.lists(path))
}

/// Every folder that these files lie in, once, parents before children.
fn folders(paths: &[String]) -> Vec<&str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut rest = path.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            // A folder that is known has its parents known as well.
            if !folders.insert(folder) {
                break;
            }
            rest = folder;
        }
    }
    folders.into_iter().collect()
}

/// Whether a file is looked at by its own address, and asks for others: it is put in place after them.
fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// Refuses a folder with files that are not in its manifest.
fn refuse_foreign(out: &Path, foreign: &[String], has_manifest: bool) -> Result<()> {
    let out = out.display();
    let advice = if has_manifest { "move them out of it" } else { "delete the folder" };
    let files = match foreign {
        [] => return Ok(()),
        [one] => format!("a file that throughline did not write, `{one}`"),
        [first, ..] => format!("{} files that throughline did not write, `{first}` the first", foreign.len()),
    };
    bail!("the output folder {out} holds {files}: {advice}, or choose another folder with -o")
}
