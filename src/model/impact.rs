//! Whom a change to one thing would touch: who has to act on it, and who should know.
//!
//! Whoever does or answers for what hangs below it has to act, and so has every document there: it was written for
//! what stands above it. Whoever takes over from there, is promised something, or only speaks of it should know.

use std::collections::{BTreeMap, BTreeSet};

use super::handbook::{DocId, Handbook, Target};
use super::line::Point;
use super::resolve::{Destination, existing_target};
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::PageType;
use crate::parse::link::LinkField;

/// What ties somebody, or a document, to what would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Because {
    /// A role is its owner.
    AnswersForIt,
    /// A role does steps of it.
    DoesSteps,
    /// A role owns something that hangs below it.
    AnswersBelow,
    /// A document hangs below it.
    HangsBelow,
    /// A document has this role as its owner.
    OwnedByIt,
    /// A system has steps of this role.
    WorkedByIt,
    /// A promise goes by this policy.
    GoesByIt,
    /// A role takes over from one of its steps.
    TakesOver,
    /// A role hands over to one of its steps.
    HandsOver,
    /// A role stands in for one that does or owns it.
    StandsIn,
    /// A role reports to this one.
    ReportsToIt,
    /// A role that this one reports to.
    LeadsIt,
    /// A role that talks to these customers, or customers that this role talks to.
    TalksTo,
    /// Customers, or a role, that a promise is made to.
    IsPromised,
    /// A role owns what it hangs on.
    AnswersAbove,
    /// It hangs on this document.
    HangsAbove,
    /// A want that it answers, or that was heard there.
    IsWanted,
    /// A promise is kept by the same system.
    SharesASystem,
    /// A story shows it.
    ShowsIt,
    /// A promise was replaced by it.
    ReplacedByIt,
    /// A text repeats its sentence.
    RepeatsIt,
    /// A text links to it.
    LinksToIt,
}

/// A document that a change touches; a role stands for whoever fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The document.
    pub id: DocId,
    /// Why, the strongest tie first.
    pub because: Vec<Because>,
    /// The steps by which a role is tied.
    pub steps: Vec<(DocId, usize)>,
}

/// Whom a change would touch. Roles come first, then documents from the top of the line downward.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Impact {
    /// Who has to act on it.
    pub must_act: Vec<Touched>,
    /// Who should know of it, and has nothing to do.
    pub should_know: Vec<Touched>,
}

impl Handbook {
    /// Whom a change to `point` would touch.
    pub fn impact(&self, point: Point) -> Impact {
        let mut search = Search::new(self, point);
        search.act();
        search.know();
        search.finish()
    }
}

#[derive(Default)]
struct Tie {
    because: BTreeSet<Because>,
    steps: BTreeSet<(DocId, usize)>,
}

struct Search<'a> {
    handbook: &'a Handbook,
    point: Point,
    /// The document that would change; none for an aim or a moment.
    itself: Option<DocId>,
    /// Documents of the line below it.
    below: BTreeSet<DocId>,
    /// Its steps and those below it.
    steps: BTreeSet<(DocId, usize)>,
    must_act: BTreeMap<DocId, Tie>,
    should_know: BTreeMap<DocId, Tie>,
}

impl<'a> Search<'a> {
    fn new(handbook: &'a Handbook, point: Point) -> Self {
        let itself = match point {
            Point::Vision(id) | Point::Document(id) => Some(id),
            // A step belongs to its system, which has to be told of it.
            Point::Step(..) | Point::Aim(_) | Point::Moment(_) => None,
        };
        let (mut below, mut steps) = (BTreeSet::new(), BTreeSet::new());
        let policy = itself.map(|id| handbook.sources(id, LinkField::Policies)).unwrap_or_default();
        let starts = std::iter::once(point).chain(policy.into_iter().map(Point::Document));
        for met in starts.flat_map(|start| handbook.tree_down(start).points()) {
            match met {
                Point::Step(system, n) => {
                    steps.insert((system, n));
                }
                Point::Document(id) if Some(id) != itself => {
                    below.insert(id);
                }
                _ => {}
            }
        }
        let (must_act, should_know) = (BTreeMap::new(), BTreeMap::new());
        Self { handbook, point, itself, below, steps, must_act, should_know }
    }

    fn kind(&self, id: DocId) -> Kind {
        self.handbook.document(id).kind
    }

    /// The document that would change, when it is of this kind.
    fn itself_as(&self, kind: Kind) -> Option<DocId> {
        self.itself.filter(|id| self.kind(*id) == kind)
    }

    fn tie(&mut self, id: DocId, because: Because, acts: bool) -> Option<&mut Tie> {
        if Some(id) == self.itself {
            return None;
        }
        let group = if acts { &mut self.must_act } else { &mut self.should_know };
        let tie = group.entry(id).or_default();
        tie.because.insert(because);
        Some(tie)
    }

    fn acts(&mut self, ids: impl IntoIterator<Item = DocId>, because: Because) {
        for id in ids {
            self.tie(id, because, true);
        }
    }

    fn knows(&mut self, ids: impl IntoIterator<Item = DocId>, because: Because) {
        for id in ids {
            self.tie(id, because, false);
        }
    }

    fn owners(&self, ids: impl IntoIterator<Item = DocId>) -> Vec<DocId> {
        let handbook = self.handbook;
        ids.into_iter().flat_map(|id| handbook.target_documents(id, LinkField::Owner)).collect()
    }

    fn act(&mut self) {
        let handbook = self.handbook;
        let home = match self.point {
            Point::Aim(_) => handbook.vision().map(|(id, _)| id),
            Point::Step(system, _) => Some(system),
            _ => self.itself,
        };
        let owners = self.owners(home);
        self.acts(owners, Because::AnswersForIt);
        let below: Vec<DocId> = self.below.iter().copied().collect();
        for id in &below {
            let because = match &handbook.document(*id).data {
                Data::Promise(_) if self.is_policy() => Because::GoesByIt,
                _ => Because::HangsBelow,
            };
            self.acts([*id], because);
        }
        let owners = self.owners(below);
        self.acts(owners, Because::AnswersBelow);
        match self.itself_as(Kind::Role) {
            Some(role) => self.act_on_role(role),
            None => self.by_steps(LinkField::StepRole, Because::DoesSteps, true),
        }
    }

    fn is_policy(&self) -> bool {
        let data = self.itself.map(|id| &self.handbook.document(id).data);
        matches!(data, Some(Data::Page(page)) if page.page_type == PageType::Policy)
    }

    /// A role's steps and what it answers for have to find somebody else, or another wording.
    fn act_on_role(&mut self, role: DocId) {
        let handbook = self.handbook;
        let systems: Vec<DocId> = self.steps.iter().map(|(system, _)| *system).collect();
        self.acts(systems.iter().copied(), Because::WorkedByIt);
        let owners = self.owners(systems.iter().copied());
        self.acts(owners, Because::AnswersBelow);
        self.acts(handbook.sources(role, LinkField::Owner), Because::OwnedByIt);
        self.knows(handbook.touched_by(role).promises, Because::HangsAbove);
    }

    /// Roles that the steps below name in `field`.
    fn by_steps(&mut self, field: LinkField, because: Because, acts: bool) {
        let handbook = self.handbook;
        for (system, n) in self.steps.clone() {
            for role in handbook.step_documents(system, n, field) {
                if let Some(tie) = self.tie(role, because, acts) {
                    tie.steps.insert((system, n));
                }
            }
        }
    }

    fn know(&mut self) {
        let handbook = self.handbook;
        self.by_steps(LinkField::Then, Because::TakesOver, false);
        self.by_steps(LinkField::FromRole, Because::HandsOver, false);
        // A policy's promises act on it already.
        if self.itself_as(Kind::Role).is_none() && !self.is_policy() {
            self.look_up();
        }
        self.look_around_promises();
        let acting: Vec<DocId> =
            self.must_act.keys().copied().filter(|id| self.kind(*id) == Kind::Role).collect();
        let stand_ins = acting.iter().flat_map(|role| handbook.target_documents(*role, LinkField::Backup));
        self.knows(stand_ins, Because::StandsIn);
        if let Some(id) = self.itself {
            self.look_at_links(id);
        }
        if let Point::Aim(_) | Point::Moment(_) = self.point {
            self.look_for_wants();
        }
        self.look_at_texts();
    }

    /// What it hangs on, and who answers for that.
    fn look_up(&mut self) {
        let above = self.handbook.above(self.point).into_iter().filter_map(|point| match point {
            Point::Document(id) => Some(id),
            _ => None,
        });
        let mut above: Vec<DocId> = above.collect();
        // Of a step, the promises too: the system is only the paper that it stands on.
        if let Point::Step(system, _) = self.point {
            self.acts([system], Because::WorkedByIt);
            above = self.handbook.target_documents(system, LinkField::Keeps).collect();
        }
        let owners = self.owners(above.iter().copied());
        self.knows(above, Because::HangsAbove);
        self.knows(owners, Because::AnswersAbove);
    }

    /// To whom the promises below, or those that it keeps, are made; what is wanted; what the same systems keep.
    fn look_around_promises(&mut self) {
        let handbook = self.handbook;
        let kept = |id: &DocId| handbook.target_documents(*id, LinkField::Keeps).collect::<Vec<_>>();
        let of_kind = |ids: &BTreeSet<DocId>, kind| -> BTreeSet<DocId> {
            ids.iter().copied().filter(|id| handbook.document(*id).kind == kind).collect()
        };
        let mut promises = of_kind(&self.below, Kind::Promise);
        promises.extend(self.itself_as(Kind::Promise));
        let own = match self.point {
            Point::Step(system, _) => Some(system),
            _ => self.itself_as(Kind::System),
        };
        promises.extend(own.iter().flat_map(kept));
        let role = self.itself_as(Kind::Role);
        promises.extend(role.into_iter().flat_map(|role| handbook.touched_by(role).promises));
        let along = |field| promises.iter().flat_map(move |id| handbook.target_documents(*id, field));
        let (people, wants): (Vec<DocId>, Vec<DocId>) =
            (along(LinkField::For).collect(), along(LinkField::Wants).collect());
        self.knows(people, Because::IsPromised);
        if role.is_none() {
            self.knows(wants, Because::IsWanted);
        }
        let beside: Vec<DocId> = of_kind(&self.below, Kind::System).iter().flat_map(kept).collect();
        self.knows(beside.into_iter().filter(|id| !promises.contains(id)), Because::SharesASystem);
    }

    /// Links in headers that name it, and a few that it names.
    fn look_at_links(&mut self, id: DocId) {
        let handbook = self.handbook;
        for link in handbook.incoming(id) {
            let because = match link.field {
                LinkField::Shows => Because::ShowsIt,
                LinkField::ReplacedBy => Because::ReplacedByIt,
                LinkField::Backup => Because::StandsIn,
                LinkField::ReportsTo => Because::ReportsToIt,
                LinkField::TalksTo => Because::TalksTo,
                LinkField::FromCustomer | LinkField::Wants => Because::IsWanted,
                LinkField::For if handbook.document(id).kind == Kind::Role => Because::HangsAbove,
                _ => continue,
            };
            self.knows([link.from], because);
        }
        let named = |field| handbook.target_documents(id, field);
        self.knows(named(LinkField::ReportsTo), Because::LeadsIt);
        self.knows(named(LinkField::Backup), Because::StandsIn);
        self.knows(named(LinkField::TalksTo), Because::TalksTo);
        self.knows(named(LinkField::FromCustomer), Because::IsWanted);
    }

    /// Wants that were heard at this moment, or that belong to this aim.
    fn look_for_wants(&mut self) {
        let handbook = self.handbook;
        let (field, target) = match self.point {
            Point::Aim(aim) => (LinkField::Aim, Target::Aim(aim)),
            Point::Moment(moment) => (LinkField::At, Target::Moment(moment)),
            _ => return,
        };
        let wants = handbook.of_kind(Kind::Want);
        let wants = wants.filter(|want| handbook.targets(*want, field).any(|to| to == target));
        self.knows(wants, Because::IsWanted);
    }

    /// Texts that link to it or repeat its sentence.
    fn look_at_texts(&mut self) {
        let handbook = self.handbook;
        let point = self.point;
        let is_meant = |target: &Target| match (*target, point) {
            (Target::Document(id) | Target::Step(id, _), Point::Document(it) | Point::Vision(it)) => id == it,
            (Target::Step(id, n), Point::Step(system, it)) => (id, n) == (system, it),
            (Target::Aim(aim), Point::Aim(it)) => aim == it,
            (Target::Moment(moment), Point::Moment(it)) => moment == it,
            _ => false,
        };
        for id in handbook.ids() {
            let links = |(_, to): (_, &Destination)| matches!(to, Destination::Inside(to, _) if is_meant(to));
            if handbook.body_links(id).any(links) {
                self.knows([id], Because::LinksToIt);
            }
            let repeats = handbook.document(id).body.restatements.iter().any(|restatement| {
                let named = restatement.named();
                let target = named.and_then(|(kind, id)| existing_target(handbook, kind, id));
                target.is_some_and(|target| is_meant(&target))
            });
            if repeats {
                self.knows([id], Because::RepeatsIt);
            }
        }
    }

    /// Whoever acts knows already.
    fn finish(mut self) -> Impact {
        let handbook = self.handbook;
        for (id, tie) in std::mem::take(&mut self.should_know) {
            match self.must_act.get_mut(&id) {
                Some(acting) => acting.because.extend(tie.because),
                None => {
                    self.should_know.insert(id, tie);
                }
            }
        }
        let in_order = |group: BTreeMap<DocId, Tie>| {
            let touched = |(id, tie): (DocId, Tie)| Touched {
                id,
                because: tie.because.into_iter().collect(),
                steps: tie.steps.into_iter().collect(),
            };
            let mut list: Vec<Touched> = group.into_iter().map(touched).collect();
            let rank = |touched: &Touched| {
                let kind = handbook.document(touched.id).kind;
                (kind != Kind::Role, kind)
            };
            list.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| handbook.reading_order(a.id, b.id)));
            list
        };
        Impact { must_act: in_order(self.must_act), should_know: in_order(self.should_know) }
    }
}

#[cfg(test)]
mod tests;
