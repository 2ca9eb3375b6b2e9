//! Whom a change touches: the roles that do something differently or should know, and the customers.
//!
//! Asked of both states, since whoever no longer does a thing has to hear of it too.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Section, Thing, TouchedRole};
use super::name::Name;
use super::sides::{Ends, On, Side, Sides, Touched};
use crate::model::{DocId, Target};
use crate::parse::document::{Data, Kind};
use crate::parse::link::LinkField;

/// What ties a role to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// It should know.
    Knows,
    /// It takes over, or hands over.
    HandsOn,
    /// It answers for the thing.
    Owns,
    /// It does the steps, or stands in for whoever does.
    Does,
    /// It is the role that changed.
    Itself,
}

/// The people whom a change reaches.
#[derive(Debug, Default)]
pub(super) struct Reach {
    roles: BTreeMap<String, BTreeSet<Tie>>,
    customers: BTreeSet<String>,
    for_all: bool,
}

impl Reach {
    fn role(&mut self, id: &str, tie: Tie) {
        match self.roles.get_mut(id) {
            Some(ties) => {
                ties.insert(tie);
            }
            None => {
                self.roles.insert(id.to_string(), BTreeSet::from([tie]));
            }
        }
    }

    /// Sums up: who acts depends on what the change is called.
    pub(super) fn finish(self, name: Name, section: Section, thing: Thing) -> Touched {
        // A record says how it went; what an improvement asks for is done by somebody.
        let is_read_off = name.is_of_the_record() && thing != Thing::PlusOne;
        let is_told_only =
            section == Section::WordsOnly || name.is_of_control() || name == Name::Renamed || is_read_off;
        let changes_hands = matches!(name, Name::HandOffChanged | Name::StepReassigned);
        let is_own = !matches!(thing, Thing::Step | Thing::PlusOne);
        let acts = |tie: Tie| match tie {
            _ if is_told_only => false,
            Tie::Itself | Tie::Does => name != Name::OwnerChanged,
            Tie::Owns => is_own,
            Tie::HandsOn => changes_hands,
            Tie::Knows => false,
        };
        let roles = self.roles.into_iter();
        let roles = roles.map(|(id, ties)| TouchedRole { id, acts: ties.into_iter().any(acts) }).collect();
        Touched { roles, customers: self.customers.into_iter().collect(), for_all: self.for_all }
    }
}

/// Adds everybody whom a change to `on` reaches, in both states.
pub(super) fn reach(sides: &Sides<'_>, on: &On, reach: &mut Reach) {
    fn ends<'a, T: Copy>(
        sides: &Sides<'a>,
        ends: Ends<T>,
    ) -> impl Iterator<Item = (Side<'a>, T)> + use<'a, T> {
        let (old, new) = (sides.old, sides.new);
        ends.old.map(|at| (old, at)).into_iter().chain(ends.new.map(|at| (new, at)))
    }
    match on {
        On::Handbook | On::Term(_) => {}
        On::Aim(_) => reach.for_all = true,
        On::Document(of) => ends(sides, *of).for_each(|(side, id)| document(side, id, reach)),
        On::PlusOne(of, _) => ends(sides, *of).for_each(|(side, id)| system(side, id, reach)),
        On::Step(of) => ends(sides, *of).for_each(|(side, (id, n))| step(side, id, n, reach)),
        On::Moment(of) => ends(sides, *of).for_each(|(side, n)| moment(side, n, reach)),
    }
}

fn roles(side: Side<'_>, of: impl IntoIterator<Item = DocId>, tie: Tie, reach: &mut Reach) {
    for id in of {
        reach.role(side.id(id), tie);
    }
}

fn along(side: Side<'_>, id: DocId, field: LinkField, tie: Tie, reach: &mut Reach) {
    roles(side, side.handbook.target_documents(id, field), tie, reach);
}

fn document(side: Side<'_>, id: DocId, reach: &mut Reach) {
    let handbook = side.handbook;
    along(side, id, LinkField::Owner, Tie::Owns, reach);
    match &handbook.document(id).data {
        Data::Vision(_) => reach.for_all = true,
        Data::Mission(_) => {
            for promise in handbook.sources(id, LinkField::ServesMission) {
                along(side, promise, LinkField::Owner, Tie::Knows, reach);
            }
        }
        Data::Promise(_) => {
            for system in handbook.sources(id, LinkField::Keeps) {
                doers(side, system, reach);
            }
            people(side, id, LinkField::For, reach);
        }
        Data::System(_) => system(side, id, reach),
        Data::Role(_) => {
            reach.role(side.id(id), Tie::Itself);
            along(side, id, LinkField::ReportsTo, Tie::Knows, reach);
            along(side, id, LinkField::Backup, Tie::Knows, reach);
            roles(side, handbook.sources(id, LinkField::Backup), Tie::Knows, reach);
            roles(side, handbook.sources(id, LinkField::ReportsTo), Tie::Knows, reach);
        }
        Data::Customer(_) => {
            reach.customers.insert(side.id(id).to_string());
            along(side, id, LinkField::TalksTo, Tie::Knows, reach);
        }
        Data::Want(_) => people(side, id, LinkField::FromCustomer, reach),
        Data::Story(story) => {
            let teller = story.told_by.as_ref().and_then(|told_by| handbook.names.document(&told_by.value));
            let teller = teller.filter(|id| handbook.document(*id).kind == Kind::Role);
            roles(side, teller, Tie::Knows, reach);
        }
        Data::Page(_) => {
            for promise in handbook.sources(id, LinkField::Policies) {
                along(side, promise, LinkField::Owner, Tie::Knows, reach);
            }
        }
    }
}

/// Customers, and colleagues who are customers; whoever talks to them should know.
fn people(side: Side<'_>, id: DocId, field: LinkField, reach: &mut Reach) {
    for person in side.handbook.target_documents(id, field) {
        match side.handbook.document(person).kind {
            Kind::Role => reach.role(side.id(person), Tie::Knows),
            _ => {
                reach.customers.insert(side.id(person).to_string());
                if side.handbook.document(id).kind == Kind::Want {
                    along(side, person, LinkField::TalksTo, Tie::Knows, reach);
                }
            }
        }
    }
}

fn doers(side: Side<'_>, system: DocId, reach: &mut Reach) {
    for (field, target, step) in side.handbook.outgoing(system) {
        if let (LinkField::StepRole, Target::Document(role), Some(_)) = (field, target, step) {
            reach.role(side.id(role), Tie::Does);
        }
    }
}

fn system(side: Side<'_>, id: DocId, reach: &mut Reach) {
    let handbook = side.handbook;
    along(side, id, LinkField::Owner, Tie::Owns, reach);
    for n in 0..handbook.document(id).steps().len() {
        hands(side, id, n, reach);
    }
    for promise in handbook.target_documents(id, LinkField::Keeps) {
        people(side, promise, LinkField::For, reach);
    }
}

fn step(side: Side<'_>, id: DocId, n: usize, reach: &mut Reach) {
    along(side, id, LinkField::Owner, Tie::Owns, reach);
    hands(side, id, n, reach);
    for promise in side.handbook.target_documents(id, LinkField::Keeps) {
        people(side, promise, LinkField::For, reach);
    }
}

/// Who does a step, who stands in, who hands over and who takes over.
fn hands(side: Side<'_>, id: DocId, n: usize, reach: &mut Reach) {
    let handbook = side.handbook;
    for role in handbook.step_documents(id, n, LinkField::StepRole) {
        reach.role(side.id(role), Tie::Does);
        along(side, role, LinkField::Backup, Tie::Does, reach);
    }
    for field in [LinkField::Then, LinkField::FromRole] {
        roles(side, handbook.step_documents(id, n, field), Tie::HandsOn, reach);
    }
}

fn moment(side: Side<'_>, n: usize, reach: &mut Reach) {
    let handbook = side.handbook;
    let promises = handbook.of_kind(Kind::Promise);
    for promise in
        promises.filter(|id| handbook.targets(*id, LinkField::At).any(|to| to == Target::Moment(n)))
    {
        along(side, promise, LinkField::Owner, Tie::Knows, reach);
    }
}
