//! `/systems/ID/`: how is the promise kept, by whom, and at the least?

use tera::Value;

use super::super::kept;
use super::super::shared::href;
use super::super::value::{list, record, safe, said, shown, text};
use super::{Maker, Page, changes, limit};
use crate::model::DocId;
use crate::parse::checklist::{Section, Step};
use crate::parse::kinds::{Style, System};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, system: &System) -> Page {
    let mut context = maker.document(id, "systems");
    context.insert_value("history", changes::history(maker, id));
    context.insert_value("system", system_record(maker, id, system));
    Page { template: "system.html", context }
}

/// The system with its three lists.
pub(super) fn system_record(maker: &Maker<'_>, id: DocId, system: &System) -> Value {
    let handbook = &*maker.site.handbook;
    record([
        ("title", handbook.document(id).title().into()),
        ("keeps", maker.links(id, LinkField::Keeps)),
        ("run_when", said(&system.run_when)),
        ("pause", said(&system.pause)),
        ("style", system.style.word().into()),
        ("style_label", style_label(system).into()),
        ("floor", text(floor(system).as_deref())),
        ("costs", said(&system.costs)),
        ("run_href", run_href(maker, id).into()),
        ("href", href(handbook, id).into()),
        ("places", kept::places(handbook, id)),
        ("floor_steps", steps(maker, id, Section::Floor)),
        ("plus_steps", steps(maker, id, Section::PlusOne)),
        ("wrong_steps", steps(maker, id, Section::GoesWrong)),
    ])
}

/// Where the run sheet of a system stands.
pub(super) fn run_href(maker: &Maker<'_>, id: DocId) -> String {
    href(&maker.site.handbook, id).replace("index.html", "run/index.html")
}

/// How a list is worked, in words.
pub(super) fn style_label(system: &System) -> &'static str {
    match system.style {
        Style::DoThenCheck => "Do it, then check",
        Style::ReadThenDo => "Read a line, do it",
    }
}

/// The floor in words: `within 4 hours, 97 % of the time`.
pub(super) fn floor(system: &System) -> Option<String> {
    let floor = system.floor.as_ref()?;
    let measure = floor.measure.as_ref().map(|measure| limit(&measure.value));
    let target = floor.target.as_ref().map(|target| format!("{} of the time", target.value));
    let parts: Vec<String> = [measure, target].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn steps(maker: &Maker<'_>, id: DocId, section: Section) -> Value {
    let all = maker.site.handbook.document(id).steps().iter().enumerate();
    list(
        all.filter(|(_, step)| step.section == section)
            .enumerate()
            .map(|(i, (n, _))| step_record(maker, id, n, i + 1)),
    )
}

/// One step; `number` is its place in its list.
pub(super) fn step_record(maker: &Maker<'_>, id: DocId, n: usize, number: usize) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let Some(step): Option<&Step> = document.steps().get(n) else { return Value::none() };
    let role = |field| {
        let mut roles = handbook.step_documents(id, n, field);
        roles.next().map_or_else(Value::none, |role| maker.link(role))
    };
    record([
        ("id", said(&step.anchor)),
        ("number", number.into()),
        ("text_html", safe(&maker.site.bodies().inline(document, &step.action.value, maker.root))),
        ("role", role(LinkField::StepRole)),
        ("section", section(step.section).into()),
        ("must", step.must.into()),
        ("within", shown(step.within.as_ref().map(|within| &within.value))),
        ("takes", shown(step.takes.as_ref().map(|takes| &takes.value))),
        ("proof", said(&step.proof)),
        ("if_not", said(&step.if_not)),
        ("then", role(LinkField::Then)),
        ("from", role(LinkField::FromRole)),
        ("seen", said(&step.seen)),
        ("costs", said(&step.costs)),
    ])
}

/// A list of a checklist as the theme's classes name it.
fn section(section: Section) -> &'static str {
    match section {
        Section::Floor => "floor",
        Section::PlusOne => "plus",
        Section::GoesWrong => "wrong",
    }
}
