//! An address that was declared gone: that it is, why, and where it can still be read.

use super::super::edition::any;
use super::super::route::encode;
use super::super::value::record;
use super::{Head, Maker, Page};
use crate::model::address::alias_address;
use tera::Value;

pub(super) fn page(maker: &Maker<'_>, n: usize) -> Page {
    let declared = maker.site.handbook.settings.gone.get(n);
    let head = Head {
        title: "This page is gone",
        kind: "gone",
        kind_label: "Gone",
        section: "",
        description: declared.map_or("", |(_, why)| &why.value),
        body: "",
    };
    let mut context = maker.view(&head);
    context.insert_value("why", declared.map_or("", |(_, why)| why.value.as_str()).into());
    let address = declared.and_then(|(at, _)| alias_address(&at.value)).unwrap_or_default();
    context.insert_value("last", last(maker, &address));
    Page { template: "gone.html", context }
}

/// Where it stands in the edition in force, if that still has it.
fn last(maker: &Maker<'_>, address: &str) -> Value {
    let found = any(maker.site.catalogue.as_ref()).and_then(|catalogue| {
        let (current, standing) = (catalogue.current()?, catalogue.standing.as_ref()?);
        let file = super::super::route::file_of(address);
        (current.is_kept && standing.files.contains(&file)).then(|| (current, current.file(&file)))
    });
    found.map_or_else(Value::none, |(current, file)| {
        record([("name", current.name.as_str().into()), ("href", encode(&file).into())])
    })
}
