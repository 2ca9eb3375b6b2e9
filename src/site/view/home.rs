//! `/`: what do we want? The vision, its picture, its aims, and what is promised for it.

use tera::Value;

use super::super::value::{list, record, said};
use super::{Head, Maker, Page, promise};
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::kinds::{State, Vision};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let vision = handbook.vision();
    let body = vision.map(|(id, _)| maker.site.bodies().prose(id, maker.root)).unwrap_or_default();
    let says = vision.and_then(|(_, vision)| vision.says.as_ref()).map_or("", |says| &says.value);
    let head = Head {
        title: handbook.title(),
        kind: "home",
        kind_label: "Vision",
        section: "home",
        description: says,
        body: &body,
    };
    let mut context = maker.view(&head);
    context.insert_value("page", maker.page_record(&head, vision.map(|(id, _)| id)));
    context.insert_value("vision", self::vision(maker));
    let standing = handbook.of_kind(Kind::Promise);
    let standing = standing.filter(|id| handbook.state(*id) == Some(State::Standing));
    let standing = handbook.in_order(standing);
    context.insert_value("promises", list(standing.into_iter().filter_map(|id| promise::card(maker, id))));
    context.insert_value("roles", maker.list_of(handbook.in_order(handbook.of_kind(Kind::Role))));
    context.insert_value("missions", maker.list_of(handbook.in_order(handbook.of_kind(Kind::Mission))));
    Page { template: "home.html", context }
}

/// The vision as pages show it: its sentence, its aims, what comes first when in doubt.
pub(super) fn vision(maker: &Maker<'_>) -> Value {
    let vision = || {
        let vision = maker.site.handbook.vision();
        vision.map_or_else(Value::none, |(id, vision)| vision_record(maker, id, vision))
    };
    maker.site.shared.vision.get_or_init(vision).clone()
}

fn vision_record(maker: &Maker<'_>, id: DocId, vision: &Vision) -> Value {
    let handbook = &*maker.site.handbook;
    let aims = handbook.aims.iter().enumerate().map(|(number, aim)| {
        let missions = handbook.missions_of_aim(number);
        let is_made = |id: &DocId| matches!(handbook.state(*id), Some(State::Standing | State::Trial));
        let made = missions.iter().flat_map(|mission| handbook.sources(*mission, LinkField::ServesMission));
        let promises = made.filter(is_made).count();
        record([
            ("id", aim.id.value.as_str().into()),
            ("text", aim.text.value.as_str().into()),
            (
                "href",
                missions
                    .first()
                    .map_or("missions/index.html".into(), |m| super::super::shared::href(handbook, *m))
                    .into(),
            ),
            ("promises", promises.into()),
        ])
    });
    record([
        ("says", said(&vision.says)),
        ("aims", list(aims)),
        ("when_in_doubt", list(vision.when_in_doubt.iter().map(|word| word.value.as_str().into()))),
        ("owner", maker.first_link(id, LinkField::Owner)),
    ])
}
