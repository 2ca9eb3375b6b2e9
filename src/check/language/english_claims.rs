//! The words of English in which claims are made.

use super::claims::Claims;

/// English.
pub(super) const CLAIMS: Claims = Claims {
    share: &["percent", "per cent"],
    times: &["times"],
    multiples: &["twice"],
    numbers: &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "hundred"],
    comparatives: &[
        "better",
        "faster",
        "quicker",
        "cheaper",
        "happier",
        "friendlier",
        "safer",
        "stronger",
        "shorter",
        "smoother",
        "easier",
        "more",
        "less",
        "fewer",
    ],
    joins: &["as"],
    harmless: &[
        "i", "you", "we", "he", "she", "it", "they", "the", "a", "an", "if", "in", "at", "by", "to",
        "agreed", "planned", "usual",
    ],
    before_and_after: ("from", "to"),
};
