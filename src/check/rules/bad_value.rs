//! `bad-value`: a known field with something in it that the field does not take.

use crate::check::words::{any_of, meant, short};
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::address::{alias_address, belongs_to_editions};
use crate::parse::Layout;
use crate::parse::document::{Data, Document};
use crate::parse::fault::{FaultKind, Wanted};
use crate::parse::slug;
use crate::source::{Spanned, VPath};

pub(super) const RULE: Rule = Rule {
    name: "bad-value",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A date, a number, a choice, a place or an address that cannot be read as one; a line of a checklist that is no task.",
    why: "The tool compares limits, counts weeks and asks for reviews. It can do so only with values that it reads for \
          certain, and it never guesses: `target: 95` may be a share or a count, and a promise would be weighed by \
          whichever was not meant.",
    example: "target: 95\nreviewed: 12.1.2026",
    fix: "target: 95%\nreviewed: 2026-01-12",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        match &fault.kind {
            FaultKind::BadValue { field, found, wanted } => {
                let (message, help) = words(field, found, wanted);
                findings.add(path, fault.span, message).help(help);
            }
            FaultKind::NotATask { heading, fixed } => {
                let message =
                    format!("under `## {heading}` only tasks are steps, and nobody is asked to do this line");
                findings.add(path, fault.span, message).help(format!("type `{}`", short(fixed)));
            }
            _ => {}
        }
    }
    places(context, findings);
    addresses(context, findings);
}

/// What is wrong, and what would do.
fn words(field: &str, found: &str, wanted: &Wanted) -> (String, String) {
    let value = short(found);
    let no = |what: &str| format!("`{value}` is not {what}");
    match wanted {
        Wanted::Text => (
            format!("`{field}` takes words, and YAML reads this as a list"),
            format!("put it in quotation marks: `{field}: \"{}\"`", value.replace('"', "'")),
        ),
        Wanted::Id => (no("an id: ids are lower-case words joined by `-`"), id(field, found)),
        Wanted::Ids => (
            format!("`{field}` takes the id of another document, and this is none"),
            format!("write `{field}: some-id`, or `{field}: [one-id, another-id]`"),
        ),
        Wanted::Date => (no("a date that can be read for certain"), date(field, found)),
        Wanted::Week => (no("a week of that year"), format!("write `{field}: 2026-W05`")),
        Wanted::Period => {
            (no("a length of time of a day or more"), format!("write it as in `{field}: 6 months`"))
        }
        Wanted::Clock => {
            (no("a time of day"), format!("write it on the 24-hour clock, as in `{field}: 18:00`"))
        }
        Wanted::Quantity => (
            no("a number with its unit, so nothing can be compared with it"),
            format!("write it as in `{field}: 6 hours` or `{field}: 2 choices`"),
        ),
        Wanted::Percent => (no("a share of all cases"), percent(field, found)),
        Wanted::Count => (no("a whole number"), format!("write it in digits, as in `{field}: 5`")),
        Wanted::YesNo => (no("`yes` or `no`"), format!("write `{field}: yes` or `{field}: no`")),
        Wanted::Choice(choices) => (
            format!("`{field}` cannot be `{value}`"),
            meant(
                slug::nearest(found, choices.iter().copied()),
                format!("write {}", any_of(choices.iter().copied())),
            ),
        ),
        _ => shapes(field, &value, wanted),
    }
}

/// The values with a shape of their own.
fn shapes(field: &str, value: &str, wanted: &Wanted) -> (String, String) {
    match wanted {
        Wanted::Map => (
            format!("`{field}` takes one `name: text` a line, and this is none"),
            format!("write `{field}:` and below it, indented by two spaces, `some-name: some text`"),
        ),
        Wanted::List => (
            format!("`{field}` takes a list of words, and this is none"),
            format!("write `{field}: [one, another]`"),
        ),
        Wanted::Colour => {
            (format!("`{value}` is not a colour"), format!("write it as in `{field}: \"#0b6e4f\"`"))
        }
        Wanted::Url => (
            format!("`{value}` is not a whole web address"),
            format!("write it with its beginning, as in `{field}: https://handbook.example.org/`"),
        ),
        Wanted::Told(told) if field == "measure" => (
            format!("a promise or a floor is held to one limit, and `{value}` is a second one"),
            format!("keep {told}"),
        ),
        Wanted::Told(told) => (format!("`{field}` cannot be `{value}`"), format!("write {told}")),
        _ => (format!("`{field}` cannot be `{value}`"), "write something else".into()),
    }
}

fn id(field: &str, found: &str) -> String {
    let near = slug::to_id(found);
    let colon = if field.starts_with('^') { "" } else { ": " };
    let near = if near.is_empty() { "some-words".into() } else { near };
    format!("write `{field}{colon}{near}`").replace("^anchor", "^")
}

/// A date in another order of digits, where that order can be told.
fn date(field: &str, found: &str) -> String {
    let parts: Vec<&str> =
        found.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u16>().ok();
    let day = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => Some((*year, number(month), number(day))),
        [day, month, year] if year.len() == 4 && number(day) > Some(12) => {
            Some((*year, number(month), number(day)))
        }
        _ => None,
    };
    match day {
        Some((year, Some(month @ 1..=12), Some(day @ 1..=31))) => {
            format!("write the date as year-month-day: `{field}: {year}-{month:02}-{day:02}`")
        }
        _ => format!("write the date as year-month-day, as in `{field}: 2026-01-31`"),
    }
}

fn percent(field: &str, found: &str) -> String {
    let digits = found.trim().trim_matches('%').trim();
    let number = digits.parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number));
    match number {
        Some(_) => format!("write `{field}: {digits}%`"),
        None => format!("write it as in `{field}: 95%`, between 0% and 100%"),
    }
}

/// Places are a closed list as soon as the settings name any.
fn places(context: &Context<'_>, findings: &mut Findings) {
    if context.handbook.settings.places.is_empty() || doubt::settings_are_unsure(context, "places") {
        return;
    }
    for (_, document) in context.documents() {
        if let Data::Story(story) = &document.data {
            story.place.iter().for_each(|place| known_place(context, document, place, findings));
        }
        document.common.places.iter().for_each(|place| known_place(context, document, place, findings));
    }
}

fn known_place(context: &Context<'_>, document: &Document, place: &Spanned<String>, findings: &mut Findings) {
    let places = || context.handbook.settings.places.iter().map(|(id, _)| id.value.as_str());
    if places().any(|known| known == place.value) {
        return;
    }
    let by_name = context.handbook.settings.places.iter().find(|(_, name)| name.value == place.value);
    let near = by_name.map(|(id, _)| id.value.as_str()).or_else(|| slug::nearest(&place.value, places()));
    let message = format!("`{}` is none of the places that handbook.yaml names", short(&place.value));
    let help = meant(near, format!("write {}, or add it to `places:` there", any_of(places())));
    findings.add(&document.path, place.span, message).help(help);
}

/// Old addresses, which lead on from a document's header or are declared gone in the settings.
fn addresses(context: &Context<'_>, findings: &mut Findings) {
    // In a plain folder they are what headers of other generators say, which are left in peace.
    if context.handbook.layout == Layout::Plain {
        return;
    }
    for (_, document) in context.documents() {
        for alias in &document.common.aliases {
            own_address(&document.path, "aliases", alias, findings);
        }
    }
    let Some(path) = context.settings_file() else { return };
    for (address, _) in &context.handbook.settings.gone {
        own_address(path, "gone", address, findings);
        let at = alias_address(&address.value);
        let there = context.documents().find(|(id, _)| at.as_deref() == Some(context.handbook.address(*id)));
        if let Some((_, there)) = there {
            let message = format!("`gone` names `{}`, and `{}` stands there", address.value, there.id.value);
            let help = "delete this line, or the page; a promise that is made no more keeps its page, with `state: retired`";
            findings.add(path, address.span, message).help(help);
        }
    }
}

/// An address that no page of this site can have is never answered, whoever asks for it.
fn own_address(path: &VPath, field: &str, address: &Spanned<String>, findings: &mut Findings) {
    let typed = address.value.as_str();
    let can_stand = |address: &String| !belongs_to_editions(Layout::Handbook, address);
    if typed.contains("://") || alias_address(typed).filter(can_stand).is_none() {
        let message = format!("`{field}` names `{}`, and no page of this site can stand there", short(typed));
        let help = "write what stood behind the site's own address, such as `/policies/parking/`";
        findings.add(path, address.span, message).help(help);
    }
}
