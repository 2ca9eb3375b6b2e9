//! The claims that were read so far.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::model::claim::{Claim, Declared};
use crate::source::{Mark, VPath};

/// The numbers of the claims in one file: where they begin and end.
pub(super) type Numbers = (usize, usize);

/// What the files of editions claim, each file under its path and what is in it.
#[derive(Default)]
pub(super) struct Pool {
    claims: Vec<Met>,
    pub(super) files: HashMap<(VPath, Mark), Numbers>,
    /// What settings declare.
    pub(super) declared: HashMap<Mark, Declared>,
    /// A number for each place that somebody wanted.
    places: HashMap<String, usize>,
}

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
    pub(super) fn add(&mut self, file: (VPath, Mark), claims: Vec<Claim>) {
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

    /// The claim of a number.
    pub(super) fn claim(&self, number: usize) -> &Arc<Claim> {
        &self.claims[number].claim
    }

    /// Whether each of these documents of one edition stands where it wants to. Quicker than to settle their claims, and
    /// nearly always so.
    pub(super) fn all_stand_as_wanted(&self, numbers: &[usize]) -> bool {
        let mut is_taken = vec![false; self.places.len()];
        numbers.iter().all(|number| {
            let met = &self.claims[*number];
            !met.claim.must_move && !std::mem::replace(&mut is_taken[met.place], true)
        })
    }

    /// Where a document stands, when nobody has met it there yet: where it wants to, or where it was `settled`.
    pub(super) fn stands_anew(&mut self, number: usize, settled: Option<&str>) -> Option<String> {
        let met = &mut self.claims[number];
        match settled.filter(|address| *address != met.claim.wanted) {
            None if met.stood_as_wanted => None,
            None => {
                met.stood_as_wanted = true;
                Some(met.claim.wanted.clone())
            }
            Some(address) if met.stood.iter().any(|known| known == address) => None,
            Some(address) => {
                met.stood.push(address.to_string());
                Some(address.to_string())
            }
        }
    }
}
