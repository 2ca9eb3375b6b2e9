//! What a page tells of its own past: the edition in force, and the editions in which the page changed.

use tera::Value;

use super::super::super::route::encode;
use super::super::super::value::{list, record, shown};
use super::super::Maker;
use crate::edition::Edition;
use crate::model::DocId;

/// The editions in which a document or its steps changed, the newest first, each with the names of the changes.
pub(in crate::site) fn of(maker: &Maker<'_>, id: DocId) -> Value {
    let document = maker.site.handbook.document(id);
    list(maker.site.history(document).into_iter().map(|step| {
        let changes = step.told.about(document).map(|(change, anchor)| {
            record([
                ("title", change.name.words().into()),
                ("href", format!("{}#{}", step.address, encode(anchor)).into()),
            ])
        });
        record([
            ("edition", step.edition.name.as_str().into()),
            ("from", shown(step.edition.starts())),
            ("href", step.address.as_str().into()),
            ("changes", list(changes)),
        ])
    }))
}

/// The edition in force, as every page bears it.
pub(in crate::site) fn stamp(maker: &Maker<'_>) -> Value {
    let Some(edition) = maker.site.editions.in_force(maker.site.on) else { return Value::none() };
    record([("title", edition.name.as_str().into()), ("href", place(edition).into())])
}

/// Where an edition is told of.
fn place(edition: &Edition) -> String {
    format!("changes/index.html#edition:{}", edition.name)
}
