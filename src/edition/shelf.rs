//! The shelf: which editions were found, and the way to read one.

use std::fmt;
use std::sync::Arc;

use anyhow::{Result, bail};

use super::{Edition, Found};
use crate::source::SourceTree;

/// Reads the files of one edition.
type Reader = dyn Fn(&Edition) -> Result<SourceTree> + Send + Sync;

/// What was found, and a way to read each edition of it. The way is a function that an edge gives, so that whoever asks
/// needs to know of no disk and of no repository; a test gives one that makes trees of strings.
///
/// The default is a shelf on which nothing stands: a handbook in memory, or one of which no edition was cut.
#[derive(Clone, Default)]
pub struct Shelf {
    /// What was found.
    pub found: Arc<Found>,
    reader: Option<Arc<Reader>>,
}

impl Shelf {
    /// A shelf of what was found, read by `reader`.
    pub fn new(
        found: Found,
        reader: impl Fn(&Edition) -> Result<SourceTree> + Send + Sync + 'static,
    ) -> Self {
        Self { found: Arc::new(found), reader: Some(Arc::new(reader)) }
    }

    /// Reads one edition. Slow, and the tree is as large as the handbook was: read one, use it, drop it.
    ///
    /// # Errors
    /// When its files are gone or cannot be read; the sentence says which command brings them.
    pub fn open(&self, edition: &Edition) -> Result<SourceTree> {
        match &self.reader {
            Some(read) => read(edition),
            None => bail!("edition {} cannot be read from here", edition.name),
        }
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("found", &self.found).finish_non_exhaustive()
    }
}
