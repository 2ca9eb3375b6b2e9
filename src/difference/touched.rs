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
pub(super) struct Reach<'a> {
    roles: BTreeSet<(&'a str, Tie)>,
    customers: BTreeSet<&'a str>,
    for_all: bool,
}

impl<'a> Reach<'a> {
    fn role(&mut self, id: &'a str, tie: Tie) {
        self.roles.insert((id, tie));
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
        let mut roles: BTreeMap<&str, bool> = BTreeMap::new();
        for (id, tie) in self.roles {
            *roles.entry(id).or_default() |= acts(tie);
        }
        let roles = roles.into_iter().map(|(id, acts)| TouchedRole { id: id.to_string(), acts }).collect();
        let customers = self.customers.into_iter().map(ToString::to_string).collect();
        Touched { roles, customers, for_all: self.for_all }
    }
}

/// Adds everybody whom a change to `on` reaches, in both states.
pub(super) fn reach<'a>(sides: &Sides<'a>, on: &On, reach: &mut Reach<'a>) {
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
        On::PlusOne(of, _) => ends(sides, *of).for_each(|(side, id)| work(side, id, None, reach)),
        On::Step(of) => ends(sides, *of).for_each(|(side, (id, n))| work(side, id, Some(n), reach)),
        On::Moment(of) => ends(sides, *of).for_each(|(side, n)| moment(side, n, reach)),
    }
}

fn roles<'a>(side: Side<'a>, of: impl IntoIterator<Item = DocId>, tie: Tie, reach: &mut Reach<'a>) {
    for id in of {
        reach.role(side.id(id), tie);
    }
}

fn along<'a>(side: Side<'a>, id: DocId, field: LinkField, tie: Tie, reach: &mut Reach<'a>) {
    roles(side, side.handbook.target_documents(id, field), tie, reach);
}

fn document<'a>(side: Side<'a>, id: DocId, reach: &mut Reach<'a>) {
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
        Data::System(_) => work(side, id, None, reach),
        Data::Role(_) => {
            reach.role(side.id(id), Tie::Itself);
            along(side, id, LinkField::ReportsTo, Tie::Knows, reach);
            along(side, id, LinkField::Backup, Tie::Knows, reach);
            roles(side, handbook.sources(id, LinkField::Backup), Tie::Knows, reach);
            roles(side, handbook.sources(id, LinkField::ReportsTo), Tie::Knows, reach);
        }
        Data::Customer(_) => {
            reach.customers.insert(side.id(id));
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
fn people<'a>(side: Side<'a>, id: DocId, field: LinkField, reach: &mut Reach<'a>) {
    for person in side.handbook.target_documents(id, field) {
        match side.handbook.document(person).kind {
            Kind::Role => reach.role(side.id(person), Tie::Knows),
            _ => {
                reach.customers.insert(side.id(person));
                if side.handbook.document(id).kind == Kind::Want {
                    along(side, person, LinkField::TalksTo, Tie::Knows, reach);
                }
            }
        }
    }
}

fn doers<'a>(side: Side<'a>, system: DocId, reach: &mut Reach<'a>) {
    for (field, target, step) in side.handbook.outgoing(system) {
        if let (LinkField::StepRole, Target::Document(role), Some(_)) = (field, target, step) {
            reach.role(side.id(role), Tie::Does);
        }
    }
}

/// A system, or one step of it: who answers for it, who does it, stands in, hands over or takes over, and for whom it is
/// done.
fn work<'a>(side: Side<'a>, system: DocId, only: Option<usize>, reach: &mut Reach<'a>) {
    let handbook = side.handbook;
    along(side, system, LinkField::Owner, Tie::Owns, reach);
    for (field, target, step) in handbook.outgoing(system) {
        let (Target::Document(role), Some(step)) = (target, step) else { continue };
        match field {
            _ if only.is_some_and(|only| only != step) => {}
            LinkField::StepRole => {
                reach.role(side.id(role), Tie::Does);
                along(side, role, LinkField::Backup, Tie::Does, reach);
            }
            LinkField::Then | LinkField::FromRole => reach.role(side.id(role), Tie::HandsOn),
            _ => {}
        }
    }
    for promise in handbook.target_documents(system, LinkField::Keeps) {
        people(side, promise, LinkField::For, reach);
    }
}

fn moment<'a>(side: Side<'a>, n: usize, reach: &mut Reach<'a>) {
    let handbook = side.handbook;
    let promises = handbook.of_kind(Kind::Promise);
    for promise in
        promises.filter(|id| handbook.targets(*id, LinkField::At).any(|to| to == Target::Moment(n)))
    {
        along(side, promise, LinkField::Owner, Tie::Knows, reach);
    }
}
