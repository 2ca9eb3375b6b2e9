//! A made-up handbook of exactly N documents: what it holds, and how its parts hang together.
//!
//! # What is made
//!
//! Per 1,000 documents: 10 missions, 80 promises, 250 systems of 7 steps, 60 roles, 20 customers, 100 wants,
//! 80 stories, 1 vision and 399 pages. (There is always one vision; it is taken out of the 400 pages, so that
//! the number of `.md` files is exactly N.) Another N is scaled down to whole documents, at least one of each
//! kind, and pages fill up. Beside the documents: `handbook.yaml`, `content/journey.yaml`,
//! `content/glossary.yaml`, and the logs `content/records/kept.csv` (52 weeks of rows for each standing
//! promise, at one place) and `voices.csv`.
//!
//! A body (the text after the header) is 2 to 4 KB in the mean over all documents. A document holds 12
//! **links** in the mean; what is counted are the Markdown links of bodies, `[text](promise:…)` and
//! `[text](../roles/….md#shift)` alike. The ids in headers, and the roles in steps, come on top, and so do
//! the few `{{promise:…}}`.
//!
//! # How it stays valid
//!
//! Every relation is arithmetic on indices, and lives in this file: a document's text is written from its own
//! index alone, in any order, and yet every reference lands. Three conventions carry the rules of the method:
//!
//! - *Promises come in pairs.* Promises 2k and 2k + 1 are made to the same customer. The even one is always
//!   standing and at the level of satisfaction; the odd one may be care or delight, at the same moment: no
//!   rung is skipped. Trial and retired promises are odd, and a retired one is replaced by its even
//!   neighbour.
//! - *A mission has a block of neighbouring promises*, so each mission, and with it each aim, has a
//!   standing one.
//! - *Teams are dealt out per moment*, like cards, so that no role has more than nine steps at any moment.
//!   (Below about 200 documents there are too few roles for that.)
//!
//! # How it stays small and the same
//!
//! [`Plan::files`] is lazy: a file is made when it is asked for, and only the plan (a few words per system)
//! stays in memory; the longest single text is `kept.csv`. There is no clock, no environment, no hash map:
//! the same N gives the same bytes on every machine.

mod direction;
mod markup;
mod pages;
mod people;
mod promises;
mod prose;
mod random;
mod records;
mod settings;
mod stories;
mod systems;
mod wants;
mod words;

/// One file of the handbook: its path below the handbook's root, with `/`, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Makes the file of the given index among its kind.
type Maker = fn(&Plan, usize) -> File;

/// How many documents there are of each kind; with the one vision they add up to the number asked for.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) missions: usize,
    pub(crate) promises: usize,
    pub(crate) systems: usize,
    pub(crate) roles: usize,
    pub(crate) customers: usize,
    pub(crate) wants: usize,
    pub(crate) stories: usize,
    /// Plain pages of all types: policies, principles and guides.
    pub(crate) pages: usize,
}

impl Counts {
    /// The share of each kind in `documents`, rounded down but at least one; the pages take what is left.
    fn new(documents: usize) -> Option<Self> {
        let share = |per_thousand: usize| (documents * per_thousand / 1000).max(1);
        let mut counts = Self {
            missions: share(10),
            promises: share(80),
            systems: share(250),
            roles: share(60),
            customers: share(20),
            wants: share(100),
            stories: share(80),
            pages: 0,
        };
        counts.pages = documents.checked_sub(counts.typed() + 1).filter(|pages| *pages > 0)?;
        Some(counts)
    }

    fn typed(&self) -> usize {
        let Self { missions, promises, systems, roles, customers, wants, stories, .. } = self;
        missions + promises + systems + roles + customers + wants + stories
    }
}

/// Who works in a system: indices of roles, all three different as soon as there are four roles.
#[derive(Clone, Copy)]
struct Team {
    /// Does most steps and hands over.
    performer: usize,
    /// Receives the hand-off.
    receiver: usize,
    /// Owns the system and puts it right when it goes wrong.
    mender: usize,
}

/// The level of a promise: which rung of the ladder it stands on.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Satisfaction,
    Care,
    Delight,
}

/// How far a promise has come. No promise of the corpus is a draft.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Standing,
    Trial,
    Retired,
}

/// What belongs to what, as indices: promise 0 is the first promise, role 0 is the top of the tree.
pub(crate) struct Plan {
    pub(crate) counts: Counts,
    /// One team per system.
    teams: Vec<Team>,
}

impl Plan {
    /// The fewest documents that hold one of each kind.
    pub(crate) const MINIMUM: usize = 10;

    /// The plan of a handbook of exactly `documents` documents; `None` if that is below [`Plan::MINIMUM`].
    pub(crate) fn new(documents: usize) -> Option<Self> {
        let counts = Counts::new(documents)?;
        let mut plan = Self { counts, teams: Vec::with_capacity(counts.systems) };
        plan.teams = plan.deal_teams();
        Some(plan)
    }

    /// Every file of the handbook, made one at a time, each folder's files together.
    pub(crate) fn files(&self) -> impl Iterator<Item = File> {
        let Counts { missions, promises, systems, roles, customers, wants, stories, pages } = self.counts;
        let makers: [(usize, Maker); 14] = [
            (1, settings::handbook),
            (1, settings::journey),
            (1, settings::glossary),
            (1, direction::vision),
            (missions, direction::mission),
            (promises, promises::file),
            (systems, systems::file),
            (roles, people::role),
            (customers, people::customer),
            (wants, wants::file),
            (stories, stories::file),
            (pages, pages::file),
            (1, records::kept),
            (1, records::voices),
        ];
        makers.into_iter().flat_map(move |(count, make)| (0..count).map(move |index| make(self, index)))
    }
}

/// Aims, missions, promises and wants: the line from the vision down.
impl Plan {
    /// How many aims the vision has: five, or what few missions can serve at two each.
    fn aims(&self) -> usize {
        (2 * self.counts.missions).min(settings::AIMS.len())
    }

    /// The one or two aims that a mission serves. Together the missions serve all.
    fn aims_of(&self, mission: usize) -> (usize, Option<usize>) {
        let (aims, missions) = (self.aims(), self.counts.missions);
        let another = if missions < aims {
            Some(mission + missions).filter(|aim| *aim < aims)
        } else {
            Some((mission + 2) % aims).filter(|_| mission.is_multiple_of(2))
        };
        (mission % aims, another)
    }

    fn mission_of(&self, promise: usize) -> usize {
        promise * self.counts.missions / self.counts.promises
    }

    /// The customers that a promise is for: one, and for some promises of satisfaction another.
    fn customers_of(&self, promise: usize) -> (usize, Option<usize>) {
        let customers = self.counts.customers;
        let first = promise / 2 % customers;
        let another = (first + 7) % customers;
        (first, Some(another).filter(|_| promise.is_multiple_of(10) && another != first))
    }

    /// Trial, or retired, are 4 promises in 20, all odd: 80 % stand, 15 % are tried, 5 % are retired.
    fn state(promise: usize) -> State {
        match promise % 20 {
            7 | 11 | 15 => State::Trial,
            19 => State::Retired,
            _ => State::Standing,
        }
    }

    fn level(promise: usize) -> Level {
        match promise % 8 {
            1 => Level::Care,
            5 => Level::Delight,
            _ => Level::Satisfaction,
        }
    }

    /// The moment of a promise. An odd promise above satisfaction shares the moment of its even neighbour; an
    /// odd one of satisfaction goes to the other side of the journey.
    fn moment(promise: usize) -> usize {
        let moments = settings::MOMENTS.len();
        let odd_satisfaction = promise % 2 == 1 && Self::level(promise) == Level::Satisfaction;
        let other_side = if odd_satisfaction { moments / 2 } else { 0 };
        (promise / 2 + 3 + other_side) % moments
    }

    fn standing(&self) -> impl Iterator<Item = usize> {
        (0..self.counts.promises).filter(|promise| Self::state(*promise) == State::Standing)
    }

    /// The promise itself if it is standing, else its even neighbour, which always is.
    fn standing_near(promise: usize) -> usize {
        if Self::state(promise) == State::Standing { promise } else { promise - 1 }
    }

    /// How many promises are standing or in trial: all but each twentieth, which is retired.
    fn live(&self) -> usize {
        self.counts.promises - self.counts.promises / 20
    }

    /// The promise that is live promise number `rank`.
    fn live_promise(rank: usize) -> usize {
        rank + rank / 19
    }

    /// The rank of a promise among the live ones; `None` for a retired one.
    fn rank(promise: usize) -> Option<usize> {
        (Self::state(promise) != State::Retired).then(|| promise - promise / 20)
    }

    /// The adopted wants that a promise answers. Of ten wants the first five are adopted, and go to the live
    /// promises in turn.
    fn wants_of(&self, promise: usize) -> impl Iterator<Item = usize> {
        let wants = self.counts.wants;
        let adopted = wants / 10 * 5 + (wants % 10).min(5);
        let first = Self::rank(promise).unwrap_or(adopted);
        (first..adopted).step_by(self.live()).map(|nth| nth / 5 * 10 + nth % 5)
    }

    /// The promise that answers a want, if the want is adopted: the inverse of `wants_of`.
    fn answer(&self, want: usize) -> Option<usize> {
        let nth = want / 10 * 5 + want % 10;
        (want % 10 < 5).then(|| Self::live_promise(nth % self.live()))
    }
}

/// Systems, teams and stories: the line on down to the step.
impl Plan {
    /// The live promise that a system keeps. Systems go round the live promises, so each has three or four.
    fn promise_kept_by(&self, system: usize) -> usize {
        Self::live_promise(system % self.live())
    }

    /// Deals roles to systems: at each moment the roles come up in turn, and whoever performed in a round
    /// receives in the next, so that steps spread evenly and no role is swamped at one moment. (An odd number
    /// of roles swaps the two by itself; an even number needs a push.)
    fn deal_teams(&self) -> Vec<Team> {
        let roles = self.counts.roles;
        let mut dealt = [0; settings::MOMENTS.len()];
        let team = |system| {
            let moment = Self::moment(self.promise_kept_by(system));
            let push = if roles.is_multiple_of(2) { dealt[moment] / roles } else { 0 };
            let performer = (dealt[moment] + push) % roles;
            dealt[moment] += 2;
            Team { performer, receiver: (performer + 1) % roles, mender: (performer + roles / 2) % roles }
        };
        (0..self.counts.systems).map(team).collect()
    }

    /// How many principles there are: each has at least three stories, from three places.
    fn principles(&self) -> usize {
        (self.counts.stories / 3).min(settings::PRINCIPLES.len())
    }

    /// How many policies there are: a twentieth of the pages, at least one.
    fn policies(&self) -> usize {
        (self.counts.pages / 20).max(1)
    }

    /// The principle that a story shows, if there are any.
    fn principle_of(&self, story: usize) -> Option<usize> {
        story.checked_rem(self.principles())
    }

    /// The place of a story: the stories of a principle go round the places.
    fn place_of(&self, story: usize) -> &'static str {
        let round = story.checked_div(self.principles()).unwrap_or(story);
        settings::PLACES[round % settings::PLACES.len()].0
    }
}
