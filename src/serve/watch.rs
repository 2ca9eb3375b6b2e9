//! The edge to the file system's events: what changed below the folders that are read, as paths to look at again.
//!
//! Events are taken as hints and never as facts: the keeper reads whatever they name, and so shows what is on the
//! disk. Folders are watched one by one, so that a `.git` or a `target` beside the content costs nothing. Events
//! that the system lost ask for everything to be read again, and once a second each watched folder is asked whether
//! its list of names changed: a debouncer joins events, and a file that is replaced and removed within one breath
//! leaves it none to tell.
#![expect(clippy::disallowed_methods, reason = "the serve stage's edge to the disk's events")]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use super::Event;
use look::Look;

mod look;

/// How long events are gathered, and how often it is looked whether that is over.
const DEBOUNCE: Duration = Duration::from_millis(8);
const TICK: Duration = Duration::from_millis(4);

/// How often the keeper takes its own look.
const PULSE: Duration = Duration::from_secs(1);

/// Why the system does not tell of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deaf {
    /// It watches no more folders for this user.
    Full,
    /// It said something else.
    Failed(String),
}

/// The folders that are watched.
pub struct Watch {
    ear: Ear,
    /// When each folder's list of names last changed, as far as it was looked at.
    folders: HashMap<PathBuf, Option<SystemTime>>,
}

enum Ear {
    Told(Debouncer<RecommendedWatcher, NoCache>),
    Looking(Look),
}

impl Watch {
    /// Watches nothing yet. `poll` looks through the folders again and again, where the system does not tell.
    ///
    /// # Errors
    /// When the system tells nobody anything.
    pub fn new(poll: bool, sender: Sender<Event>) -> Result<Self, Deaf> {
        if poll {
            return Ok(Self { ear: Ear::Looking(Look::start(sender)), folders: HashMap::new() });
        }
        let hear = move |heard: DebounceEventResult| {
            // Nobody is left to tell when the server ends.
            let _ = events(heard).into_iter().try_for_each(|event| sender.send(event));
        };
        let config = Config::default().with_follow_symlinks(false);
        let told = new_debouncer_opt(DEBOUNCE, Some(TICK), hear, NoCache::new(), config);
        let ear = Ear::Told(told.map_err(|error| deaf(&error))?);
        Ok(Self { ear, folders: HashMap::new() })
    }

    /// Whether folders are looked through again and again.
    pub fn is_looking(&self) -> bool {
        matches!(self.ear, Ear::Looking(_))
    }

    /// Watches these folders too, each before the next is asked for.
    ///
    /// # Errors
    /// When the system watches no more. One folder that cannot be watched by itself is passed over: the one above
    /// tells of it.
    pub fn add(&mut self, folders: impl Iterator<Item = PathBuf>) -> Result<(), Deaf> {
        for folder in folders {
            let watched = match &mut self.ear {
                Ear::Told(told) => told.watch(&folder, RecursiveMode::NonRecursive),
                Ear::Looking(look) => {
                    look.add(&folder);
                    Ok(())
                }
            };
            match watched.map_err(|error| deaf(&error)) {
                Err(Deaf::Full) => return Err(Deaf::Full),
                Ok(()) | Err(Deaf::Failed(_)) => {
                    let changed = changed_at(&folder);
                    self.folders.insert(folder, changed);
                }
            }
        }
        Ok(())
    }

    /// Folders whose list of names changed since this was last asked. Most were told of by events as well.
    pub fn stirred(&mut self) -> Vec<PathBuf> {
        let mut stirred = Vec::new();
        for (folder, known) in &mut self.folders {
            let now = changed_at(folder);
            if now != *known {
                *known = now;
                stirred.push(folder.clone());
            }
        }
        self.folders.retain(|_, changed| changed.is_some());
        stirred
    }
}

fn changed_at(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder).ok()?.modified().ok()
}

fn deaf(error: &notify::Error) -> Deaf {
    const TOO_MANY_OPEN_FILES: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => Deaf::Full,
        ErrorKind::Io(io) if io.raw_os_error() == Some(TOO_MANY_OPEN_FILES) => Deaf::Full,
        _ => Deaf::Failed(error.to_string()),
    }
}

/// What the keeper is told of what was heard.
fn events(heard: DebounceEventResult) -> Vec<Event> {
    let heard = match heard {
        Ok(heard) => heard,
        Err(errors) => {
            let full = errors.iter().any(|error| deaf(error) == Deaf::Full);
            return vec![if full { Event::Rescan } else { Event::Lost }];
        }
    };
    let is_lost = heard.iter().any(|event| event.need_rescan());
    // Reading a file is told as well; whoever answered that by reading would never end.
    let changes = heard.iter().filter(|event| match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    });
    let paths: BTreeSet<PathBuf> = changes.flat_map(|event| event.paths.iter().cloned()).collect();
    let changed = (!paths.is_empty()).then(|| Event::Changed(paths.into_iter().collect()));
    is_lost.then_some(Event::Lost).into_iter().chain(changed).collect()
}

/// Sends a pulse each second, for as long as somebody takes it.
pub fn pulse(sender: Sender<Event>) {
    std::thread::spawn(move || {
        while sender.send(Event::Pulse).is_ok() {
            std::thread::sleep(PULSE);
        }
    });
}

/// What tells a folder from another one that took its place.
pub fn identity(folder: &Path) -> Option<(u64, u64)> {
    let metadata = fs::metadata(folder).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let created = metadata.created().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some((created.as_secs(), u64::from(created.subsec_nanos())))
    }
}

/// Whether there is a folder at this path.
pub fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether there is a file at this path.
pub fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Measures how long the server works on a change; no decision depends on it.
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts it.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
