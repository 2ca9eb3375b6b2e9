//! What is known of editions only by reading them: how whole each is, and what the one in force holds. A build reads every
//! one that it publishes before it renders a page. A preview shows its pages first, and reads behind them.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::Site;
use super::{Catalogue, Standing};
use crate::model::outline::{Lookup, Outline};

/// What somebody knows who read an edition.
#[derive(Debug, Clone)]
pub struct Recalled {
    reading: Reading,
    faults: usize,
    /// Of the one in force.
    standing: Option<Arc<Standing>>,
}

/// Which edition was read, and as what. Among the editions of one shelf that says all.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    name: String,
    from: Option<Date>,
    is_in_force: bool,
}

impl Recalled {
    /// Adds what was read to what is known. Only of one edition it is kept what it holds.
    pub fn add(known: &mut Vec<Self>, read: Vec<Self>) {
        let is_other = read.iter().any(|one| one.standing.is_some());
        let is_read_anew = |old: &Self| read.iter().any(|one| one.reading == old.reading);
        known.retain(|old| !is_read_anew(old) && (!is_other || old.standing.is_none()));
        known.extend(read);
    }
}

impl Standing {
    /// What an edition holds.
    pub fn of(site: &Site) -> Self {
        Self {
            lookup: Lookup::new(Outline::of(&site.handbook)),
            files: site.routes().iter().map(|route| site.file(route)).collect(),
        }
    }
}

impl Catalogue {
    fn reading(&self, n: usize) -> Reading {
        let edition = &self.editions[n];
        Reading { name: edition.name.clone(), from: edition.from, is_in_force: self.in_force == Some(n) }
    }

    /// What is known of edition number `n` by whoever has its site; without one, that it cannot be read.
    pub fn recalled(&self, n: usize, site: Option<&Site>) -> Recalled {
        let reading = self.reading(n);
        let standing = site.filter(|_| reading.is_in_force).map(|site| Arc::new(Standing::of(site)));
        Recalled { reading, faults: site.map_or(0, |site| site.findings.len()), standing }
    }

    /// The same list with what is known of editions that were read.
    pub fn knowing(mut self, known: &[Recalled]) -> Self {
        for n in 0..self.editions.len() {
            let reading = self.reading(n);
            let one = known.iter().find(|one| self.editions[n].is_kept && one.reading == reading);
            let Some(one) = one else { continue };
            (self.editions[n].faults, self.editions[n].is_read) = (one.faults, true);
            if reading.is_in_force {
                self.standing.clone_from(&one.standing);
            }
        }
        self
    }

    /// The number of an edition that is published and was read neither for this list nor since; the one in force first.
    pub fn unread(&self, since: &[Recalled]) -> Option<usize> {
        let is_unread = |n: &usize| {
            let edition = &self.editions[*n];
            let is_known = || since.iter().any(|one| one.reading == self.reading(*n));
            edition.is_kept && !edition.is_read && !is_known()
        };
        self.in_force.into_iter().chain((0..self.editions.len()).rev()).find(is_unread)
    }
}
