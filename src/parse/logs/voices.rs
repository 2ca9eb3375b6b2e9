//! `voices.csv`: what customers and colleagues said, and how we came to hear it.

use jiff::civil::Date;

use super::row::{Columns, Row};
use crate::source::{Span, Spanned};

/// One voice.
#[derive(Debug, Clone)]
pub struct Voice {
    /// When.
    pub date: Spanned<Date>,
    /// The customer group's or role's id.
    pub from: Spanned<String>,
    /// How it reached us.
    pub how: How,
    /// Their words.
    pub says: Spanned<String>,
    /// The moment's id.
    pub at: Option<Spanned<String>>,
    /// What was behind it.
    pub means: Option<String>,
    /// The want it belongs to.
    pub want: Option<Spanned<String>>,
    /// The role that heard it.
    pub by: Option<Spanned<String>>,
    /// The whole row.
    pub span: Span,
}

/// How a voice reached us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// We asked.
    Asked,
    /// We watched.
    Seen,
    /// They told us unasked.
    Told,
    /// They complained.
    Complaint,
}

pub(super) const COLUMNS: Columns =
    Columns { required: &["date", "from", "how", "says"], optional: &["at", "means", "want", "by"] };

const HOW: [(&str, How); 4] =
    [("asked", How::Asked), ("seen", How::Seen), ("told", How::Told), ("complaint", How::Complaint)];

impl Voice {
    pub(super) fn read(row: &mut Row<'_>) -> Option<Self> {
        let date = row.date("date");
        let how = row.choice("how", &HOW);
        Some(Self {
            date: date?,
            from: row.text("from")?,
            how: how?.value,
            says: row.text("says")?,
            at: row.text("at"),
            means: row.text("means").map(|means| means.value),
            want: row.text("want"),
            by: row.text("by"),
            span: row.span(),
        })
    }
}
