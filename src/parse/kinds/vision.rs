//! The vision: one sentence, its aims, and what comes first when in doubt.

use super::super::header::Header;
use super::super::link::LinkField;
use crate::source::Spanned;

/// `vision.md`: exactly one in a handbook.
#[derive(Debug, Clone, Default)]
pub struct Vision {
    /// The one sentence.
    pub says: Option<Spanned<String>>,
    /// One to five aims: id and text.
    pub aims: Vec<(Spanned<String>, Spanned<String>)>,
    /// What comes first when two good things collide, in order.
    pub when_in_doubt: Vec<Spanned<String>>,
    /// The most promises that may stand at once.
    pub promises_at_most: Option<Spanned<u32>>,
}

impl Vision {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        let vision = Self {
            says: header.text("says"),
            aims: header.map("aims"),
            when_in_doubt: header.texts("when_in_doubt"),
            promises_at_most: header.count("promises_at_most"),
        };
        header.link("owner", LinkField::Owner);
        header.need(&["says"]);
        header.need(&["owner"]);
        vision
    }
}
