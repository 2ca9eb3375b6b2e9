//! One file changed in place: whole or not at all, and never over somebody else's change.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// How often a file may change under our hands before we give up.
const TRIES: usize = 20;

/// Replaces a file by what `change` makes of it; it is given `None` when there is no such file yet.
///
/// Whoever does the same at the same time waits for the lock on the folder; whoever writes without asking, such as an
/// editor, is noticed right before the exchange, and the change is made anew.
pub(in crate::write) fn update(
    path: &Path,
    mut change: impl FnMut(Option<&str>) -> Result<String>,
) -> Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        bail!("`{}` is not a file", path.display());
    };
    let cannot = || format!("`{}` cannot be written", path.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    // The lock goes with the handle. Where folders cannot be locked the look before the exchange remains.
    let lock = File::open(folder).with_context(cannot)?;
    let _locked = lock.lock();
    let beside = folder.join(format!(".{}.new", name.to_string_lossy()));
    for _ in 0..TRIES {
        let old = read(path)?;
        let new = change(old.as_deref())?;
        let written = write(&beside, path, &new).with_context(cannot);
        if written.is_ok() && read(path)? == old {
            fs::rename(&beside, path).with_context(cannot)?;
            let _ = lock.sync_all();
            return Ok(());
        }
        let _ = fs::remove_file(&beside);
        written?;
    }
    bail!("`{}` is being changed all the time by another program: try again when it is done", path.display())
}

fn read(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
    }
}

/// Writes the new file beside the old one, down to the disk, with the old one's permissions.
fn write(beside: &Path, path: &Path, text: &str) -> Result<()> {
    let mut file = File::create(beside)?;
    file.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(beside, old.permissions())?;
    }
    file.sync_all()?;
    Ok(())
}
