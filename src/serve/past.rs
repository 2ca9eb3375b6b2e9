//! Reads editions behind the answer, once the rules have run: what changed in each, how whole it is, and what the one in
//! force holds. Pages that are asked for afterwards say what a build would have them say.
//!
//! It is the work of seconds for each edition, so it is done on the thread of the rules, in pieces, and only while nothing
//! else is to be done: the rules and this never read at once, and no more than two handbooks are held.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Event;
use crate::archive::Lectern;
use crate::site::edition::Recalled;
use crate::workspace::Snapshot;

/// The editions that are read.
#[derive(Clone)]
pub struct Past {
    /// How often other editions were found: what was read of earlier ones is of no use.
    pub number: u64,
    /// The way to each.
    pub lectern: Arc<Lectern>,
}

/// What was read so far and not told.
#[derive(Default)]
pub struct Reading {
    number: u64,
    recalled: Vec<Recalled>,
}

impl Reading {
    /// Reads on for the pages of a snapshot, as long as `goes_on` says yes. What is known of the edition in force is told at
    /// once, since it concerns most pages; everything else when it is complete, so that open pages are loaded again seldom.
    pub fn go_on(
        &mut self,
        snapshot: &Snapshot,
        past: &Past,
        goes_on: &dyn Fn() -> bool,
        events: &Sender<Event>,
    ) {
        if self.number != past.number {
            *self = Self { number: past.number, recalled: Vec::new() };
        }
        let site = snapshot.site();
        if site.is_recalled() {
            return;
        }
        // Whoever listens no more has ended.
        let tell = |recalled| drop(events.send(Event::Recalled(past.number, recalled)));
        while goes_on() {
            site.close_editions(1);
            let unread = site.catalogue().and_then(|catalogue| {
                let n = catalogue.unread(&self.recalled)?;
                Some((n, catalogue.in_force == Some(n)))
            });
            let read = unread.and_then(|(n, is_in_force)| Some((past.lectern.recall(site, n)?, is_in_force)));
            match read {
                Some((recalled, is_in_force)) => {
                    self.recalled.push(recalled.clone());
                    if is_in_force {
                        tell(vec![recalled]);
                    }
                }
                None if site.tell_next() => {}
                None => {
                    site.close_editions(0);
                    // The rules have asked before, unless theirs is off.
                    site.editions.published(None);
                    return tell(std::mem::take(&mut self.recalled));
                }
            }
        }
    }
}
