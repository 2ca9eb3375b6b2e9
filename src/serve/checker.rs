//! Runs the rules behind the answer, on a thread of its own: no page waits for them, and the next edit calls them
//! off.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Event;
use super::past::{Past, Reading};
use crate::workspace::Snapshot;

/// No revision: nothing is to be checked now.
const NOTHING: u64 = u64::MAX;

/// What is to be checked, and the editions that are read then.
type Order = (Arc<Snapshot>, Past);

/// The one who checks.
pub struct Checker {
    orders: Sender<Order>,
    /// The revision that is worth checking.
    wanted: Arc<AtomicU64>,
}

impl Checker {
    /// Starts the thread; it tells what it found to `findings`.
    pub fn start(findings: Sender<Event>) -> Self {
        let (orders, taken) = mpsc::channel();
        let wanted = Arc::new(AtomicU64::new(NOTHING));
        let goal = Arc::clone(&wanted);
        std::thread::spawn(move || work(&taken, &goal, &findings));
        Self { orders, wanted }
    }

    /// Lets go of what is being checked: every core is needed for something else now.
    pub fn pause(&self) {
        self.wanted.store(NOTHING, Ordering::Relaxed);
    }

    /// Asks for the findings of a snapshot, and for what its pages tell of editions, unless all is known or on its way.
    pub fn go_on(&self, snapshot: &Arc<Snapshot>, past: &Past) {
        let revision = snapshot.revision();
        let is_done = snapshot.has_findings() && snapshot.site().is_recalled();
        if !is_done && self.wanted.swap(revision, Ordering::Relaxed) != revision {
            // The thread only ends with the program.
            let _ = self.orders.send((Arc::clone(snapshot), past.clone()));
        }
    }
}

/// Threads for what may take its time, which give way to all others: what a page needs is never queued behind a rule.
pub(super) fn aside() -> Option<ThreadPool> {
    let builder = ThreadPoolBuilder::new().start_handler(|_| {
        #[cfg(target_os = "linux")]
        {
            const POLITE: i32 = 10;
            // Of the calling thread alone, on Linux. Where that is forbidden, the rules are as quick as everybody.
            let _ = rustix::process::setpriority_process(None, POLITE);
        }
    });
    builder.build().ok()
}

fn work(orders: &Receiver<Order>, wanted: &AtomicU64, events: &Sender<Event>) {
    let mut done = None;
    let mut reading = Reading::default();
    let aside = aside();
    while let Ok(first) = orders.recv() {
        let Some((snapshot, past)) = std::iter::once(first).chain(orders.try_iter()).last() else { continue };
        let revision = snapshot.revision();
        let goes_on = || wanted.load(Ordering::Relaxed) == revision;
        if done != Some(revision) {
            // A rule that fails on somebody's text takes the findings of this one state with it, and nothing else.
            let found = on(aside.as_ref(), || snapshot.check(goes_on)).flatten();
            let Some(found) = found else { continue };
            done = Some(revision);
            if events.send(Event::Checked(revision, found)).is_err() {
                return;
            }
        }
        on(aside.as_ref(), || reading.go_on(&snapshot, &past, &goes_on, events));
    }
}

/// Does something on threads that give way; `None` when it ended in a panic.
fn on<T: Send>(aside: Option<&ThreadPool>, work: impl FnOnce() -> T + Send) -> Option<T> {
    let work = AssertUnwindSafe(|| match aside {
        Some(aside) => aside.install(work),
        None => work(),
    });
    catch_unwind(work).ok()
}
