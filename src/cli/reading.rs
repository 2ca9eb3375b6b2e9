//! Reading a handbook from its folder, and what the company says beside it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::parse::settings::Settings;
use crate::source::{Content, SETTINGS, SourceTree, VPath, disk};

/// The tree at `root`, with the files that its settings name under `outside:`.
///
/// # Errors
/// When the folder cannot be read.
pub fn tree(root: &Path, leave_out: &[PathBuf]) -> Result<SourceTree> {
    let mut tree = disk::read_folder(root, leave_out)?;
    let settings = tree.text(SETTINGS).map(Settings::parse).unwrap_or_default();
    let patterns: Vec<&str> = settings.outside.iter().map(|pattern| pattern.value.as_str()).collect();
    disk::read_outside(root, &patterns, leave_out, &mut tree)?;
    Ok(tree)
}

/// Refuses to write a file that is there and was not read: what is not read cannot be kept, and a link may lead out of
/// the handbook.
///
/// # Errors
/// When it is such a file.
pub fn refuse_unread(tree: &SourceTree, path: &VPath) -> Result<()> {
    if tree.get(path).is_some_and(|file| !matches!(file.content, Content::Text(_))) {
        bail!("`{path}` cannot be read, so it is not written either: `throughline check` says why");
    }
    Ok(())
}
