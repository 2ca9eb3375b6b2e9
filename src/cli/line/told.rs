//! A point of the line in words: its kind, what it is called, what it says, where it is written.

use crate::model::line::Point;
use crate::model::{DocId, Handbook, Resolved};
use crate::parse::checklist::Step;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::markdown::plain;
use crate::source::{SourceTree, position};

/// Knows the handbook, and the text that it was read from.
pub(super) struct Teller<'a> {
    pub(super) handbook: &'a Handbook,
    pub(super) tree: &'a SourceTree,
}

/// A point in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// `promise`, `step`, `aim` …, as links write it.
    pub(super) kind: &'static str,
    /// What it is asked for by: `call-back-today`, `call-back#list`.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// Its one sentence, when it has one.
    pub(super) says: Option<String>,
    /// The file.
    pub(super) path: String,
    /// The 1-based line in it.
    pub(super) line: usize,
    /// Who does it, when it is a step.
    pub(super) role: Option<Doer>,
    /// How far along it is, when it is a promise.
    pub(super) state: Option<State>,
}

/// Who does a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doer {
    /// The role's id, as it is or as it was typed.
    pub(super) id: String,
    /// What the role is called; `None` when there is no such role.
    pub(super) title: Option<String>,
}

impl Teller<'_> {
    pub(super) fn tell(&self, point: Point) -> Told {
        match point {
            Point::Vision(id) | Point::Document(id) => self.document(id),
            Point::Aim(aim) => self.aim(aim),
            Point::Moment(moment) => self.moment(moment),
            Point::Step(system, n) => self.step(system, n),
        }
    }

    fn line(&self, path: &str, at: u32) -> usize {
        self.tree.text(path).map_or(1, |text| position(text, at as usize).line)
    }

    fn document(&self, id: DocId) -> Told {
        let document = self.handbook.document(id);
        let path = document.path.to_string();
        Told {
            kind: document.kind.word(),
            id: document.id.value.clone(),
            title: document.title().to_string(),
            says: document.says().map(|says| says.value.clone()),
            line: self.line(&path, document.top.start),
            path,
            role: None,
            state: self.handbook.state(id),
        }
    }

    fn aim(&self, aim: usize) -> Told {
        let vision = self.handbook.vision().map(|(id, _)| self.handbook.document(id));
        let path = vision.map(|vision| vision.path.to_string()).unwrap_or_default();
        let aim = self.handbook.aims.get(aim);
        let text = aim.map(|aim| aim.text.value.clone()).unwrap_or_default();
        Told {
            kind: "aim",
            id: aim.map(|aim| aim.id.value.clone()).unwrap_or_default(),
            title: text.clone(),
            says: Some(text),
            line: self.line(&path, aim.map_or(0, |aim| aim.id.span.start)),
            path,
            role: None,
            state: None,
        }
    }

    fn moment(&self, moment: usize) -> Told {
        let listed = self.handbook.moments.get(moment);
        let path = listed.map(|listed| listed.path.to_string()).unwrap_or_default();
        let id = listed.map(|listed| &listed.entry.id);
        let title = listed.and_then(|listed| listed.entry.title.as_ref()).or(id);
        Told {
            kind: "moment",
            id: id.map(|id| id.value.clone()).unwrap_or_default(),
            title: title.map(|title| title.value.clone()).unwrap_or_default(),
            says: None,
            line: self.line(&path, id.map_or(0, |id| id.span.start)),
            path,
            role: None,
            state: None,
        }
    }

    fn step(&self, system: DocId, n: usize) -> Told {
        let document = self.handbook.document(system);
        let step = document.steps().get(n);
        let path = document.path.to_string();
        Told {
            kind: "step",
            id: self.step_name(system, n),
            title: step.map(|step| plain(&step.action.value)).unwrap_or_default(),
            says: None,
            line: self.line(&path, step.map_or(0, |step| step.span.start)),
            path,
            role: step.and_then(|step| self.doer(system, n, step)),
            state: None,
        }
    }

    /// `call-back#list`; a step without an anchor goes by its number.
    pub(super) fn step_name(&self, system: DocId, n: usize) -> String {
        let document = self.handbook.document(system);
        let anchor = document.steps().get(n).and_then(|step| step.anchor.as_ref());
        let anchor = anchor.map_or_else(|| (n + 1).to_string(), |anchor| anchor.value.clone());
        format!("{}#{anchor}", document.id.value)
    }

    fn doer(&self, system: DocId, n: usize, step: &Step) -> Option<Doer> {
        let known = self.handbook.step_documents(system, n, LinkField::StepRole).next();
        match known.map(|role| self.handbook.document(role)) {
            Some(role) => Some(Doer { id: role.id.value.clone(), title: Some(role.title().to_string()) }),
            None => step.role.as_ref().map(|typed| Doer { id: typed.value.clone(), title: None }),
        }
    }

    /// What a point names above it that is not there, or not of the right kind: `serves: infromed`.
    pub(super) fn strays(&self, point: Point) -> Vec<String> {
        let Point::Document(id) = point else { return Vec::new() };
        let up = [LinkField::ServesAim, LinkField::ServesMission, LinkField::Keeps];
        let links = self.handbook.document(id).links.iter().enumerate();
        let lost = links.filter(|(n, link)| {
            up.contains(&link.field) && !matches!(self.handbook.resolved(id, *n), Resolved::To(_))
        });
        lost.map(|(_, link)| format!("{}: {}", link.field.name(), link.target.value)).collect()
    }
}
