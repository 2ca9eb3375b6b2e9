//! The shelf: which editions were found, and the way to read one.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow};

use super::memory::Memory;
use super::reader::{Listing, Reader};
use super::{Edition, EditionName, Found, Place, Published, apart};
use crate::model::{self, Drafts, Handbook};
use crate::source::{Digest, Digests, Mark, SourceFile, SourceTree, VPath};

/// As many handbooks are remembered: the newest, against which all others are held, and two neighbours. So each edition is
/// read once for everything that is told of it; more would fill the memory.
const REMEMBERED: usize = 3;

/// What was found, and a way to read each edition of it. An edge gives the way, so that whoever asks needs to know of no
/// disk and of no repository; a test gives a function that makes trees of strings.
///
/// The default is a shelf on which nothing stands: a handbook in memory, or one of which no edition was cut.
#[derive(Clone, Default)]
pub struct Shelf {
    /// What was found.
    pub found: Arc<Found>,
    reader: Option<Arc<dyn Reader>>,
    /// Which files each has, for those who asked: to know that, all of them are read where nothing else tells.
    listings: Memory<Arc<Listing>>,
    digests: Memory<Option<Digest>>,
    published: Arc<Mutex<Option<Everywhere>>>,
    /// Those asked for last, the last one at the end.
    remembered: Arc<Mutex<Vec<Remembered>>>,
}

/// The editions in which was looked, and what they published.
type Everywhere = (Vec<EditionName>, Arc<Published>);

/// A handbook that was read before, under what it was read as.
struct Remembered {
    name: EditionName,
    digests: Digests,
    /// What became of its drafts; `None` when it has none, and is the same either way.
    drafts: Option<Drafts>,
    handbook: Arc<Handbook>,
}

impl Shelf {
    /// A shelf of what was found, whose editions `read` reads whole.
    pub fn new(found: Found, read: impl Fn(&Edition) -> Result<SourceTree> + Send + Sync + 'static) -> Self {
        Self::read_by(found, read)
    }

    /// A shelf of what was found, with a reader that can do with less than whole editions.
    pub fn read_by(found: Found, reader: impl Reader + 'static) -> Self {
        Self { found: Arc::new(found), reader: Some(Arc::new(reader)), ..Self::default() }
    }

    /// Reads one edition. Slow, and the tree is as large as the handbook was: read one, use it, drop it.
    ///
    /// # Errors
    /// When its files are gone or cannot be read; the sentence says which command brings them.
    pub fn open(&self, edition: &Edition) -> Result<SourceTree> {
        self.reader_of(edition)?.read(edition)
    }

    /// Which files an edition has, found out once, along with the same about `all` others.
    pub(super) fn listing(&self, edition: &Edition, all: &[Edition]) -> Result<Arc<Listing>> {
        let find = |edition: &Edition| self.reader_of(edition)?.list(edition).map(Arc::new);
        self.listings.get(edition, all, find)
    }

    /// Some texts of an edition, by its listing.
    pub(super) fn files(&self, edition: &Edition, files: &[(VPath, Mark)]) -> Result<Vec<SourceFile>> {
        self.reader_of(edition)?.read_files(edition, files)
    }

    /// A digest of the paths and contents of an edition, the same wherever it is kept, found out once; `None` where none
    /// can be made.
    pub(super) fn digest(&self, edition: &Edition, all: &[Edition]) -> Result<Option<Digest>> {
        self.digests.get(edition, &[], |edition| match edition.place {
            Place::Tag { .. } => self.reader_of(edition)?.contents(edition),
            Place::Folder(_) => {
                let listing = self.listing(edition, all)?;
                let digests = listing.iter().map(|(path, mark)| match mark {
                    Mark::Contents(digest) => Some((path.as_str(), *digest)),
                    Mark::Object(_) => None,
                });
                Ok(digests.collect::<Option<Vec<_>>>().map(Digest::of_all))
            }
        })
    }

    /// What was ever published, found out once for the editions of these names in this order.
    pub(super) fn published(
        &self,
        names: &[EditionName],
        find: impl FnOnce() -> Arc<Published>,
    ) -> Arc<Published> {
        if let Some(known) = self.published_if_known(names) {
            return known;
        }
        let found = find();
        *self.everywhere() = Some((names.to_vec(), Arc::clone(&found)));
        found
    }

    /// The same, when somebody asked for it before.
    pub(super) fn published_if_known(&self, names: &[EditionName]) -> Option<Arc<Published>> {
        self.everywhere().as_ref().filter(|(of, _)| of == names).map(|(_, known)| Arc::clone(known))
    }

    fn everywhere(&self) -> MutexGuard<'_, Option<Everywhere>> {
        self.published.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader_of(&self, edition: &Edition) -> Result<&dyn Reader> {
        let nowhere = || anyhow!("edition {} cannot be read from here", edition.name);
        self.reader.as_deref().ok_or_else(nowhere)
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
