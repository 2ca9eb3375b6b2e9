//! `/customers/ID/`: for whom, what is promised to them, and what they want.

use super::super::value::{list, record, text};
use super::role::in_force;
use super::{Maker, Page, promise};
use crate::model::DocId;
use crate::parse::kinds::Customer;
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, customer: &Customer) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "customers");
    let ways: Vec<&str> = customer.how_we_listen.iter().map(|way| way.value.as_str()).collect();
    let hear_every =
        customer.hear_every.as_ref().map_or("90 days".to_string(), |every| every.value.to_string());
    // What is no longer promised is not told to those whom it was promised.
    let promises = in_force(maker, &handbook.sources(id, LinkField::For));
    let record = record([
        ("title", handbook.document(id).title().into()),
        ("hear_every", hear_every.into()),
        ("how_we_listen", text((!ways.is_empty()).then(|| ways.join(" · ")).as_deref())),
        ("talks_to", maker.links(id, LinkField::TalksTo)),
        ("promises", list(promises.into_iter().filter_map(|id| promise::card(maker, id)))),
        ("wants", maker.links_from(id, LinkField::FromCustomer)),
    ]);
    context.insert_value("customer", record);
    Page { template: "customer.html", context }
}
