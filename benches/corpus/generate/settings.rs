//! What a handbook has once: its settings, its places, the moments of the journey, the terms, the names of
//! aims and principles.

use super::markup::quoted;
use super::{File, Plan};
use std::fmt::Write as _;

/// The day the handbook is read as of. A Monday; the last full week before it ends the records.
const AS_OF: &str = "2026-11-16";

/// Ids and names.
pub(crate) const PLACES: [(&str, &str); 3] =
    [("main-st", "Main Street"), ("dock-rd", "Dock Road"), ("mill", "The Mill")];

/// Ids and texts of the vision's aims.
pub(crate) const AIMS: [(&str, &str); 5] = [
    ("expected", "You are expected, by name."),
    ("informed", "You always know the next step."),
    ("safe", "You and your things are safe with us."),
    ("heard", "You are heard before we speak."),
    ("at-ease", "You go home at ease."),
];

/// Id, title, when in the journey, and what customers expect. Promises above satisfaction meet
/// the moments with an odd index, and the dreaded ones are among these.
pub(crate) const MOMENTS: [(&str, &str, &str, &str); 8] = [
    ("finding-us", "Finding us", "before", "nothing"),
    ("booking", "Booking", "before", "fine"),
    ("arrival", "Arrival", "arriving", "fine"),
    ("the-wait", "The wait", "using", "fine"),
    ("the-work", "The work itself", "using", "fine"),
    ("the-bill", "The bill", "leaving", "dread"),
    ("going-home", "Going home", "after", "nothing"),
    ("trouble", "When it goes wrong", "trouble", "dread"),
];

/// Term, what it means, and what not to call it. No text of the corpus uses what stands in the last column.
pub(crate) const TERMS: [(&str, &str, &str); 6] = [
    ("promise", "A sentence that a customer can hold us to.", "commitment"),
    ("floor", "The least that a system does each time it runs.", "baseline"),
    ("remedy", "What we do for a customer after a miss.", "compensation"),
    ("moment", "A part of the journey as the customer lives it.", "touchpoint"),
    ("hand-off", "The point where work passes to the next colleague.", "transfer"),
    ("customer", "Whoever comes to us with a need.", "client"),
];

/// Slugs and titles of the pages of principles.
pub(crate) const PRINCIPLES: [(&str, &str); 7] = [
    ("decide", "Decide what you want"),
    ("discover", "Discover what the customer wants"),
    ("deliver", "Deliver, plus a little"),
    ("own-it", "Somebody owns it"),
    ("floor", "A system is a floor"),
    ("rungs", "Skip no rung"),
    ("show-it", "Show it in different places"),
];

pub(crate) fn handbook(_: &Plan, _: usize) -> File {
    let mut text = String::from("format: 1\ntitle: Lantern Row Services\nlanguage: en\n");
    text.push_str("places:\n");
    for (id, name) in PLACES {
        let _ = writeln!(text, "  {id}: {name}"); // writing to a String cannot fail, here and below
    }
    let _ = writeln!(text, "as_of: {AS_OF}\naudiences:\n  staff: {{}}\n  managers: {{ includes: [staff] }}");
    File { path: "handbook.yaml".to_owned(), text }
}

pub(crate) fn journey(_: &Plan, _: usize) -> File {
    let mut text = String::new();
    for (id, title, during, expects) in MOMENTS {
        let _ = writeln!(text, "- id: {id}\n  title: {title}\n  during: {during}\n  expects: {expects}");
    }
    File { path: "content/journey.yaml".to_owned(), text }
}

pub(crate) fn glossary(_: &Plan, _: usize) -> File {
    let mut text = String::new();
    for (term, means, instead_of) in TERMS {
        let _ = writeln!(text, "- term: {term}\n  means: {}\n  instead_of: [{instead_of}]", quoted(means));
    }
    File { path: "content/glossary.yaml".to_owned(), text }
}
