//! Two texts as one, word by word.

use similar::{DiffTag, TextDiff};

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Kept(String),
    /// Only in the old text.
    Struck(String),
    /// Only in the new text.
    Added(String),
}

/// Longer texts are not compared word by word: the one stands struck before the other.
const MOST_WORDS: usize = 2_000;

/// What stayed, what went and what came, in reading order. Spaces and line ends are no words.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_whitespace().collect(), new.split_whitespace().collect());
    let mut pieces = Vec::new();
    if old.len() + new.len() > MOST_WORDS {
        push(&mut pieces, Piece::Struck, &old);
        push(&mut pieces, Piece::Added, &new);
        return pieces;
    }
    for op in TextDiff::from_slices(&old, &new).ops() {
        let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            push(&mut pieces, Piece::Kept, come);
        } else {
            push(&mut pieces, Piece::Struck, gone);
            push(&mut pieces, Piece::Added, come);
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, sort: fn(String) -> Piece, words: &[&str]) {
    if !words.is_empty() {
        pieces.push(sort(words.join(" ")));
    }
}
