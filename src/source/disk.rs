//! The edge to the working folder: a directory becomes a [`SourceTree`].
//!
//! Text is read whole, since all of it is parsed; other files are only named, so that a folder of videos costs
//! nothing. No symbolic link is followed out of the tree; what is refused is kept as a refusal, which a rule reports.
#![expect(clippy::disallowed_methods, reason = "the source stage's one edge: it reads the working folder")]

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::file::{Asset, At, Content, Refusal, SourceFile, is_pointer, may_be_pointer};
use super::image::Picture;
use super::scope::{belongs, is_text, most_bytes, name_of, unfit};
use super::{MANIFEST, SETTINGS, SourceTree, VPath};

mod changed;
mod editions;
mod outside;

pub use changed::Change;
pub use editions::{Frozen, frozen, list_frozen, read_frozen, read_frozen_files};

/// Reads the handbook, or the plain folder of Markdown, at `root`.
///
/// `leave_out` is the output folder when it lies below `root`: what was built is never read again.
///
/// # Errors
/// When the folder is missing, is not a folder or cannot be listed.
pub fn read_folder(root: &Path, leave_out: &[PathBuf]) -> Result<SourceTree> {
    Ok(Folder::open(root, leave_out)?.read())
}

/// A folder as it is read: whether it is a handbook, and what of it is none of its own files.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    is_handbook: bool,
    leave_out: Vec<PathBuf>,
}

/// What the walk met: a file to read, or the reason why there is none.
enum Place {
    File(PathBuf),
    Refused(Refusal),
}

impl Folder {
    /// Looks at the folder without reading its files.
    ///
    /// # Errors
    /// When the folder is missing, is not a folder or cannot be listed.
    pub fn open(root: &Path, leave_out: &[PathBuf]) -> Result<Self> {
        let root = real(root)?;
        if !root.is_dir() {
            bail!("`{}` is a file; a handbook is a folder", root.display());
        }
        fs::read_dir(&root).with_context(|| format!("the folder `{}` cannot be read", root.display()))?;
        let is_handbook = root.join(SETTINGS).is_file();
        let leave_out = left_out(leave_out);
        Ok(Self { root, is_handbook, leave_out })
    }

    /// Its path, without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it is a handbook, and not a plain folder.
    pub fn is_handbook(&self) -> bool {
        self.is_handbook
    }

    /// A path on disk as one in the tree; `None` when it leads out of it, or is the folder itself.
    pub fn inside(&self, path: &Path) -> Option<VPath> {
        relative(&self.root, path)
    }

    /// Reads every file.
    pub fn read(&self) -> SourceTree {
        let found = self.list(&self.root);
        let files: Vec<SourceFile> = found.into_par_iter().filter_map(|met| self.file(met)).collect();
        let mut tree = SourceTree::new(&name_of(&self.root));
        for file in files {
            tree.insert(file);
        }
        tree
    }

    /// Everything that belongs to the handbook at `start` and below it, sorted.
    fn list(&self, start: &Path) -> Vec<(VPath, Place)> {
        let above = start.components().count() - self.root.components().count();
        let walk = WalkDir::new(start).follow_links(false).follow_root_links(false).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| {
            let depth = above + entry.depth();
            depth == 0 || self.holds(entry.path(), depth, entry.file_type().is_dir())
        });
        entries.filter_map(|entry| self.met(entry)).collect()
    }

    /// Whether a file or folder belongs to the handbook, given that the folder it lies in does.
    /// `depth` counts from the root, whose own entries are at 1.
    fn holds(&self, path: &Path, depth: usize, is_folder: bool) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // What an earlier build wrote is no source, wherever it was put.
        let built = || is_folder && path.join(MANIFEST).exists();
        belongs(&name, depth == 1, self.is_handbook) && !self.leaves_out(path) && !built()
    }

    fn leaves_out(&self, path: &Path) -> bool {
        self.leave_out.iter().any(|out| out == path)
    }

    fn met(&self, entry: walkdir::Result<walkdir::DirEntry>) -> Option<(VPath, Place)> {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let path = relative(&self.root, entry.path())?;
                if let Some((path, refusal)) = unfit(&path) {
                    return Some((path, Place::Refused(refusal)));
                }
                let place = if entry.file_type().is_symlink() {
                    follow(&self.root, entry.path())
                } else {
                    Place::File(entry.path().to_path_buf())
                };
                Some((path, place))
            }
            Err(error) if error.io_error().is_some_and(is_gone) => None,
            Err(error) => {
                let words = error.io_error().map_or_else(|| "it is a loop".to_string(), ToString::to_string);
                Some((relative(&self.root, error.path()?)?, Place::Refused(Refusal::Unreadable(words))))
            }
        }
    }

    /// Reads one file; `None` when it has gone since it was met.
    fn file(&self, (path, place): (VPath, Place)) -> Option<SourceFile> {
        let file = match place {
            Place::Refused(refusal) => return Some(SourceFile { path, content: Content::Refused(refusal) }),
            Place::File(file) => file,
        };
        debug_assert!(file.starts_with(&self.root), "the walk stays in the tree");
        let attempt =
            if is_text(&path, self.is_handbook) { read_text(&path, &file) } else { name_asset(&path, &file) };
        let content = match attempt {
            Ok(content) => content,
            Err(error) if is_gone(&error) => return None,
            Err(error) => Content::Refused(Refusal::Unreadable(error.to_string())),
        };
        Some(SourceFile { path, content })
    }
}

/// A folder's path without links.
fn real(root: &Path) -> Result<PathBuf> {
    root.canonicalize().with_context(|| format!("there is no folder `{}`", root.display()))
}

/// Each path as it lies in its folder, which may be a link there, and where it leads.
fn left_out(paths: &[PathBuf]) -> Vec<PathBuf> {
    let in_folder = |path: &PathBuf| Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    paths.iter().flat_map(|path| [in_folder(path), path.canonicalize().ok()]).flatten().collect()
}

fn is_gone(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::NotFound
}

/// A symbolic link counts as the file it leads to, as long as that file lies in the tree.
fn follow(root: &Path, link: &Path) -> Place {
    match link.canonicalize() {
        Ok(target) if target.starts_with(root) && target.is_file() => Place::File(target),
        _ => Place::Refused(Refusal::Link),
    }
}

fn relative(root: &Path, path: &Path) -> Option<VPath> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    VPath::new(&parts.join("/"))
}

fn read_text(path: &VPath, file: &Path) -> std::io::Result<Content> {
    let metadata = fs::metadata(file)?;
    if !metadata.is_file() {
        return Ok(not_a_file());
    }
    if metadata.len() > most_bytes(path) {
        return Ok(Content::Refused(Refusal::TooLarge { len: metadata.len() }));
    }
    fs::read(file).map(SourceFile::decode)
}

/// A pipe or a device would block whoever reads it.
fn not_a_file() -> Content {
    Content::Refused(Refusal::Unreadable("it is not a regular file".into()))
}

fn name_asset(path: &VPath, file: &Path) -> std::io::Result<Content> {
    let metadata = fs::metadata(file)?;
    if !metadata.is_file() {
        return Ok(not_a_file());
    }
    if may_be_pointer(metadata.len()) && is_pointer(&fs::read(file)?) {
        return Ok(Content::Refused(Refusal::Pointer));
    }
    let size = match Picture::named(path) {
        Some(picture) => picture.size(BufReader::new(fs::File::open(file)?))?,
        None => None,
    };
    Ok(Content::Asset(Asset { len: metadata.len(), size, at: At::Disk(file.to_path_buf()) }))
}
