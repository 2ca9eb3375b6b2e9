//! Reading a handbook from its folder, and what the company says beside it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::parse::settings::Settings;
use crate::source::SourceTree;
use crate::source::disk::Folder;

/// The tree at `root`, with the files that its settings name under `outside:`.
///
/// # Errors
/// When the folder cannot be read.
pub fn tree(root: &Path, leave_out: &[PathBuf]) -> Result<SourceTree> {
    Folder::open(root, leave_out)?.read_whole(Settings::outside_in)
}
