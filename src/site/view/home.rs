//! `/`: what do we want? The vision, its picture, its aims, and what is promised for it.

use tera::Value;

use super::super::value::{list, record, text};
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
    let standing = in_order(maker, Kind::Promise, |id| handbook.state(id) == Some(State::Standing));
    context.insert_value("promises", list(standing.into_iter().filter_map(|id| promise::card(maker, id))));
    context.insert_value("roles", maker.list_of(in_order(maker, Kind::Role, |_| true)));
    context.insert_value("missions", maker.list_of(in_order(maker, Kind::Mission, |_| true)));
    Page { template: "home.html", context }
}

/// The documents of a kind in reading order.
pub(super) fn in_order(maker: &Maker<'_>, kind: Kind, keep: impl Fn(DocId) -> bool) -> Vec<DocId> {
    let mut ids: Vec<DocId> = maker.site.handbook.of_kind(kind).filter(|id| keep(*id)).collect();
    maker.site.handbook.sort(&mut ids);
    ids
}

/// The vision as pages show it: its sentence, its aims, what comes first when in doubt.
pub(super) fn vision(maker: &Maker<'_>) -> Value {
    let vision = maker.site.handbook.vision();
    vision.map_or_else(Value::none, |(id, vision)| vision_record(maker, id, vision))
}

fn vision_record(maker: &Maker<'_>, id: DocId, vision: &Vision) -> Value {
    let handbook = &*maker.site.handbook;
    let aims = handbook.aims.iter().enumerate().map(|(number, aim)| {
        let missions = handbook.missions_of_aim(number);
        let promises: usize =
            missions.iter().map(|mission| handbook.sources(*mission, LinkField::ServesMission).len()).sum();
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
        ("says", text(vision.says.as_ref().map(|says| says.value.as_str()))),
        ("aims", list(aims)),
        ("when_in_doubt", list(vision.when_in_doubt.iter().map(|word| word.value.as_str().into()))),
        ("owner", maker.first_link(id, LinkField::Owner)),
    ])
}
