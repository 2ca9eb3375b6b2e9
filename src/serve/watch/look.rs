//! Looking through folders again and again, for drives that tell of no change.
//!
//! The watcher by polling that comes with `notify` compares whole seconds, and so misses whatever is saved twice in
//! one, or put back from a backup. This one compares everything that a directory entry has.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::serve::Event;

/// The shortest time between two looks. A look that takes long is followed by a longer one, so that a slow drive is
/// not kept busy by this alone.
const AT_LEAST: Duration = Duration::from_millis(700);
const RESTING: u32 = 8;

/// What tells an entry that changed from one that did not.
type Stamp = (bool, u64, Option<SystemTime>, (u64, i64, i64));

type Folders = HashMap<PathBuf, HashMap<OsString, Stamp>>;

/// A thread that looks.
pub struct Look {
    folders: Arc<Mutex<Folders>>,
    is_over: Arc<AtomicBool>,
}

impl Look {
    /// Starts it, with no folder to look through yet.
    pub fn start(sender: Sender<Event>) -> Self {
        let folders = Arc::new(Mutex::new(Folders::new()));
        let is_over = Arc::new(AtomicBool::new(false));
        let (known, over) = (Arc::clone(&folders), Arc::clone(&is_over));
        std::thread::spawn(move || {
            let mut rest = AT_LEAST;
            loop {
                std::thread::sleep(rest);
                let started = Instant::now();
                let changed = again(&mut lock(&known));
                let heard = changed.is_empty() || sender.send(Event::Changed(changed)).is_ok();
                if over.load(Ordering::Relaxed) || !heard {
                    return;
                }
                rest = AT_LEAST.max(started.elapsed() * RESTING);
            }
        });
        Self { folders, is_over }
    }

    /// Looks through this folder as well; what is in it now counts as known.
    pub fn add(&self, folder: &Path) {
        lock(&self.folders).insert(folder.to_path_buf(), entries(folder));
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

fn lock(folders: &Mutex<Folders>) -> MutexGuard<'_, Folders> {
    folders.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Entries that came, went or changed since the last look.
fn again(folders: &mut Folders) -> Vec<PathBuf> {
    let mut changed = Vec::new();
    for (folder, known) in folders.iter_mut() {
        let now = entries(folder);
        changed.extend(
            now.iter()
                .filter(|(name, stamp)| known.get(*name) != Some(stamp))
                .map(|(name, _)| folder.join(name)),
        );
        changed.extend(known.keys().filter(|name| !now.contains_key(*name)).map(|name| folder.join(name)));
        *known = now;
    }
    folders.retain(|folder, _| folder.is_dir());
    changed
}

fn entries(folder: &Path) -> HashMap<OsString, Stamp> {
    let Ok(entries) = fs::read_dir(folder) else { return HashMap::new() };
    let stamped = entries.flatten().filter_map(|entry| {
        let metadata = fs::metadata(entry.path()).or_else(|_| fs::symlink_metadata(entry.path())).ok()?;
        Some((entry.file_name(), stamp(&metadata)))
    });
    stamped.collect()
}

/// A folder's own times change with its entries, which are looked at by themselves.
fn stamp(metadata: &Metadata) -> Stamp {
    if metadata.is_dir() {
        return (true, 0, None, (0, 0, 0));
    }
    #[cfg(unix)]
    let system = {
        use std::os::unix::fs::MetadataExt;
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let system = (0, 0, 0);
    (false, metadata.len(), metadata.modified().ok(), system)
}
