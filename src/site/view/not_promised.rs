//! `/not-promised/`: what do I say no to, in which words, where do I send them, and why?

use tera::Value;

use super::super::shared::href;
use super::super::value::{list, record, said, text, written};
use super::{Head, Maker, Page, standing};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::{Decision, Want};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.view_at(&Head {
        title: "What we do not promise",
        kind: "not-promised",
        kind_label: "Saying no, kindly",
        section: "not-promised",
        description: "What to say no to, in which words, and where to send people.",
        body: "",
    });
    let empty = "There is nothing yet to say no to. A want with `decision: decline` in `content/wants/NAME.md` stands here with its kind words, and so does what a promise names under `not_included`.";
    context.insert_value("empty", written((!has_any(handbook)).then_some(empty)));
    let wants = handbook.in_order(handbook.of_kind(Kind::Want));
    context.insert_value("declined", list(wants.into_iter().filter_map(|id| declined(maker, id))));
    let limits = standing::made(handbook).into_iter().filter_map(|id| limit(maker, id));
    context.insert_value("limits", list(limits));
    Page { template: "not-promised.html", context }
}

/// Whether anything is declined or left out.
pub(in super::super) fn has_any(handbook: &Handbook) -> bool {
    let declined = handbook.of_kind(Kind::Want).any(|id| as_declined(handbook, id).is_some());
    declined || handbook.of_kind(Kind::Promise).any(|id| not_included(handbook, id).is_some())
}

fn as_declined(handbook: &Handbook, id: DocId) -> Option<&Want> {
    handbook.document(id).want().filter(|want| want.decision == Decision::Decline)
}

/// What a promise that is made leaves out.
fn not_included(handbook: &Handbook, id: DocId) -> Option<&str> {
    let promise = handbook.document(id).promise().filter(|promise| promise.state.is_made())?;
    promise.not_included.as_ref().map(|not| not.value.as_str())
}

fn declined(maker: &Maker<'_>, id: DocId) -> Option<Value> {
    let handbook = &*maker.site.handbook;
    let want = as_declined(handbook, id)?;
    let document = handbook.document(id);
    Some(record([
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("source", document.path.as_str().into()),
        ("from", maker.links(id, LinkField::FromCustomer)),
        ("at", text(maker.moments(id).as_deref())),
        ("says", said(&want.says)),
        ("say_instead", said(&want.say_instead)),
        ("send_to", said(&want.send_to)),
        ("reason", said(&want.reason)),
    ]))
}

fn limit(maker: &Maker<'_>, id: DocId) -> Option<Value> {
    let handbook = &*maker.site.handbook;
    let not_included = not_included(handbook, id)?;
    Some(record([("promise", standing::promise(maker, id)), ("not_included", not_included.into())]))
}
