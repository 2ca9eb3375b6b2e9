//! The edge to the working folder: a directory becomes a [`SourceTree`].
//!
//! Text is read whole, since all of it is parsed; other files are only named, so that a folder of videos costs
//! nothing. No symbolic link is followed out of the tree; what is refused is kept as a refusal, which a rule reports.
#![expect(clippy::disallowed_methods, reason = "the source stage's one edge: it reads the working folder")]

use std::fs;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::file::{Asset, Content, MAX_TEXT_BYTES, Refusal, SourceFile};
use super::image::{HEAD_OF_DRAWING, Picture};
use super::scope::{belongs, belongs_beside, is_copy, is_text, unfit};
use super::{MANIFEST, SETTINGS, SourceTree, VPath, glob, image};

/// Reads the handbook, or the plain folder of Markdown, at `root`.
///
/// `leave_out` is the output folder when it lies below `root`: what was built is never read again.
///
/// # Errors
/// When the folder is missing, is not a folder or cannot be listed.
pub fn read_folder(root: &Path, leave_out: &[PathBuf]) -> Result<SourceTree> {
    let root = root.canonicalize().with_context(|| format!("there is no folder `{}`", root.display()))?;
    if !root.is_dir() {
        bail!("`{}` is a file; a handbook is a folder", root.display());
    }
    fs::read_dir(&root).with_context(|| format!("the folder `{}` cannot be read", root.display()))?;

    let name = root.file_name().map_or_else(|| "Handbook".into(), |n| n.to_string_lossy().into_owned());
    let is_handbook = root.join(SETTINGS).is_file();
    let leave_out: Vec<PathBuf> = leave_out.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let found = list(&root, is_handbook, &leave_out);
    let files: Vec<SourceFile> = found
        .into_par_iter()
        .map(|(path, place)| SourceFile { content: read(&root, &path, &place, is_handbook), path })
        .collect();
    let mut tree = SourceTree::new(&name);
    for file in files {
        tree.insert(file);
    }
    Ok(tree)
}

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
    let leave_out: Vec<PathBuf> = leave_out.iter().filter_map(|path| path.canonicalize().ok()).collect();
    for pattern in patterns {
        let start = root.join(glob::folder(pattern));
        // A folder that is a link leads elsewhere, whatever lies in it.
        let is_inside = start.canonicalize().is_ok_and(|start| start.starts_with(&root));
        let walk = WalkDir::new(&start).min_depth(1).follow_links(false).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            let built = || entry.file_type().is_dir() && entry.path().join(MANIFEST).exists();
            let left_out = || leave_out.iter().any(|out| out == entry.path());
            belongs_beside(&name) && !left_out() && !built()
        });
        for entry in entries.filter_map(|entry| entry.ok().filter(|_| is_inside)) {
            let Some(path) = relative(&root, entry.path()).filter(|path| unfit(path).is_none()) else {
                continue;
            };
            if !entry.file_type().is_file() || !is_copy(&path) || !glob::matches(pattern, &path) {
                continue;
            }
            let content = read_text(entry.path())
                .unwrap_or_else(|error| Content::Refused(Refusal::Unreadable(error.to_string())));
            tree.insert_outside(SourceFile { path, content });
        }
    }
    Ok(())
}

/// What the walk met: a file to read, or the reason why there is none.
enum Place {
    File(PathBuf),
    Refused(Refusal),
}

fn list(root: &Path, is_handbook: bool, leave_out: &[PathBuf]) -> Vec<(VPath, Place)> {
    let walk = WalkDir::new(root).min_depth(1).follow_links(false).sort_by_file_name();
    let entries = walk.into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        // What an earlier build wrote is no source, wherever it was put.
        let built = || entry.file_type().is_dir() && entry.path().join(MANIFEST).exists();
        belongs(&name, entry.depth() == 1, is_handbook)
            && !leave_out.iter().any(|out| out == entry.path())
            && !built()
    });
    entries
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let path = relative(root, entry.path())?;
                if let Some((path, refusal)) = unfit(&path) {
                    return Some((path, Place::Refused(refusal)));
                }
                let place = if entry.file_type().is_symlink() {
                    follow(root, entry.path())
                } else {
                    Place::File(entry.path().to_path_buf())
                };
                Some((path, place))
            }
            Err(error) => {
                let words = error.io_error().map_or_else(|| "it is a loop".to_string(), ToString::to_string);
                Some((relative(root, error.path()?)?, Place::Refused(Refusal::Unreadable(words))))
            }
        })
        .collect()
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

fn read(root: &Path, path: &VPath, place: &Place, is_handbook: bool) -> Content {
    let file = match place {
        Place::Refused(refusal) => return Content::Refused(refusal.clone()),
        Place::File(file) => file,
    };
    debug_assert!(file.starts_with(root), "the walk stays in the tree");
    let attempt = if is_text(path, is_handbook) { read_text(file) } else { name_asset(path, file) };
    attempt.unwrap_or_else(|error| Content::Refused(Refusal::Unreadable(error.to_string())))
}

fn read_text(file: &Path) -> std::io::Result<Content> {
    let metadata = fs::metadata(file)?;
    if !metadata.is_file() {
        return Ok(not_a_file());
    }
    if metadata.len() > MAX_TEXT_BYTES {
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
    let size = match Picture::named(path) {
        Some(Picture::Pixels) => image::size(&mut BufReader::new(fs::File::open(file)?)),
        Some(Picture::Drawing) => {
            let mut head = Vec::new();
            fs::File::open(file)?.take(HEAD_OF_DRAWING).read_to_end(&mut head)?;
            image::size_of_drawing(&String::from_utf8_lossy(&head))
        }
        None => None,
    };
    Ok(Content::Asset(Asset { len: metadata.len(), size, on_disk: Some(file.to_path_buf()) }))
}
