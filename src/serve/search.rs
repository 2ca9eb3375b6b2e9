//! The index of a preview: made when somebody searches, and made anew when somebody searches after an edit.
//!
//! At ten thousand documents it is the work of seconds. A writer saves far more often than they search, so no edit sets
//! it off, and no page waits for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::checker::aside;
use super::state::{Reply, State};
use crate::search::{self, Feed};
use crate::site::Site;

/// The file that the page for searching asks for first. From then on it asks for files of one index, and gets them,
/// whatever is saved meanwhile.
const FIRST: &str = "pagefind-entry.json";

/// The index that was made last.
#[derive(Default)]
pub struct Search {
    made: Mutex<Option<Made>>,
}

/// One index, and of which state.
struct Made {
    revision: u64,
    files: HashMap<String, Vec<u8>>,
}

impl Search {
    /// A file of the index; `None` where there is none, or another one is asked for. Slow when it has to be made.
    pub fn reply(&self, state: &Arc<State>, address: &str) -> Option<Reply> {
        let name = address.strip_prefix(search::FOLDER)?;
        let snapshot = &state.snapshot;
        if !snapshot.site().has_search() {
            return None;
        }
        // Whoever searches meanwhile waits for the same index.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let opens = name == FIRST || address == search::FED;
        let is_stale = |made: &Made| {
            made.revision != snapshot.revision() && (opens || !made.files.contains_key(address))
        };
        if made.as_ref().is_none_or(is_stale) {
            *made = make(snapshot.site()).map(|files| Made { revision: snapshot.revision(), files });
        }
        let bytes = made.as_ref()?.files.get(address)?.clone();
        Some(Reply::Bytes(address.to_string(), bytes))
    }
}

/// On threads that give way: a page that is asked for meanwhile goes first.
fn make(site: &Site) -> Option<HashMap<String, Vec<u8>>> {
    let index = || search::index(Feed::of(site));
    let files = aside().map_or_else(index, |aside| aside.install(index)).ok()?;
    Some(files.into_iter().map(|file| (file.path, file.bytes)).collect())
}
