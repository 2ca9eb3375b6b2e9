//! Scalars: single values as they are typed into a header, a step or a row.

use jiff::civil::Date;

use super::quantity::{Quantity, Unit};
use crate::source::Span;

/// Reads `2026-01-31`, and nothing looser.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    (text.len() == 10 && text.as_bytes()[4] == b'-').then(|| text.parse().ok()).flatten()
}

/// Reads `6 months`, `90 days`, `6mo`: a quantity of days, weeks, months or years.
pub fn period(text: &str) -> Option<Quantity> {
    Quantity::parse(text).filter(|quantity| match quantity.unit {
        Unit::Time(factor) => factor >= 24 * 60 * 60,
        Unit::Calendar(_) => true,
        Unit::Other(_) => false,
    })
}

/// Reads `yes`, `no`, `true`, `false`.
pub fn yes_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

/// The comment behind a plain scalar, when it looks like text: a `#` glued to a word, or only one space before it.
pub fn lost_comment(source: &str, scalar: Span) -> Option<Span> {
    let rest = &source[scalar.end as usize..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let gap = line.len() - line.trim_start().len();
    let comment = line[gap..].trim_end();
    if gap == 0 || !comment.starts_with('#') {
        return None;
    }
    let deliberate = gap > 1 && comment[1..].starts_with([' ', '#']);
    let start = scalar.end as usize + gap;
    (!deliberate).then(|| Span::new(start, start + comment.len()))
}

/// `[a, b]` for the place of `a, b`: a list on one line, as its author sees it.
pub fn with_brackets(source: &str, inner: Span) -> Span {
    let before = source[..inner.start as usize].trim_end_matches(' ');
    let behind = &source[inner.end as usize..];
    let gap = behind.len() - behind.trim_start_matches([' ', ',']).len();
    if before.ends_with(['[', '{']) && behind[gap..].starts_with([']', '}']) {
        return Span::new(before.len() - 1, inner.end as usize + gap + 1);
    }
    inner
}

/// The names of fields in the indented lines from `at` on: they were meant as fields and are read as none.
pub(super) fn indented_fields(source: &str, at: Span) -> Vec<String> {
    let start = source[..at.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let indented = source[start..].lines().take_while(|line| line.starts_with([' ', '\t']));
    indented.filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim().to_string()).collect()
}
