//! Words that several rules need: lists of names, and corrections.

use crate::model::Handbook;
use crate::parse::checklist::Step;
use crate::parse::document::Kind;

/// More names than this help nobody.
const ENOUGH: usize = 6;

/// `` `a`, `b` or `c` ``; a long list ends in `…`.
pub fn any_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "or")
}

/// `` `a`, `b` and `c` ``; a long list ends in `…`.
pub fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "and")
}

fn join<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    if names.len() > ENOUGH {
        names.truncate(ENOUGH);
        return format!("{}, …", names.join(", "));
    }
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// `` did you mean `near`? ``, or what else to do.
pub fn meant(near: Option<&str>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

/// The ids of all documents of a kind, in the order people read.
pub fn ids_of(handbook: &Handbook, kind: Kind) -> Vec<&str> {
    let mut ids: Vec<_> = handbook.of_kind(kind).collect();
    handbook.sort(&mut ids);
    ids.into_iter().map(|id| handbook.document(id).id.value.as_str()).collect()
}

/// What somebody typed, on one line and short enough to be repeated.
pub fn short(typed: &str) -> String {
    let line = typed.trim().lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None if line.len() < typed.trim().len() => format!("{line} …"),
        None => line.to_string(),
    }
}

/// A step's name in a sentence: `^call`, or what it asks for.
pub fn step(step: &Step) -> String {
    match &step.anchor {
        Some(anchor) => format!("^{}", anchor.value),
        None => format!("\"{}\"", short(&step.action.value)),
    }
}

/// A time in words: `5 hours 10 minutes`.
pub fn duration(seconds: i64) -> String {
    const UNITS: [(i64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let mut left = seconds;
    let mut parts = Vec::new();
    for (size, name) in UNITS {
        let count = left / size;
        left %= size;
        if count > 0 {
            parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() { "0 seconds".to_string() } else { parts.join(" ") }
}

/// `1 step`, `2 steps`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
