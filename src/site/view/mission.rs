//! `/missions/ID/`: what does one team do for the vision?

use super::super::shared::{href, label};
use super::super::value::{list, record, text};
use super::role::in_force;
use super::{Maker, Page, promise};
use crate::model::{DocId, Target};
use crate::parse::kinds::Mission;
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, mission: &Mission) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "missions");
    let aims = handbook.targets(id, LinkField::ServesAim).filter_map(|target| match target {
        Target::Aim(aim) => Some(maker.site.shared.point(handbook, crate::model::line::Point::Aim(aim))),
        _ => None,
    });
    let department = mission.department.as_ref().map(|department| department.value.as_str());
    let says = mission.says.as_ref().map(|says| says.value.as_str());
    context.insert_value(
        "mission",
        record([
            ("says", text(says)),
            ("aims", list(aims)),
            ("department", text(department)),
            ("href", href(handbook, id).into()),
            ("kind_label", label(handbook.document(id).kind).into()),
        ]),
    );
    let promises = in_force(maker, &handbook.sources(id, LinkField::ServesMission));
    context.insert_value("promises", list(promises.into_iter().filter_map(|id| promise::card(maker, id))));
    Page { template: "mission.html", context }
}
