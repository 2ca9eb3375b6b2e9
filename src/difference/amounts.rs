//! Which way a limit went, from the typed quantities: never guessed, never netted.

use std::cmp::Ordering;

use super::change::{Direction, Part};
use crate::parse::quantity::{Measure, Percent};
use crate::source::Spanned;

/// What can be held against what: a limit, and how often it has to be kept.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Amounts<'a> {
    pub(super) limit: Option<&'a Spanned<Measure>>,
    pub(super) target: Option<&'a Spanned<Percent>>,
}

/// The parts that differ, each with its way. A limit where there was none is harder to keep.
pub(super) fn parts(old: Amounts<'_>, new: Amounts<'_>) -> Vec<Part> {
    let limit = part(
        "limit",
        old.limit.map(|limit| &limit.value),
        new.limit.map(|limit| &limit.value),
        |old, new| new.harder(old),
    );
    let target = part(
        "target",
        old.target.map(|target| &target.value),
        new.target.map(|target| &target.value),
        |old, new| Some(new.cmp(old)),
    );
    limit.into_iter().chain(target).collect()
}

fn part<T: ToString>(
    field: &str,
    old: Option<&T>,
    new: Option<&T>,
    harder: impl Fn(&T, &T) -> Option<Ordering>,
) -> Option<Part> {
    let direction = match (old, new) {
        (None, None) => return None,
        (None, Some(_)) => Direction::Raised,
        (Some(_), None) => Direction::Lowered,
        (Some(old), Some(new)) => match harder(old, new) {
            Some(Ordering::Equal) => return None,
            Some(Ordering::Greater) => Direction::Raised,
            Some(Ordering::Less) => Direction::Lowered,
            None => Direction::NotComparable,
        },
    };
    let direction = Some(direction);
    Some(Part { field: field.to_string(), from: old.map(T::to_string), to: new.map(T::to_string), direction })
}

/// The way of the whole: one that nobody can compare says so, whatever the others do.
pub(super) fn whole(parts: &[Part]) -> Option<Direction> {
    let ways = || parts.iter().filter_map(|part| part.direction);
    if ways().any(|way| way == Direction::NotComparable) {
        return Some(Direction::NotComparable);
    }
    let first = ways().next()?;
    Some(if ways().all(|way| way == first) { first } else { Direction::BothWays })
}

/// `at most 6 hours, 95 %`, of the parts that differ.
pub(super) fn words(parts: &[Part], of: impl Fn(&Part) -> Option<&String>) -> Option<String> {
    let words: Vec<&str> = parts.iter().filter_map(|part| of(part).map(String::as_str)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
