//! `glossary.yaml`: our words, and those we do not use.

use super::super::header::Header;
use super::super::slug;
use super::super::yaml::Node;
use crate::source::Spanned;

/// One term.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id, made of the word.
    pub id: String,
    /// The word.
    pub term: Spanned<String>,
    /// What it means here.
    pub means: Option<Spanned<String>>,
    /// Words that it replaces.
    pub instead_of: Vec<Spanned<String>>,
}

impl Term {
    pub(super) fn read(header: &mut Header<'_>, _: &Node) -> Option<Self> {
        let term = header.text("term");
        let means = header.text("means");
        let instead_of = header.texts("instead_of");
        header.need(&["term"]);
        header.need(&["means"]);
        term.map(|term| Self { id: slug::to_id(&term.value), term, means, instead_of })
    }
}
