//! How alike two texts are: the share of words that they have in common, whatever their order.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::parse::fingerprint::normalised;

/// The words of a text, each as a number, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// The words of a text, as they are compared.
    pub(super) fn of(text: &str) -> Self {
        let mut words: Vec<u64> = normalised(text).split(' ').map(|word| xxh3_64(word.as_bytes())).collect();
        words.sort_unstable();
        Self(words)
    }

    /// From 0, nothing in common, to 1, the same words: twice the common words by all words.
    #[expect(clippy::cast_precision_loss, reason = "counts of words, far below 2^53")]
    pub(super) fn alike(&self, other: &Self) -> f64 {
        let (a, b) = (&self.0, &other.0);
        let (mut i, mut j, mut common) = (0, 0, 0_usize);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        (2 * common) as f64 / (a.len() + b.len()).max(1) as f64
    }
}

/// A word that more texts have says little about any of them, once there are many.
const COMMON: usize = 48;
/// So many texts with the most words in common are compared in full.
const CANDIDATES: usize = 8;

/// Finds among many texts the one most alike to another, without comparing it with all of them.
pub(super) struct Finder<'a> {
    texts: &'a [Words],
    having: HashMap<u64, Vec<usize>>,
}

impl<'a> Finder<'a> {
    /// A finder among `texts`.
    pub(super) fn new(texts: &'a [Words]) -> Self {
        let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
        for (n, text) in texts.iter().enumerate() {
            let mut last = None;
            for word in text.0.iter().filter(|word| last.replace(**word) != Some(**word)) {
                having.entry(*word).or_default().push(n);
            }
        }
        Self { texts, having }
    }

    /// The numbers of the texts that are alike enough, and how alike each is.
    pub(super) fn alike(&self, text: &Words, at_least: f64) -> Vec<(usize, f64)> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let known = text.0.iter().filter_map(|word| self.having.get(word));
        for having in known.filter(|having| having.len() <= COMMON) {
            having.iter().for_each(|n| *shared.entry(*n).or_default() += 1);
        }
        let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
        candidates.sort_unstable_by_key(|(n, shared)| (std::cmp::Reverse(*shared), *n));
        candidates.truncate(CANDIDATES);
        let compared = candidates.into_iter().filter_map(|(n, _)| Some((n, self.texts.get(n)?.alike(text))));
        compared.filter(|(_, alike)| *alike >= at_least).collect()
    }
}
