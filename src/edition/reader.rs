//! The way to the files of editions: which edge goes it, nobody behind the shelf knows.

use std::collections::BTreeSet;

use anyhow::Result;

use super::Edition;
use crate::source::{Content, Digest, EDITIONS, Mark, SourceFile, SourceTree, VPath};

/// The paths of an edition, sorted, each with a mark of what is in the file; `editions.lock` is left aside.
pub type Listing = Vec<(VPath, Mark)>;

/// Reads editions that are kept in one way. A function that reads one whole is a reader; an edge that can do with less
/// says how.
pub trait Reader: Send + Sync {
    /// All files of an edition.
    ///
    /// # Errors
    /// When they are gone or cannot be read; the sentence says which command brings them.
    fn read(&self, edition: &Edition) -> Result<SourceTree>;

    /// What files an edition has. Marks tell files of this reader's editions from each other, and nothing else.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn list(&self, edition: &Edition) -> Result<Listing> {
        let tree = self.read(edition)?;
        let files = tree.files().filter(|file| file.path.as_str() != EDITIONS);
        Ok(files.map(|file| (file.path.clone(), Mark::Contents(digest(&file.content)))).collect())
    }

    /// Some texts of an edition, by what [`Self::list`] gave.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn read_files(&self, edition: &Edition, files: &[(VPath, Mark)]) -> Result<Vec<SourceFile>> {
        let wanted: BTreeSet<&VPath> = files.iter().map(|(path, _)| path).collect();
        let tree = self.read(edition)?;
        Ok(tree.files().filter(|file| wanted.contains(&file.path)).cloned().collect())
    }

    /// A digest of the paths and contents of an edition, where its listing gives none.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn contents(&self, _edition: &Edition) -> Result<Option<Digest>> {
        Ok(None)
    }
}

impl<F: Fn(&Edition) -> Result<SourceTree> + Send + Sync> Reader for F {
    fn read(&self, edition: &Edition) -> Result<SourceTree> {
        self(edition)
    }
}

/// Of a file that is not held in memory nothing is known but what it looks like from outside.
fn digest(content: &Content) -> Digest {
    match content {
        Content::Text(text) => Digest::of_bytes(text.as_bytes()),
        Content::Asset(asset) => Digest::of_bytes(format!("{asset:?}").as_bytes()),
        Content::Refused(_) => Digest::of_nothing(),
    }
}
