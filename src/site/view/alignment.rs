//! `/alignment/`: our aims against what customers want. A cell is a promise; an empty row is an aim that is only words,
//! an empty column a want that nobody answered.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::super::shared::href;
use super::super::value::{list, record, said, text, written};
use super::{Head, Maker, Page, or_none, standing, want};
use crate::diagnostic::counted;
use crate::model::line::Point;
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::kinds::{Decision, State};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.view_at(&Head {
        title: "Alignment",
        kind: "alignment",
        kind_label: "Our aims and their wants",
        section: "alignment",
        description: "Our aims against what customers want, and the promises where they meet.",
        body: "",
    });
    let empty = if handbook.aims.is_empty() {
        Some(
            "There is no aim yet. Write `aims:` in `content/vision.md`, and they stand here against what customers want.",
        )
    } else if !has_any(handbook) {
        Some(
            "No want and no promise is written down yet. Write `content/wants/NAME.md`, and it stands here against our aims.",
        )
    } else {
        None
    };
    let matrix = Matrix::of(handbook);
    context.insert_value("empty", written(empty));
    context.insert_value("is_recorded", standing::is_recorded(maker).into());
    context.insert_value("answer", matrix.answer(handbook).into());
    context.insert_value("wants", list(matrix.wants.iter().map(|id| column(maker, &matrix, *id))));
    context.insert_value("rows", list(matrix.rows(maker)));
    context.insert_value("any_ours", matrix.ours.iter().any(|(_, ours)| !ours.is_empty()).into());
    context
        .insert_value("unanswered", list(matrix.unanswered(handbook).map(|id| column(maker, &matrix, id))));
    context.insert_value("ours", list(matrix.unasked(handbook).into_iter().map(|id| unasked(maker, id))));
    context.insert_value("declined", list(matrix.declined(handbook).map(|id| column(maker, &matrix, id))));
    Page { template: "alignment.html", context }
}

/// Whether there is anything to hold against each other.
pub(in super::super) fn has_any(handbook: &Handbook) -> bool {
    let has_wants = handbook.of_kind(Kind::Want).next().is_some();
    !handbook.aims.is_empty() && (has_wants || standing::any_made(handbook))
}

/// Promises by aim and want. An aim of `None` gathers the promises that reach no aim.
struct Matrix {
    /// The columns: wants that we said yes to first, declined ones last.
    wants: Vec<DocId>,
    cells: BTreeMap<(Option<usize>, DocId), Vec<DocId>>,
    /// Wants that any promise answers.
    answered: BTreeSet<DocId>,
    /// Promises that nobody asked for, by aim.
    ours: BTreeMap<Option<usize>, Vec<DocId>>,
    /// Aims that a promise in force reaches, whatever it answers.
    carried: BTreeSet<usize>,
}

impl Matrix {
    fn of(handbook: &Handbook) -> Self {
        let mut wants = handbook.in_order(handbook.of_kind(Kind::Want));
        wants.sort_by_key(|id| rank(decision(handbook, *id)));
        let mut matrix = Self {
            wants,
            cells: BTreeMap::new(),
            answered: BTreeSet::new(),
            ours: BTreeMap::new(),
            carried: BTreeSet::new(),
        };
        for id in standing::made(handbook) {
            matrix.place(handbook, id);
        }
        matrix
    }

    fn place(&mut self, handbook: &Handbook, id: DocId) {
        let aims = aims_above(handbook, id);
        if handbook.state(id) == Some(State::Standing) {
            self.carried.extend(&aims);
        }
        let wants: BTreeSet<DocId> = handbook.target_documents(id, LinkField::Wants).collect();
        self.answered.extend(&wants);
        for want in &wants {
            // A mission often serves several aims. Where a want says which one it belongs to, its answer stands there.
            let own: BTreeSet<usize> = aims_named(handbook, *want, LinkField::Aim);
            let both: BTreeSet<usize> = aims.intersection(&own).copied().collect();
            for aim in or_none(if both.is_empty() { &aims } else { &both }) {
                self.cells.entry((aim, *want)).or_default().push(id);
            }
        }
        if wants.is_empty() {
            for aim in or_none(&aims) {
                self.ours.entry(aim).or_default().push(id);
            }
        }
    }

    fn rows(&self, maker: &Maker<'_>) -> Vec<Value> {
        let loose = self.cells.keys().map(|(aim, _)| aim).chain(self.ours.keys()).any(Option::is_none);
        let aims = (0..maker.site.handbook.aims.len()).map(Some);
        aims.chain(loose.then_some(None)).map(|aim| self.row(maker, aim)).collect()
    }

    fn row(&self, maker: &Maker<'_>, aim: Option<usize>) -> Value {
        let handbook = &*maker.site.handbook;
        let shown = |ids: Option<&Vec<DocId>>| {
            list(ids.into_iter().flatten().map(|id| standing::promise(maker, *id)))
        };
        let link = aim.map_or_else(Value::none, |aim| maker.site.shared.point(handbook, Point::Aim(aim)));
        let is_answered = self.wants.iter().any(|want| self.cells.contains_key(&(aim, *want)));
        let note = match aim {
            None => Some("These promises reach no aim."),
            Some(aim) if !self.carried.contains(&aim) => Some("Only words: no promise in force carries it."),
            Some(_) if !is_answered => Some("No want that we heard is answered here."),
            Some(_) => None,
        };
        let answered = self.wants.iter().filter_map(|want| {
            let promises = self.cells.get(&(aim, *want))?;
            Some(record([("want", column(maker, self, *want)), ("promises", shown(Some(promises)))]))
        });
        let cells = self.wants.iter().map(|want| {
            let state = match (self.is_answered(*want), decision(handbook, *want)) {
                (_, Decision::Decline) => "struck",
                (false, _) => "open",
                (true, _) => "answered",
            };
            record([("state", state.into()), ("promises", shown(self.cells.get(&(aim, *want))))])
        });
        record([
            ("aim", link),
            ("note", text(note)),
            ("answers", list(answered)),
            ("cells", list(cells)),
            ("ours", shown(self.ours.get(&aim))),
        ])
    }

    fn is_answered(&self, want: DocId) -> bool {
        self.answered.contains(&want)
    }

    /// Wants that no promise answers and that nobody declined.
    fn unanswered<'a>(&'a self, handbook: &'a Handbook) -> impl Iterator<Item = DocId> + 'a {
        let open = |id: &DocId| !self.is_answered(*id) && decision(handbook, *id) != Decision::Decline;
        self.wants.iter().copied().filter(open)
    }

    fn declined<'a>(&'a self, handbook: &'a Handbook) -> impl Iterator<Item = DocId> + 'a {
        self.wants.iter().copied().filter(|id| decision(handbook, *id) == Decision::Decline)
    }

    /// Promises that nobody asked for, each once.
    fn unasked(&self, handbook: &Handbook) -> Vec<DocId> {
        handbook.in_order(self.ours.values().flatten().copied())
    }

    fn answer(&self, handbook: &Handbook) -> String {
        let words = handbook.aims.iter().enumerate().filter(|(n, _)| !self.carried.contains(n));
        let words: Vec<String> = words.map(|(_, aim)| format!("“{}”", aim.text.value)).collect();
        let aims = match words.len() {
            0 => "Every aim is carried by a promise in force.".to_string(),
            1 => format!("{} is only words: no promise in force carries it.", words[0]),
            n => format!("{n} aims are only words: {}.", words.join(", ")),
        };
        let (open, declined) = (self.unanswered(handbook).count(), self.declined(handbook).count());
        let heard = self.wants.len();
        if heard == 0 {
            return format!("{aims} No want was heard yet.");
        }
        format!(
            "{aims} Of {}, {} answered by a promise, {open} without an answer, {declined} declined.",
            counted(heard, "want"),
            heard.saturating_sub(open + declined)
        )
    }
}

/// The aims that a promise's missions serve.
fn aims_above(handbook: &Handbook, promise: DocId) -> BTreeSet<usize> {
    let missions = handbook.target_documents(promise, LinkField::ServesMission);
    missions.flat_map(|mission| aims_named(handbook, mission, LinkField::ServesAim)).collect()
}

fn aims_named(handbook: &Handbook, id: DocId, field: LinkField) -> BTreeSet<usize> {
    let aims = handbook.targets(id, field).filter_map(|target| match target {
        Target::Aim(aim) => Some(aim),
        _ => None,
    });
    aims.collect()
}

fn decision(handbook: &Handbook, id: DocId) -> Decision {
    handbook.document(id).want().map_or(Decision::Listening, |want| want.decision)
}

fn rank(decision: Decision) -> usize {
    match decision {
        Decision::Adopt => 0,
        Decision::ChangeVision => 1,
        Decision::Listening => 2,
        Decision::Decline => 3,
    }
}

/// A want as a column, and in the lists below the table.
fn column(maker: &Maker<'_>, matrix: &Matrix, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let decision = decision(handbook, id);
    record([
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("is_declined", (decision == Decision::Decline).into()),
        ("is_answered", matrix.is_answered(id).into()),
        ("decision", want::label(decision).into()),
        ("reason", document.want().map_or_else(Value::none, |want| said(&want.reason))),
    ])
}

/// A promise that nobody asked for, and why we make it.
fn unasked(maker: &Maker<'_>, id: DocId) -> Value {
    let promise = maker.site.handbook.document(id).promise();
    let why = promise.map_or_else(Value::none, |promise| said(&promise.ours));
    record([("promise", standing::promise(maker, id)), ("why", why)])
}
