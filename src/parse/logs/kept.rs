//! `kept.csv`: per week, promise and place, how often it was due, checked and kept.

use super::row::{Columns, Row};
use super::week::Week;
use crate::source::{Span, Spanned};

/// One week of one promise at one place. Invariant: `kept <= checked <= due`.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The ISO week.
    pub week: Spanned<Week>,
    /// The promise's id.
    pub promise: Spanned<String>,
    /// The place's id.
    pub place: Spanned<String>,
    /// How often it was due.
    pub due: u32,
    /// How many of these were checked.
    pub checked: u32,
    /// How many of the checked were kept.
    pub kept: u32,
    /// How the checked ones were picked.
    pub picked: Picked,
    /// How many misses were put right: 0 where the column is left empty, `None` where the log has no such column.
    pub remedied: Option<u32>,
    /// A word on the week.
    pub note: Option<String>,
    /// The whole row.
    pub span: Span,
}

/// How the checked cases were picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Picked {
    /// Every case.
    #[default]
    All,
    /// By chance.
    Random,
    /// As it suited; shown, never proof.
    Convenient,
}

pub(super) const COLUMNS: Columns = Columns {
    required: &["week", "promise", "place", "due", "checked", "kept"],
    optional: &["picked", "remedied", "note"],
};

const PICKED: [(&str, Picked); 3] =
    [("all", Picked::All), ("random", Picked::Random), ("convenient", Picked::Convenient)];

impl Kept {
    pub(super) fn read(row: &mut Row<'_>) -> Option<Self> {
        let week = row.week("week");
        let (due, checked, kept) = (row.count("due"), row.count("checked"), row.count("kept"));
        let picked = row.choice("picked", &PICKED);
        let remedied = row.count("remedied");
        let (due, checked, kept) = (due?, checked?, kept?);
        if checked.value > due.value {
            let message = format!("checked {} of {} that were due", checked.value, due.value);
            row.complain(checked.span, &message, "no more can be checked than were due");
        }
        if kept.value > checked.value {
            let message = format!("kept {} of {} checked", kept.value, checked.value);
            row.complain(kept.span, &message, "no more can be kept than were checked");
        }
        // A sample finds some of the misses; more may have been put right than were found in it.
        if let Some(remedied) = remedied
            .as_ref()
            .filter(|remedied| kept.value <= due.value && remedied.value > due.value - kept.value)
        {
            let misses = due.value - kept.value;
            let message = format!("remedied {} of at most {misses} that were missed", remedied.value);
            row.complain(remedied.span, &message, "no more can be put right than went wrong");
        }
        Some(Self {
            week: week?,
            promise: row.text("promise")?,
            place: row.text("place")?,
            due: due.value,
            checked: checked.value,
            kept: kept.value,
            picked: picked.map(|picked| picked.value).unwrap_or_default(),
            remedied: remedied.map(|remedied| remedied.value).or(row.has_column("remedied").then_some(0)),
            note: row.text("note").map(|note| note.value),
            span: row.span(),
        })
    }
}
