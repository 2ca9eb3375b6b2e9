//! What the edges found that looks like an edition, before anybody asked what it is worth.

use jiff::civil::Date;

use crate::parse::settings::EditionSource;
use crate::source::{Astray, Digests, FROZEN};

/// What there is, as a value: it is read once, and [`Editions::of`](super::Editions::of) makes the list of it.
///
/// The default is a handbook in memory, or one that nobody has cut an edition of: nothing found, nothing wrong.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Where was looked: what the settings say, else the folder `editions/` when there is one, else the repository
    /// when there is one.
    pub source: Option<EditionSource>,
    /// Every tag of the form, or every folder under `editions/`.
    pub candidates: Vec<Candidate>,
    /// The form of the tags, such as `edition/*`.
    pub tags: String,
    /// Where the repository came from, and what of it is here.
    pub origin: Origin,
    /// Why nothing could be looked at, as a sentence, and what helps.
    pub blocked: Option<(String, String)>,
}

/// What a repository knows of where it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Whether the history ends early.
    pub is_shallow: bool,
    /// The name of the repository that it was cloned from.
    pub remote: Option<String>,
}

/// Something that looks like an edition.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its name, which may be unfit for one: what stands in place of the `*`, or the folder's name.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// The day on which the tag was made; `None` for a folder and for a lightweight tag.
    pub made: Option<Date>,
    /// What was written into the tag; `None` for a folder and for a lightweight tag.
    pub message: Option<String>,
    /// What its files are.
    pub digests: Result<Digests, Astray>,
}

/// Where an edition is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the commit that a tag leads to.
    Tag {
        /// The tag's whole name, such as `edition/2026-1`.
        tag: String,
        /// The commit's id in hexadecimal digits; empty when the tag leads to none.
        commit: String,
    },
    /// In the folder of this name under `editions/`.
    Folder(String),
}

impl Place {
    /// As a sentence names it: `the tag `edition/2026-1``.
    pub fn words(&self) -> String {
        match self {
            Self::Tag { tag, .. } => format!("the tag `{tag}`"),
            Self::Folder(name) => format!("the folder `{FROZEN}/{name}`"),
        }
    }
}
