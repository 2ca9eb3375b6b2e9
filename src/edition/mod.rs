//! Stage between record and check: which editions there are, and in what order they were in force.
//!
//! ```text
//! tags, or folders under editions/ ──(edge)──▶ Found ─┐
//! editions.lock ──parse──▶ Lock ──────────────────────┴──Editions::of──▶ Editions: the list, oldest first, and troubles
//! ```
//!
//! An *edition* is a state of the handbook that was in force from a day on. Where its files are is found by the edges
//! (`source/git/tags.rs`, `source/disk/editions.rs`) and comes in as a [`Found`]; what it was when it was cut stands in
//! `editions.lock`. Here the two are held against each other, without a disk and without a clock.
//!
//! **Listing is light.** An [`Edition`] knows its name and its dates, and nothing of its files: 73 of them cost no more than
//! 73 lines. What its files are is found out when somebody asks ([`Editions::digests`]), and once. To read one, give it to
//! the edge that found it (`cli/shelf.rs` does): that makes a [`SourceTree`](crate::source::SourceTree), the same value as
//! the working folder's, and the pipeline takes it from there. A [`Shelf`] carries the way to the edge along, as a
//! [`Reader`], for stages that may not know one. Nobody has to hold two of them at once, but for a difference.
//!
//! **Nothing is missing in silence.** Whatever looks like an edition and is not listed, and whatever is recorded and not
//! there, is a [`Trouble`]: one sentence, and the command that mends it.

mod apart;
pub mod found;
mod memory;
mod message;
mod published;
mod reader;
mod shelf;
mod standing;
pub mod trouble;

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use crate::model::{Drafts, Handbook};
use crate::parse::document::Kind;
use crate::parse::fingerprint::Fingerprint;
use crate::parse::settings::{EditionSource, KEPT};
use crate::record::History;
use crate::source::{Digests, Span};

pub use crate::parse::editions::{Despite, EditionName, Gate, Lock, NOW, Shown};
pub use apart::apart;
pub use found::{Candidate, Found, Place};
pub use published::{Published, PublishedPage};
pub use reader::{Listing, Reader};
pub use shelf::Shelf;
pub use trouble::Trouble;

use message::Message;

/// A state of the handbook that was in force from a day on.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its name, such as `2026-1`.
    pub name: EditionName,
    /// Where its files are.
    pub place: Place,
    /// What is known of its files without reading any: [`Editions::digests`] knows the rest.
    digests: Digests,
    /// The day from which it is valid, by its line, else by its tag's message.
    pub valid_from: Option<Date>,
    /// The day on which it was cut: the tag's, else by its line. It is valid from that day unless it says otherwise.
    pub cut: Option<Date>,
    /// Who approved it: mostly the id of a role, but a tag made by hand may say anything.
    pub approved_by: Option<String>,
    /// What else was said when it was cut; mostly empty.
    pub note: String,
    /// Rules that stood in its way and were overruled, for all to see on the promise and in the difference.
    pub despite: Vec<Despite>,
    /// What the gate said of each standing promise when it was cut.
    pub gates: Vec<Gate>,
    /// Whether somebody could write into it who approved it: not into a lightweight tag.
    pub is_annotated: bool,
    /// How it stands to its line in `editions.lock`, its files left aside: [`Editions::state`] looks at those too.
    state: State,
    /// That line.
    pub line: Option<Span>,
    /// What its files were by that line.
    recorded: Option<Digests>,
}

/// How an edition stands to its line in `editions.lock`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is what was recorded.
    Recorded,
    /// There is no line for it.
    NoLine,
    /// There is a line that cannot be read, which another finding says.
    Unreadable,
    /// It is something else than what was recorded.
    Differs(Vec<Difference>),
}

/// What an edition says otherwise than its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Its files are others.
    Files,
    /// Its tag says that it is valid from another day.
    ValidFrom(Date),
    /// Its tag says that somebody else approved it.
    ApprovedBy(String),
}

impl Edition {
    /// The first day on which it is in force; `None` when neither its line nor its tag has a date.
    pub fn starts(&self) -> Option<Date> {
        self.valid_from.or(self.cut)
    }

    /// What the gate said of a promise, by its id at that time.
    pub fn gate(&self, promise: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.promise == promise)
    }

    /// Whether nothing was recorded of it when it was cut.
    pub fn is_unrecorded(&self) -> bool {
        self.state == State::NoLine
    }

    fn of(name: EditionName, candidate: &Candidate, digests: Digests, lock: &Lock) -> (Self, Option<String>) {
        let tag = if let Place::Tag { tag, .. } = &candidate.place { tag } else { "" };
        let message = candidate
            .message
            .as_deref()
            .map(|text| Message::read(text, name.as_str(), tag))
            .unwrap_or_default();
        let line = lock.line(&name);
        let state = match line {
            Some(line) => standing::compare(line, &message),
            None if lock.knows(&name) => State::Unreadable,
            None => State::NoLine,
        };
        let edition = Self {
            place: candidate.place.clone(),
            digests,
            valid_from: line.and_then(|line| line.valid_from).or(message.valid_from),
            cut: candidate.made.or(line.map(|line| line.cut)),
            approved_by: line.and_then(|line| line.approved_by.clone()).or(message.approved_by),
            note: line.map(|line| line.note.clone()).filter(|note| !note.is_empty()).unwrap_or(message.note),
            despite: line.map(|line| line.despite.clone()).unwrap_or_default(),
            gates: line.map(|line| line.gates.clone()).unwrap_or_default(),
            is_annotated: candidate.message.is_some() || matches!(candidate.place, Place::Folder(_)),
            state,
            line: line.map(|line| line.span),
            recorded: line.map(|line| line.digests),
            name,
        };
        (edition, message.no_date)
    }
}

/// The editions of a handbook, oldest first, and what is wrong with the list.
#[derive(Debug, Clone, Default)]
pub struct Editions {
    /// Where they come from; `None` when there is nowhere to look.
    pub source: Option<EditionSource>,
    /// What keeps an edition from being shown as it is meant, its files left aside: [`Self::all_troubles`] looks at those
    /// too.
    pub troubles: Vec<Trouble>,
    list: Vec<Edition>,
    any_recorded: bool,
    shelf: Shelf,
}

impl Editions {
    /// Holds what was found against what was recorded.
    ///
    /// The order is that of the days from which they are valid, then of those on which they were cut, then of their
    /// names as people count; one without any date is older than all others.
    pub fn of(found: &Found, lock: &Lock) -> Self {
        let mut list: Vec<Edition> = Vec::new();
        let mut troubles: Vec<Trouble> = found.blocked.iter().map(Trouble::blocked).collect();
        let mut seen: HashMap<String, EditionName> = HashMap::new();
        for candidate in &found.candidates {
            let name = match EditionName::new(&candidate.name) {
                Ok(name) => name,
                Err(why) => {
                    troubles.push(Trouble::unfit(&candidate.name, &candidate.place, &why));
                    continue;
                }
            };
            if let Some(other) = seen.insert(name.as_str().to_ascii_lowercase(), name.clone()) {
                troubles.push(Trouble::same_address(&name, &candidate.place, &other));
                continue;
            }
            let digests = match &candidate.digests {
                Ok(digests) => *digests,
                Err(why) => {
                    troubles.push(Trouble::astray(&name, &candidate.place, why));
                    continue;
                }
            };
            let (edition, no_date) = Edition::of(name, candidate, digests, lock);
            troubles.extend(no_date.map(|typed| Trouble::no_date(&edition.name, &edition.place, &typed)));
            list.push(edition);
        }
        list.sort_by(|a, b| (a.starts(), a.cut, &a.name).cmp(&(b.starts(), b.cut, &b.name)));
        if found.blocked.is_none() {
            let is_there = |name: &EditionName| found.candidates.iter().any(|it| it.name == name.as_str());
            troubles.extend(trouble::missing(lock, found, is_there));
        }
        let shelf = Shelf::default();
        Self { source: found.source, troubles, list, any_recorded: !lock.is_empty(), shelf }
    }

    /// As [`Self::of`], with the way to the files of each.
    pub fn on(shelf: &Shelf, lock: &Lock) -> Self {
        Self { shelf: shelf.clone(), ..Self::of(&shelf.found, lock) }
    }

    /// One edition of this list, linked with its drafts: see [`Shelf::handbook`].
    ///
    /// # Errors
    /// When its files are gone or cannot be read.
    pub fn handbook(&self, edition: &Edition) -> Result<Arc<Handbook>> {
        self.shelf.handbook(edition, Drafts::Keep)
    }

    /// Every edition, oldest first.
    pub fn all(&self) -> &[Edition] {
        &self.list
    }

    /// The edition of a name.
    pub fn get(&self, name: &str) -> Option<&Edition> {
        self.list.iter().find(|edition| edition.name.as_str() == name)
    }

    /// The last of the list, whether or not it is in force already.
    pub fn newest(&self) -> Option<&Edition> {
        self.list.last()
    }

    /// The edition in force on a day: the last one whose first day had come by then. One without a date never is.
    pub fn in_force(&self, on: Date) -> Option<&Edition> {
        self.list.iter().rev().find(|edition| edition.starts().is_some_and(|start| start <= on))
    }

    /// The number in this list of the first of the newest editions that are published in full: the last `keep`, or ten.
    pub fn first_kept(&self, keep: Option<u32>) -> usize {
        self.list.len().saturating_sub(keep.unwrap_or(KEPT) as usize)
    }

    /// Whether edition number `n` is published in full: one of the newest, as [`Self::first_kept`] counts them, or the one
    /// in force on a day.
    pub fn is_kept(&self, n: usize, keep: Option<u32>, on: Date) -> bool {
        let is_in_force = || self.in_force(on).is_some_and(|current| current.name == self.list[n].name);
        n >= self.first_kept(keep) || is_in_force()
    }

    /// The edition before one of this list.
    pub fn before(&self, name: &EditionName) -> Option<&Edition> {
        let at = self.list.iter().position(|edition| edition.name == *name)?;
        at.checked_sub(1).map(|at| &self.list[at])
    }

    /// The edition behind one of this list: it superseded it, or will.
    pub fn after(&self, name: &EditionName) -> Option<&Edition> {
        let at = self.list.iter().position(|edition| edition.name == *name)?;
        self.list.get(at + 1)
    }

    /// Whether there never was an edition, as far as anybody knows: until then a handbook is helped, not policed.
    pub fn is_young(&self) -> bool {
        self.list.is_empty() && !self.any_recorded
    }

    /// How many of the list were cut in the year of a day, up to that day.
    pub fn cut_in_year_of(&self, on: Date) -> u32 {
        let days = self.list.iter().filter_map(|edition| edition.cut);
        let count = days.filter(|cut| cut.year() == on.year() && *cut <= on).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What editions know about promises, for the gate: how often it was asked this year, and when the floor of what
    /// keeps a promise last changed. A floor that differs only in the working folder is not in force yet.
    pub fn history(&self, handbook: &Handbook, on: Date) -> History {
        let readings = self.readings(on);
        let promises = handbook.of_kind(Kind::Promise);
        let floor_changed = promises.filter_map(|id| {
            let document = handbook.document(id);
            let was = document.common.was.iter().map(|was| was.value.as_str());
            let ids: Vec<&str> = std::iter::once(document.id.value.as_str()).chain(was).collect();
            Some((id, floor_changed(&ids, &readings)?))
        });
        History { floor_changed: floor_changed.collect(), looks_this_year: self.cut_in_year_of(on) }
    }

    /// What the gate read of each promise in every edition that had begun by a day, oldest first.
    fn readings(&self, on: Date) -> Vec<Readings<'_>> {
        let begun = self.list.iter().filter_map(|edition| Some((edition.starts()?, edition)));
        begun
            .filter(|(start, _)| *start <= on)
            .map(|(start, edition)| {
                // Of two readings of one promise the first counts.
                let gates = edition.gates.iter().rev();
                (start, gates.map(|gate| (gate.promise.as_str(), gate.floor)).collect())
            })
            .collect()
    }
}

/// The first day of an edition, and what the floor of each promise said in it.
type Readings<'a> = (Date, HashMap<&'a str, Option<Fingerprint>>);

/// The first day of the last edition in which the floor of a promise read otherwise than before.
fn floor_changed(ids: &[&str], readings: &[Readings<'_>]) -> Option<Date> {
    let mut last = None;
    let mut changed = None;
    for (start, floors) in readings {
        let Some(floor) = ids.iter().find_map(|id| floors.get(id)).copied().flatten() else { continue };
        if last.replace(floor).is_some_and(|before| before != floor) {
            changed = Some(*start);
        }
    }
    changed
}

#[cfg(test)]
mod tests;
