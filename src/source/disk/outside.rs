//! What the company says beside its handbook: files that rules read and that are part of no site.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

use super::{Place, follow, left_out, read_text, relative};
use crate::source::scope::{belongs_beside, is_copy, unfit};
use crate::source::{Content, MANIFEST, Refusal, SourceFile, SourceTree, VPath, glob};

/// Reads the files beside the handbook that match one of `patterns` into `tree`: text and HTML that the company
/// shows elsewhere. Nothing outside `root` is read, and nothing that a build wrote.
///
/// # Errors
/// When the folder is missing.
pub fn read_outside(
    root: &Path,
    patterns: &[&str],
    leave_out: &[PathBuf],
    tree: &mut SourceTree,
) -> Result<()> {
    let root = root.canonicalize().with_context(|| format!("there is no folder `{}`", root.display()))?;
    let leave_out = left_out(leave_out);
    for pattern in patterns {
        for entry in walk(&root, pattern, &leave_out) {
            let Some((path, place)) = beside(&root, &entry) else { continue };
            if is_copy(&path) && glob::matches(pattern, &path) {
                let content = match place {
                    Place::File(file) => read_text(&file)
                        .unwrap_or_else(|error| Content::Refused(Refusal::Unreadable(error.to_string()))),
                    Place::Refused(refusal) => Content::Refused(refusal),
                };
                tree.insert_outside(SourceFile { path, content });
            }
        }
    }
    Ok(())
}

/// A file beside the handbook; none for a folder, and for what could not be part of a site.
fn beside(root: &Path, entry: &DirEntry) -> Option<(VPath, Place)> {
    let path = relative(root, entry.path()).filter(|path| unfit(path).is_none())?;
    if entry.file_type().is_symlink() {
        return Some((path, follow(root, entry.path())));
    }
    entry.file_type().is_file().then(|| (path, Place::File(entry.path().to_path_buf())))
}

/// The folders in which such files are looked for, as far as they are there.
pub fn outside_folders(root: &Path, patterns: &[String], leave_out: &[PathBuf]) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for pattern in patterns {
        // The folder itself is not part of the walk below it.
        folders.push(root.join(glob::folder(pattern)));
        let below = walk(root, pattern, leave_out).filter(|entry| entry.file_type().is_dir());
        folders.extend(below.map(walkdir::DirEntry::into_path));
    }
    folders
}

/// Everything below the folder in which a pattern begins, but for what is hidden, built, or somebody else's.
fn walk(root: &Path, pattern: &str, leave_out: &[PathBuf]) -> impl Iterator<Item = DirEntry> {
    let start = root.join(glob::folder(pattern));
    // A folder that is a link leads elsewhere, whatever lies in it.
    let is_inside = start.canonicalize().is_ok_and(|start| start.starts_with(root));
    let walk = WalkDir::new(&start).min_depth(1).follow_links(false).sort_by_file_name();
    let entries = walk.into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        let built = || entry.file_type().is_dir() && entry.path().join(MANIFEST).exists();
        let left_out = || leave_out.iter().any(|out| out == entry.path());
        belongs_beside(&name) && !left_out() && !built()
    });
    entries.filter_map(move |entry| entry.ok().filter(|_| is_inside))
}
