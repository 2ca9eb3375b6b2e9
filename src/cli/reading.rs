//! Reading a handbook from its folder, and what the company says beside it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::parse::settings::Settings;
use crate::source::{SourceTree, disk};

/// The tree at `root`, with the files that its settings name under `outside:`.
///
/// # Errors
/// When the folder cannot be read.
pub fn tree(root: &Path, leave_out: &[PathBuf]) -> Result<SourceTree> {
    let mut tree = disk::read_folder(root, leave_out)?;
    disk::read_outside(root, &Settings::of(&tree).outside_patterns(), leave_out, &mut tree)?;
    Ok(tree)
}
