//! What changed from edition to edition: the differences that pages and feeds tell, each made once and when it is asked for.
//!
//! ```text
//! Editions ──pairs──▶ Pair: which state is held against which ──Chronicle (a Shelf)──▶ Told: Difference, names of people
//! ```
//!
//! An edition never changes, so what lies between two of them is made once and kept, whatever is edited. Only the working
//! folder does; what lies between it and an edition is made anew by whoever shows it ([`Chronicle::since`]).
//!
//! A [`Memory`] keeps differences from one run to the next; without one each run makes its own.
//!
//! **Memory.** The handbooks used last stay on the [`Shelf`] for the next pair, and pairs come in an order in which each
//! edition is read once. What stays here is the differences.
//!
//! **Threads.** Pages are rendered on many threads at once, and several may ask for the same difference. One makes it, on
//! threads of its own (`apart`), and the others wait; a wait on threads that are needed for the work would never end.

mod memory;
mod pairs;
mod told;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use crate::edition::{Edition, EditionName, Shelf, apart};
use crate::model::{Drafts, Handbook};
use crate::source::Digests;

pub use memory::Memory;
pub use pairs::{Former, Instead, Pair, Sort, former, of as pairs};
pub use told::{Asked, Told};

/// What lies between two states; or, when an edition cannot be read, a sentence that says why.
pub type Outcome = Result<Arc<Told>, Arc<str>>;

/// What one difference depends on: two editions, and the days as of which their records are read.
type Key = [(EditionName, Date); 2];

/// Every difference that was asked for so far.
pub struct Chronicle {
    shelf: Shelf,
    drafts: Drafts,
    memory: Option<Arc<dyn Memory>>,
    told: Mutex<HashMap<Key, Outcome>>,
    /// Whoever makes a difference holds this lock, so that no handbook is read twice for all of them.
    making: Mutex<()>,
}

impl Chronicle {
    /// The differences between the editions on a shelf, none of which is made yet. `drafts` has to be what it is for the
    /// handbook that they are held against.
    pub fn new(shelf: Shelf, drafts: Drafts) -> Self {
        Self { shelf, drafts, memory: None, told: Mutex::default(), making: Mutex::default() }
    }

    /// The same, with what former runs kept.
    pub fn remembering(self, memory: Arc<dyn Memory>) -> Self {
        Self { memory: Some(memory), ..self }
    }

    /// What changed from one edition to another. `on` is the day as of which one is read that names no day at all.
    ///
    /// # Errors
    /// When one of them cannot be read; the sentence says which command brings it.
    pub fn between(&self, old: &Edition, new: &Edition, on: Date) -> Outcome {
        if let Some(told) = self.known(old, new, on) {
            return told;
        }
        let _making = self.making();
        // Somebody may have made it while this one waited.
        if let Some(told) = self.known(old, new, on) {
            return told;
        }
        let states = || Some([self.state(old, on)?, self.state(new, on)?]);
        let outcome = self.recall_or(states, || {
            // The newer one first: going back from neighbour to neighbour, it is the older one of the pair before.
            let (newer, older) = (self.read(new)?, self.read(old)?);
            Ok(Told::of((&older, day_of(old, on)), (&newer, day_of(new, on))))
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

    /// What changed from an edition to the working folder, as of `on`. It is kept from run to run only, under the
    /// `fingerprint` of what was read: another edit makes it another one.
    ///
    /// # Errors
    /// As [`Self::between`].
    pub fn since(
        &self,
        old: &Edition,
        now: &Handbook,
        fingerprint: impl FnOnce() -> u128,
        on: Date,
    ) -> Outcome {
        let _making = self.making();
        let states = || Some([self.state(old, on)?, format!("{:032x} {on}", fingerprint())]);
        self.recall_or(states, || {
            let older = self.read(old)?;
            Ok(Told::of((&older, day_of(old, on)), (now, on)))
        })
    }

    /// What was kept under these two states; else it is made, on threads of its own, and kept.
    fn recall_or(
        &self,
        states: impl FnOnce() -> Option<[String; 2]>,
        make: impl FnOnce() -> Result<Told, Arc<str>> + Send,
    ) -> Outcome {
        let memory = self.memory.as_ref();
        let kept = memory.and_then(|memory| {
            let [old, new] = states()?;
            Some((memory, format!("{:?}, from {old} to {new}", self.drafts)))
        });
        if let Some(told) = kept.as_ref().and_then(|(memory, made_from)| memory.recall(made_from)) {
            return Ok(Arc::new(told));
        }
        let told = apart(make)?;
        if let Some((memory, made_from)) = kept {
            memory.keep(&made_from, &told);
        }
        Ok(Arc::new(told))
    }

    /// Gives back the memory of the handbooks that were kept for the next pair, but of the `last` that were asked for: with
    /// one, two are held while the next neighbours are told.
    pub fn close_but(&self, last: usize) {
        self.shelf.forget_but(last);
    }

    fn making(&self) -> MutexGuard<'_, ()> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a state is told by from every other one, when that is known of an edition.
    fn state(&self, edition: &Edition, on: Date) -> Option<String> {
        let digests = self.shelf.digests(edition).ok().filter(|digests| *digests != Digests::default())?;
        Some(format!("{} {digests:?} {}", edition.name, day_of(edition, on)))
    }

    fn read(&self, edition: &Edition) -> Result<Arc<Handbook>, Arc<str>> {
        let handbook = self.shelf.handbook(edition, self.drafts);
        handbook.map_err(|error| Arc::from(format!("edition {}: {error:#}", edition.name)))
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
