//! How editions stand to what was recorded of them. To know what their files are, all of them are read where they are kept
//! as folders; so that is asked here, by whoever needs it, and not when editions are listed.

use anyhow::Result;

use super::message::Message;
use super::{Difference, Edition, Editions, Shelf, State, Trouble};
use crate::parse::editions::Line;
use crate::source::Digests;

impl Editions {
    /// What the files of an edition are: see [`Shelf::digests`].
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn digests(&self, edition: &Edition) -> Result<Digests> {
        self.shelf.digests_among(edition, &self.list)
    }

    /// How an edition stands to its line in `editions.lock`.
    pub fn state(&self, edition: &Edition) -> State {
        let Some(line) = &edition.recorded else { return edition.state.clone() };
        // What cannot be read is told on its own.
        let now = self.digests(edition).unwrap_or_default();
        if line.agree(&now) != Some(false) {
            return edition.state.clone();
        }
        let others = match &edition.state {
            State::Differs(others) => others.as_slice(),
            State::Recorded | State::NoLine | State::Unreadable => &[],
        };
        State::Differs(std::iter::once(Difference::Files).chain(others.iter().cloned()).collect())
    }

    /// Everything that keeps an edition from being shown as it is meant.
    pub fn all_troubles(&self) -> Vec<Trouble> {
        let mut troubles = self.troubles.clone();
        let mut known: Vec<(&Edition, Digests)> = Vec::with_capacity(self.list.len());
        for edition in &self.list {
            match self.digests(edition) {
                Ok(digests) => known.push((edition, digests)),
                Err(error) => {
                    troubles.push(Trouble::unreadable(&edition.name, &edition.place, &format!("{error:#}")));
                }
            }
        }
        for (n, (edition, digests)) in known.iter().enumerate() {
            let same = known[..n].iter().find(|(_, earlier)| earlier.agree(digests) == Some(true));
            troubles.extend(same.map(|(same, _)| Trouble::twin(&edition.name, &edition.place, &same.name)));
        }
        troubles
    }
}

impl Shelf {
    /// What the files of an edition are: a key to keep what was made of them by. Each is read once at most.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn digests(&self, edition: &Edition) -> Result<Digests> {
        self.digests_among(edition, &[])
    }

    fn digests_among(&self, edition: &Edition, all: &[Edition]) -> Result<Digests> {
        let known = edition.digests;
        let is_enough = match &edition.recorded {
            // Digests of unlike sorts cannot be held against each other. Nor do the ids of git always say that an edition
            // is what its line recorded, such as of one that was cut into a folder or before line ends were mended.
            Some(line) => {
                line.agree(&known) == Some(true) || (line.files.is_none() && known.objects.is_some())
            }
            None => known != Digests::default(),
        };
        if is_enough || known.files.is_some() {
            return Ok(known);
        }
        Ok(Digests { files: self.digest(edition, all)?, ..known })
    }
}

/// How an edition stands to its line, its files left aside.
pub(super) fn compare(line: &Line, message: &Message) -> State {
    let mut differences = Vec::new();
    let other_day = message.valid_from.filter(|day| line.valid_from.is_some_and(|recorded| recorded != *day));
    differences.extend(other_day.map(Difference::ValidFrom));
    let other_role = message
        .approved_by
        .as_ref()
        .filter(|role| line.approved_by.as_ref().is_some_and(|known| known != *role));
    differences.extend(other_role.cloned().map(Difference::ApprovedBy));
    if differences.is_empty() { State::Recorded } else { State::Differs(differences) }
}
