//! A system: the checklist that keeps a promise.

use super::super::header::Header;
use super::super::link::LinkField;
use super::super::quantity::{Measure, Percent};
use crate::source::Spanned;

/// How a list is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Do it from memory, then check at the pause.
    #[default]
    DoThenCheck,
    /// Read a line, do it, read the next.
    ReadThenDo,
}

impl Style {
    /// The words as they are typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::DoThenCheck => "do-then-check",
            Self::ReadThenDo => "read-then-do",
        }
    }
}

/// The least that a system delivers, whoever is on shift.
#[derive(Debug, Clone, Default)]
pub struct Floor {
    /// The limit.
    pub measure: Option<Spanned<Measure>>,
    /// How often, at the least.
    pub target: Option<Spanned<Percent>>,
}

/// `systems/ID.md`.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// What starts the list.
    pub run_when: Option<Spanned<String>>,
    /// When one stops to check.
    pub pause: Option<Spanned<String>>,
    /// How the list is worked.
    pub style: Style,
    /// The least that it delivers.
    pub floor: Option<Floor>,
    /// What one run costs.
    pub costs: Option<Spanned<String>>,
    /// How "kept" is counted.
    pub count: Option<Spanned<String>>,
}

const STYLES: &[&str] = &["do-then-check", "read-then-do"];

impl System {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        let style = header.choice("style", STYLES, &[Style::DoThenCheck, Style::ReadThenDo]);
        let system = Self {
            run_when: header.text("run_when"),
            pause: header.text("pause"),
            style: style.map(|style| style.value).unwrap_or_default(),
            floor: header.inner("floor", "a floor", |floor| {
                let read = Floor { measure: floor.measure(), target: floor.percent("target") };
                floor.need(&["at_most", "at_least", "by"]);
                floor.need(&["target"]);
                read
            }),
            costs: header.text("costs"),
            count: header.text("count"),
        };
        header.links("keeps", LinkField::Keeps);
        header.link("owner", LinkField::Owner);
        for field in ["keeps", "run_when", "owner", "floor"] {
            header.need(&[field]);
        }
        system
    }
}
