//! What the company says beside its handbook: files that rules read and that are part of no site.

use std::path::{Path, PathBuf};

use anyhow::Result;
use walkdir::{DirEntry, WalkDir};

use super::{Folder, Place, follow, read_text, real, relative};
use crate::source::scope::{belongs_beside, is_copy, unfit};
use crate::source::{Content, MANIFEST, Refusal, SourceFile, SourceTree, VPath, glob};

impl Folder {
    /// Reads every file, and those beside the handbook that match the patterns which `named` finds in what was read.
    ///
    /// # Errors
    /// When the folder is gone by then.
    pub fn read_whole(&self, named: impl FnOnce(&SourceTree) -> Vec<String>) -> Result<SourceTree> {
        let mut tree = self.read();
        self.read_outside(&named(&tree), &mut tree)?;
        Ok(tree)
    }

    /// Reads the files beside the handbook that match one of `patterns` into `tree`: text and HTML that the company
    /// shows elsewhere. Nothing outside the folder is read, and nothing that a build wrote.
    ///
    /// # Errors
    /// When the folder is gone by now.
    pub fn read_outside(&self, patterns: &[impl AsRef<str>], tree: &mut SourceTree) -> Result<()> {
        real(&self.root)?;
        for pattern in patterns.iter().map(AsRef::as_ref) {
            for entry in self.walk_beside(pattern) {
                let Some((path, place)) = beside(&self.root, &entry) else { continue };
                if is_copy(&path) && glob::matches(pattern, &path) {
                    let content = match place {
                        Place::File(file) => read_text(&path, &file)
                            .unwrap_or_else(|error| Content::Refused(Refusal::Unreadable(error.to_string()))),
                        Place::Refused(refusal) => Content::Refused(refusal),
                    };
                    tree.insert_outside(SourceFile { path, content });
                }
            }
        }
        Ok(())
    }

    /// The folders in which such files are looked for, as far as they are there.
    pub fn outside_folders(&self, patterns: &[impl AsRef<str>]) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for pattern in patterns.iter().map(AsRef::as_ref) {
            // The folder itself is not part of the walk below it.
            folders.push(self.root.join(glob::folder(pattern)));
            let below = self.walk_beside(pattern).filter(|entry| entry.file_type().is_dir());
            folders.extend(below.map(DirEntry::into_path));
        }
        folders
    }

    /// Everything below the folder in which a pattern begins, but for what is hidden, built, or somebody else's.
    fn walk_beside(&self, pattern: &str) -> impl Iterator<Item = DirEntry> {
        let start = self.root.join(glob::folder(pattern));
        // A folder that is a link leads elsewhere, whatever lies in it.
        let is_inside = start.canonicalize().is_ok_and(|start| start.starts_with(&self.root));
        let walk = is_inside
            .then(|| WalkDir::new(&start).min_depth(1).follow_links(false).sort_by_file_name().into_iter());
        let entries = walk.into_iter().flat_map(|walk| {
            walk.filter_entry(|entry| {
                let name = entry.file_name().to_string_lossy();
                let built = || entry.file_type().is_dir() && entry.path().join(MANIFEST).exists();
                belongs_beside(&name) && !self.leaves_out(entry.path()) && !built()
            })
        });
        entries.filter_map(Result::ok)
    }
}

/// A file beside the handbook; none for a folder, and for what could not be part of a site.
fn beside(root: &Path, entry: &DirEntry) -> Option<(VPath, Place)> {
    let path = relative(root, entry.path()).filter(|path| unfit(path).is_none())?;
    if entry.file_type().is_symlink() {
        return Some((path, follow(root, entry.path())));
    }
    entry.file_type().is_file().then(|| (path, Place::File(entry.path().to_path_buf())))
}
