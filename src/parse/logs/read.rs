//! `read.csv`: which role has read which edition.

use jiff::civil::Date;

use super::row::{Columns, Row};
use crate::source::{Span, Spanned};

/// One sign-off.
#[derive(Debug, Clone)]
pub struct Read {
    /// When.
    pub date: Spanned<Date>,
    /// The role, or initials.
    pub role: Spanned<String>,
    /// The edition's name.
    pub edition: Spanned<String>,
    /// The whole row.
    pub span: Span,
}

pub(super) const COLUMNS: Columns = Columns { required: &["date", "role", "edition"], optional: &[] };

#[expect(
    clippy::self_named_constructors,
    reason = "every log's row is read by `read`, and this log is `read.csv`"
)]
impl Read {
    pub(super) fn read(row: &mut Row<'_>) -> Option<Self> {
        let date = row.date("date");
        Some(Self { date: date?, role: row.text("role")?, edition: row.text("edition")?, span: row.span() })
    }
}
