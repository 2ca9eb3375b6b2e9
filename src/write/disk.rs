//! The edge of the write stage: every look at the disk, and every change to it, is made in the files below
//! this one.
#![expect(clippy::disallowed_methods, reason = "the write stage's one edge: it replaces the output folder")]

mod before;
mod build;
mod copy;
mod folder;
mod found;
mod level;
mod single;
mod target;
mod twins;
mod update;

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Later, Rendered, Report, Way};
pub use before::Before;
use build::Build;
pub use copy::Copied;
use found::Found;
pub use single::Place;
use target::Target;
pub(super) use update::update;

const BUSY: &str =
    "another build is writing to the same output folder: wait until it is done, then build again";

pub(super) fn publish<R, L>(way: Way, out: &Path, paths: &[String], render: R, later: L) -> Result<Report>
where
    R: Fn(usize) -> Result<Rendered> + Sync,
    L: FnOnce(&Before<'_>) -> Result<Vec<Later>> + Send,
{
    let target = Target::find(out)?;
    // The locks on the old site are held until `found` goes, at the end.
    let found = Found::look(&target)?;
    let way = if target.is_mount() { Way::FromInside } else { way };
    Build::new(way, &target, found.as_ref(), paths).run(&render, later)
}

pub(super) fn copy_whole(files: &[(String, PathBuf)], to: &Path) -> Result<Copied> {
    copy::whole(files, to)
}

pub(super) fn replace(place: &Place, bytes: &[u8]) -> Result<()> {
    single::replace(place, bytes)
}

pub(super) fn mend(path: &Path, name: &str, old: &str, new: &str) -> Result<()> {
    single::mend(path, name, old, new)
}

pub(super) fn may_mend(path: &Path, name: &str, old: &str) -> Result<PathBuf> {
    single::look(path, name, old).map(|(path, _)| path)
}
