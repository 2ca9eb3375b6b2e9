//! Runs the rules behind the answer, on a thread of its own: no page waits for them, and the next edit calls them
//! off.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Event;
use crate::workspace::Snapshot;

/// No revision: nothing is to be checked now.
const NOTHING: u64 = u64::MAX;

/// The one who checks.
pub struct Checker {
    orders: Sender<Arc<Snapshot>>,
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

    /// Asks for the findings of a snapshot, unless they are known or on their way.
    pub fn go_on(&self, snapshot: &Arc<Snapshot>) {
        let revision = snapshot.revision();
        if !snapshot.has_findings() && self.wanted.swap(revision, Ordering::Relaxed) != revision {
            // The thread only ends with the program.
            let _ = self.orders.send(Arc::clone(snapshot));
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

fn work(orders: &Receiver<Arc<Snapshot>>, wanted: &AtomicU64, findings: &Sender<Event>) {
    let mut done = None;
    let aside = aside();
    while let Ok(first) = orders.recv() {
        let Some(snapshot) = std::iter::once(first).chain(orders.try_iter()).last() else { continue };
        let revision = snapshot.revision();
        let goes_on = || wanted.load(Ordering::Relaxed) == revision;
        if done == Some(revision) {
            continue;
        }
        // A rule that fails on somebody's text takes the findings of this one state with it, and nothing else.
        let found = catch_unwind(AssertUnwindSafe(|| match &aside {
            Some(aside) => aside.install(|| snapshot.check(goes_on)),
            None => snapshot.check(goes_on),
        }));
        if let Ok(Some(found)) = found {
            done = Some(revision);
            if findings.send(Event::Checked(revision, found)).is_err() {
                return;
            }
        }
    }
}
