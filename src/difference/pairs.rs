//! Which step of a system is which: by its anchor and its old ones, then by its words, then by words much alike.

use std::collections::{BTreeSet, HashMap};

use super::alike::Words;
use crate::parse::checklist::Step;
use crate::parse::fingerprint::normalised;

/// How alike the words of two steps have to be, when neither anchor nor equal words tell.
const ALIKE: f64 = 0.7;
/// More pairs than this are not compared word by word: a list that long, wholly rewritten, is a new list.
const MOST_PAIRS: usize = 40_000;

/// Which steps are the same. Numbers are those of the steps in their documents.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Old and new.
    pub(super) same: Vec<(usize, usize)>,
    /// Several old ones that are one now.
    pub(super) merged: Vec<(Vec<usize>, usize)>,
    /// An old one that is several now.
    pub(super) split: Vec<(usize, Vec<usize>)>,
    /// Old ones that are gone.
    pub(super) removed: Vec<usize>,
    /// New ones.
    pub(super) added: Vec<usize>,
}

/// Pairs the steps of two states of one system. The same told backward.
pub(super) fn of(old: &[Step], new: &[Step]) -> Pairs {
    let mut pairing = Pairing {
        free_old: (0..old.len()).collect(),
        free_new: (0..new.len()).collect(),
        pairs: Pairs::default(),
    };
    pairing.by_anchors(old, new);
    pairing.by_words(old, new);
    pairing.by_likeness(old, new);
    let Pairing { free_old, free_new, mut pairs } = pairing;
    pairs.same.sort_unstable();
    pairs.removed = free_old.into_iter().collect();
    pairs.added = free_new.into_iter().collect();
    pairs
}

struct Pairing {
    free_old: BTreeSet<usize>,
    free_new: BTreeSet<usize>,
    pairs: Pairs,
}

impl Pairing {
    fn pair(&mut self, old: usize, new: usize) {
        if self.free_old.contains(&old) && self.free_new.contains(&new) {
            self.free_old.remove(&old);
            self.free_new.remove(&new);
            self.pairs.same.push((old, new));
        }
    }

    /// Anchors and `was:` tie steps to one another; where one is tied to several, they were parted or joined.
    fn by_anchors(&mut self, old: &[Step], new: &[Step]) {
        let (here, there) = (anchors(old), anchors(new));
        let same = new
            .iter()
            .enumerate()
            .filter_map(|(n, step)| Some((*here.get(step.anchor.as_ref()?.value.as_str())?, n)));
        // The first of two steps with one anchor has it.
        let same = same.filter(|(_, n)| anchor(&new[*n]).and_then(|anchor| there.get(anchor)) == Some(n));
        let same: Vec<(usize, usize)> = same.collect();
        let back = old_names(new).filter_map(|(n, was)| Some((*here.get(was)?, n)));
        let on = old_names(old).filter_map(|(o, was)| Some((o, *there.get(was)?)));
        let ties: BTreeSet<(usize, usize)> = same.iter().copied().chain(back).chain(on).collect();
        let of_new =
            |n: usize| ties.iter().filter(move |tie| tie.1 == n).map(|tie| tie.0).collect::<Vec<_>>();
        let of_old =
            |o: usize| ties.iter().filter(move |tie| tie.0 == o).map(|tie| tie.1).collect::<Vec<_>>();
        let several: BTreeSet<usize> = ties.iter().map(|tie| tie.1).collect();
        for n in several {
            let from = of_new(n);
            if from.len() > 1 && from.iter().all(|o| of_old(*o) == [n]) {
                self.free_old.retain(|o| !from.contains(o));
                self.free_new.remove(&n);
                self.pairs.merged.push((from, n));
            }
        }
        let several: BTreeSet<usize> = ties.iter().map(|tie| tie.0).collect();
        for o in several {
            let into = of_old(o);
            if into.len() > 1 && into.iter().all(|n| of_new(*n) == [o]) {
                self.free_new.retain(|n| !into.contains(n));
                self.free_old.remove(&o);
                self.pairs.split.push((o, into));
            }
        }
        for (o, n) in same.into_iter().chain(ties) {
            self.pair(o, n);
        }
    }

    fn by_words(&mut self, old: &[Step], new: &[Step]) {
        let mut waiting: HashMap<String, Vec<usize>> = HashMap::new();
        for n in self.free_new.iter().rev() {
            waiting.entry(normalised(&new[*n].action.value)).or_default().push(*n);
        }
        for o in self.free_old.clone() {
            let found = waiting.get_mut(&normalised(&old[o].action.value)).and_then(Vec::pop);
            if let Some(n) = found {
                self.pair(o, n);
            }
        }
    }

    fn by_likeness(&mut self, old: &[Step], new: &[Step]) {
        if self.free_old.len() * self.free_new.len() > MOST_PAIRS {
            return;
        }
        let words = |steps: &[Step], free: &BTreeSet<usize>| -> Vec<(usize, Words)> {
            free.iter().map(|n| (*n, Words::of(&steps[*n].action.value))).collect()
        };
        let (old, new) = (words(old, &self.free_old), words(new, &self.free_new));
        let mut likely = Vec::new();
        for (o, before) in &old {
            let alike = new.iter().map(|(n, after)| (before.alike(after), *o, *n));
            likely.extend(alike.filter(|(alike, ..)| *alike >= ALIKE));
        }
        // The most alike first; of equals the nearest in the list.
        likely.sort_by(|a, b| {
            let near = |(_, o, n): &(f64, usize, usize)| (o.abs_diff(*n), o + n, *o);
            b.0.total_cmp(&a.0).then(near(a).cmp(&near(b)))
        });
        for (_, o, n) in likely {
            self.pair(o, n);
        }
    }
}

fn anchor(step: &Step) -> Option<&str> {
    step.anchor.as_ref().map(|anchor| anchor.value.as_str())
}

fn anchors(steps: &[Step]) -> HashMap<&str, usize> {
    let mut anchors = HashMap::new();
    for (n, step) in steps.iter().enumerate() {
        if let Some(anchor) = anchor(step) {
            anchors.entry(anchor).or_insert(n);
        }
    }
    anchors
}

fn old_names(steps: &[Step]) -> impl Iterator<Item = (usize, &str)> {
    steps.iter().enumerate().flat_map(|(n, step)| step.was.iter().map(move |was| (n, was.value.as_str())))
}

/// Of a list in its new order, given as the old places, the positions of those that stayed where they were: a longest
/// run of rising places, so that as few as can be were moved.
pub(super) fn stayed(places: &[usize]) -> Vec<usize> {
    // `ends[k]` is the position of the least last place of all runs of length k + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(position) = at {
        run.push(position);
        at = before[position];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_can_be_were_moved() {
        assert_eq!(stayed(&[]), Vec::<usize>::new());
        assert_eq!(stayed(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(stayed(&[3, 0, 1, 2]), [1, 2, 3], "the last became the first");
        assert_eq!(stayed(&[1, 2, 3, 0]), [0, 1, 2], "the first became the last");
        assert_eq!(stayed(&[2, 1, 0]).len(), 1);
    }
}
