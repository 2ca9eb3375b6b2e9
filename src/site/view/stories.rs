//! `/stories/`: of each principle, three places where it worked and one where it did not; which places are missing; and
//! every story by date.

use std::collections::BTreeSet;

use tera::Value;

use super::super::shared::{href, sentence};
use super::super::value::{list, record, shown, text, written};
use super::{Head, Maker, Page, story};
use crate::diagnostic::counted;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::{PageType, StoryType};
use crate::parse::link::LinkField;

/// From how many places a principle is shown before people believe it.
const PLACES: usize = 3;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.view_at(&Head {
        title: "Stories",
        kind: "stories",
        kind_label: "By principle",
        section: "stories",
        description: "For each principle, places where it worked and one where it did not.",
        body: "",
    });
    let stories = handbook.stories();
    let principles = handbook.in_order(handbook.of_kind(Kind::Page).filter(|id| is_principle(handbook, *id)));
    let tied: BTreeSet<DocId> =
        principles.iter().flat_map(|id| handbook.sources(*id, LinkField::Shows)).collect();
    let loose = stories.iter().filter(|id| !tied.contains(id));
    let empty = "No story is told yet. Write `content/stories/NAME.md` with `date`, `where`, `type` and `shows`, and it stands here.";
    context.insert_value("empty", written(stories.is_empty().then_some(empty)));
    let no_principle = "No principle is written down yet. A page with `type: principle`, such as `content/principles/NAME.md`, gathers the stories that name it under `shows`.";
    context.insert_value("no_principle", written(principles.is_empty().then_some(no_principle)));
    context.insert_value("principles", list(principles.iter().map(|id| principle(maker, *id, stories))));
    context.insert_value("loose", list(loose.map(|id| item(maker, *id))));
    context.insert_value("stories", list(stories.iter().map(|id| item(maker, *id))));
    Page { template: "stories.html", context }
}

fn is_principle(handbook: &Handbook, id: DocId) -> bool {
    matches!(&handbook.document(id).data, Data::Page(page) if page.page_type == PageType::Principle)
}

fn principle(maker: &Maker<'_>, id: DocId, stories: &[DocId]) -> Value {
    let handbook = &*maker.site.handbook;
    let tied: BTreeSet<DocId> = handbook.sources(id, LinkField::Shows).into_iter().collect();
    let stories = stories.iter().copied().filter(|story| tied.contains(story));
    let sort = |id: &DocId| handbook.document(*id).story().map(|story| story.story_type);
    let (missed, worked): (Vec<DocId>, Vec<DocId>) =
        stories.partition(|id| sort(id) == Some(StoryType::Miss));
    let (chosen, more_worked) = from_three_places(handbook, worked);
    let more: Vec<DocId> = more_worked.into_iter().chain(missed.iter().skip(1).copied()).collect();
    let missing = missing(handbook, &chosen);
    record([
        ("principle", maker.link(id)),
        ("worked", list(chosen.iter().map(|id| item(maker, *id)))),
        ("missing", text(missing.as_deref())),
        ("miss", missed.first().map_or_else(Value::none, |id| item(maker, *id))),
        ("more", list(more.iter().map(|id| item(maker, *id)))),
    ])
}

/// The newest story of each of three places, and the others.
fn from_three_places(handbook: &Handbook, stories: Vec<DocId>) -> (Vec<DocId>, Vec<DocId>) {
    let mut places: BTreeSet<&str> = BTreeSet::new();
    stories.into_iter().partition(|id| {
        let place = handbook.document(*id).story().and_then(|story| story.place.as_ref());
        let place = place.map_or("", |place| place.value.as_str());
        places.len() < PLACES && places.insert(place)
    })
}

/// Which places have no story yet, when there are fewer than enough.
fn missing(handbook: &Handbook, chosen: &[DocId]) -> Option<String> {
    let told = |place: &str| {
        let mut stories = chosen.iter().filter_map(|id| handbook.document(*id).story());
        stories.any(|story| story.place.as_ref().is_some_and(|told| told.value == place))
    };
    let places = &handbook.settings.places;
    let enough = if places.is_empty() { PLACES } else { places.len().min(PLACES) };
    if chosen.len() >= enough {
        return None;
    }
    let untold: Vec<&str> =
        places.iter().filter(|(id, _)| !told(&id.value)).map(|(_, name)| name.value.as_str()).collect();
    Some(match (untold.as_slice(), enough - chosen.len()) {
        ([one], _) => format!("No story yet from {one}."),
        ([first @ .., last], _) if !first.is_empty() && first.len() < 4 => {
            format!("No story yet from {} or {last}.", first.join(", "))
        }
        (_, n) => format!("Stories from {} are missing.", counted(n, "more place")),
    })
}

fn item(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let story = document.story();
    record([
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("text", text(sentence(document))),
        ("date", shown(story.and_then(|story| story.date.as_ref()).map(|date| date.value))),
        ("where", text(story.and_then(|story| story::place(handbook, story)))),
        ("type_label", text(story.map(|story| story::type_label(story.story_type)))),
        ("promises", promises(maker, id)),
    ])
}

/// The promises that a story shows.
fn promises(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let shows = handbook.target_documents(id, LinkField::Shows);
    maker.list_of(shows.filter(|shown| handbook.document(*shown).kind == Kind::Promise))
}
