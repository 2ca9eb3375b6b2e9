//! The graph: where the links of headers and steps lead, and the same turned around. Links are written upward only; the
//! way down is computed here, once.

use std::sync::Arc;

use super::handbook::{DocId, Handbook, Incoming, Target};
use super::line;
use super::names::Resolved;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

/// Header links, both ways. The lists run parallel to a handbook's documents.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    /// Where each link of each document leads, in the order in which they are written.
    pub(super) resolved: Vec<Arc<[Resolved]>>,
    /// What a draft promise is taken to mean where it says nothing.
    implied: Vec<Vec<(LinkField, Target)>>,
    /// Every link seen from where it leads: those of one document stand together.
    incoming: Vec<Incoming>,
    /// Where those of each document begin, and at the end how many there are.
    starts: Vec<usize>,
    pub(super) missions_of_aim: Vec<Vec<DocId>>,
    /// Which documents reach the vision.
    pub(super) reaching: Vec<bool>,
}

impl Graph {
    /// What is implied by links that are led already.
    pub(super) fn implied(&self, id: DocId) -> &[(LinkField, Target)] {
        self.implied.get(id.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every link that leads to a document, in the order of where they are written.
    pub(super) fn incoming(&self, id: DocId) -> &[Incoming] {
        &self.incoming[self.starts[id.index()]..self.starts[id.index() + 1]]
    }
}

/// Turns links around that have been led. Each part is put into the handbook before the next, which asks for it there.
pub(super) fn turn_around(handbook: &mut Handbook, resolved: Vec<Arc<[Resolved]>>) {
    handbook.graph = Arc::new(Graph { resolved, ..Graph::default() });
    let implied = implied(handbook);
    // Nobody else has this graph yet, so that it is changed in place.
    Arc::make_mut(&mut handbook.graph).implied = implied;
    let (incoming, starts) = incoming(handbook);
    let missions_of_aim = missions_of_aim(handbook);
    let reaching = line::reaching(handbook);
    let graph = Arc::make_mut(&mut handbook.graph);
    (graph.incoming, graph.starts) = (incoming, starts);
    (graph.missions_of_aim, graph.reaching) = (missions_of_aim, reaching);
}

/// Every link seen from where it leads, and where those of each document begin.
fn incoming(handbook: &Handbook) -> (Vec<Incoming>, Vec<usize>) {
    let leading = || {
        handbook.ids().flat_map(|from| {
            handbook.outgoing(from).filter_map(move |(field, target, step)| match target {
                Target::Document(to) | Target::Step(to, _) => Some((to, Incoming { field, from, step })),
                Target::Aim(_) | Target::Moment(_) | Target::Term(_) => None,
            })
        })
    };
    let mut starts = vec![0; handbook.documents.len() + 1];
    for (to, _) in leading() {
        starts[to.index() + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let nothing = Incoming { field: LinkField::Owner, from: DocId::new(0), step: None };
    let mut incoming = vec![nothing; starts.last().copied().unwrap_or(0)];
    let mut next = starts.clone();
    for (to, link) in leading() {
        incoming[next[to.index()]] = link;
        next[to.index()] += 1;
    }
    (incoming, starts)
}

fn missions_of_aim(handbook: &Handbook) -> Vec<Vec<DocId>> {
    let mut missions = vec![Vec::new(); handbook.aims.len()];
    for from in handbook.ids() {
        for (field, target, _) in handbook.outgoing(from) {
            if let (LinkField::ServesAim, Target::Aim(aim)) = (field, target) {
                missions[aim].push(from);
            }
        }
    }
    missions
}

/// What a draft promise is taken to mean where it says nothing: the only mission, and its owner.
fn implied(handbook: &Handbook) -> Vec<Vec<(LinkField, Target)>> {
    let mut missions = handbook.of_kind(Kind::Mission);
    let (Some(mission), None) = (missions.next(), missions.next()) else { return Vec::new() };
    let mut implied = vec![Vec::new(); handbook.documents.len()];
    let owner = handbook.target_documents(mission, LinkField::Owner).next();
    for promise in handbook.of_kind(Kind::Promise) {
        let document = handbook.document(promise);
        let is_draft = document.promise().is_some_and(|promise| promise.state == State::Draft);
        let has = |field| document.links.iter().any(|link| link.field == field);
        if is_draft && !has(LinkField::ServesMission) {
            implied[promise.index()].push((LinkField::ServesMission, Target::Document(mission)));
        }
        if let (true, false, Some(owner)) = (is_draft, has(LinkField::Owner), owner) {
            implied[promise.index()].push((LinkField::Owner, Target::Document(owner)));
        }
    }
    implied
}
