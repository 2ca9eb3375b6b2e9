//! `/systems/ID/run/`: what now? Big lines to tick, on a phone or on A5 paper.

use tera::Value;

use super::super::{full_address, kept, qr};
use super::system::system_record;
use super::{Head, Maker, Page};
use crate::model::DocId;

pub(super) fn page(maker: &Maker<'_>, id: DocId) -> Page {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let head = Head {
        title: document.title(),
        kind: "run",
        kind_label: "Run sheet",
        section: "systems",
        description: super::description(document),
        body: "",
    };
    let mut context = maker.view(&head);
    context.insert_value("page", maker.page_record(&head, Some(id)));
    context.insert_value("line", maker.line(id));
    context.insert_value(
        "system",
        document.system().map_or_else(Value::none, |system| system_record(maker, id, system)),
    );
    context.insert_value("places", kept::choice(handbook));
    context.insert_value("as_of", maker.site.on.to_string().into());
    let address = maker.site.base_url().map(|base| full_address(base, maker.file));
    context.insert_value("qr", address.map_or_else(Value::none, |address| qr::square(&address)));
    Page { template: "run.html", context }
}
