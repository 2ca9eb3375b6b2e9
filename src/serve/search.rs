//! The index of a preview: made when somebody searches, and made anew when somebody searches after an edit.
//!
//! At ten thousand documents it is the work of seconds. A writer saves far more often than they search, so no edit sets
//! it off, and no page waits for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::checker::aside;
use super::state::{Reply, State};
use crate::archive::lectern::Opened;
use crate::cache::Key;
use crate::search::{self, Feed};
use crate::site::Site;
use crate::site::edition::FOLDER;

/// The file that the page for searching asks for first. From then on it asks for files of one index, and gets them,
/// whatever is saved meanwhile.
const FIRST: &str = "pagefind-entry.json";

/// The indexes that were made last: of the handbook as it is, and of an edition.
#[derive(Default)]
pub struct Search {
    made: Mutex<Option<Made<u64>>>,
    of_edition: Mutex<Option<Made<Key>>>,
}

/// One index, and of what.
struct Made<Of> {
    of: Of,
    files: HashMap<String, Vec<u8>>,
}

impl Search {
    /// A file of the index; `None` where there is none, or another one is asked for. Slow when it has to be made.
    pub fn reply(&self, state: &Arc<State>, address: &str) -> Option<Reply> {
        if let Some(reply) = self.of_edition(state, address) {
            return Some(reply);
        }
        let name = address.strip_prefix(search::FOLDER)?;
        let snapshot = &state.snapshot;
        if !snapshot.site().has_search() {
            return None;
        }
        // Whoever searches meanwhile waits for the same index.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let opens = name == FIRST || address == search::FED;
        let is_stale =
            |made: &Made<u64>| made.of != snapshot.revision() && (opens || !made.files.contains_key(address));
        if made.as_ref().is_none_or(is_stale) {
            *made = make(snapshot.site()).map(|files| Made { of: snapshot.revision(), files });
        }
        let bytes = made.as_ref()?.files.get(address)?.clone();
        Some(Reply::Bytes(address.to_string(), bytes))
    }

    /// A file of an edition's index. An edition stays as it is, so one index serves until somebody searches another.
    fn of_edition(&self, state: &Arc<State>, address: &str) -> Option<Reply> {
        let (_, file) = address.strip_prefix(FOLDER)?.split_once('/')?;
        if !file.starts_with(search::FOLDER) {
            return None;
        }
        let Opened { key, site, .. } = state.edition_at(address)?;
        if !site.has_search() {
            return None;
        }
        let mut made = self.of_edition.lock().unwrap_or_else(PoisonError::into_inner);
        if made.as_ref().is_none_or(|made| made.of != key) {
            *made = make(&site).map(|files| Made { of: key, files });
        }
        let bytes = made.as_ref()?.files.get(file)?.clone();
        Some(Reply::Bytes(address.to_string(), bytes))
    }
}

/// On threads that give way: a page that is asked for meanwhile goes first.
fn make(site: &Site) -> Option<HashMap<String, Vec<u8>>> {
    let index = || search::index(Feed::of(site));
    let files = aside().map_or_else(index, |aside| aside.install(index)).ok()?;
    Some(files.into_iter().map(|file| (file.path, file.bytes)).collect())
}
