//! The shelf: which editions were found, and the way to read one.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};

use super::{Edition, EditionName, Found, apart};
use crate::model::{self, Handbook};
use crate::parse;
use crate::parse::settings::Settings;
use crate::source::{Digests, SourceTree};

/// As many handbooks are remembered: the newest and the one before it are what rules and a preview ask for again and
/// again, and more would fill the memory.
const REMEMBERED: usize = 2;

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
    remembered: Arc<Mutex<Vec<Remembered>>>,
}

/// A handbook that was read before, under what it was read as.
struct Remembered {
    name: EditionName,
    digests: Digests,
    handbook: Arc<Handbook>,
}

impl Shelf {
    /// A shelf of what was found, read by `reader`.
    pub fn new(
        found: Found,
        reader: impl Fn(&Edition) -> Result<SourceTree> + Send + Sync + 'static,
    ) -> Self {
        Self { found: Arc::new(found), reader: Some(Arc::new(reader)), remembered: Arc::default() }
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

    /// One edition, linked. The last ones that were asked for are remembered, for as long as their files are the same.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn handbook(&self, edition: &Edition) -> Result<Arc<Handbook>> {
        let is_it = |known: &Remembered| known.name == edition.name && known.digests == edition.digests;
        let known = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.iter().find(|known| is_it(known)) {
            return Ok(Arc::clone(&known.handbook));
        }
        drop(known);
        // Rules ask, each on a thread of many, and wait for the first of them.
        let handbook = apart(|| {
            let tree = self.open(edition)?;
            let settings = Arc::new(Settings::of(&tree));
            Ok::<_, anyhow::Error>(Arc::new(model::assemble(parse::parse_tree(&tree), settings, &tree)))
        })?;
        let remembered = Remembered {
            name: edition.name.clone(),
            digests: edition.digests,
            handbook: Arc::clone(&handbook),
        };
        let mut known = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|known| known.name != edition.name);
        known.push(remembered);
        if known.len() > REMEMBERED {
            known.remove(0);
        }
        Ok(handbook)
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("found", &self.found).finish_non_exhaustive()
    }
}
