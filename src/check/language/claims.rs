//! Claims in numbers: how they are worded, and how a measured one is told from them.

use std::ops::Range;

use super::{Context, english_claims, words};

/// The words of claims. All are small letters.
pub struct Claims {
    /// What stands behind a number and makes it a share: `percent`.
    pub share: &'static [&'static str],
    /// What stands behind a number and makes it a multiple: `times`.
    pub times: &'static [&'static str],
    /// Multiples in one word: `twice`.
    pub multiples: &'static [&'static str],
    /// Numbers in words.
    pub numbers: &'static [&'static str],
    /// What is claimed: `better`, `faster`.
    pub comparatives: &'static [&'static str],
    /// What joins a multiple to an adjective: `as` in "twice as fast".
    pub joins: &'static [&'static str],
    /// What follows such a word where nothing is claimed: "check twice as you leave".
    pub harmless: &'static [&'static str],
    /// What stands before the number before, and before the number after: `from`, `to`.
    pub before_and_after: (&'static str, &'static str),
}

/// The words of claims in the handbook's language, when there is a pack for it.
pub fn claims(context: &Context<'_>) -> Option<&'static Claims> {
    context.knows_the_language().then_some(&english_claims::CLAIMS)
}

impl Claims {
    /// Whether a text can hold a claim at all; most cannot, and this is cheap.
    pub fn may_be_in(&self, text: &str) -> bool {
        text.contains('%')
            || self.share.iter().chain(self.times).chain(self.multiples).any(|word| text.contains(word))
    }

    /// Every claim of a sentence.
    pub fn find(&self, sentence: &str) -> Vec<Range<usize>> {
        let words = words(sentence);
        (0..words.len()).filter_map(|at| self.claim_at(sentence, &words[at..])).collect()
    }

    /// Whether a sentence says a number before and a number after.
    pub fn measures(&self, sentence: &str) -> bool {
        let words = words(sentence);
        let (before, after) = self.before_and_after;
        let numbered = |word: &str, rest: &[(String, Range<usize>)]| {
            rest.windows(2).position(|pair| pair[0].0 == word && self.is_number(&pair[1].0))
        };
        numbered(before, &words).is_some_and(|at| numbered(after, &words[at + 1..]).is_some())
    }

    fn claim_at(&self, sentence: &str, words: &[(String, Range<usize>)]) -> Option<Range<usize>> {
        let (first, place) = words.first()?;
        let rest = if self.multiples.contains(&first.as_str()) {
            &words[1..]
        } else if self.is_number(first) {
            self.behind_unit(sentence, words)?
        } else {
            return None;
        };
        let (claimed, end) = rest.first()?;
        if self.comparatives.contains(&claimed.as_str()) {
            return Some(place.start..end.end);
        }
        let (claimed, end) = rest.get(1).filter(|_| self.joins.contains(&claimed.as_str()))?;
        if self.harmless.contains(&claimed.as_str()) {
            return None;
        }
        Some(place.start..end.end)
    }

    /// The words behind `30 %`, `30 per cent` or `three times`.
    fn behind_unit<'w>(
        &self,
        sentence: &str,
        words: &'w [(String, Range<usize>)],
    ) -> Option<&'w [(String, Range<usize>)]> {
        let next = words.get(1)?;
        let between = sentence.get(words[0].1.end..next.1.start)?.trim();
        if between == "%" {
            return Some(&words[1..]);
        }
        let unit = |units: &[&str], count: usize| {
            let typed: Vec<&str> = words.get(1..=count)?.iter().map(|(word, _)| word.as_str()).collect();
            units.contains(&typed.join(" ").as_str()).then(|| &words[1 + count..])
        };
        if !between.is_empty() {
            return None;
        }
        unit(self.share, 1).or_else(|| unit(self.share, 2)).or_else(|| unit(self.times, 1))
    }

    fn is_number(&self, word: &str) -> bool {
        word.starts_with(|c: char| c.is_ascii_digit()) || self.numbers.contains(&word)
    }
}
