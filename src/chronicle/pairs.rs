//! Which states are held against which, and which were.

use std::collections::HashSet;
use std::fmt;

use jiff::civil::Date;

use crate::edition::{EditionName, Editions, NOW, Published};
use crate::parse::settings::KEPT;

/// Two states, by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    /// The older one.
    pub old: EditionName,
    /// The newer one; `None` for the working folder.
    pub new: Option<EditionName>,
    /// Why they are held against each other.
    pub sort: Sort,
    /// Whether every role has a sheet of it: of each edition, and of what would come next.
    pub has_sheets: bool,
}

/// An address at which an earlier build told a difference, and this one tells none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The older state.
    pub old: EditionName,
    /// The folder of its pages, with a slash behind it.
    pub address: String,
    /// What answers instead; `None` where the difference itself is told as ever, and only its sheets are not.
    pub instead: Option<Instead>,
    /// The folder of the pair that now has a sheet for each role, with a slash behind it.
    pub sheets: Option<String>,
}

/// What answers in place of a difference that is not told any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// The difference in this folder, with a slash behind it.
    Pair(String),
    /// What is said of an edition in the list of all.
    Listed(EditionName),
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
        folder(self.new_name(), &self.old)
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.new_name(), self.old)
    }
}

/// The folder of the pages of a pair.
fn folder(new: &str, old: &EditionName) -> String {
    format!("changes/{new}/from/{old}/")
}

/// Every pair that is told as of a day: all neighbours; and each edition that is published in full against the newest and
/// against the working folder.
///
/// In an order in which no edition has to be read twice when three are held: back from neighbour to neighbour, each held
/// against the newest and against the working folder meanwhile.
pub fn of(editions: &Editions, keep: Option<u32>, on: Date) -> Vec<Pair> {
    let all = editions.all();
    let Some(newest) = all.len().checked_sub(1) else { return Vec::new() };
    let pair = |old: usize, new: Option<usize>, sort, has_sheets| Pair {
        old: all[old].name.clone(),
        new: new.map(|new| all[new].name.clone()),
        sort,
        has_sheets,
    };
    let in_force = editions.in_force(on).map(|edition| &edition.name);
    let is_in_force = |n: usize| in_force == Some(&all[n].name);
    let is_kept = |n: usize| editions.is_kept(n, keep, on);
    let mut pairs = Vec::new();
    for n in (0..all.len()).rev() {
        if n == newest || is_kept(n) {
            // What the next edition would change, for whoever goes by the newest or by the one in force.
            pairs.push(pair(n, None, Sort::ToNow, n == newest || is_in_force(n)));
        }
        // The one before the newest is its neighbour.
        if n + 1 < newest && is_kept(n) {
            pairs.push(pair(n, Some(newest), Sort::ToNewest, false));
        }
        pairs.extend(n.checked_sub(1).map(|old| pair(old, Some(n), Sort::Neighbours, true)));
    }
    pairs
}

/// Every address of a difference that a build had while an older edition was the newest, or while one was still
/// published in full, and that none of today's pairs has: whoever kept it is led on.
///
/// What was new up to an edition that is the newest no more is now told up to the one that is. What the working folder
/// changed became an edition: the sheets of the one are led to those of the other.
///
/// How many were published in full at that time, the settings of each edition say, as far as `published` knows them; else
/// it goes by today's.
pub fn former(
    editions: &Editions,
    published: Option<&Published>,
    keep: Option<u32>,
    on: Date,
) -> Vec<Former> {
    let all = editions.all();
    let pairs = of(editions, keep, on);
    let told: HashSet<String> = pairs.iter().map(Pair::address).collect();
    let with_sheets: HashSet<String> =
        pairs.iter().filter(|pair| pair.has_sheets).map(Pair::address).collect();
    let Some(newest) = all.last() else { return Vec::new() };
    let mut former = Vec::new();
    for (n, edition) in all.iter().enumerate() {
        let first = first_told(editions, n, published, keep);
        for old in &all[first..n.saturating_sub(1).max(first)] {
            let address = folder(edition.name.as_str(), &old.name);
            let now = folder(newest.name.as_str(), &old.name);
            let instead = match told.contains(&now) {
                true => Instead::Pair(now),
                false => Instead::Listed(edition.name.clone()),
            };
            if !told.contains(&address) {
                former.push(Former { old: old.name.clone(), address, instead: Some(instead), sheets: None });
            }
        }
        let Some(next) = all.get(n + 1) else { break };
        let address = folder(NOW, &edition.name);
        let instead = (!told.contains(&address)).then(|| Instead::Listed(edition.name.clone()));
        let next = folder(next.name.as_str(), &edition.name);
        let sheets = (!with_sheets.contains(&address)).then_some(next);
        if instead.is_some() || sheets.is_some() {
            former.push(Former { old: edition.name.clone(), address, instead, sheets });
        }
    }
    former
}

/// The first edition that was held against edition number `n` while that was the newest.
fn first_told(editions: &Editions, n: usize, published: Option<&Published>, keep: Option<u32>) -> usize {
    let all = editions.all();
    let today = keep.unwrap_or(KEPT);
    let then = published.and_then(|published| published.keep.get(&n));
    let then = then.map_or(today, |keep| keep.unwrap_or(KEPT));
    let first_kept = (n + 1).saturating_sub(then.max(today) as usize);
    // The one in force is published in full whatever is kept, and each took its turn until the next was cut.
    let in_force = all[n].cut.and_then(|cut| editions.in_force(cut)).map(|current| &current.name);
    let in_force = all[..n].iter().position(|one| Some(&one.name) == in_force);
    in_force.map_or(first_kept, |current| current.min(first_kept))
}
