//! Differences that the cache keeps from one build to the next: reading two editions takes long, and they never change.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::cache::{self, Cache, Key};
use crate::chronicle::{Memory, Told};

/// The folder below that of the editions' pages, and what each of its packs is called.
const FOLDER: &str = "changes";
const NAME: &str = "told";

/// The differences in a cache.
pub struct Remembered {
    cache: Cache,
    used: Mutex<Vec<Key>>,
}

impl Remembered {
    /// Those in the cache at a folder.
    pub fn at(cache: &Path) -> Self {
        Self { cache: Cache::new(cache.join(FOLDER)), used: Mutex::default() }
    }

    /// Removes those that this build had no use for.
    pub fn sweep(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        self.cache.sweep(&used.iter().map(|key| (NAME, *key)).collect::<Vec<_>>());
    }
}

/// The key of a difference; none when the program cannot tell itself from another one.
fn key(made_from: &str) -> Option<Key> {
    Some(Key::of([&cache::tool().ok()?.to_le_bytes()[..], made_from.as_bytes()]))
}

impl Memory for Remembered {
    fn recall(&self, made_from: &str) -> Option<Told> {
        let key = key(made_from)?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).push(key);
        Some(self.cache.get(NAME, key)?.index)
    }

    fn keep(&self, made_from: &str, told: &Told) {
        // A cache that cannot be written to has stopped the build already, at the pages of editions.
        let _ = key(made_from).map(|key| self.cache.begin(NAME, key).and_then(|draft| draft.finish(told)));
    }
}
