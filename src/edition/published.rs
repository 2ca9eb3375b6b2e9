//! Where documents ever stood: the addresses that people were given.
//!
//! Most of a handbook stays as it is from one edition to the next, and what a document claims follows from its file alone.
//! So each file is read once, from the newest edition that has it, and the claims of each edition are settled by
//! themselves: two documents may have wanted one address in one edition and not in the next.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Edition, EditionName, Editions};
use crate::model::Handbook;
use crate::model::claim::{Claim, stands};
use crate::parse::holds_documents;
use crate::source::{Mark, VPath};

/// A document as an edition published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The number of the edition in the list: the newest one that had these words in this file at this address.
    pub edition: usize,
    /// The document.
    pub claim: Arc<Claim>,
    /// Where it stood.
    pub address: String,
}

impl Published {
    /// Every address that led to it.
    pub fn addresses(&self) -> Vec<String> {
        self.claim.addresses(&self.address)
    }
}

/// The claims that were read so far.
#[derive(Default)]
struct Pool {
    claims: Vec<Met>,
    files: HashMap<(VPath, Mark), Numbers>,
    /// A number for each place that somebody wanted.
    places: HashMap<String, usize>,
}

/// The numbers of the claims in one file: where they begin and end.
type Numbers = (usize, usize);

/// A file of an edition that can hold documents, and the claims in it.
type Claimed = (VPath, Mark, Numbers);

/// A claim that was met in one edition or more.
struct Met {
    claim: Arc<Claim>,
    /// The number of the place that it wants.
    place: usize,
    /// Whether it was found to stand where it wants to, and where else it was.
    stood_as_wanted: bool,
    stood: Vec<String>,
}

impl Pool {
    fn add(&mut self, file: (VPath, Mark), claims: Vec<Claim>) {
        let Entry::Vacant(known) = self.files.entry(file) else { return };
        let first = self.claims.len();
        for claim in claims {
            let next = self.places.len();
            let place = *self.places.entry(claim.place.clone()).or_insert(next);
            let claim = Arc::new(claim);
            self.claims.push(Met { claim, place, stood_as_wanted: false, stood: Vec::new() });
        }
        known.insert((first, self.claims.len()));
    }

    /// Whether each of these documents of one edition stands where it wants to. Quicker than to settle their claims, and
    /// nearly always so.
    fn all_stand_as_wanted(&self, numbers: &[usize]) -> bool {
        let mut is_taken = vec![false; self.places.len()];
        numbers.iter().all(|number| {
            let met = &self.claims[*number];
            !met.claim.must_move && !std::mem::replace(&mut is_taken[met.place], true)
        })
    }
}

impl Met {
    /// Where it stands, when nobody has met it there yet.
    fn stands_anew(&mut self, address: Option<&String>) -> Option<String> {
        match address.filter(|address| **address != self.claim.wanted) {
            None if self.stood_as_wanted => None,
            None => {
                self.stood_as_wanted = true;
                Some(self.claim.wanted.clone())
            }
            Some(known) if self.stood.contains(known) => None,
            Some(address) => {
                self.stood.push(address.clone());
                Some(address.clone())
            }
        }
    }
}

impl Editions {
    /// Every document of every edition of the list, the newest edition first, and once for each address at which the same
    /// file stood. `newest` is the newest edition, where somebody has read it. An edition that cannot be read is left out;
    /// that is told elsewhere.
    pub fn published(&self, newest: Option<&Handbook>) -> Arc<[Published]> {
        let names: Vec<EditionName> = self.list.iter().map(|edition| edition.name.clone()).collect();
        self.shelf.published(&names, || self.walk_back(newest))
    }

    fn walk_back(&self, newest: Option<&Handbook>) -> Arc<[Published]> {
        let mut pool = Pool::default();
        let mut published = Vec::new();
        let mut newer: Vec<Claimed> = Vec::new();
        for (n, edition) in self.list.iter().enumerate().rev() {
            let newest = newest.filter(|_| n + 1 == self.list.len());
            let Some(files) = self.claimed(edition, newest, &newer, &mut pool) else { continue };
            let numbers: Vec<usize> = files.iter().flat_map(|(_, _, (first, end))| *first..*end).collect();
            let settled = (!pool.all_stand_as_wanted(&numbers))
                .then(|| stands(numbers.iter().map(|number| &*pool.claims[*number].claim)));
            for (at, number) in numbers.into_iter().enumerate() {
                let met = &mut pool.claims[number];
                let address = settled.as_ref().and_then(|addresses| addresses.get(at));
                if let Some(address) = met.stands_anew(address) {
                    published.push(Published { edition: n, claim: Arc::clone(&met.claim), address });
                }
            }
            newer = files;
        }
        published.into()
    }

    /// The files of an edition that can hold documents, in the order of their paths; what they claim is in the pool then.
    /// Most are those of the edition behind it, whose files are `newer`.
    fn claimed(
        &self,
        edition: &Edition,
        newest: Option<&Handbook>,
        newer: &[Claimed],
        pool: &mut Pool,
    ) -> Option<Vec<Claimed>> {
        let listing = self.shelf.listing(edition, &self.list).ok()?;
        let mut newer = newer.iter().peekable();
        let mut files: Vec<(VPath, Mark, Option<Numbers>)> = Vec::with_capacity(newer.len());
        for (path, mark) in listing.iter() {
            while newer.next_if(|(other, ..)| other < path).is_some() {}
            match newer.next_if(|(other, known, _)| other.is(path) && known == mark) {
                Some((.., numbers)) => files.push((path.clone(), *mark, Some(*numbers))),
                None if holds_documents(path) => {
                    files.push((path.clone(), *mark, pool.files.get(&(path.clone(), *mark)).copied()));
                }
                None => {}
            }
        }
        let unread = files.iter().filter(|(.., numbers)| numbers.is_none());
        let unread: Vec<(VPath, Mark)> = unread.map(|(path, mark, _)| (path.clone(), *mark)).collect();
        if let Some(handbook) = newest {
            for file in unread {
                let claims = Claim::in_handbook(handbook, &file.0);
                pool.add(file, claims);
            }
        } else if !unread.is_empty() {
            let texts = self.shelf.files(edition, &unread).ok()?;
            let mut claims: HashMap<VPath, Vec<Claim>> =
                texts.into_par_iter().map(|file| (file.path.clone(), Claim::in_file(&file))).collect();
            for file in unread {
                let claims = claims.remove(&file.0).unwrap_or_default();
                pool.add(file, claims);
            }
        }
        let files = files.into_iter().map(|(path, mark, numbers)| match numbers {
            Some(numbers) => Some((path, mark, numbers)),
            None => pool.files.get(&(path.clone(), mark)).map(|numbers| (path, mark, *numbers)),
        });
        files.collect()
    }
}

#[cfg(test)]
mod tests;
