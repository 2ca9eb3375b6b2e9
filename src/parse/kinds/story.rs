//! A story: what happened once, and what it shows.

use jiff::civil::Date;

use super::super::header::Header;
use super::super::link::LinkField;
use crate::source::Spanned;

/// What sort of story it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum StoryType {
    /// A customer wrote.
    FanLetter,
    /// Something that went as it should.
    #[default]
    Example,
    /// Something that did not.
    Miss,
}

impl StoryType {
    /// The words as they are typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::FanLetter => "fan-letter",
            Self::Example => "example",
            Self::Miss => "miss",
        }
    }
}

/// `stories/ID.md`.
#[derive(Debug, Clone, Default)]
pub struct Story {
    /// When it happened.
    pub date: Option<Spanned<Date>>,
    /// The place: one of the settings' `places`, when there are any.
    pub place: Option<Spanned<String>>,
    /// What sort of story it is.
    pub story_type: StoryType,
    /// Who tells it: a role, or words.
    pub told_by: Option<Spanned<String>>,
}

const TYPES: &[&str] = &["fan-letter", "example", "miss"];

impl Story {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        use StoryType::{Example, FanLetter, Miss};
        let story_type = header.choice("type", TYPES, &[FanLetter, Example, Miss]);
        let story = Self {
            date: header.date("date"),
            place: header.text("where"),
            story_type: story_type.map(|story_type| story_type.value).unwrap_or_default(),
            told_by: header.text("told_by"),
        };
        header.links("shows", LinkField::Shows);
        for field in ["date", "where", "type", "shows"] {
            header.need(&[field]);
        }
        story
    }
}
