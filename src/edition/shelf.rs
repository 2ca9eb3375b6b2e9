//! The shelf: which editions were found, and the way to read one.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, bail};

use super::{Edition, EditionName, Found, apart};
use crate::model::{self, Drafts, Handbook};
use crate::source::{Digests, SourceTree};

/// As many handbooks are remembered: the newest, against which all others are held, and two neighbours. So each edition is
/// read once for everything that is told of it; more would fill the memory.
const REMEMBERED: usize = 3;

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
    /// Those asked for last, the last one at the end.
    remembered: Arc<Mutex<Vec<Remembered>>>,
}

/// A handbook that was read before, under what it was read as.
struct Remembered {
    name: EditionName,
    digests: Digests,
    /// What became of its drafts; `None` when it has none, and is the same either way.
    drafts: Option<Drafts>,
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
    pub fn handbook(&self, edition: &Edition, drafts: Drafts) -> Result<Arc<Handbook>> {
        let is_it = |known: &Remembered| {
            known.name == edition.name
                && known.digests == edition.digests
                && known.drafts.is_none_or(|known| known == drafts)
        };
        let mut known = self.remembered();
        if let Some(at) = known.iter().position(is_it) {
            let asked_again = known.remove(at);
            let handbook = Arc::clone(&asked_again.handbook);
            known.push(asked_again);
            return Ok(handbook);
        }
        // Reading takes long, and nobody should wait here for another edition.
        drop(known);
        // Rules ask, each on a thread of many, and wait for the first of them.
        let handbook = apart(|| {
            let tree = self.open(edition)?;
            make_room(&mut self.remembered());
            Ok::<_, anyhow::Error>(Arc::new(model::link(&tree, drafts)))
        })?;
        let has_none = drafts == Drafts::Keep && !handbook.has_drafts();
        let mut known = self.remembered();
        // Two may have read it at once.
        known.retain(|known| !is_it(known));
        make_room(&mut known);
        known.push(Remembered {
            name: edition.name.clone(),
            digests: edition.digests,
            drafts: (!has_none).then_some(drafts),
            handbook: Arc::clone(&handbook),
        });
        Ok(handbook)
    }

    /// Gives back the memory of the handbooks that are remembered, but of the `last` that were asked for.
    pub fn forget_but(&self, last: usize) {
        let mut known = self.remembered();
        let excess = known.len().saturating_sub(last);
        known.drain(..excess);
    }

    fn remembered(&self) -> MutexGuard<'_, Vec<Remembered>> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets what was asked for longest ago, so that one more can be remembered.
fn make_room(known: &mut Vec<Remembered>) {
    let excess = (known.len() + 1).saturating_sub(REMEMBERED);
    known.drain(..excess);
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("found", &self.found).finish_non_exhaustive()
    }
}
