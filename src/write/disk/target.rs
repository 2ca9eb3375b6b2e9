//! Where the site goes, and the places where no site may go.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use anyhow::{Context as _, Result, bail, ensure};
use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};

use crate::write::{STAGING_INSIDE, staging_beside};

/// The output folder, with every link on the way to it resolved.
pub(super) struct Target {
    pub(super) out: PathBuf,
    pub(super) exists: bool,
    /// Where a whole site is put together, to be exchanged with the output folder.
    pub(super) beside: PathBuf,
    /// Where changed files wait if the two cannot be exchanged.
    pub(super) inside: PathBuf,
}

impl Target {
    pub(super) fn find(out: &Path) -> Result<Target> {
        let shown = out.display();
        let (out, exists) = resolve(out)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            bail!("the output folder {shown} is the root of the file system: choose another folder with -o");
        };
        let here = env::current_dir().and_then(fs::canonicalize);
        ensure!(
            !here.is_ok_and(|here| here.starts_with(&out)),
            "the output folder {shown} holds the folder you are in: choose another folder with -o"
        );
        for source in ["handbook.yaml", ".git"] {
            ensure!(
                fs::symlink_metadata(out.join(source)).is_err(),
                "the output folder {shown} holds `{source}`, so it is somebody's source: choose another folder with -o"
            );
        }
        let beside = parent.join(staging_beside(&name.to_string_lossy()));
        let inside = out.join(STAGING_INSIDE);
        Ok(Target { out, exists, beside, inside })
    }

    /// Whether the output folder is where another file system is mounted: it has then no place beside it.
    pub(super) fn is_mount(&self) -> bool {
        statx(CWD, &self.out, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS)
            .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
    }
}

/// The real path of the output folder, and whether it is there already.
fn resolve(out: &Path) -> Result<(PathBuf, bool)> {
    let shown = out.display();
    match fs::canonicalize(out) {
        Ok(real) => {
            ensure!(real.is_dir(), "the output folder {shown} is a file: choose another name with -o");
            Ok((real, true))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((resolve_missing(out)?, false)),
        Err(error) => Err(error).with_context(|| format!("cannot use the output folder {shown}")),
    }
}

/// The path that a folder yet to be made will have; the folders above it are made now.
fn resolve_missing(out: &Path) -> Result<PathBuf> {
    let shown = out.display();
    ensure!(
        !out.is_symlink(),
        "the output folder {shown} is a link to a folder that is not there: make that folder, or remove the link"
    );
    let Some(name) = out.file_name() else {
        bail!("the output folder {shown} is not there: give its name in full with -o");
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)
        .and_then(|()| fs::canonicalize(parent))
        .map(|parent| parent.join(name))
        .with_context(|| format!("cannot make the folder {} for the output", parent.display()))
}
