//! Where documents ever stood: the addresses that people were given.
//!
//! Most of a handbook stays as it is from one edition to the next, and what a document claims follows from its file alone.
//! So each file is read once, from the newest edition that has it, and the claims of each edition are settled by
//! themselves: two documents may have wanted one address in one edition and not in the next.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;

use super::Editions;
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
    /// Each with the addresses at which it was found to stand.
    claims: Vec<(Arc<Claim>, Vec<String>)>,
    /// The numbers of those in each file: where they begin and end.
    files: HashMap<(VPath, Mark), (usize, usize)>,
}

impl Pool {
    fn add(&mut self, file: (VPath, Mark), claims: Vec<Claim>) {
        if let Entry::Vacant(place) = self.files.entry(file) {
            let first = self.claims.len();
            self.claims.extend(claims.into_iter().map(|claim| (Arc::new(claim), Vec::new())));
            place.insert((first, self.claims.len()));
        }
    }
}

impl Editions {
    /// Every document of every edition of the list, the newest edition first, and once for each address at which the same
    /// file stood. `newest` is the newest edition, where somebody has read it. An edition that cannot be read is left out;
    /// that is told elsewhere.
    pub fn published(&self, newest: Option<&Handbook>) -> Vec<Published> {
        let mut pool = Pool::default();
        let mut published = Vec::new();
        for (n, edition) in self.list.iter().enumerate().rev() {
            let newest = newest.filter(|_| n + 1 == self.list.len());
            let Some(files) = self.claimed(edition, newest, &mut pool) else { continue };
            let spans = files.iter().filter_map(|file| pool.files.get(file).copied());
            let numbers: Vec<usize> = spans.flat_map(|(first, end)| first..end).collect();
            let addresses = stands(numbers.iter().map(|number| &*pool.claims[*number].0));
            for (number, address) in numbers.into_iter().zip(addresses) {
                let (claim, stood) = &mut pool.claims[number];
                if !stood.contains(&address) {
                    stood.push(address.clone());
                    published.push(Published { edition: n, claim: Arc::clone(claim), address });
                }
            }
        }
        published
    }

    /// The files of an edition that can hold documents, in the order of their paths; what they claim is in the pool then.
    fn claimed(
        &self,
        edition: &super::Edition,
        newest: Option<&Handbook>,
        pool: &mut Pool,
    ) -> Option<Vec<(VPath, Mark)>> {
        let listing = self.shelf.listing(edition, &self.list).ok()?;
        let files: Vec<_> = listing.iter().filter(|(path, _)| holds_documents(path)).cloned().collect();
        if let Some(handbook) = newest {
            for file in &files {
                pool.add(file.clone(), Claim::in_handbook(handbook, &file.0));
            }
            return Some(files);
        }
        let unread: Vec<_> = files.iter().filter(|file| !pool.files.contains_key(*file)).cloned().collect();
        if !unread.is_empty() {
            let texts = self.shelf.files(edition, &unread).ok()?;
            let mut claims: HashMap<VPath, Vec<Claim>> =
                texts.into_par_iter().map(|file| (file.path.clone(), Claim::in_file(&file))).collect();
            for file in unread {
                let claims = claims.remove(&file.0).unwrap_or_default();
                pool.add(file, claims);
            }
        }
        Some(files)
    }
}

#[cfg(test)]
mod tests;
