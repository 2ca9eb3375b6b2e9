//! What a document means to those below it: the fields that a child has to be held against again when they change.
//!
//! | kind | fields |
//! |---|---|
//! | vision | `says`, and each aim as `aim^ID` |
//! | mission | `says` |
//! | promise | `says`, `limit` (`at_most`, `at_least` or `by`), `target`, `for`, `at`, `not_included`, `if_we_miss` |
//! | system | `floor` (limit and target), and each step as `step^ANCHOR`, or by its words: role, act, within, must, then |
//! | want | `says`, `means`, `from`, `at` |
//! | others | none: nothing is held against them |
//!
//! Never a title, prose, the order of ids or of header fields, or a date of review.

use super::checklist::Step;
use super::document::{Data, Document};
use super::fingerprint::{Fingerprint, normalised};
use super::kinds::{Promise, System, Vision, Want};
use super::link::LinkField;
use super::quantity::{Measure, Percent};
use crate::source::{Span, Spanned};

/// One field of a document's meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, such as `says` or `step^call`.
    pub name: String,
    /// What it says.
    pub said: Said,
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing: it is not written.
    Nothing,
    /// Nobody knows: it is written and could not be read.
    Unsure,
    /// These words.
    Words {
        /// As people read them.
        words: String,
        /// As they are compared.
        fingerprint: Fingerprint,
        /// Where they stand.
        span: Span,
    },
}

impl Said {
    /// The words as people read them; empty where there are none.
    pub fn words(&self) -> &str {
        if let Self::Words { words, .. } = self { words } else { "" }
    }

    /// The fingerprint, where something is said.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        if let Self::Words { fingerprint, .. } = self { Some(*fingerprint) } else { None }
    }

    fn prose(text: Option<&Spanned<String>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Words {
            words: text.value.split_whitespace().collect::<Vec<_>>().join(" "),
            fingerprint: Fingerprint::of_prose(&text.value),
            span: text.span,
        })
    }

    fn exactly(words: String, canonical: &str, span: Span) -> Self {
        Self::Words { words, fingerprint: Fingerprint::of_exactly(canonical), span }
    }
}

/// The name of an aim's field.
fn aim(id: &str) -> String {
    format!("aim^{id}")
}

/// One aim of a vision, by the name that it has for whoever is held against it alone: `aim`.
pub fn of_aim(vision: &Document, id: &str) -> Option<Field> {
    let name = aim(id);
    let field = of(vision).into_iter().find(|field| field.name == name)?;
    Some(Field { name: "aim".to_string(), ..field })
}

/// What is written of what `document` means, by fingerprints, in the order of its kind's list; `None` for a field that
/// could not be read. Two states of a document that mean the same have the same ones.
pub fn prints(document: &Document) -> Vec<(String, Option<Fingerprint>)> {
    let written = of(document).into_iter().filter(|field| field.said != Said::Nothing);
    written.map(|field| (field.name, field.said.fingerprint())).collect()
}

/// Every field of what `document` means, in the order of its kind's list. A field that is not written is there too,
/// so that a later version's field is told from one that was left empty.
pub fn of(document: &Document) -> Vec<Field> {
    let mut fields = of_header(document);
    if let Data::System(_) = &document.data {
        let steps = document.steps().iter().enumerate();
        fields.extend(steps.map(|(n, step)| of_step(document, n, step)));
    }
    fields
}

/// As [`of`], without the steps of a system: what the header says.
pub fn of_header(document: &Document) -> Vec<Field> {
    let mut fields = match &document.data {
        Data::Vision(vision) => of_vision(vision),
        Data::Mission(mission) => vec![field("says", Said::prose(mission.says.as_ref()))],
        Data::Promise(promise) => of_promise(document, promise),
        Data::System(system) => of_system(document, system),
        Data::Want(want) => of_want(document, want),
        Data::Role(_) | Data::Customer(_) | Data::Story(_) | Data::Page(_) => Vec::new(),
    };
    for field in &mut fields {
        if sources(&field.name).iter().any(|name| document.is_unsure(name)) {
            field.said = Said::Unsure;
        }
    }
    fields
}

/// The header fields that a field of the meaning is read from.
fn sources(name: &str) -> &[&str] {
    match name {
        "limit" => &["at_most", "at_least", "by", "measure"],
        "says" => &["says"],
        "means" => &["means"],
        "target" => &["target"],
        "for" => &["for"],
        "from" => &["from"],
        "at" => &["at"],
        "not_included" => &["not_included"],
        "if_we_miss" => &["if_we_miss"],
        "floor" => &["floor"],
        name if name.starts_with("aim^") => &["aims"],
        _ => &[],
    }
}

fn field(name: impl Into<String>, said: Said) -> Field {
    Field { name: name.into(), said }
}

fn of_vision(vision: &Vision) -> Vec<Field> {
    let aims = vision.aims.iter().map(|(id, text)| field(aim(&id.value), Said::prose(Some(text))));
    std::iter::once(field("says", Said::prose(vision.says.as_ref()))).chain(aims).collect()
}

fn of_promise(document: &Document, promise: &Promise) -> Vec<Field> {
    vec![
        field("says", Said::prose(promise.says.as_ref())),
        field("limit", limit(promise.measure.as_ref())),
        field("target", target(promise.target.as_ref())),
        field("for", ids(document, LinkField::For)),
        field("at", ids(document, LinkField::At)),
        field("not_included", Said::prose(promise.not_included.as_ref())),
        field("if_we_miss", Said::prose(promise.if_we_miss.as_ref())),
    ]
}

fn of_want(document: &Document, want: &Want) -> Vec<Field> {
    vec![
        field("says", Said::prose(want.says.as_ref())),
        field("means", Said::prose(want.means.as_ref())),
        field("from", ids(document, LinkField::FromCustomer)),
        field("at", ids(document, LinkField::At)),
    ]
}

fn limit(measure: Option<&Spanned<Measure>>) -> Said {
    measure.map_or(Said::Nothing, |measure| {
        Said::exactly(measure.value.to_string(), &measure.value.canonical(), measure.span)
    })
}

fn target(target: Option<&Spanned<Percent>>) -> Said {
    target.map_or(Said::Nothing, |target| {
        let canonical = format!("{} millionths", target.value.millionths());
        Said::exactly(target.value.to_string(), &canonical, target.span)
    })
}

/// The ids that the header names in `field`; their order says nothing.
fn ids(document: &Document, field: LinkField) -> Said {
    let links = document.links.iter().filter(|link| link.field == field && link.step.is_none());
    let links: Vec<&Spanned<String>> = links.map(|link| &link.target).collect();
    let (Some(first), Some(last)) = (links.first(), links.last()) else { return Said::Nothing };
    let span = Span { start: first.span.start, end: last.span.end.max(first.span.end) };
    let ids = sorted(links.iter().map(|link| link.value.as_str()));
    Said::exactly(ids.join(", "), &ids.join("\n"), span)
}

fn sorted<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn of_system(document: &Document, system: &System) -> Vec<Field> {
    let floor = system.floor.as_ref().map_or(Said::Nothing, |floor| {
        let parts = [limit(floor.measure.as_ref()), target(floor.target.as_ref())];
        let words: Vec<&str> = parts.iter().map(Said::words).filter(|words| !words.is_empty()).collect();
        let canonical: Vec<String> =
            parts.iter().map(|part| part.fingerprint().map(|p| p.to_string()).unwrap_or_default()).collect();
        let span = floor.measure.as_ref().map(|m| m.span).or(floor.target.as_ref().map(|t| t.span));
        Said::exactly(words.join(", "), &canonical.join("\n"), span.unwrap_or(document.top))
    });
    vec![field("floor", floor)]
}

/// The name of a step's field. A step goes by its anchor, else by its words: one without an anchor that is reworded is
/// another step.
pub fn step_name(step: &Step) -> String {
    match &step.anchor {
        Some(anchor) => format!("step^{}", anchor.value),
        None => format!("step~{}", Fingerprint::of_prose(&step.action.value)),
    }
}

fn of_step(document: &Document, number: usize, step: &Step) -> Field {
    let action = normalised(&step.action.value);
    let name = step_name(step);
    let links = document.links.iter().filter(|link| link.step == Some(number));
    let then =
        sorted(links.filter(|link| link.field == LinkField::Then).map(|link| link.target.value.as_str()));
    let role = step.role.as_ref().map_or("", |role| role.value.as_str());
    let within = step.within.as_ref().map(|within| within.value.canonical()).unwrap_or_default();
    let must = if step.must { "must" } else { "" };
    let canonical = [role, &action, &within, must, &then.join(" ")].join("\n");
    let shown = [
        Some(format!("@{role} {}", step.action.value)),
        step.within.as_ref().map(|within| format!("within {}", within.value)),
        step.must.then(|| "must".to_string()),
        (!then.is_empty()).then(|| format!("then {}", then.join(", "))),
    ];
    let shown: Vec<String> = shown.into_iter().flatten().collect();
    field(name, Said::exactly(shown.join("; "), &canonical, step.span))
}
