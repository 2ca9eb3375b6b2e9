//! `plus-ones.csv`: small improvements, tried, kept or dropped.

use super::row::{Columns, Row};
use super::week::Week;
use crate::source::{Span, Spanned};

/// One week of one improvement.
#[derive(Debug, Clone)]
pub struct PlusOne {
    /// The improvement's id.
    pub id: Spanned<String>,
    /// The ISO week.
    pub week: Spanned<Week>,
    /// The system's id.
    pub system: Spanned<String>,
    /// What is done.
    pub what: Spanned<String>,
    /// The role that brought it in.
    pub by: Spanned<String>,
    /// How far along it is.
    pub state: PlusOneState,
    /// What it costs.
    pub costs: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// The whole row.
    pub span: Span,
}

/// How far along an improvement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlusOneState {
    /// Being tried.
    Trying,
    /// Kept.
    Kept,
    /// Dropped.
    Dropped,
    /// Now part of the floor.
    InFloor,
}

pub(super) const COLUMNS: Columns =
    Columns { required: &["id", "week", "system", "what", "by", "state"], optional: &["costs", "result"] };

const STATES: [(&str, PlusOneState); 4] = [
    ("trying", PlusOneState::Trying),
    ("kept", PlusOneState::Kept),
    ("dropped", PlusOneState::Dropped),
    ("in-floor", PlusOneState::InFloor),
];

impl PlusOne {
    pub(super) fn read(row: &mut Row<'_>) -> Option<Self> {
        let week = row.week("week");
        let state = row.choice("state", &STATES);
        Some(Self {
            id: row.text("id")?,
            week: week?,
            system: row.text("system")?,
            what: row.text("what")?,
            by: row.text("by")?,
            state: state?.value,
            costs: row.text("costs").map(|costs| costs.value),
            result: row.text("result").map(|result| result.value),
            span: row.span(),
        })
    }
}
