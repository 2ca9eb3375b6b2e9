//! `/stories/ID/`: show me where this worked, or did not.

use tera::Value;

use super::super::value::{record, shown, text};
use super::{Maker, Page};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::{Story, StoryType};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, story: &Story) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "stories");
    let teller = story.told_by.as_ref().map(|teller| &teller.value);
    let role = teller
        .and_then(|teller| handbook.names.typed(teller))
        .filter(|id| handbook.document(*id).kind == Kind::Role);
    let record = record([
        ("date", shown(story.date.as_ref().map(|date| date.value))),
        ("where", text(place(handbook, story))),
        ("type", story.story_type.word().into()),
        ("type_label", type_label(story.story_type).into()),
        ("shows", maker.links(id, LinkField::Shows)),
        ("told_by", role.map_or_else(Value::none, |role| maker.link(role))),
        ("teller", text(teller.filter(|_| role.is_none()).map(String::as_str))),
    ]);
    context.insert_value("story", record);
    Page { template: "story.html", context }
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
