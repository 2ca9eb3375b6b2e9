//! One file changed in place: whole or not at all, and never over somebody else's change.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::single::Draft;

/// How often a file may change under our hands before we give up.
const TRIES: usize = 20;

const MARK: char = '\u{feff}';

/// Replaces a file by what `change` makes of it; it is given `None` when there is no such file yet. Permissions, a byte
/// order mark, which `change` never sees, and a link to the file stay.
///
/// Whoever does the same at the same time waits for the lock on the folder; whoever writes without asking, such as an
/// editor, is noticed right before the exchange, and the change is made anew.
pub(in crate::write) fn update(
    path: &Path,
    mut change: impl FnMut(Option<&str>) -> Result<String>,
) -> Result<()> {
    let name = path.display();
    let cannot = || format!("`{name}` cannot be written");
    // Who comes by a link and who does not wait for the same lock.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let Some(folder) = path.parent() else { bail!("`{name}` is not a file") };
    fs::create_dir_all(folder).with_context(cannot)?;
    // The lock goes with the handle. Where folders cannot be locked the look before the exchange remains.
    let lock = File::open(folder).with_context(cannot)?;
    let _locked = lock.lock();
    let read = || match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("`{name}` cannot be read")),
    };
    for _ in 0..TRIES {
        let old = read()?;
        let text = old.as_deref().map(|old| old.strip_prefix(MARK).unwrap_or(old));
        let mut new = change(text)?;
        if old.as_deref().is_some_and(|old| old.starts_with(MARK)) {
            new.insert(0, MARK);
        }
        let draft = Draft::write(&path, new.as_bytes()).with_context(cannot)?;
        draft.sync().with_context(cannot)?;
        if read()? == old {
            draft.take_its_place().with_context(cannot)?;
            let _ = lock.sync_all();
            return Ok(());
        }
    }
    bail!("`{name}` is being changed all the time by another program: try again when it is done")
}
