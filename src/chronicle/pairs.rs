//! Which states are held against which.

use std::fmt;

use jiff::civil::Date;

use crate::edition::{EditionName, Editions, NOW};

/// Two states, by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    /// The older one.
    pub old: EditionName,
    /// The newer one; `None` for the working folder.
    pub new: Option<EditionName>,
    /// Why they are held against each other.
    pub sort: Sort,
}

/// Why two states are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The one followed the other.
    Neighbours,
    /// What is new for whoever last read an older one.
    ToNewest,
    /// What the next edition would change.
    ToNow,
}

impl Pair {
    /// The newer state as addresses name it.
    pub fn new_name(&self) -> &str {
        self.new.as_ref().map_or(NOW, EditionName::as_str)
    }

    /// The folder of its pages, with a slash behind it.
    pub fn address(&self) -> String {
        format!("changes/{}/from/{}/", self.new_name(), self.old)
    }

    /// Whether every role has a sheet of it: of each edition, and of what comes next.
    pub fn has_sheets(&self) -> bool {
        self.sort != Sort::ToNewest
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.new_name(), self.old)
    }
}

/// Every pair that is told as of a day, in an order in which few editions have to be read twice: neighbours, the newest
/// first; then the newest against those that are kept; then the working folder against the newest and against the one in
/// force.
pub fn of(editions: &Editions, keep: Option<u32>, on: Date) -> Vec<Pair> {
    let all = editions.all();
    let pair = |old: usize, new: usize, sort| Pair {
        old: all[old].name.clone(),
        new: Some(all[new].name.clone()),
        sort,
    };
    let Some(newest) = all.len().checked_sub(1) else { return Vec::new() };
    let mut pairs: Vec<Pair> = (1..all.len()).rev().map(|n| pair(n - 1, n, Sort::Neighbours)).collect();
    let first = editions.first_kept(keep);
    // The one before it is its neighbour.
    pairs.extend((first..newest.saturating_sub(1)).rev().map(|old| pair(old, newest, Sort::ToNewest)));
    let in_force = editions.in_force(on).map(|edition| &edition.name);
    let since = [Some(&all[newest].name), in_force.filter(|name| **name != all[newest].name)];
    pairs.extend(since.into_iter().flatten().map(|old| Pair {
        old: old.clone(),
        new: None,
        sort: Sort::ToNow,
    }));
    pairs
}
