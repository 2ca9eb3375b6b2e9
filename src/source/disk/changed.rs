//! Reading a few paths again, for a preview: by the rules by which the whole folder is read, and with the same
//! outcome.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::Duration;

use walkdir::WalkDir;

use super::{Folder, Place, relative};
use crate::source::scope::unfit;
use crate::source::{SourceFile, SourceTree, VPath};

/// A file as it is now.
#[derive(Debug, Clone)]
pub enum Change {
    /// It is there, and this is in it.
    Written(SourceFile),
    /// It is not there, or no longer belongs to the handbook.
    Removed(VPath),
}

/// How often a file that is being written is read again, and how long it is left alone before.
const PATIENCE: (usize, Duration) = (10, Duration::from_millis(2));

impl Folder {
    /// Reads a file, or everything in a folder, again. `known` is the tree so far: what it has at this path or
    /// below, and the disk has not, is told as removed.
    pub fn read_at(&self, path: &Path, known: &SourceTree) -> Vec<Change> {
        if !path.starts_with(&self.root) {
            return Vec::new();
        }
        let found = if self.leads_to(path) { self.read_below(path) } else { Vec::new() };
        let there: HashSet<VPath> = found.iter().map(|file| file.path.clone()).collect();
        let below = relative(&self.root, path).map(|path| unfit(&path).map_or(path, |(shown, _)| shown));
        let known = known_at(known, below.as_ref()).into_iter();
        let gone = known.filter(|known| !there.contains(*known)).cloned().map(Change::Removed);
        let gone: Vec<Change> = gone.collect();
        // What takes a file's place may be a folder of its name, which is not to go with it.
        gone.into_iter().chain(found.into_iter().map(Change::Written)).collect()
    }

    /// Whether every folder on the way to `path`, and it itself, belongs to the handbook and is no link.
    fn leads_to(&self, path: &Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.root) else { return false };
        let steps = relative.components().count();
        let mut at = self.root.clone();
        relative.components().enumerate().all(|(n, part)| {
            at.push(part);
            let is_folder = fs::symlink_metadata(&at).is_ok_and(|metadata| metadata.is_dir());
            (n + 1 == steps || is_folder) && self.holds(&at, n + 1, is_folder)
        })
    }

    fn read_below(&self, path: &Path) -> Vec<SourceFile> {
        let met = self.list(path);
        let is_one_file = matches!(met.as_slice(), [(_, Place::File(file))] if file == path);
        if !is_one_file {
            return met.into_iter().filter_map(|met| self.file(met)).collect();
        }
        met.into_iter().filter_map(|(vpath, _)| self.read_steadily(&vpath, path)).collect()
    }

    /// Reads one file until it holds still, so that a page seldom shows half of what is just being written. One that
    /// never does is taken as it is: each write is followed by an event of its own.
    fn read_steadily(&self, vpath: &VPath, path: &Path) -> Option<SourceFile> {
        let (times, pause) = PATIENCE;
        let mut before = stamp(path);
        for _ in 0..times {
            let file = self.file((vpath.clone(), Place::File(path.to_path_buf())));
            let after = stamp(path);
            // Many editors empty a file before they write it.
            let is_emptied = file.as_ref().and_then(SourceFile::as_text).is_some_and(|text| text.is_empty());
            if before == after && !is_emptied {
                return file;
            }
            std::thread::sleep(pause);
            before = stamp(path);
        }
        self.file((vpath.clone(), Place::File(path.to_path_buf())))
    }

    /// The folders at `start` and below whose files are read. Each is given out before its entries are looked at: who
    /// watches it at once misses nothing.
    pub fn folders(&self, start: &Path) -> impl Iterator<Item = PathBuf> {
        let start = if self.leads_to(start) { start } else { Path::new("") };
        let above = start.components().count().saturating_sub(self.root.components().count());
        let walk = WalkDir::new(start).follow_links(false).follow_root_links(false);
        let entries = walk.into_iter().filter_entry(move |entry| {
            let depth = above + entry.depth();
            entry.file_type().is_dir() && (depth == 0 || self.holds(entry.path(), depth, true))
        });
        entries.filter_map(|entry| entry.ok().map(walkdir::DirEntry::into_path))
    }

    /// Entries by which one folder on disk and `known` differ: names that only one of them has.
    pub fn strangers(&self, folder: &Path, known: &SourceTree) -> Vec<PathBuf> {
        let below = relative(&self.root, folder);
        let prefix = below.as_ref().map_or("", VPath::as_str);
        let known = known_at(known, below.as_ref()).into_iter();
        let inside = known.filter_map(|path| path.strip_folder(prefix));
        let mut names: HashSet<String> =
            inside.filter_map(|rest| rest.split('/').next()).map(str::to_string).collect();
        let Ok(entries) = fs::read_dir(folder) else { return vec![folder.to_path_buf()] };
        let mut strangers = Vec::new();
        for entry in entries.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let is_known = names.remove(&*entry.file_name().to_string_lossy());
            if !is_known && !is_folder && self.leads_to(&entry.path()) {
                strangers.push(entry.path());
            }
        }
        strangers.extend(names.into_iter().map(|name| folder.join(name)));
        strangers
    }
}

/// What a tree has at a path or below it; all of it when the path is the root.
fn known_at<'a>(known: &'a SourceTree, at: Option<&VPath>) -> Vec<&'a VPath> {
    match at {
        Some(at) => known.at_or_below(at).collect(),
        None => known.files().map(|file| &file.path).collect(),
    }
}

/// What tells a file that was written from one that was not.
fn stamp(path: &Path) -> Option<(u64, Option<std::time::SystemTime>)> {
    let of = |metadata: Metadata| (metadata.len(), metadata.modified().ok());
    fs::metadata(path).ok().map(of)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::Content;
    use crate::source::disk::read_folder;

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn apply(tree: &mut SourceTree, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Written(file) => tree.insert(file),
                Change::Removed(path) => tree.remove(&path),
            }
        }
    }

    fn listed(tree: &SourceTree) -> Vec<(String, u64)> {
        tree.files().map(|file| (file.path.to_string(), file.hash())).collect()
    }

    /// Whatever happens to a path, reading it again gives what reading everything gives.
    #[test]
    fn a_path_read_again_is_what_the_whole_folder_says() {
        for settings in [None, Some("title: A\n")] {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().canonicalize().expect("a path");
            if let Some(settings) = settings {
                write(&root, "handbook.yaml", settings);
            }
            for path in ["content/a.md", "content/b/c.md", "content/b/d/e.md", "notes.md", "static/x.bin"] {
                write(&root, path, "# Words\n");
            }
            let mut tree = read_folder(&root, &[]).expect("a tree");
            let moved = |from: &str, to: &str| fs::rename(root.join(from), root.join(to)).expect("moved");
            let steps: [(&[&str], &dyn Fn()); 11] = [
                (&["content/a.md"], &|| write(&root, "content/a.md", "# Other\n")),
                (&["content/new"], &|| write(&root, "content/new/deep/x.md", "# New\n")),
                (&["content/b", "content/z"], &|| moved("content/b", "content/z")),
                (&["content/.hidden/x.md"], &|| write(&root, "content/.hidden/x.md", "# Hidden\n")),
                (&["content/4913"], &|| write(&root, "content/4913", "")),
                (&["content/a.md~"], &|| write(&root, "content/a.md~", "# Backup\n")),
                (&["content/z"], &|| fs::remove_dir_all(root.join("content/z")).expect("removed")),
                (&["content/new"], &|| write(&root, "content/new/.throughline-manifest", "")),
                (&["content/new/page.md"], &|| write(&root, "content/new/page.md", "# Built\n")),
                (&["content/a.md/x"], &|| {}),
                (&["elsewhere/x.md"], &|| write(&root, "elsewhere/x.md", "# Elsewhere\n")),
            ];
            for (paths, step) in steps {
                step();
                let now = Folder::open(&root, &[]).expect("a folder");
                for path in paths {
                    let changes = now.read_at(&root.join(path), &tree);
                    apply(&mut tree, changes);
                }
                assert_eq!(listed(&tree), listed(&now.read()), "after {paths:?}, settings {settings:?}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_a_link_is_refused_whole_and_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        write(&root, "real/a.md", "# A\n");
        std::os::unix::fs::symlink(root.join("real"), root.join("linked")).expect("a link");
        let opened = Folder::open(&root, &[]).expect("a folder");
        let tree = opened.read();
        assert_eq!(opened.read_at(&root.join("linked/a.md"), &tree).len(), 0);
        let changes = opened.read_at(&root.join("linked"), &tree);
        assert!(
            matches!(changes.as_slice(), [Change::Written(SourceFile { content: Content::Refused(_), .. })]),
            "{changes:?}"
        );
    }

    #[test]
    fn a_look_at_a_folder_finds_names_that_came_and_went_unseen() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        write(&root, "a.md", "# A\n");
        write(&root, "b.md", "# B\n");
        let opened = Folder::open(&root, &[]).expect("a folder");
        let tree = opened.read();
        assert_eq!(opened.strangers(&root, &tree), Vec::<PathBuf>::new());
        fs::remove_file(root.join("a.md")).expect("removed");
        write(&root, "c.md", "# C\n");
        write(&root, ".d.md", "# D\n");
        let mut strangers = opened.strangers(&root, &tree);
        strangers.sort();
        assert_eq!(strangers, [root.join("a.md"), root.join("c.md")]);
    }
}
