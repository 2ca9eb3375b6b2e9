//! Files beside the handbook that its settings name under `outside:`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;

use super::watch::is_file;
use crate::parse::settings::Settings;
use crate::source::disk::{self, Folder};
use crate::source::{SourceTree, VPath, glob};
use crate::workspace::Snapshot;

/// The patterns of the settings.
pub struct Outside {
    patterns: Vec<String>,
}

impl Outside {
    /// Those of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let patterns = &snapshot.handbook().settings.outside;
        Self { patterns: patterns.iter().map(|pattern| pattern.value.clone()).collect() }
    }

    /// The folders to watch for them.
    pub fn folders(&self, folder: &Folder, leave_out: &[PathBuf]) -> Vec<PathBuf> {
        disk::outside_folders(folder.root(), &self.patterns, leave_out)
    }

    /// Whether one of these paths is such a file, or a folder, there or gone, that may hold one.
    pub fn is_touched(&self, folder: &Folder, paths: &BTreeSet<PathBuf>) -> bool {
        let touched = |path: &PathBuf| {
            let Some(vpath) = folder.inside(path) else { return false };
            let may_hold = |pattern: &str| !is_file(path) && is_near(&vpath, &glob::folder(pattern));
            self.patterns.iter().any(|pattern| glob::matches(pattern, &vpath) || may_hold(pattern))
        };
        !self.patterns.is_empty() && paths.iter().any(touched)
    }
}

/// Whether one of two folders is in the other.
fn is_near(path: &VPath, start: &str) -> bool {
    let is_above =
        start.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_above || path.strip_folder(start).is_some()
}

/// The handbook's files, and those that its settings name beside it.
///
/// # Errors
/// When the folder is gone.
pub fn read_whole(folder: &Folder, leave_out: &[PathBuf]) -> Result<SourceTree> {
    let mut tree = folder.read();
    disk::read_outside(folder.root(), &Settings::of(&tree).outside_patterns(), leave_out, &mut tree)?;
    Ok(tree)
}
