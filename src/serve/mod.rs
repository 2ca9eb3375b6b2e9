//! The preview: a server that shows the handbook as it is on the disk, while it is written.
//!
//! ```text
//! disk ──watch──▶ Event ──keeper──▶ State ──▶ http: each request asks the present one
//!                           ▲          └────▶ events: each open page hears of what concerns it
//!                           └── checker: the rules, behind the answer; and the editions, behind the rules
//! ```
//!
//! A `State` is one moment, complete and never changed. The keeper, on a thread of its own, makes
//! the next one out of what it reads; requests and open pages look at the latest there is and wait for nobody. Pages
//! come out of the same function as those that `build` writes; `dress.rs` adds the one script that listens.
//!
//! **In the end it is the disk that is shown.** An event is only a hint where to look. Whatever was missed, joined,
//! or came while something else was read, is found by the next event or by the pulse; nothing that was read once is
//! held to be true. What cannot be read or rendered is said on the page and in the terminal, and what was last good
//! stays.
//!
//! The edges are `http.rs` and what lies below it (the network), `watch.rs` (the disk's events) and `browser.rs`
//! (another program).

mod address;
pub mod browser;
mod checker;
mod dress;
mod ears;
mod faults;
mod guard;
mod http;
mod keeper;
mod listener;
mod media;
mod outside;
mod past;
mod plain;
mod range;
mod search;
mod state;
pub mod told;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::Result;

use crate::diagnostic::Diagnostic;
use crate::edition::Shelf;
use crate::site::edition::Recalled;
use crate::source::VPath;
use crate::workspace::{Asked, Snapshot};
use keeper::{Keeper, Order};
use told::Turn;

/// Everything that can wake the keeper.
#[derive(Debug)]
pub enum Event {
    /// Something happened to these files or folders.
    Changed(Vec<PathBuf>),
    /// Everything has to be read again, at once.
    Rescan,
    /// Events were lost, and everything has to be read again at the next pulse.
    Lost,
    /// A second has passed.
    Pulse,
    /// The rules have been run over the snapshot of this revision.
    Checked(u64, Vec<Diagnostic>),
    /// Editions have been read, those that were found at this count.
    Recalled(u64, Vec<Recalled>),
    /// The server ends.
    Stop,
}

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The handbook's folder.
    pub root: PathBuf,
    /// Folders in it that are never read: where a build writes to.
    pub leave_out: Vec<PathBuf>,
    /// The address to listen at.
    pub host: String,
    /// The port, when one was asked for; else the first free one from [`PORT`] on.
    pub port: Option<u16>,
    /// Whether to look through the folders instead of being told of changes.
    pub poll: bool,
    /// Whether to open a browser.
    pub open: bool,
    /// The day to read the handbook as of.
    pub asked: Asked,
    /// The way to find the editions anew, when one was cut or the settings look elsewhere.
    pub find: Finder,
}

/// Finds the editions as they are now.
#[derive(Clone)]
pub struct Finder(pub Arc<dyn Fn() -> Shelf + Send + Sync>);

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").finish_non_exhaustive()
    }
}

/// The port that is tried first.
pub const PORT: u16 = 4000;

/// Who is told what happens.
pub trait Voice: Send + Sync {
    /// A sentence about the server.
    fn say(&self, sentence: &str);
    /// These files changed, and everybody could see it after so much work.
    fn heard(&self, changed: &[VPath], work: Duration);
    /// What was found; `turn` is what is new in it, or nothing the first time.
    fn found(&self, snapshot: &Snapshot, turn: Option<&Turn<'_>>);
}

/// Serves the handbook until somebody ends it.
///
/// # Errors
/// When the folder is missing, the port that was asked for is taken, or there is no such host.
pub fn run(options: Options, voice: &Arc<dyn Voice>) -> Result<()> {
    let Options { root, leave_out, host, port, poll, open, asked, find } = options;
    let listener = http::bind(&host, port, &**voice)?;
    let (sender, events) = mpsc::channel();
    let order = Order { root, leave_out, asked, find, poll };
    let (keeper, states) = Keeper::start(order, sender.clone(), Arc::clone(voice))?;
    let keeping = std::thread::spawn(move || keeper.run(&events));
    let served = http::serve(listener, &host, states, &**voice, open);
    // Nobody waits for what is still being read or checked; the program ends with this.
    let _ = sender.send(Event::Stop);
    drop(keeping);
    served
}
