//! `/promises/ID/`: what exactly do we promise, to whom, what not, what if we miss, who keeps it?

use std::collections::BTreeMap;

use tera::Value;

use super::super::shared::href;
use super::super::value::{list, record, said, shown, text};
use super::weeks::unbroken;
use super::{Maker, Page, changes, limit};
use crate::model::DocId;
use crate::parse::kinds::Promise;
use crate::parse::link::LinkField;
use crate::record::Kept;

pub(super) fn page(maker: &Maker<'_>, id: DocId, promise: &Promise) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "promises");
    context.insert_value("history", changes::history(maker, id));
    let record = maker.site.record();
    let kept = record.kept(id).filter(|kept| !kept.entries.is_empty());
    let mut fields = card_fields(maker, id, promise);
    fields.extend([
        ("missions", maker.links(id, LinkField::ServesMission)),
        ("wants", maker.links(id, LinkField::Wants)),
        ("ours", said(&promise.ours)),
        ("not_included", said(&promise.not_included)),
        ("if_we_miss", said(&promise.if_we_miss)),
        ("feels", said(&promise.feels)),
        ("policies", maker.links(id, LinkField::Policies)),
        ("told", said(&promise.told)),
        ("basis", said(&promise.basis)),
        ("costs", said(&promise.costs)),
        ("worth", said(&promise.worth)),
        ("contact", said(&promise.contact)),
        ("replaced_by", maker.first_link(id, LinkField::ReplacedBy)),
        ("moments", list([])),
        ("verdict", text(kept.map(beyond_the_count).as_deref())),
    ]);
    context.insert_value("promise", Value::from(fields));
    let systems = handbook.sources(id, LinkField::Keeps);
    context.insert_value("systems", list(systems.into_iter().map(|system| system_record(maker, system))));
    context.insert_value("stories", maker.links_from(id, LinkField::Shows));
    Page { template: "promise.html", context }
}

/// A promise in a list: what it says, how it is measured, for whom.
pub(super) fn card(maker: &Maker<'_>, id: DocId) -> Option<Value> {
    let promise = maker.site.handbook.document(id).promise()?;
    Some(Value::from(card_fields(maker, id, promise)))
}

fn card_fields(maker: &Maker<'_>, id: DocId, promise: &Promise) -> BTreeMap<&'static str, Value> {
    let handbook = &*maker.site.handbook;
    let title = handbook.document(id).title();
    BTreeMap::from([
        ("title", title.into()),
        ("says", promise.says.as_ref().map_or(title, |says| &says.value).into()),
        ("href", href(handbook, id).into()),
        ("mark", maker.site.shared.mark(handbook, id).into()),
        ("level", promise.level.word().into()),
        ("state", promise.state.word().into()),
        ("measure", text(promise.measure.as_ref().map(|measure| limit(&measure.value)).as_deref())),
        ("target", shown(promise.target.as_ref().map(|target| target.value))),
        ("for", maker.links(id, LinkField::For)),
        ("at", text(maker.moments(id).as_deref())),
        ("owner", maker.first_link(id, LinkField::Owner)),
        ("kept", maker.site.shared.kept(handbook, id)),
    ])
}

/// The verdict in a sentence, without the count that stands above it already.
fn beyond_the_count(kept: &Kept) -> String {
    let reading = &kept.reading;
    let count = format!("Kept {} of {}. ", reading.kept, reading.checked);
    unbroken(reading.sentence.strip_prefix(&count).unwrap_or(&reading.sentence))
}

fn system_record(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let system = document.system();
    let when = system.and_then(|system| system.run_when.as_ref()).map(|when| when.value.as_str());
    record([
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("run_when", text(when)),
        ("floor", text(system.and_then(super::system::floor).as_deref())),
        ("steps", document.steps().len().into()),
        ("roles", list([])),
    ])
}
