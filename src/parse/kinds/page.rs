//! A page: everything that is none of the other kinds, policies and principles among them.

use super::super::header::Header;
use super::super::link::LinkField;

/// What sort of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PageType {
    /// Plain text.
    #[default]
    Page,
    /// A rule of the house, with an owner and reviews.
    Policy,
    /// Something that stories show.
    Principle,
}

impl PageType {
    /// The word as it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Policy => "policy",
            Self::Principle => "principle",
        }
    }
}

/// Any other Markdown file.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What sort of page it is.
    pub page_type: PageType,
}

const TYPES: &[&str] = &["page", "policy", "principle"];

impl Page {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        use PageType::{Page, Policy, Principle};
        let page_type = header.choice("type", TYPES, &[Page, Policy, Principle]);
        let page = Self { page_type: page_type.map(|page_type| page_type.value).unwrap_or_default() };
        header.link("owner", LinkField::Owner);
        if page.page_type == Policy {
            header.need(&["owner"]);
        }
        page
    }
}
