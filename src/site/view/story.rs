//! `/stories/ID/`: show me where this worked, or did not.

use std::collections::BTreeMap;

use tera::Value;

use super::super::value::{shown, text};
use super::{Maker, Page};
use crate::model::{DocId, Handbook};
use crate::parse::kinds::{Story, StoryType};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, story: &Story) -> Page {
    let mut context = maker.document(id, "stories");
    let mut fields = about_fields(maker, id, story);
    fields.insert("shows", maker.links(id, LinkField::Shows));
    context.insert_value("story", Value::from(fields));
    Page { template: "story.html", context }
}

/// When and where it was, what sort of story it is, and who tells it.
pub(super) fn about(maker: &Maker<'_>, id: DocId) -> Value {
    let story = maker.site.handbook.document(id).story();
    story.map_or_else(Value::none, |story| Value::from(about_fields(maker, id, story)))
}

fn about_fields(maker: &Maker<'_>, id: DocId, story: &Story) -> BTreeMap<&'static str, Value> {
    let handbook = &*maker.site.handbook;
    let role = handbook.teller(id);
    let words = story.told_by.as_ref().map(|teller| teller.value.as_str());
    BTreeMap::from([
        ("date", shown(story.date.as_ref().map(|date| date.value))),
        ("where", text(place(handbook, story))),
        ("type", story.story_type.word().into()),
        ("type_label", type_label(story.story_type).into()),
        ("told_by", role.map_or_else(Value::none, |role| maker.link(role))),
        ("teller", text(words.filter(|_| role.is_none()))),
    ])
}

/// The place that a story comes from, as people call it.
pub(super) fn place<'a>(handbook: &'a Handbook, story: &'a Story) -> Option<&'a str> {
    let place = &story.place.as_ref()?.value;
    let known = handbook.settings.places.iter().find(|(id, _)| id.value == *place);
    Some(known.map_or(place.as_str(), |(_, name)| &name.value))
}

/// What sort of story it is, in words.
pub(super) fn type_label(story_type: StoryType) -> &'static str {
    match story_type {
        StoryType::FanLetter => "Fan letter",
        StoryType::Example => "Example",
        StoryType::Miss => "A miss",
    }
}
