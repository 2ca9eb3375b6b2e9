//! Stage one: where text comes from.
//!
//! A [`SourceTree`] is a plain sorted value. The working folder, a state that git keeps and a test string all become
//! one, so that nothing behind it can tell them apart. Only `disk.rs` and `git.rs` touch the outside.

mod astray;
pub mod builtin;
pub mod digest;
pub mod disk;
pub mod file;
#[cfg(feature = "git")]
pub mod git;
pub mod glob;
mod image;
pub mod path;
mod scope;
pub mod span;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

pub use astray::Astray;
pub use digest::{Digest, Digests, Mark};
pub use file::{Asset, At, Content, Object, Refusal, SourceFile};
pub use path::VPath;
pub use span::{Position, Span, Spanned, position};

/// The settings file that makes a folder a handbook.
pub const SETTINGS: &str = "handbook.yaml";

/// The file beside the settings that says what was reviewed.
pub const REVIEWS: &str = "reviews.lock";

/// The file beside the settings that says what every edition was when it was cut.
pub const EDITIONS: &str = "editions.lock";

/// The folder beside the settings that keeps editions as frozen copies, for those without git.
pub const FROZEN: &str = "editions";

/// The file by which a folder is known to hold a built site, and no source.
pub const MANIFEST: &str = ".throughline-manifest";

/// All files of one state of a handbook, sorted by path. Cheap to clone: copies share their files until one changes.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    /// The name of the folder, used as a title when nothing better is written.
    pub name: String,
    files: Arc<BTreeMap<VPath, Arc<SourceFile>>>,
    /// What the company says elsewhere: read by rules, and part of no site.
    outside: Arc<BTreeMap<VPath, Arc<SourceFile>>>,
}

impl SourceTree {
    /// An empty tree; `name` is the folder's name.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_string(), ..Self::default() }
    }

    /// A tree from memory: pairs of path and text. Paths that lead out of the tree are left out.
    pub fn from_texts<'a>(name: &str, texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut tree = Self::new(name);
        for (path, text) in texts {
            if let Some(path) = VPath::new(path) {
                tree.insert(SourceFile::text(path, text));
            }
        }
        tree
    }

    /// Adds or replaces one file.
    pub fn insert(&mut self, file: SourceFile) {
        Arc::make_mut(&mut self.files).insert(file.path.clone(), Arc::new(file));
    }

    /// Adds one file that lies beside the handbook and is only read.
    pub fn insert_outside(&mut self, file: SourceFile) {
        Arc::make_mut(&mut self.outside).insert(file.path.clone(), Arc::new(file));
    }

    /// The files that lie beside the handbook, in the order of their paths.
    pub fn outside(&self) -> impl Iterator<Item = &SourceFile> {
        self.outside.values().map(|file| &**file)
    }

    /// The files that match one of `patterns`, in the order of their paths: those beside the handbook and its own.
    pub fn matching<'a>(&'a self, patterns: &[&str]) -> Vec<&'a SourceFile> {
        let all: BTreeMap<_, _> = self.files.iter().chain(&*self.outside).collect();
        let matching = all.into_iter().filter(|(path, _)| patterns.iter().any(|p| glob::matches(p, path)));
        matching.map(|(_, file)| &**file).collect()
    }

    /// A file beside the handbook.
    pub fn get_outside(&self, path: &VPath) -> Option<&SourceFile> {
        self.outside.get(path).map(|file| &**file)
    }

    /// Takes out a file, or a folder with everything in it, from the handbook and from beside it. Returns what is gone.
    pub fn remove_below(&mut self, path: &VPath) -> Vec<VPath> {
        let mut all_gone = Vec::new();
        for files in [&mut self.files, &mut self.outside] {
            let gone: Vec<VPath> = at_or_below(files, path).cloned().collect();
            if !gone.is_empty() {
                let files = Arc::make_mut(files);
                gone.iter().for_each(|path| drop(files.remove(path)));
            }
            all_gone.extend(gone);
        }
        all_gone
    }

    /// The paths at which this tree and another differ, sorted: files that only one of them has, or that differ.
    pub fn differences(&self, other: &Self) -> Vec<VPath> {
        let trees = [self, other].into_iter();
        let paths: BTreeSet<&VPath> =
            trees.flat_map(|tree| tree.files.keys().chain(tree.outside.keys())).collect();
        paths.into_iter().filter(|path| self.differs_at(other, path)).cloned().collect()
    }

    /// Whether this tree and another differ at a path.
    pub fn differs_at(&self, other: &Self, path: &VPath) -> bool {
        self.contents_at(path) != other.contents_at(path)
    }

    fn contents_at(&self, path: &VPath) -> [Option<&Content>; 2] {
        [self.get(path), self.get_outside(path)].map(|file| file.map(|file| &file.content))
    }

    /// The file at a path, or those in the folder at it, in the order of their paths; none of those beside the handbook.
    pub fn at_or_below(&self, path: &VPath) -> impl Iterator<Item = &VPath> {
        at_or_below(&self.files, path)
    }

    /// Takes one file out.
    pub fn remove(&mut self, path: &VPath) {
        Arc::make_mut(&mut self.files).remove(path);
    }

    /// One file.
    pub fn get(&self, path: &VPath) -> Option<&SourceFile> {
        self.files.get(path).map(|file| &**file)
    }

    /// The text of one file, by its path as text; of one beside the handbook too.
    pub fn text(&self, path: &str) -> Option<&str> {
        let path = VPath::new(path)?;
        self.files.get(&path).or_else(|| self.outside.get(&path))?.as_text().map(|text| &**text)
    }

    /// All files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values().map(|file| &**file)
    }

    /// A hash of every path and of what is known of each content, of what lies beside the handbook too.
    pub fn fingerprint(&self) -> u128 {
        let mut hash = Xxh3::new();
        hash.update(self.name.as_bytes());
        for (path, file) in self.files.iter().chain(&*self.outside) {
            hash.update(path.as_str().as_bytes());
            hash.update(&[0]);
            hash.update(&file.hash().to_le_bytes());
        }
        hash.digest128()
    }

    /// Whether this is a handbook, or a plain folder of Markdown.
    pub fn is_handbook(&self) -> bool {
        VPath::new(SETTINGS).is_some_and(|path| self.files.contains_key(&path))
    }

    /// The folder that holds the documents: `content` in a handbook, the root itself in a plain folder.
    pub fn content_folder(&self) -> &'static str {
        if self.is_handbook() { "content" } else { "" }
    }
}

type Files = BTreeMap<VPath, Arc<SourceFile>>;

fn at_or_below<'a>(files: &'a Files, path: &VPath) -> impl Iterator<Item = &'a VPath> + use<'a> {
    let inside = format!("{path}/");
    let below = files.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded));
    let below = below.map(|(path, _)| path).take_while(move |path| path.as_str().starts_with(&inside));
    files.get_key_value(path).map(|(path, _)| path).into_iter().chain(below)
}
