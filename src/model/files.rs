//! Which files the tree holds, for links that name one.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::source::{Content, SourceFile, SourceTree, VPath};

/// Every file that can be linked to.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Sorted.
    all: Vec<VPath>,
    /// Files by their name in small letters; made when the first link leads nowhere.
    by_name: OnceLock<HashMap<String, Vec<VPath>>>,
    /// Files with accents by their path with accents composed.
    spellings: HashMap<String, VPath>,
}

impl Files {
    pub(super) fn of(tree: &SourceTree) -> Self {
        let all: Vec<VPath> = readable(tree).map(|file| file.path.clone()).collect();
        let accented = all.iter().filter(|file| !file.as_str().is_ascii());
        let spellings = accented.map(|file| (file.as_str().nfc().collect(), file.clone())).collect();
        Self { all, by_name: OnceLock::new(), spellings }
    }

    /// Whether a tree holds exactly these.
    pub(super) fn are_those_of(&self, tree: &SourceTree) -> bool {
        let mut paths = readable(tree).map(|file| &file.path);
        self.all.iter().all(|known| paths.next().is_some_and(|path| path.is(known))) && paths.next().is_none()
    }

    /// The file of a path.
    pub(super) fn get(&self, path: &str) -> Option<&VPath> {
        let at = self.all.binary_search_by(|file| file.as_str().cmp(path));
        at.ok().map(|at| &self.all[at])
    }

    /// Every file from `start` on.
    pub(super) fn from(&self, start: &str) -> &[VPath] {
        &self.all[self.all.partition_point(|file| file.as_str() < start)..]
    }

    /// The file whose path is this one, when both have their accents composed.
    pub(super) fn spelt(&self, composed: &str) -> Option<&VPath> {
        self.spellings.get(composed)
    }

    /// Every file of one name, capitals or not, in the order of paths.
    pub(super) fn of_name(&self, name: &str) -> std::slice::Iter<'_, VPath> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<VPath>> = HashMap::new();
            for file in &self.all {
                by_name.entry(file.file_name().to_lowercase()).or_default().push(file.clone());
            }
            by_name
        });
        by_name.get(&name.to_lowercase()).map(Vec::as_slice).unwrap_or_default().iter()
    }
}

/// What was refused is not there for links.
fn readable(tree: &SourceTree) -> impl Iterator<Item = &SourceFile> {
    tree.files().filter(|file| matches!(file.content, Content::Asset(_) | Content::Text(_)))
}
