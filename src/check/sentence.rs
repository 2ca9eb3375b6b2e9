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
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '}') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, closing)) = chars.next_if(|(_, c)| closes(*c)) {
            end = at + closing.len_utf8();
        }
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
    let mut words = Vec::new();
    let mut chars = text[range.clone()].char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if !c.is_alphanumeric() {
            before = c;
            continue;
        }
        let unspoken = matches!(before, '@' | '^');
        let mut end = at + c.len_utf8();
        let mut last = c;
        while let Some((at, c)) = chars.peek().copied() {
            let rest = &text[range.start + at + c.len_utf8()..range.end];
            let next = rest.chars().next().unwrap_or(' ');
            let joins = c.is_alphanumeric()
                || (matches!(c, '\'' | '’') && next.is_alphabetic())
                || (matches!(c, ':' | '.' | ',') && last.is_ascii_digit() && next.is_ascii_digit())
                || (c == '%' && last.is_ascii_digit())
                || (unspoken && c == '-');
            if !joins {
                break;
            }
            end = at + c.len_utf8();
            last = c;
            chars.next();
        }
        before = last;
        if !unspoken {
            let range = range.start + at..range.start + end;
            words.push(Word { text: plain(&text[range.clone()]), range });
        }
    }
    words
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

/// No fewer than the words of `text[range]`, counted without looking at any of them.
pub fn at_most(text: &str, range: Range<usize>) -> usize {
    let mut inside = false;
    let begins = |byte: &u8| {
        let was = std::mem::replace(&mut inside, byte.is_ascii_alphanumeric() || !byte.is_ascii());
        inside && !was
    };
    // Letters beyond ASCII may end a word as a mark does, so that each counts as one that begins.
    let beyond = text[range.clone()].chars().filter(|c| !c.is_ascii()).count();
    text[range].as_bytes().iter().map(begins).filter(|begins| *begins).count() + beyond
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
    fn the_quick_count_is_never_too_small() {
        for text in
            ["", "one two", "Don’t wait: Same-day, 16:30 (95%)!", "a—b—c", "Ünï İ 1,000.5.", "x…y", "日本 語"]
        {
            assert!(at_most(text, 0..text.len()) >= words(text, 0..text.len()).len(), "{text}");
        }
    }

    #[test]
    fn odd_text_does_no_harm() {
        for text in ["", ".", "}}}", "…\"", "é.", "%%%", "1:", "'", "@", "@-", "\u{301}a"] {
            sentences(text);
            spoken(text);
        }
    }
}
