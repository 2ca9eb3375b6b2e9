//! What changed from edition to edition: the differences that pages and feeds tell, each made once and when it is asked for.
//!
//! ```text
//! Editions ──pairs──▶ Pair: which state is held against which ──Chronicle (a Shelf)──▶ Told: Difference, names of people
//! ```
//!
//! An edition never changes, so what lies between two of them is made once and kept, whatever is edited. Only the working
//! folder does; what lies between it and an edition is made anew by whoever shows it ([`Chronicle::since`]).
//!
//! **Memory.** The handbooks of two editions are held at a time, and those used last are kept for the next pair: neighbours
//! told in their order are read once each. What stays is the differences.
//!
//! **Threads.** Pages are rendered on many threads at once, and several may ask for the same difference. One makes it, on
//! threads of its own (`apart`), and the others wait; a wait on threads that are needed for the work would never end.

mod pairs;
mod told;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::edition::{Edition, EditionName, Shelf, apart};
use crate::model::Handbook;
use crate::source::SourceTree;

pub use pairs::{Pair, Sort, of as pairs};
pub use told::{Asked, Told};

/// What lies between two states; or, when an edition cannot be read, a sentence that says why.
pub type Outcome = Result<Arc<Told>, Arc<str>>;

/// Makes a handbook of what an edition holds.
pub type Link = fn(&SourceTree) -> Handbook;

/// What one difference depends on: two editions, and the days as of which their records are read.
type Key = [(EditionName, Date); 2];

/// How many handbooks are kept for the next pair.
const HELD: usize = 2;

/// Every difference that was asked for so far.
pub struct Chronicle {
    shelf: Shelf,
    link: Link,
    told: Mutex<HashMap<Key, Outcome>>,
    /// The handbooks used last, the last one at the end. Whoever makes a difference holds this lock.
    open: Mutex<Vec<(EditionName, Arc<Handbook>)>>,
}

impl Chronicle {
    /// The differences between the editions on a shelf, none of which is made yet.
    pub fn new(shelf: Shelf, link: Link) -> Self {
        Self { shelf, link, told: Mutex::default(), open: Mutex::default() }
    }

    /// What changed from one edition to another. `on` is the day as of which one is read that names no day at all.
    ///
    /// # Errors
    /// When one of them cannot be read; the sentence says which command brings it.
    pub fn between(&self, old: &Edition, new: &Edition, on: Date) -> Outcome {
        if let Some(told) = self.known(old, new, on) {
            return told;
        }
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody may have made it while this one waited.
        if let Some(told) = self.known(old, new, on) {
            return told;
        }
        let held = &mut *open;
        let outcome = apart(|| {
            // The newer one first: going back from neighbour to neighbour, it is the older one of the pair before.
            let (newer, older) = (self.read(new, held)?, self.read(old, held)?);
            Ok(Arc::new(Told::of((&older, day_of(old, on)), (&newer, day_of(new, on)))))
        });
        let key = key(old, new, on);
        self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(key, outcome.clone());
        outcome
    }

    /// The same, when somebody asked for it before.
    pub fn known(&self, old: &Edition, new: &Edition, on: Date) -> Option<Outcome> {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.get(&key(old, new, on)).cloned()
    }

    /// What changed from an edition to the working folder, read as of `on`. It is not kept.
    ///
    /// # Errors
    /// As [`Self::between`].
    pub fn since(&self, old: &Edition, now: &Handbook, on: Date) -> Outcome {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let held = &mut *open;
        apart(|| {
            let older = self.read(old, held)?;
            Ok(Arc::new(Told::of((&older, day_of(old, on)), (now, on))))
        })
    }

    /// Gives back the memory of the handbooks that were kept for the next pair.
    pub fn close(&self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn read(
        &self,
        edition: &Edition,
        open: &mut Vec<(EditionName, Arc<Handbook>)>,
    ) -> Result<Arc<Handbook>, Arc<str>> {
        let handbook = match open.iter().position(|(name, _)| *name == edition.name) {
            Some(at) => open.remove(at).1,
            None => {
                let excess = (open.len() + 1).saturating_sub(HELD);
                open.drain(..excess);
                let tree = self.shelf.open(edition);
                let tree = tree.map_err(|error| Arc::from(format!("edition {}: {error:#}", edition.name)))?;
                Arc::new((self.link)(&tree))
            }
        };
        open.push((edition.name.clone(), Arc::clone(&handbook)));
        Ok(handbook)
    }
}

impl std::fmt::Debug for Chronicle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chronicle").field("shelf", &self.shelf).finish_non_exhaustive()
    }
}

fn key(old: &Edition, new: &Edition, on: Date) -> Key {
    [old, new].map(|edition| (edition.name.clone(), day_of(edition, on)))
}

/// The day as of which an edition's records are read: that on which it was cut.
fn day_of(edition: &Edition, on: Date) -> Date {
    edition.cut.or(edition.starts()).unwrap_or(on)
}

#[cfg(test)]
mod tests;
