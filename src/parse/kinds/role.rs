//! A role: who does it. People change, roles stay.

use super::super::header::Header;
use super::super::link::LinkField;
use crate::source::Spanned;

/// `roles/ID.md`, or an entry of `roles.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Role {
    /// What it may do without asking.
    pub may: Vec<Spanned<String>>,
    /// The team.
    pub department: Option<Spanned<String>>,
    /// How many people fill it.
    pub people: Option<Spanned<u32>>,
    /// Whether it names somebody to report to, readable or not.
    pub reports: bool,
}

impl Role {
    /// Reads the fields of a role; the title is read with the common fields.
    pub fn read(header: &mut Header<'_>) -> Self {
        let mut role = Self {
            may: header.texts("may"),
            department: header.text("department"),
            people: header.count("people"),
            reports: false,
        };
        header.link("reports_to", LinkField::ReportsTo);
        header.links("backup", LinkField::Backup);
        header.need(&["title"]);
        role.reports = header.seems_to_have(&["reports_to"]);
        role
    }
}
