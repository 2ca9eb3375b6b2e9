//! Language packs: the words that rules about sentences go by, one file a language.
//!
//! A rule never holds words of its own. In a language without a pack the rules about sentences stay silent: a guess about
//! somebody's words is worse than nothing.

pub mod claims;
mod english;
mod english_claims;
mod english_steps;
pub mod steps;

use std::ops::Range;

use super::Context;
use crate::parse::document::Document;
use crate::source::{Span, Spanned};

/// The rules that keep silent in a language without a pack.
pub const RULES: [&str; 11] = [
    "ceiling-words",
    "claims-too-much",
    "evasive-words",
    "fine",
    "long-sentence",
    "message-drift",
    "not-for-anyone",
    "number-drift",
    "outside-drift",
    "relative",
    "vague-step",
];

/// The words of one language, in small letters. Where several are listed, longer ones win over shorter ones.
pub struct Pack {
    /// Words that let us off, with what to type instead.
    pub evasive: &'static [(&'static str, &'static str)],
    /// Words that measure us by others.
    pub relative: &'static [&'static str],
    /// Words that look like one of the above and are none.
    pub harmless: &'static [&'static str],
    /// Words that address whoever reads.
    pub addressing: &'static [&'static str],
    /// Answers that end a conversation.
    pub empty_answers: &'static [&'static str],
}

/// The pack of the handbook's language; English when it names none.
pub fn of(context: &Context<'_>) -> Option<&'static Pack> {
    context.knows_the_language().then_some(&english::PACK)
}

impl Pack {
    /// Every place of `text` where one of `phrases` stands, with the number of the phrase.
    pub fn find<'a>(&self, text: &str, phrases: impl Iterator<Item = &'a str>) -> Vec<(usize, Range<usize>)> {
        let phrases: Vec<Vec<&str>> = phrases.map(|phrase| phrase.split(' ').collect()).collect();
        let harmless: Vec<Vec<&str>> =
            self.harmless.iter().map(|phrase| phrase.split(' ').collect()).collect();
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let begins = |phrase: &&Vec<&str>| stands_at(text, &words[at..], phrase);
            let best =
                phrases.iter().enumerate().filter(|(_, phrase)| begins(phrase)).max_by_key(|(_, p)| p.len());
            let excused = harmless.iter().filter(begins).map(Vec::len).max().unwrap_or(0);
            let taken = match best {
                Some((number, phrase)) if phrase.len() > excused => {
                    found.push((number, words[at].1.start..words[at + phrase.len() - 1].1.end));
                    phrase.len()
                }
                _ => excused,
            };
            at += taken.max(1);
        }
        found
    }

    /// Whether a sentence speaks to whoever reads it.
    pub fn addresses(&self, text: &str) -> bool {
        words(text).iter().any(|(word, _)| self.addressing.contains(&word.as_str()))
    }

    /// Whether an answer says nothing but that there is nothing to say.
    pub fn is_empty_answer(&self, text: &str) -> bool {
        let words: Vec<String> = words(text).into_iter().map(|(word, _)| word).collect();
        self.empty_answers.contains(&words.join(" ").as_str())
    }
}

/// The place in the file of a part of a value: the same letters within its source, else all of it.
pub fn place(document: &Document, value: &Spanned<String>, part: &Range<usize>) -> Span {
    let source = document.text.get(value.span.range()).unwrap_or_default();
    let wanted = value.value.get(part.clone()).unwrap_or_default();
    // As many of the same letters before it as in the value, so that the second of two is not taken for the first.
    let before = value.value.get(..part.start).map_or(0, |before| before.matches(wanted).count());
    match source.match_indices(wanted).nth(before) {
        Some((at, _)) if !wanted.is_empty() => {
            let start = value.span.start as usize + at;
            Span::new(start, start + wanted.len())
        }
        _ => value.span,
    }
}

/// The words of a text in small letters, with their places; an apostrophe ends a word.
pub fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((text[from..at].to_lowercase(), from..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether `phrase` stands at the beginning of `words`, with nothing but spaces and hyphens inside.
fn stands_at(text: &str, words: &[(String, Range<usize>)], phrase: &[&str]) -> bool {
    let Some(here) = words.get(..phrase.len()) else { return false };
    let same = here.iter().zip(phrase).all(|((word, _), wanted)| word == wanted);
    let joined = |pair: &[(String, Range<usize>)]| {
        text[pair[0].1.end..pair[1].1.start].chars().all(|c| c.is_whitespace() || c == '-')
    };
    same && here.windows(2).all(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let phrases = ["soon", "as soon as possible", "where possible"];
        english::PACK.find(text, phrases.into_iter()).into_iter().map(|(_, range)| &text[range]).collect()
    }

    #[test]
    fn the_longest_phrase_wins_and_a_harmless_one_excuses() {
        assert_eq!(found("As soon as\npossible, or soon."), ["As soon as\npossible", "soon"]);
        assert_eq!(found("We tell you as soon as we know, and sooner where, possible."), Vec::<&str>::new());
    }

    #[test]
    fn words_end_at_apostrophes_and_keep_their_places() {
        assert!(english::PACK.addresses("You'll hear from us."));
        assert!(!english::PACK.addresses("Our youth team will phone."));
        assert!(english::PACK.is_empty_answer("It's fine!"));
    }
}
