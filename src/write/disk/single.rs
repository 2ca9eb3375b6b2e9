//! One file, replaced whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Where one file goes, found possible: its folder is there, and it is no folder itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file in this folder, under this name; the file itself may not be there yet.
    File(PathBuf),
    /// A pipe or a device: there is nothing to replace, and nothing to be left half-written.
    Stream(PathBuf),
}

impl Place {
    /// Looks where a file goes. A link stays, and the file that it leads to is replaced.
    ///
    /// # Errors
    /// When the folder is not there, or a folder bears the name.
    pub fn find(path: &Path) -> Result<Self> {
        let name = path.display();
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => bail!("`{name}` is a folder: name a file in it"),
            Ok(found) if !found.is_file() => return Ok(Self::Stream(path)),
            _ => {}
        }
        let (Some(folder), Some(file)) = (path.parent(), path.file_name()) else {
            bail!("`{name}` is no name for a file");
        };
        match folder.canonicalize() {
            Ok(folder) if folder.is_dir() => Ok(Self::File(folder.join(file))),
            _ => bail!(
                "there is no folder `{}` to write `{}` into: make it first",
                folder.display(),
                file.display()
            ),
        }
    }

    /// Whether it is a file, and no pipe or device.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

pub(super) fn replace(place: &Place, bytes: &[u8]) -> Result<()> {
    match place {
        Place::Stream(path) => {
            let write = || File::options().write(true).open(path)?.write_all(bytes);
            write().with_context(|| format!("`{}` cannot be written", path.display()))
        }
        Place::File(path) => {
            exchange(path, bytes).with_context(|| format!("`{}` cannot be written", path.display()))
        }
    }
}

/// Writes beside the file, then takes its name. What was there before stays until then, and keeps its permissions.
fn exchange(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Two runs at once each have a draft of their own.
    let draft = path.with_file_name(format!(".{name}.{}.throughline-new", std::process::id()));
    // One of a killed run that bore our number.
    let _ = fs::remove_file(&draft);
    let written = write_draft(&draft, path, bytes).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        // The draft is ours, and the failure is told already.
        let _ = fs::remove_file(&draft);
    }
    written
}

fn write_draft(draft: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(draft)?;
    file.write_all(bytes)?;
    match fs::metadata(path) {
        Ok(old) => file.set_permissions(old.permissions()),
        Err(_) => Ok(()),
    }
}
