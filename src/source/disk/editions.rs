//! The frozen copies under `editions/`: each folder there is a handbook as it was.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;

use super::{Folder, Place, follow, real};
use crate::source::digest::LONGEST_TEXT;
use crate::source::{Astray, Digest, EDITIONS, FROZEN, SourceFile, SourceTree, VPath};

/// A folder under `editions/`.
#[derive(Debug)]
pub struct Frozen {
    /// Its name.
    pub name: String,
    /// What keeps it from being read as a handbook; none of its files was looked at.
    pub astray: Option<Astray>,
}

/// Every folder under `editions/` of the handbook at `root`, in the order of their names; none when there is no such
/// folder. Files beside them, and what is hidden, are nobody's edition.
///
/// # Errors
/// When the folder is there and cannot be listed.
pub fn frozen(root: &Path) -> Result<Vec<Frozen>> {
    let folder = root.join(FROZEN);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let cannot = || format!("the folder `{FROZEN}` cannot be read");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_dir() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names.into_iter().map(|name| look(root, name)).collect())
}

fn look(root: &Path, name: String) -> Frozen {
    let astray = match open(root, &name) {
        Ok(folder) if folder.is_handbook => None,
        Ok(_) => Some(Astray::NoHandbook),
        Err(error) => Some(Astray::Unreadable(format!("{error:#}"))),
    };
    Frozen { name, astray }
}

/// The paths of a frozen copy, sorted, each with a digest of what is in the file; `editions.lock` is left aside. Slow: it
/// reads every file.
///
/// # Errors
/// When it is not there, or a file cannot be read.
pub fn list_frozen(root: &Path, name: &str) -> Result<Vec<(VPath, Digest)>> {
    open(root, name)?.digests()
}

/// Reads a few files of a frozen copy, by the paths that [`list_frozen`] gave. One that has gone since is left out.
///
/// # Errors
/// When the copy is not there.
pub fn read_frozen_files<'a>(
    root: &Path,
    name: &str,
    paths: impl IntoIterator<Item = &'a VPath>,
) -> Result<Vec<SourceFile>> {
    let folder = open(root, name)?;
    let files = paths.into_iter().filter_map(|path| {
        let file = folder.root.join(path.as_str());
        let is_link = file.is_symlink();
        let place = if is_link { follow(&folder.root, &file) } else { Place::File(file) };
        folder.file((path.clone(), place))
    });
    Ok(files.collect())
}

/// Reads a frozen copy: the same tree that its files would be in the folder of the handbook itself.
///
/// # Errors
/// When it is not there, leads out of the handbook, or cannot be read.
pub fn read_frozen(root: &Path, name: &str) -> Result<SourceTree> {
    let mut tree = open(root, name)?.read();
    tree.name = super::name_of(&real(root)?);
    Ok(tree)
}

fn open(root: &Path, name: &str) -> Result<Folder> {
    let path = real(root)?.join(FROZEN).join(name);
    let folder = Folder::open(&path, &[])?;
    if folder.root != path {
        return Err(anyhow!("`{FROZEN}/{name}` is a link: put a copy of the folder in its place"));
    }
    Ok(folder)
}

impl Folder {
    /// A digest of the paths and contents of every file that belongs to the handbook, `editions.lock` left aside.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn digest(&self) -> Result<Digest> {
        let digests = self.digests()?;
        Ok(Digest::of_all(digests.iter().map(|(path, digest)| (path.as_str(), *digest))))
    }

    fn digests(&self) -> Result<Vec<(VPath, Digest)>> {
        let mut found = self.list(&self.root);
        found.retain(|(path, _)| path.as_str() != EDITIONS);
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let digest = |(path, place): &(VPath, Place)| {
            let digest = match place {
                Place::File(file) => of_file(file).with_context(|| format!("`{path}` cannot be read"))?,
                Place::Refused(_) => Digest::of_nothing(),
            };
            Ok((path.clone(), digest))
        };
        found.par_iter().map(digest).collect()
    }

    /// Every file that belongs to the handbook and can be copied as it is: its path in it, and on disk.
    pub fn copied(&self) -> Vec<(VPath, PathBuf)> {
        let found = self.list(&self.root).into_iter();
        let files = found.filter_map(|(path, place)| match place {
            Place::File(file) if path.as_str() != EDITIONS => Some((path, file)),
            Place::File(_) | Place::Refused(_) => None,
        });
        files.collect()
    }
}

/// Long files are hashed as they are read, so that none is held whole.
fn of_file(file: &Path) -> std::io::Result<Digest> {
    let mut opened = fs::File::open(file)?;
    if opened.metadata()?.len() > LONGEST_TEXT {
        return Digest::of_long(&mut opened);
    }
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes)?;
    Ok(Digest::of_bytes(&bytes))
}
