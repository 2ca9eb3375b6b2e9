//! `/register/`: every document with its owner and its reviews, for whoever audits.

use tera::Value;

use super::super::shared::label;
use super::super::value::{list, record, shown, text};
use super::{Head, Maker, Page};
use crate::model::DocId;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "Register",
        kind: "register",
        kind_label: "Every document",
        section: "register",
        description: "Every document with its owner and its reviews.",
        body: "",
    };
    let mut context = maker.view(&head);
    let mut ids: Vec<DocId> = handbook.ids().collect();
    ids.sort_by(|a, b| {
        let kind = |id: DocId| handbook.document(id).kind;
        kind(*a).cmp(&kind(*b)).then_with(|| handbook.reading_order(*a, *b))
    });
    context.insert_value("rows", list(ids.into_iter().map(|id| row(maker, id))));
    Page { template: "register.html", context }
}

fn row(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let on = maker.site.on;
    let reviewed = handbook.reviewed(id, on);
    let due = handbook.due(id, on);
    let kind_label = super::plain::kind_label(&document.data).unwrap_or(label(document.kind));
    // A missing value prints as nothing in a cell.
    let cell = |value: Value| if value.is_none() { Value::from("") } else { value };
    let reviews = || record([("reviewed", cell(shown(reviewed))), ("due", cell(shown(due)))]);
    // This page has a row for every document. A record of eight fields takes twice the room of one of seven.
    record([
        ("document", maker.link(id)),
        ("id", document.id.value.as_str().into()),
        ("kind_label", kind_label.into()),
        ("owner", maker.first_link(id, LinkField::Owner)),
        ("reviews", if reviewed.is_some() || due.is_some() { reviews() } else { Value::none() }),
        ("state", cell(text(handbook.state(id).map(State::word)))),
        ("source", document.path.as_str().into()),
    ])
}
