//! Kinds that no promise hangs on: customers, stories and pages.

use super::fields::{Fields, list};
use super::sides::Sides;
use crate::parse::kinds::{Customer, Page, Story};
use crate::parse::link::LinkField;

/// Names what changed about a group of customers.
pub(super) fn customer<'a>(
    sides: &mut Sides<'a>,
    fields: &mut Fields<'a>,
    old: &'a Customer,
    new: &'a Customer,
) {
    let every = |customer: &Customer| customer.hear_every.as_ref().map(|every| every.value.to_string());
    fields.detail("hear_every", every(old), every(new));
    fields.detail("how_we_listen", list(&old.how_we_listen), list(&new.how_we_listen));
    fields.detail_ids(sides, LinkField::TalksTo);
}

/// Names what changed in a story.
pub(super) fn story<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, old: &'a Story, new: &'a Story) {
    let date = |story: &Story| story.date.as_ref().map(|date| date.value.to_string());
    fields.detail("date", date(old), date(new));
    fields.detail_text("where", old.place.as_ref(), new.place.as_ref());
    fields.detail("type", Some(old.story_type.word().to_string()), Some(new.story_type.word().to_string()));
    fields.detail_text("told_by", old.told_by.as_ref(), new.told_by.as_ref());
    fields.detail_ids(sides, LinkField::Shows);
}

/// Names what changed on a page.
pub(super) fn page<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, old: &'a Page, new: &'a Page) {
    fields.detail("type", Some(old.page_type.word().to_string()), Some(new.page_type.word().to_string()));
    fields.link(sides, LinkField::Owner, super::Name::OwnerChanged);
}
