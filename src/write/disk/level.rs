//! One level of a folder tree, read through a handle, so that no link swapped in meanwhile leads out of the
//! tree.

use std::ffi::CString;
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};

use rayon::prelude::*;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, openat, statat, unlinkat};

use crate::write::manifest::{DEEPEST, Manifest};
use crate::write::{STAGING_INSIDE, is_foreign};

/// Opens a folder, and never through a link.
pub(super) const FOLDER: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

struct Item {
    name: CString,
    /// From the root of the tree.
    path: String,
    kind: FileType,
}

struct Level {
    dir: Dir,
    files: Vec<Item>,
    folders: Vec<Item>,
}

impl Level {
    fn read(folder: OwnedFd, prefix: &str) -> io::Result<Level> {
        let mut dir = Dir::new(folder)?;
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        let deepest = prefix.matches('/').count() >= DEEPEST;
        while let Some(found) = dir.read() {
            let found = found?;
            let name = found.file_name().to_owned();
            // The staging folder inside an output folder is looked at as a folder of its own.
            let skipped = prefix.is_empty() && name.to_bytes() == STAGING_INSIDE.as_bytes();
            if skipped || matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            let kind = kind_of(dir.fd()?, &name, found.file_type())?;
            let path = format!("{prefix}{}", name.to_string_lossy());
            let item = Item { name, path, kind };
            let among = if kind == FileType::Directory && !deepest { &mut folders } else { &mut files };
            among.push(item);
        }
        Ok(Level { dir, files, folders })
    }
}

/// What a name stands for; a name that is not text is never one of ours, so it counts as nothing known.
fn kind_of(folder: BorrowedFd<'_>, name: &CString, told: FileType) -> io::Result<FileType> {
    match told {
        _ if name.to_str().is_err() => Ok(FileType::Unknown),
        // Some file systems do not tell while listing.
        FileType::Unknown => {
            Ok(FileType::from_raw_mode(statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode))
        }
        told => Ok(told),
    }
}

fn enter(folder: BorrowedFd<'_>, item: &Item) -> io::Result<(OwnedFd, String)> {
    let inner = openat(folder, &item.name, FOLDER, Mode::empty())
        .map_err(|error| io::Error::other(format!("cannot open the folder {}: {error}", item.path)))?;
    Ok((inner, format!("{}/", item.path)))
}

/// Everything below a folder that is neither listed in its manifest nor noise. Folders do not count, files in
/// them do.
pub(super) fn foreign(folder: OwnedFd, prefix: &str, manifest: &Manifest) -> io::Result<Vec<String>> {
    let Level { dir, files, folders } = Level::read(folder, prefix)?;
    let folder = dir.fd()?;
    let below = |item: &Item| {
        let (inner, prefix) = enter(folder, item)?;
        foreign(inner, &prefix, manifest)
    };
    let below = folders.par_iter().map(below).collect::<io::Result<Vec<_>>>()?;
    let here = files
        .into_iter()
        .filter(|item| item.kind != FileType::RegularFile || is_foreign(&item.path, manifest));
    Ok(here.map(|item| item.path).chain(below.into_iter().flatten()).collect())
}

/// Deletes the doomed files below a folder, and each inner folder that is empty then. Says whether nothing is
/// left.
pub(super) fn clear<D>(folder: OwnedFd, prefix: &str, doomed: &D) -> io::Result<bool>
where
    D: Fn(&str) -> bool + Sync,
{
    let Level { dir, files, folders } = Level::read(folder, prefix)?;
    let folder = dir.fd()?;
    let delete = |item: &Item| {
        let ours = item.kind == FileType::RegularFile && doomed(&item.path);
        if ours {
            unlinkat(folder, &item.name, AtFlags::empty())?;
        }
        Ok(ours)
    };
    let clear_below = |item: &Item| {
        let (inner, prefix) = enter(folder, item)?;
        // Should somebody have put a file there just now, then the folder stays, with that file.
        Ok(clear(inner, &prefix, doomed)? && unlinkat(folder, &item.name, AtFlags::REMOVEDIR).is_ok())
    };
    let both = |a, b| Ok(a && b);
    let files: io::Result<bool> = files.par_iter().map(delete).try_reduce(|| true, both);
    let folders: io::Result<bool> = folders.par_iter().map(clear_below).try_reduce(|| true, both);
    Ok(files? && folders?)
}
