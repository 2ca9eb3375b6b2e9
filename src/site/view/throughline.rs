//! `/throughline/`: how does the sentence at the top become my Tuesday?

use tera::Value;

use super::super::value::list;
use super::{Head, Maker, Page};
use crate::model::DocId;
use crate::model::line::Point;
use crate::parse::document::Kind;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "The throughline",
        kind: "throughline",
        kind_label: "From the vision to the step",
        section: "throughline",
        description: "One line from the vision at the top to the step that one person does.",
        body: "",
    };
    let mut context = maker.view(&head);
    let tree = handbook
        .vision()
        .map_or_else(Value::none, |(id, _)| maker.site.shared.branch(handbook, Point::Vision(id)));
    context.insert_value("tree", tree);
    context.insert_value("loose", list(loose(maker)));
    Page { template: "throughline.html", context }
}

/// What does not reach the vision, where the line is cut: not everything that hangs below the cut.
fn loose(maker: &Maker<'_>) -> impl Iterator<Item = Value> {
    let handbook = &*maker.site.handbook;
    let on_the_line =
        |id: &DocId| matches!(handbook.document(*id).kind, Kind::Mission | Kind::Promise | Kind::System);
    let cut = handbook.ids().filter(on_the_line).filter(|id| {
        let point = Point::Document(*id);
        !handbook.reaches_vision(*id) && handbook.above(point).is_empty()
    });
    cut.map(|id| maker.site.shared.cut(handbook, id))
}
