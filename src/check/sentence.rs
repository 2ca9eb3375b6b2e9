//! Sentences and words of plain text, and when two wordings count as the same. Pure, and free of Markdown: what
//! stands in a file comes here as a [`super::prose::Block`].

use std::borrow::Cow;
use std::ops::Range;

/// Words that end in a full stop and end no sentence.
const SHORT_FORMS: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "rev", "e.g", "i.e", "eg", "ie", "vs", "no", "nos", "approx",
    "cf", "fig", "tel", "ext", "dept", "mt", "jr",
];

/// The sentences of a text, in order: byte ranges without the space around them.
///
/// A sentence ends at `.`, `!`, `?` or `…` with a space and no small letter behind it. Marks that close a quotation
/// belong to the sentence before them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some((at, c)) = next_end(text, from) {
        let behind = &text[at + c.len_utf8()..];
        let end = text.len() - behind.trim_start_matches(closes).len();
        from = end;
        // `}}` ends a sentence that the machine writes.
        let is_end =
            if c == '}' { text[..at].ends_with('}') } else { c != '.' || !is_short_form(&text[..at]) };
        if is_end && begins_anew(&text[end..]) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// The next mark that may end a sentence.
fn next_end(text: &str, from: usize) -> Option<(usize, char)> {
    let mut from = from;
    loop {
        // The first byte of `…` begins other marks too.
        let ends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'}' | 0xe2);
        from += text.as_bytes()[from..].iter().position(ends)?;
        let c = char_at(text, from)?;
        if c.is_ascii() || c == '…' {
            return Some((from, c));
        }
        from += c.len_utf8();
    }
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '.' | '!' | '?' | '…')
}

fn begins_anew(rest: &str) -> bool {
    let begins = rest.trim_start();
    begins.is_empty()
        || (begins.len() < rest.len() && !begins.starts_with(|c: char| c.is_lowercase() || c == ','))
}

/// Whether what stands before a full stop only shortens a word: a form that is known, or an initial.
fn is_short_form(before: &str) -> bool {
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or("");
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(|c| c.is_uppercase() && c != 'I') && letters.next().is_none();
    is_initial || SHORT_FORMS.contains(&word.to_lowercase().as_str())
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let whole = &text[range.clone()];
    let start = range.start + (whole.len() - whole.trim_start().len());
    let end = start + whole.trim().len();
    if start < end {
        found.push(start..end);
    }
}

/// One word as it is compared: small letters, no marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word; borrowed when it stands like this in the text.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The words of `text[range]`. `16:30`, `1.5` and `95%` are one word each; a hyphen parts two; an apostrophe joins.
/// Names of roles and steps (`@front-desk`, `^call`) are not spoken and are left out.
pub fn words(text: &str, range: Range<usize>) -> Vec<Word<'_>> {
    const USUAL_LENGTH: usize = 6;
    let mut words = Vec::with_capacity(range.len() / USUAL_LENGTH);
    let text = &text[..range.end];
    let mut at = range.start;
    let mut before = ' ';
    while let Some(c) = char_at(text, at) {
        if !c.is_alphanumeric() {
            before = c;
            at += c.len_utf8();
            continue;
        }
        let unspoken = matches!(before, '@' | '^');
        let start = at;
        (at, before) = end_of_word(text, start, unspoken);
        if !unspoken {
            words.push(Word { text: plain(&text[start..at]), range: start..at });
        }
    }
    words
}

/// Where the word that begins at `start` ends, and its last character.
fn end_of_word(text: &str, start: usize, unspoken: bool) -> (usize, char) {
    let mut at = start;
    let mut last = ' ';
    loop {
        // Plain letters and digits are nearly all there is.
        let run = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if run > 0 {
            at += run;
            last = char::from(text.as_bytes()[at - 1]);
        }
        let Some(c) = char_at(text, at) else { break };
        let next = || char_at(text, at + c.len_utf8()).unwrap_or(' ');
        let joins = match c {
            '\'' | '’' => next().is_alphabetic(),
            ':' | '.' | ',' => last.is_ascii_digit() && next().is_ascii_digit(),
            '%' => last.is_ascii_digit(),
            '-' => unspoken,
            _ => !c.is_ascii() && c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        at += c.len_utf8();
        last = c;
    }
    (at, last)
}

/// The character that begins at `at`, without decoding it when it is ASCII.
fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

/// The number that a word is, from `zero` to `twelve`.
pub fn number_word(word: &str) -> Option<usize> {
    const NUMBERS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let may_be =
        (3..=6).contains(&word.len()) && matches!(word.as_bytes()[0], b'e' | b'f' | b'n'..=b't' | b'z');
    NUMBERS.iter().position(|name| may_be && *name == word)
}

/// A word in small letters and without apostrophes.
fn plain(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b':' | b'.' | b',' | b'%'))
    {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    fn spoken(text: &str) -> Vec<String> {
        words(text, 0..text.len()).into_iter().map(|word| word.text.into_owned()).collect()
    }

    #[test]
    fn a_sentence_ends_where_another_begins() {
        assert_eq!(
            split("We phone. You rest! Do you? Yes… and no"),
            ["We phone.", "You rest!", "Do you?", "Yes… and no"]
        );
        assert_eq!(split("  one  "), ["one"]);
        assert_eq!(split(" \n "), [""; 0]);
    }

    #[test]
    fn short_forms_times_and_initials_end_nothing() {
        let one = "Mrs. Aydin phones Dr. J. Hale before 16.30, e.g. At noon, for 1.5 hours.";
        assert_eq!(split(one), [one]);
    }

    #[test]
    fn a_closing_mark_belongs_to_its_sentence() {
        assert_eq!(
            split("She said: \"We phone.\" Then she did. (At noon.) So."),
            ["She said: \"We phone.\"", "Then she did.", "(At noon.)", "So."]
        );
    }

    #[test]
    fn a_restatement_is_a_sentence() {
        assert_eq!(split("{{promise:call-back}} How we do it."), ["{{promise:call-back}}", "How we do it."]);
    }

    #[test]
    fn words_are_compared_without_marks() {
        assert_eq!(
            spoken("Don’t wait: Same-day, 16:30 (95%)!"),
            ["dont", "wait", "same", "day", "16:30", "95%"]
        );
        assert_eq!(spoken("@front-desk Phone back. ^call"), ["phone", "back"]);
        assert_eq!(spoken("Ünï İ 1,000.5."), ["ünï", "i\u{307}", "1,000.5"]);
    }

    #[test]
    fn odd_text_does_no_harm() {
        for text in ["", ".", "}}}", "…\"", "é.", "%%%", "1:", "'", "@", "@-", "\u{301}a"] {
            sentences(text);
            spoken(text);
        }
    }
}
