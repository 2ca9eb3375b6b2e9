//! What was found out about editions, each found out once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow};
use rayon::prelude::*;

use super::{Edition, EditionName, apart};

/// One thing about each edition that somebody asked for. Copies share what they know.
pub struct Memory<T>(Arc<Mutex<Known<T>>>);

type Known<T> = HashMap<EditionName, Result<T, Arc<str>>>;

impl<T: Clone + Send> Memory<T> {
    /// The thing about `edition`. Whoever asks for one mostly asks for all: what of `all` is not known yet is found out
    /// by the way, many at a time, and others wait for it.
    ///
    /// # Errors
    /// What `find` said.
    pub fn get(
        &self,
        edition: &Edition,
        all: &[Edition],
        find: impl Fn(&Edition) -> Result<T> + Sync,
    ) -> Result<T> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains_key(&edition.name) {
            let is_asked = |other: &&Edition| other.name != edition.name && !known.contains_key(&other.name);
            let unknown: Vec<&Edition> =
                std::iter::once(edition).chain(all.iter().filter(is_asked)).collect();
            let find = |edition: &&Edition| {
                let found = find(edition).map_err(|error| Arc::from(format!("{error:#}")));
                (edition.name.clone(), found)
            };
            // Rules wait for this lock on threads that are shared, so none of those may be needed here.
            let found: Vec<_> = apart(|| unknown.par_iter().map(find).collect());
            known.extend(found);
        }
        match known.get(&edition.name) {
            Some(found) => found.clone().map_err(|words| anyhow!("{words}")),
            None => Err(anyhow!("edition {} is on no shelf", edition.name)),
        }
    }
}

impl<T> Clone for Memory<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}
