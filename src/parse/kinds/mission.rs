//! A mission: what one team does for the vision.

use super::super::header::Header;
use super::super::link::LinkField;
use crate::source::Spanned;

/// `missions/ID.md`.
#[derive(Debug, Clone, Default)]
pub struct Mission {
    /// The one sentence.
    pub says: Option<Spanned<String>>,
    /// The team.
    pub department: Option<Spanned<String>>,
}

impl Mission {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        let mission = Self { says: header.text("says"), department: header.text("department") };
        header.links("serves", LinkField::ServesAim);
        header.link("owner", LinkField::Owner);
        header.need(&["says"]);
        header.need(&["serves"]);
        header.need(&["owner"]);
        mission
    }
}
