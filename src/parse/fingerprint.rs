//! Fingerprints of what is said: the same for the same words, whatever their case, spaces and punctuation.
//!
//! They are written into `reviews.lock` and compared by later versions of this program, so nothing here may change:
//!
//! 1. Apostrophes and signs that nobody sees, such as a soft hyphen, are left out; every space and every other mark of
//!    punctuation parts words. Both are closed lists below. Signs that carry meaning stay: `%`, `€`, `+`, an emoji.
//! 2. Each letter becomes small (`ς` becomes `σ`), accents are composed (Unicode NFC), and words are joined by one space.
//! 3. The fingerprint is XXH3 with 64 bits and seed 0 over that text in UTF-8; its upper 32 bits are written as eight
//!    hexadecimal digits. So a change goes unnoticed once in four thousand million times.
//!
//! What is no prose (a limit, a list of ids) is hashed in one canonical spelling instead.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

/// Eight hexadecimal digits that stand for what a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u32);

impl Fingerprint {
    /// Of prose, with its words compared and nothing else.
    pub fn of_prose(text: &str) -> Self {
        Self::of_exactly(&normalised(text))
    }

    /// Of a text that is in its one spelling already.
    pub fn of_exactly(text: &str) -> Self {
        Self(u32::try_from(xxh3_64(text.as_bytes()) >> 32).unwrap_or(u32::MAX))
    }

    /// Reads eight small hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits =
            text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        digits.then(|| u32::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// The words of `text`, as they are compared.
pub fn normalised(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_unseen(*c));
    let parted = seen.map(|c| if parts_words(c) { ' ' } else { c });
    let small = parted.flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c });
    let composed: String = small.nfc().collect();
    composed.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Apostrophes, since `don't` is one word in every spelling, and marks that only steer how text is set.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// Spaces, control characters and punctuation, script by script.
fn parts_words(c: char) -> bool {
    const SIGNS: [char; 9] = ['%', '&', '+', '<', '=', '>', '#', '@', '$'];
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric() && !SIGNS.contains(&c);
    }
    c.is_whitespace()
        || matches!(c,
            '\u{0080}'..='\u{009f}'
            // Latin: ¡ ¦ § ¨ « ¶ · ¸ » ¿
            | '\u{00a1}' | '\u{00a6}'..='\u{00a8}' | '\u{00ab}' | '\u{00b6}'..='\u{00b8}' | '\u{00bb}' | '\u{00bf}'
            // Greek, Armenian, Hebrew, Arabic, Indian, Ethiopic
            | '\u{037e}' | '\u{0387}' | '\u{055a}'..='\u{055f}' | '\u{0589}' | '\u{058a}' | '\u{05be}' | '\u{05c0}'
            | '\u{05c3}' | '\u{05f3}' | '\u{05f4}' | '\u{060c}' | '\u{061b}' | '\u{061f}' | '\u{06d4}'
            | '\u{0964}' | '\u{0965}' | '\u{1361}'..='\u{1368}'
            // Dashes, quotation marks, dots, brackets
            | '\u{2010}'..='\u{2017}' | '\u{201a}'..='\u{2027}' | '\u{2039}'..='\u{203e}' | '\u{2045}'..='\u{2049}'
            | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}' | '\u{2768}'..='\u{2775}' | '\u{2e00}'..='\u{2e4f}'
            // Chinese, Japanese, Korean and their wide forms
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}'
            | '\u{ff01}'..='\u{ff02}' | '\u{ff07}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}'
            | '\u{ff1f}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> String {
        Fingerprint::of_prose(text).to_string()
    }

    /// These stand in people's `reviews.lock`. If one changes, every review ever recorded is void. They were computed
    /// with another implementation of XXH3 (Python's `xxhash`) from the text as the rules above leave it.
    #[test]
    fn a_fingerprint_is_the_same_in_every_version() {
        assert_eq!(print(""), "2d068005");
        let fixed = [
            ("Leave a message and a person calls you back the same day.", "eff303a7"),
            ("Höchstens 40 € (oder 30 Minuten), ohne zu fragen!", "1dece367"),
            ("午後六時までに電話します。", "642533b8"),
            ("नमस्ते। १० मिनट", "930a685e"),
        ];
        for (text, wanted) in fixed {
            assert_eq!(print(text), wanted, "{text}");
        }
        assert_eq!(Fingerprint::of_exactly("at_most 21600000000 seconds").to_string(), "9c0eacf2");
    }

    #[test]
    fn case_spaces_and_punctuation_say_nothing() {
        let one = print("Don't worry: we call-back, today!");
        for other in ["DON’T WORRY \u{2013} we call back\ntoday", "dont worry we\u{a0}call  back \"today\"…"]
        {
            assert_eq!(print(other), one, "{other}");
        }
        assert_eq!(print("CAFE\u{301}"), print("café"));
        assert_eq!(print("ΣΑΣ"), print("σας"));
        assert_eq!(print("*Phone* `them`."), print("phone them"));
    }

    #[test]
    fn signs_and_numbers_say_something() {
        let different = ["40 €", "40 $", "40 %", "40", "4.0", "40+", "4 0 €", "👍", "👎", "हिन्दी", "हिनदी"];
        for (n, one) in different.iter().enumerate() {
            for other in &different[n + 1..] {
                // A point parts words as a space does.
                if (*one, *other) == ("4.0", "4 0") {
                    continue;
                }
                assert_ne!(print(one), print(other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn only_what_we_write_is_read() {
        let print = Fingerprint::of_prose("x");
        assert_eq!(Fingerprint::parse(&print.to_string()), Some(print));
        for text in ["", "1234567", "123456789", "1234567G", "ABCDEF01", "+1234567"] {
            assert_eq!(Fingerprint::parse(text), None, "{text}");
        }
    }
}
