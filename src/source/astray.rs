//! Why something that looks like an edition is none that can be read.

/// What a tag or a frozen folder turned out to be instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Astray {
    /// A tag that leads to something else than a commit: its kind in a word.
    NoCommit(String),
    /// There is no handbook in there.
    NoHandbook,
    /// It cannot be read: the sentence says why, and which command helps.
    Unreadable(String),
}
