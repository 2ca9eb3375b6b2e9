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

/// Puts `new` in place of `old` in a file that somebody wrote; `name` is what people know it by.
pub(super) fn mend(path: &Path, name: &str, old: &str, new: &str) -> Result<()> {
    let (path, mark) = look(path, name, old)?;
    let bytes = [mark, new.as_bytes()].concat();
    exchange(&path, &bytes).with_context(|| format!("`{name}` cannot be written"))
}

/// Finds out whether a file may be mended: where it is, its links followed, and its byte order mark.
pub(super) fn look(path: &Path, name: &str, old: &str) -> Result<(PathBuf, &'static [u8])> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let gone = || format!("`{name}` cannot be read any more");
    let path = path.canonicalize().with_context(gone)?;
    if fs::metadata(&path).with_context(gone)?.permissions().readonly() {
        bail!("`{name}` is read-only: allow writing to it, and run this again");
    }
    let bytes = fs::read(&path).with_context(gone)?;
    let (mark, text) = match bytes.strip_prefix(MARK) {
        Some(text) => (MARK, text),
        None => (&[][..], &bytes[..]),
    };
    if text != old.as_bytes() {
        bail!("`{name}` changed while it was being read: run this again");
    }
    Ok((path, mark))
}

/// Writes beside the file, then takes its name.
fn exchange(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Draft::write(path, bytes)?.take_its_place()
}

/// What a file is to hold, whole beside it and with its permissions. It goes again unless it takes the file's place.
pub(super) struct Draft<'a> {
    of: &'a Path,
    path: PathBuf,
    file: File,
}

impl<'a> Draft<'a> {
    pub(super) fn write(of: &'a Path, bytes: &[u8]) -> io::Result<Self> {
        let name = of.file_name().unwrap_or_default().to_string_lossy();
        // Two runs at once each have a draft of their own.
        let path = of.with_file_name(format!(".{name}.{}.throughline-new", std::process::id()));
        // One of a killed run that bore our number.
        let _ = fs::remove_file(&path);
        let file = File::options().write(true).create_new(true).open(&path)?;
        let mut draft = Self { of, path, file };
        draft.file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(of) {
            draft.file.set_permissions(old.permissions())?;
        }
        Ok(draft)
    }

    /// Waits until it is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    pub(super) fn take_its_place(self) -> io::Result<()> {
        fs::rename(&self.path, self.of)
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // Once it has the file's name there is nothing here any more; and a failure is told already.
        let _ = fs::remove_file(&self.path);
    }
}
