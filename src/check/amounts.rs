//! Amounts in running text: `24 hours`, `two choices`, `95%`, `16:30`; and what the words around them make of them.

use std::cmp::Ordering;
use std::ops::Range;

use super::sentence::{self, Word, number_word};
use crate::parse::quantity::{Clock, Percent, Quantity, Unit};

/// An amount in a text.
#[derive(Debug, Clone)]
pub struct Amount {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
    /// Whether the words before it make it a limit: `within`, `at most`, `before`.
    pub is_limit: bool,
    /// Whether the words around it make it something else: `every 2 hours`, `8 hours a day`, `an hour ago`.
    pub is_aside: bool,
}

/// What an amount is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A number with a unit.
    Quantity(Quantity),
    /// A time of day.
    Clock(Clock),
    /// A share.
    Percent(Percent),
}

impl What {
    /// Whether both are the same amount.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity(a), Self::Quantity(b)) => a.compare(b) == Some(Ordering::Equal),
            _ => self == other,
        }
    }

    /// Whether both count the same sort of thing, so that one can be more than the other.
    pub fn is_comparable(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity(a), Self::Quantity(b)) => a.compare(b).is_some(),
            (Self::Clock(_), Self::Clock(_)) | (Self::Percent(_), Self::Percent(_)) => true,
            _ => false,
        }
    }

    /// Whether both are written in the same unit, `hours` and `hour` for one.
    pub fn has_unit_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity(a), Self::Quantity(b)) => match (&a.unit, &b.unit) {
                (Unit::Time(a), Unit::Time(b)) | (Unit::Calendar(a), Unit::Calendar(b)) => a == b,
                (Unit::Other(a), Unit::Other(b)) => a == b,
                _ => false,
            },
            _ => false,
        }
    }
}

const LIMITS: [&str; 9] = ["within", "inside", "under", "most", "least", "before", "by", "until", "till"];
const LONG_LIMITS: [[&str; 2]; 6] = [
    ["later", "than"],
    ["more", "than"],
    ["less", "than"],
    ["longer", "than"],
    ["up", "to"],
    ["fewer", "than"],
];
const ASIDE_BEFORE: [&str; 14] = [
    "after", "every", "each", "for", "takes", "lasts", "last", "first", "next", "past", "took", "another",
    "of", "per",
];
const ASIDE_BEHIND: [&str; 13] =
    ["a", "an", "per", "each", "every", "ago", "later", "earlier", "old", "long", "late", "early", "of"];

/// Every amount in `text`, in order.
pub fn amounts(text: &str) -> Vec<Amount> {
    amounts_in(text, &sentence::words(text, 0..text.len()))
}

/// Every amount in some words of `text`, in order.
pub fn amounts_in(text: &str, words: &[Word<'_>]) -> Vec<Amount> {
    (0..words.len()).filter_map(|n| amount(text, words, n)).collect()
}

fn amount(text: &str, words: &[Word<'_>], n: usize) -> Option<Amount> {
    let word = &words[n];
    let has_digits = word.text.starts_with(|c: char| c.is_ascii_digit());
    // Nearly every word is no number, and need not be asked more than that.
    if !has_digits && number_word(&word.text).is_none() && !is_article(&word.text) {
        return None;
    }
    let before = |back: usize| n.checked_sub(back).map_or("", |at| &*words[at].text);
    let is_limit = LIMITS.contains(&before(1)) || LONG_LIMITS.contains(&[before(2), before(1)]);
    let (what, last) = match (Clock::parse(&word.text), percent(text, word)) {
        (Some(clock), _) => (What::Clock(clock), n),
        (_, Some(percent)) => (What::Percent(percent), n),
        _ => {
            let (quantity, last) = quantity(words, n, is_limit)?;
            (What::Quantity(quantity), last)
        }
    };
    let behind = words.get(last + 1).map_or("", |word| &*word.text);
    // "24 hours before your visit" is no rate, though "a" may stand behind an amount in other ways.
    let is_aside = ASIDE_BEFORE.contains(&before(1)) || ASIDE_BEHIND.contains(&behind);
    Some(Amount { range: word.range.start..words[last].range.end, what, is_limit, is_aside })
}

fn percent(text: &str, word: &Word) -> Option<Percent> {
    let spaced = || text[word.range.end..].trim_start_matches([' ', '\u{a0}']).starts_with('%');
    let alone = Percent::parse(&word.text);
    alone.or_else(|| spaced().then(|| Percent::parse(&format!("{}%", word.text)))?)
}

/// A number and its unit, and the number of the last word. "An hour" is one only where a limit is named.
fn quantity(words: &[Word<'_>], n: usize, is_limit: bool) -> Option<(Quantity, usize)> {
    let word = &*words[n].text;
    if word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(char::is_alphabetic) {
        return Quantity::parse(word).map(|quantity| (quantity, n));
    }
    let number = match number_word(word) {
        Some(number) => number.to_string(),
        None if is_limit && is_article(word) => "1".to_string(),
        None if word.starts_with(|c: char| c.is_ascii_digit()) => word.replace(',', ""),
        None => return None,
    };
    // "Two working hours" are not two hours: such a unit is two words.
    let unit = &words.get(n + 1)?.text;
    let is_half = matches!(unit.as_ref(), "working" | "business" | "opening" | "calendar");
    match words.get(n + 2).filter(|_| is_half) {
        Some(rest) => {
            Quantity::parse(&format!("{number} {unit} {}", rest.text)).map(|quantity| (quantity, n + 2))
        }
        None => Quantity::parse(&format!("{number} {unit}")).map(|quantity| (quantity, n + 1)),
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool, bool)> {
        amounts(text).into_iter().map(|a| (&text[a.range], a.is_limit, a.is_aside)).collect()
    }

    #[test]
    fn numbers_words_times_and_shares_are_amounts() {
        assert_eq!(found("within 24 hours"), [("24 hours", true, false)]);
        assert_eq!(found("no later than two days"), [("two days", true, false)]);
        assert_eq!(found("a 6-hour limit before 16:30"), [("6-hour", false, false), ("16:30", true, false)]);
        assert_eq!(found("in 95 % of cases"), [("95", false, true)]);
        assert_eq!(found("within an hour"), [("an hour", true, false)]);
        assert_eq!(found("24h"), [("24h", false, false)]);
    }

    #[test]
    fn rates_and_lengths_are_something_else() {
        assert_eq!(found("open 8 hours a day"), [("8 hours", false, true)]);
        assert_eq!(found("every 2 hours"), [("2 hours", false, true)]);
        assert_eq!(found("a day, an hour, the one"), []);
    }

    #[test]
    fn working_hours_are_no_hours() {
        let all = amounts("within 4 working hours");
        let hours = What::Quantity(Quantity::parse("4 hours").expect("a quantity"));
        assert!(!all[0].what.is_comparable(&hours));
    }
}
