//! Two texts as one, word by word.

use similar::{DiffTag, TextDiff};

/// A run of words. The pieces of a text follow one another as they are: their spaces are in them.
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
const MOST_WORDS: usize = 4_000;

/// What stayed, what went and what came, in reading order. However many spaces stand in a row count as one.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    let mut runs = Runs::default();
    if old.len() + new.len() > MOST_WORDS {
        runs.change(&old, &new);
        return runs.finish();
    }
    for op in TextDiff::from_slices(&old, &new).ops() {
        let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
        match op.tag() {
            DiffTag::Equal => runs.keep(come),
            _ => runs.change(gone, come),
        }
    }
    runs.finish()
}

/// Words, the marks behind and before them, and single spaces.
fn tokens(text: &str) -> Vec<&str> {
    const BEFORE: [char; 4] = ['(', '“', '"', '['];
    const BEHIND: [char; 10] = [',', '.', ';', ':', '!', '?', ')', '”', '"', ']'];
    let mut tokens = Vec::new();
    for chunk in text.split_whitespace() {
        if !tokens.is_empty() {
            tokens.push(" ");
        }
        let inner = chunk.trim_start_matches(BEFORE);
        let word = inner.trim_end_matches(BEHIND);
        let (before, behind) = (&chunk[..chunk.len() - inner.len()], &inner[word.len()..]);
        tokens.extend([before, word, behind].into_iter().filter(|token| !token.is_empty()));
    }
    tokens
}

/// Pieces while they are being made. A space alone between two changes belongs to both, so that a phrase that went is
/// one piece and not one for each word.
#[derive(Default)]
struct Runs {
    pieces: Vec<Piece>,
    struck: String,
    added: String,
    space: bool,
}

impl Runs {
    fn keep(&mut self, tokens: &[&str]) {
        let is_changing = !(self.struck.is_empty() && self.added.is_empty());
        if tokens == [" "] && is_changing {
            self.settle_space();
            self.space = true;
            return;
        }
        self.settle_changes();
        self.pieces.push(Piece::Kept(tokens.concat()));
    }

    fn change(&mut self, gone: &[&str], come: &[&str]) {
        self.settle_space();
        self.struck += &gone.concat();
        self.added += &come.concat();
    }

    fn settle_space(&mut self) {
        if std::mem::take(&mut self.space) {
            self.struck.push(' ');
            self.added.push(' ');
        }
    }

    fn settle_changes(&mut self) {
        let (struck, added) = (std::mem::take(&mut self.struck), std::mem::take(&mut self.added));
        if !struck.is_empty() {
            self.pieces.push(Piece::Struck(struck));
        }
        if !added.is_empty() {
            self.pieces.push(Piece::Added(added));
        }
        if std::mem::take(&mut self.space) {
            self.pieces.push(Piece::Kept(" ".to_string()));
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.settle_changes();
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let shown = pieces(old, new).into_iter().map(|piece| match piece {
            Piece::Kept(words) => words,
            Piece::Struck(words) => format!("[-{words}-]"),
            Piece::Added(words) => format!("{{+{words}+}}"),
        });
        shown.collect()
    }

    #[test]
    fn words_that_went_and_words_that_came() {
        assert_eq!(shown("at most 6 hours", "at most 4 hours"), "at most [-6-]{+4+} hours");
        assert_eq!(shown("by noon", ""), "[-by noon-]");
        assert_eq!(shown("", "by noon"), "{+by noon+}");
        assert_eq!(shown("Paying, Phoning us", "Paying"), "Paying[-, Phoning us-]");
        assert_eq!(
            shown("we call you the same day.", "we call you today."),
            "we call you [-the same day-]{+today+}."
        );
    }
}
