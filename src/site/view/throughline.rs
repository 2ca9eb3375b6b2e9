//! `/throughline/`: how does the sentence at the top become my Tuesday?

use tera::Value;

use super::super::value::{list, record, text};
use super::{Head, Maker, Page};
use crate::diagnostic::counted;
use crate::model::DocId;
use crate::model::line::Point;
use crate::parse::document::Kind;
use crate::parse::kinds::State;

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
    let loose: Vec<Value> = loose(maker).collect();
    context.insert_value("counts", text(counts(maker).as_deref()));
    context.insert_value("breaks", list(breaks(maker)));
    context.insert_value("loose", list(loose));
    let empty = match handbook.vision() {
        None => Some(
            "There is no vision yet, so the line begins nowhere. Write content/vision.md and it hangs here.",
        ),
        Some(_) if handbook.aims.is_empty() => Some(
            "The vision has no aims yet, so nothing can hang on it. Write them below `aims:` in content/vision.md.",
        ),
        Some(_) => None,
    };
    context.insert_value("empty", text(empty));
    Page { template: "throughline.html", context }
}

/// How much hangs on the line, in words.
fn counts(maker: &Maker<'_>) -> Option<String> {
    let handbook = &*maker.site.handbook;
    let of = |kind: Kind, word: &str| counted(handbook.of_kind(kind).count(), word);
    let steps: usize = handbook.of_kind(Kind::System).map(|id| handbook.document(id).steps().len()).sum();
    let is_made = |id: &DocId| handbook.state(*id) != Some(State::Retired);
    let promises = handbook.of_kind(Kind::Promise).filter(is_made).count();
    handbook.vision()?;
    Some(format!(
        "{}, {}, {}, {} and {}.",
        counted(handbook.aims.len(), "aim"),
        of(Kind::Mission, "mission"),
        counted(promises, "promise"),
        of(Kind::System, "system"),
        counted(steps, "step")
    ))
}

/// Where the line breaks, from the top downward: what is cut, and the sentence that says why.
fn breaks(maker: &Maker<'_>) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let aims = (0..handbook.aims.len()).map(Point::Aim);
    let ids = [Kind::Mission, Kind::Promise, Kind::System]
        .into_iter()
        .flat_map(|kind| handbook.in_order(handbook.of_kind(kind)));
    let points = aims.chain(ids.flat_map(|id| {
        let steps = (0..handbook.document(id).steps().len()).map(move |n| Point::Step(id, n));
        std::iter::once(Point::Document(id)).chain(steps)
    }));
    let cut = points.flat_map(|point| {
        let above = handbook.missing_above(point).filter(|_| handbook.above(point).is_empty());
        let below = handbook.missing_below(point).filter(|_| handbook.below(point).is_empty());
        above.into_iter().chain(below).map(move |sentence| (point, sentence))
    });
    let told = cut.map(|(point, sentence)| {
        let node = maker.site.shared.point(handbook, point);
        record([("node", node), ("broken", sentence.into())])
    });
    told.collect()
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
