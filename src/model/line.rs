//! The line of sight: up from anything to the vision, down from anything to the steps.

use std::collections::BTreeSet;

use super::handbook::{DocId, Handbook, Target};
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::PageType;
use crate::parse::link::LinkField;

/// A point on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// The vision.
    Vision(DocId),
    /// One of its aims.
    Aim(usize),
    /// A document below it, or beside the line.
    Document(DocId),
    /// A step of a system, by its number.
    Step(DocId, usize),
    /// A moment of the journey, by its number; it stands beside the line.
    Moment(usize),
}

/// The rungs of the line, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// The one sentence.
    Vision,
    /// What it aims at.
    Aims,
    /// What teams do for it.
    Missions,
    /// What customers may hold us to.
    Promises,
    /// How that is kept.
    Systems,
    /// What stands beside the line: principles that a story shows, for instance.
    Pages,
}

/// The line up from one point: its rungs from the vision downward.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineUp {
    /// Each rung with its points in reading order.
    pub rungs: Vec<(Rung, Vec<Point>)>,
    /// Where the line is cut: what lacks a link up, and the sentence that says so.
    pub breaks: Vec<(Point, &'static str)>,
}

impl Handbook {
    /// The points directly above.
    pub fn above(&self, point: Point) -> Vec<Point> {
        let vision = || self.vision().map(|(id, _)| Point::Vision(id)).into_iter().collect();
        match point {
            Point::Vision(_) => Vec::new(),
            Point::Aim(_) | Point::Moment(_) => vision(),
            Point::Step(system, _) => vec![Point::Document(system)],
            Point::Document(id) => match &self.document(id).data {
                Data::Vision(_) => Vec::new(),
                Data::Mission(_) => self.points(id, LinkField::ServesAim),
                Data::Promise(_) => self.points(id, LinkField::ServesMission),
                Data::System(_) => self.points(id, LinkField::Keeps),
                Data::Role(_) => self.above_role(id),
                Data::Want(_) => or(self.points(id, LinkField::Aim), vision),
                Data::Story(_) => or(self.points(id, LinkField::Shows), vision),
                Data::Page(page) if page.page_type == PageType::Policy => {
                    or(documents(self.sources(id, LinkField::Policies)), vision)
                }
                Data::Customer(_) | Data::Page(_) => vision(),
            },
        }
    }

    /// A role hangs on the promises that its steps keep; without steps, on what it answers for.
    fn above_role(&self, role: DocId) -> Vec<Point> {
        let acting: BTreeSet<DocId> =
            self.steps_naming(role, LinkField::StepRole).into_iter().map(|(system, _)| system).collect();
        let kept = acting.iter().flat_map(|system| self.target_documents(*system, LinkField::Keeps));
        let kept: BTreeSet<DocId> = kept.collect();
        if !kept.is_empty() {
            return documents(kept);
        }
        let answers_for = self.sources(role, LinkField::Owner);
        acting.into_iter().chain(answers_for).map(|id| self.point_of(id)).collect()
    }

    /// The point that a document is.
    pub fn point_of(&self, id: DocId) -> Point {
        match self.vision() {
            Some((vision, _)) if vision == id => Point::Vision(id),
            _ => Point::Document(id),
        }
    }

    /// The promises that are made for a moment, in reading order.
    fn promises_at(&self, moment: usize) -> Vec<DocId> {
        let at = |id: &DocId| self.targets(*id, LinkField::At).any(|at| at == Target::Moment(moment));
        let mut promises: Vec<DocId> = self.of_kind(Kind::Promise).filter(at).collect();
        self.sort(&mut promises);
        promises
    }

    /// The points directly below.
    pub fn below(&self, point: Point) -> Vec<Point> {
        match point {
            Point::Vision(_) => (0..self.aims.len()).map(Point::Aim).collect(),
            Point::Aim(aim) => documents(self.missions_of_aim(aim)),
            Point::Step(..) => Vec::new(),
            Point::Moment(moment) => documents(self.promises_at(moment)),
            Point::Document(id) => match &self.document(id).data {
                Data::Vision(_) => self.below(Point::Vision(id)),
                Data::Mission(_) => documents(self.sources(id, LinkField::ServesMission)),
                Data::Promise(_) => documents(self.sources(id, LinkField::Keeps)),
                Data::System(_) => (0..self.document(id).steps().len()).map(|n| Point::Step(id, n)).collect(),
                Data::Role(_) => {
                    let steps = self.steps_naming(id, LinkField::StepRole);
                    steps.into_iter().map(|(system, n)| Point::Step(system, n)).collect()
                }
                Data::Customer(_) => documents(self.sources(id, LinkField::For)),
                Data::Want(_) => documents(self.sources(id, LinkField::Wants)),
                Data::Page(page) if page.page_type == PageType::Principle => {
                    documents(self.sources(id, LinkField::Shows))
                }
                Data::Story(_) | Data::Page(_) => Vec::new(),
            },
        }
    }

    /// The line up from `point`, the point itself left out.
    pub fn line_up(&self, point: Point) -> LineUp {
        let mut seen = BTreeSet::new();
        let mut breaks = Vec::new();
        let mut next = vec![point];
        while let Some(point) = next.pop() {
            let above = self.above(point);
            if above.is_empty()
                && let Some(sentence) = self.missing_above(point)
            {
                breaks.push((point, sentence));
            }
            next.extend(above.into_iter().filter(|above| seen.insert(*above)));
        }
        seen.remove(&point);
        let mut rungs: Vec<(Rung, Vec<Point>)> = Vec::new();
        let mut points: Vec<(Rung, Point)> =
            seen.into_iter().map(|point| (self.rung(point), point)).collect();
        points.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.point_order(a.1, b.1)));
        for (rung, point) in points {
            match rungs.last_mut() {
                Some((last, points)) if *last == rung => points.push(point),
                _ => rungs.push((rung, vec![point])),
            }
        }
        LineUp { rungs, breaks }
    }

    /// The sentence for a point that should have something above it and has not.
    pub fn missing_above(&self, point: Point) -> Option<&'static str> {
        let sentence = match point {
            Point::Document(id) => match self.document(id).kind {
                Kind::Mission => "It serves no aim, so nobody can see why the team does it.",
                Kind::Promise => "It serves no mission, so nobody can see why it is made.",
                Kind::System => "It keeps no promise, so nobody can see why it is worked.",
                Kind::Role => "It has no step and answers for nothing, so it has no line to any customer.",
                Kind::Vision if self.vision().is_some_and(|(vision, _)| vision != id) => {
                    "It is a second vision, and one message can only start in one place."
                }
                Kind::Vision => return None,
                _ => "There is no vision, so the line begins nowhere.",
            },
            Point::Moment(_) => "There is no vision, so the line begins nowhere.",
            Point::Vision(_) | Point::Aim(_) | Point::Step(..) => return None,
        };
        Some(sentence)
    }

    /// The sentence for a point that should have something below it and has not.
    pub fn missing_below(&self, point: Point) -> Option<&'static str> {
        use crate::parse::kinds::State;
        match point {
            Point::Aim(_) => Some("No mission serves this aim yet."),
            Point::Document(id) => match self.document(id).kind {
                Kind::Mission => Some("No promise carries this mission yet."),
                Kind::Promise if !matches!(self.state(id), Some(State::Retired | State::Draft)) => {
                    Some("No system keeps this promise: it is a wish.")
                }
                Kind::System => Some("This system has no steps."),
                _ => None,
            },
            Point::Step(system, n) => {
                let step = self.document(system).steps().get(n);
                step.is_some_and(|step| step.role.is_none()).then_some("Nobody does this step.")
            }
            Point::Vision(_) | Point::Moment(_) => None,
        }
    }

    /// The rung that a point stands on.
    pub fn rung(&self, point: Point) -> Rung {
        match point {
            Point::Vision(_) => Rung::Vision,
            Point::Aim(_) => Rung::Aims,
            Point::Step(..) => Rung::Systems,
            Point::Moment(_) => Rung::Pages,
            Point::Document(id) => match self.document(id).kind {
                Kind::Vision => Rung::Vision,
                Kind::Mission => Rung::Missions,
                Kind::Promise => Rung::Promises,
                Kind::System => Rung::Systems,
                _ => Rung::Pages,
            },
        }
    }

    pub(super) fn point_order(&self, a: Point, b: Point) -> std::cmp::Ordering {
        match (a, b) {
            (Point::Document(a), Point::Document(b)) => self.reading_order(a, b),
            _ => a.cmp(&b),
        }
    }

    fn points(&self, id: DocId, field: LinkField) -> Vec<Point> {
        let targets = self.targets(id, field).filter_map(|target| match target {
            Target::Document(id) => Some(Point::Document(id)),
            Target::Aim(aim) => Some(Point::Aim(aim)),
            Target::Step(..) | Target::Moment(_) | Target::Term(_) => None,
        });
        targets.collect()
    }
}

fn or(points: Vec<Point>, otherwise: impl FnOnce() -> Vec<Point>) -> Vec<Point> {
    if points.is_empty() { otherwise() } else { points }
}

fn documents(ids: impl IntoIterator<Item = DocId>) -> Vec<Point> {
    ids.into_iter().map(Point::Document).collect()
}

/// Which documents reach the vision: missions by an aim, promises by such a mission, systems by such a promise.
pub(super) fn reaching(handbook: &Handbook) -> Vec<bool> {
    let mut reaching = vec![false; handbook.documents.len()];
    for (kind, field) in [
        (Kind::Vision, None),
        (Kind::Mission, Some(LinkField::ServesAim)),
        (Kind::Promise, Some(LinkField::ServesMission)),
        (Kind::System, Some(LinkField::Keeps)),
    ] {
        for id in handbook.of_kind(kind) {
            reaching[id.index()] = field.is_none_or(|field| {
                handbook.targets(id, field).any(|target| match target {
                    Target::Aim(_) => true,
                    Target::Document(above) => reaching[above.index()],
                    Target::Step(..) | Target::Moment(_) | Target::Term(_) => false,
                })
            });
        }
    }
    reaching
}
