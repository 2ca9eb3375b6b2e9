//! How alike two sentences are, and which promise a sentence may be a bad copy of.
//!
//! Every sentence against every promise would cost their product. So promises stand in an index by their rare words
//! and rare pairs of words, and a sentence is compared only with the few that share the most of these with it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

use super::sentence::{Word, number_word};

/// From here on one sentence is a copy of the other, in other words.
pub const ALIKE: f64 = 0.70;
/// Shorter sentences are alike by chance.
pub const FEWEST_WORDS: usize = 8;
/// A word or pair that more sayings than this have in common points at none of them.
const RARE: usize = 16;
/// A sentence is compared with no more than these.
const MOST_CANDIDATES: usize = 8;
/// How many rare words or pairs two sentences must share to be compared.
const SHARED: usize = 2;

/// What a word of small meaning counts beside one of the others.
const SMALL: f64 = 0.4;

/// A sentence made ready to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Saying {
    /// Its words as they are written.
    words: Vec<String>,
    /// Their stems, and what each counts.
    stems: Vec<(String, f64)>,
}

impl Saying {
    /// From its words.
    pub fn new<'w, 't: 'w>(words: impl IntoIterator<Item = &'w Word<'t>>) -> Self {
        let words: Vec<String> = words.into_iter().map(|word| word.text.to_string()).collect();
        let stems = words.iter().map(|word| (stem(word).into_owned(), weight(word))).collect();
        Self { words, stems }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it repeats `other` word for word, alone or among other words.
    pub fn repeats(&self, other: &Self) -> bool {
        !other.is_empty() && self.words.windows(other.len()).any(|words| words == other.words)
    }

    /// The stems that carry meaning.
    pub fn content(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().filter(|(_, weight)| *weight >= 1.0).map(|(stem, _)| stem.as_str())
    }

    fn weight(&self) -> f64 {
        self.stems.iter().map(|(_, weight)| weight).sum()
    }

    /// What it is found by: its meaningful stems, and each two in a row.
    fn keys(&self) -> Vec<u64> {
        let mut keys = Vec::new();
        each_key(self.content().map(key_of), |key| keys.push(key));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn key_of(stem: &str) -> u64 {
    xxh3_64(stem.as_bytes())
}

fn each_key(stems: impl Iterator<Item = u64>, mut see: impl FnMut(u64)) {
    let mut before: Option<u64> = None;
    for stem in stems {
        see(stem);
        if let Some(before) = before {
            see((before.rotate_left(23) ^ stem).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        }
        before = Some(stem);
    }
}

/// How alike two sentences are, from 0 to 1: the mean of the share of words that they have in common at all and the
/// share that they have in common in the same order. Words count by their stems; small words count less.
pub fn alike(a: &Saying, b: &Saying) -> f64 {
    let whole = a.weight() + b.weight();
    if whole <= 0.0 {
        return 0.0;
    }
    let in_common = 2.0 * common(a, b) / whole;
    let in_order = 2.0 * common_in_order(a, b) / whole;
    f64::midpoint(in_common, in_order)
}

/// Whether two sentences can be alike at all. Words in the same order are in common too, so that they cannot be more
/// alike than what they have in common says; and they have no more in common than the shorter one holds.
fn may_be_alike(a: &Saying, b: &Saying) -> bool {
    const ROUNDING: f64 = 1e-9;
    let least = (a.weight() + b.weight()) * (ALIKE - ROUNDING) / 2.0;
    a.weight().min(b.weight()) >= least && common(a, b) >= least
}

fn common(a: &Saying, b: &Saying) -> f64 {
    let mut left: Vec<&(String, f64)> = b.stems.iter().collect();
    let mut sum = 0.0;
    for (stem, weight) in &a.stems {
        if let Some(at) = left.iter().position(|(other, _)| other == stem) {
            left.swap_remove(at);
            sum += weight;
        }
    }
    sum
}

/// The weight of the longest common subsequence.
fn common_in_order(a: &Saying, b: &Saying) -> f64 {
    let mut row = vec![0.0_f64; b.stems.len() + 1];
    for (stem, weight) in &a.stems {
        let mut diagonal = 0.0;
        for (n, (other, _)) in b.stems.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if stem == other { diagonal + weight } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn weight(word: &str) -> f64 {
    if is_small(word) { SMALL } else { 1.0 }
}

/// Asked of every word of the handbook; sorted by length, so that most words are none at a glance.
fn is_small(word: &str) -> bool {
    const BY_LENGTH: [&[&str]; 6] = [
        &[],
        &["a", "i"],
        &[
            "an", "as", "at", "be", "by", "do", "he", "if", "in", "is", "it", "my", "of", "on", "or", "so",
            "to", "us", "we",
        ],
        &[
            "and", "are", "but", "can", "for", "has", "her", "his", "its", "may", "our", "she", "the", "was",
            "who", "you",
        ],
        &[
            "been", "does", "from", "have", "into", "than", "that", "them", "then", "they", "this", "were",
            "what", "when", "will", "with", "your",
        ],
        &["their", "which", "would", "yours"],
    ];
    BY_LENGTH.get(word.len()).is_some_and(|small| small.contains(&word))
}

/// A word without its ending, and a number word as a number.
fn stem(word: &str) -> Cow<'_, str> {
    if let Some(number) = number_word(word) {
        return Cow::Owned(number.to_string());
    }
    for (ending, least) in [("ing", 3), ("ies", 2), ("ed", 3), ("es", 3), ("s", 3), ("e", 3)] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= least
            && !stem.ends_with('s')
        {
            return Cow::Borrowed(stem);
        }
    }
    Cow::Borrowed(word)
}

/// A key is a hash already.
#[derive(Debug, Default, Clone, Copy)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Sayings, each with something that tells whose it is.
#[derive(Debug)]
pub struct Sayings<T> {
    sayings: Vec<(Saying, T)>,
    by_key: HashMap<u64, Vec<usize>, BuildHasherDefault<AsItIs>>,
}

impl<T> Sayings<T> {
    /// An index of `sayings`; of several that say the same only the first is kept.
    pub fn new(sayings: impl IntoIterator<Item = (Saying, T)>) -> Self {
        let mut index = Self { sayings: Vec::new(), by_key: HashMap::default() };
        let mut seen: HashMap<Vec<String>, ()> = HashMap::new();
        for (saying, whose) in sayings {
            if seen.insert(saying.words.clone(), ()).is_some() {
                continue;
            }
            for key in saying.keys() {
                index.by_key.entry(key).or_default().push(index.sayings.len());
            }
            index.sayings.push((saying, whose));
        }
        index.by_key.retain(|_, sayings| sayings.len() <= RARE);
        index
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sayings.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sayings.is_empty()
    }

    /// Whether a sentence may share enough with any saying to be compared with it. It is asked of every sentence of
    /// the handbook, so nothing is made of the words yet; a word that stands twice counts twice.
    pub fn may_hold<'w, 't: 'w>(&self, words: impl Iterator<Item = &'w Word<'t>>) -> bool {
        let content = words.filter(|word| !is_small(&word.text));
        let mut shared: Vec<usize> = Vec::new();
        each_key(content.map(|word| key_of(&stem(&word.text))), |key| {
            shared.extend(self.by_key.get(&key).into_iter().flatten());
        });
        shared.sort_unstable();
        shared.windows(SHARED).any(|run| run[0] == run[SHARED - 1])
    }

    /// The few that share the most rare words and pairs with `saying`.
    pub fn candidates(&self, saying: &Saying) -> Vec<&(Saying, T)> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for key in saying.keys() {
            for at in self.by_key.get(&key).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let mut found: Vec<(usize, usize)> =
            shared.into_iter().filter(|(_, shared)| *shared >= SHARED).collect();
        found.sort_unstable_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then(a.cmp(b)));
        found.truncate(MOST_CANDIDATES);
        found.into_iter().map(|(at, _)| &self.sayings[at]).collect()
    }

    /// Whose words `saying` tells in other words; nobody's, when it repeats somebody's as they are.
    pub fn drifted_from(&self, saying: &Saying) -> Option<&T> {
        if saying.len() < FEWEST_WORDS {
            return None;
        }
        let candidates = self.candidates(saying);
        if candidates.iter().any(|(other, _)| saying.repeats(other)) {
            return None;
        }
        let near = candidates.into_iter().filter(|(other, _)| may_be_alike(saying, other));
        let scored = near.map(|(other, whose)| (alike(saying, other), whose));
        let best = scored.filter(|(score, _)| *score >= ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b));
        best.map(|(_, whose)| whose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sentence::words;

    fn saying(text: &str) -> Saying {
        Saying::new(&words(text, 0..text.len()))
    }

    #[test]
    fn the_same_words_in_another_order_are_less_alike() {
        let (a, b) = (saying("phone the patient before noon"), saying("before noon the patient phone"));
        assert!((alike(&a, &a) - 1.0).abs() < 1e-9);
        assert!(alike(&a, &b) < 0.9 && alike(&a, &b) > 0.5);
        assert!(alike(&saying(""), &saying("")) < f64::EPSILON);
    }

    #[test]
    fn whoever_repeats_a_saying_does_not_drift() {
        let says = "Leave a message and a person calls you back the same day.";
        let index = Sayings::new([(saying(says), 7)]);
        assert_eq!(
            index.drifted_from(&saying("Leave a message and a person calls you back within a day.")),
            Some(&7)
        );
        assert_eq!(index.drifted_from(&saying(&format!("As we say: {says}"))), None);
        assert_eq!(index.drifted_from(&saying("Leave a message and a person calls.")), None);
    }

    /// Ten times the promises must not make any one sentence dearer.
    #[test]
    fn a_sentence_is_compared_with_few_promises_however_many_there_are() {
        const THINGS: [&str; 7] = ["price", "letter", "sheet", "answer", "refund", "visit", "parcel"];
        const PLACES: [&str; 11] =
            ["door", "desk", "phone", "car", "bus", "mill", "dock", "gate", "yard", "hall", "shop"];
        let say = |n: usize| {
            let (thing, place) = (THINGS[n % 7], PLACES[n % 11]);
            saying(&format!(
                "You have your {thing} at the {place} within {n} hours of asking number {}",
                n * 31 % 997
            ))
        };
        for size in [1_000, 10_000] {
            let index = Sayings::new((0..size).map(|n| (say(n), n)));
            let compared: usize = (0..size).map(|n| index.candidates(&say(n)).len()).sum();
            assert!(compared <= size * MOST_CANDIDATES, "{compared} comparisons for {size} sentences");
            let looked_at: usize = (0..size)
                .map(|n| {
                    say(n).keys().iter().filter_map(|key| index.by_key.get(key)).map(Vec::len).sum::<usize>()
                })
                .sum();
            assert!(looked_at <= size * RARE * 24, "{looked_at} entries read for {size} sentences");
        }
    }
}
