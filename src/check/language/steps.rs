//! The words that rules about steps look for, and how a phrase is found in a step.

use std::ops::Range;

use super::{Context, english_steps};

/// The words that rules about steps look for. All are small letters; a phrase's words stand one space apart.
pub struct Steps {
    /// What limits how much a customer gets.
    pub ceilings: &'static [&'static str],
    /// What makes a limit one on waiting, and so a floor.
    pub waiting: &'static [&'static str],
    /// How an instruction begins that names no act.
    pub vague: &'static [&'static str],
    /// What may stand before such a beginning without changing it.
    pub fillers: &'static [&'static str],
    /// What joins two acts.
    pub joins: &'static [&'static str],
}

/// The words for steps in the handbook's language, when there is a pack for it.
pub fn steps(context: &Context<'_>) -> Option<&'static Steps> {
    context.knows_the_language().then_some(&english_steps::STEPS)
}

/// Where each word of a text stands.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_inside = c.is_alphanumeric() || matches!(c, '\'' | '’');
        match from {
            None if is_inside => from = Some(at),
            Some(start) if !is_inside => {
                words.push(start..at);
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// The first of `phrases` in a text, whole words only, capitals or not; a phrase may run over the end of a line.
pub fn first_of(text: &str, phrases: &[&str]) -> Option<Range<usize>> {
    let words = words(text);
    (0..words.len()).find_map(|at| {
        let longest = phrases.iter().filter_map(|phrase| phrase_at(text, &words[at..], phrase)).max()?;
        Some(words[at].start..longest)
    })
}

/// Where a phrase ends that these words begin with.
fn phrase_at(text: &str, words: &[Range<usize>], phrase: &str) -> Option<usize> {
    let mut end = None;
    let mut rest = words.iter();
    for wanted in phrase.split(' ') {
        let word = rest.next()?;
        let is_next = end.is_none_or(|end: usize| text[end..word.start].trim().is_empty());
        if !is_next || !text[word.clone()].eq_ignore_ascii_case(wanted) {
            return None;
        }
        end = Some(word.end);
    }
    end
}

/// The end of the longest of `phrases` that a text begins with.
pub fn opening(text: &str, phrases: &[&str]) -> Option<usize> {
    const LONGEST: usize = 200;
    let words = words(&text[..text.floor_char_boundary(LONGEST)]);
    phrases.iter().filter_map(|phrase| phrase_at(text, &words, phrase)).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_and_may_run_over_a_line() {
        let found =
            |text: &str| first_of(text, &["no more than", "only if asked"]).map(|at| text[at].to_string());
        assert_eq!(found("Stay No More\n  than a minute.").as_deref(), Some("No More\n  than"));
        assert_eq!(found("Say no. More than that helps nobody."), None);
        assert_eq!(found("Only if askedé"), None);
        assert_eq!(opening("Make sure: x", &["make", "make sure"]), Some(9));
    }
}
