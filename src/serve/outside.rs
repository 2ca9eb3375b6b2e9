//! Files beside the handbook that its settings name under `outside:`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::watch::is_file;
use crate::source::disk::Folder;
use crate::source::{VPath, glob};

/// Whether one of these paths is a file that a pattern names, or a folder, there or gone, that may hold one.
pub fn is_touched(patterns: &[&str], folder: &Folder, paths: &BTreeSet<PathBuf>) -> bool {
    let touched = |path: &PathBuf| {
        let Some(vpath) = folder.inside(path) else { return false };
        let may_hold = |pattern: &str| !is_file(path) && is_near(&vpath, &glob::folder(pattern));
        patterns.iter().any(|pattern| glob::matches(pattern, &vpath) || may_hold(pattern))
    };
    !patterns.is_empty() && paths.iter().any(touched)
}

/// Whether one of two folders is in the other.
fn is_near(path: &VPath, start: &str) -> bool {
    let is_above =
        start.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_above || path.strip_folder(start).is_some()
}
