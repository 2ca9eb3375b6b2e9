//! One change: what it is called, what it is about, what stood there before and stands there now, and whom it touches.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::name::Name;
use super::words::{self, Piece};
use crate::model::Target;
use crate::parse::document::Kind;
use crate::parse::kinds::State;

/// What sort of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Thing {
    /// The settings of the whole.
    Handbook,
    /// A document.
    Document(Kind),
    /// An aim of the vision.
    Aim,
    /// A step of a system.
    Step,
    /// A small improvement of a system, by its id in the log.
    PlusOne,
    /// A moment of the journey.
    Moment,
    /// A word of the glossary.
    Term,
}

impl Thing {
    /// The word for one.
    pub fn word(self) -> &'static str {
        match self {
            Self::Handbook => "handbook",
            Self::Document(kind) => kind.word(),
            Self::Aim => "aim",
            Self::Step => "step",
            Self::PlusOne => "plus-one",
            Self::Moment => "moment",
            Self::Term => "term",
        }
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a change is about, in the old state and in the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// What sort of thing it is.
    pub thing: Thing,
    /// Its id, as it is now or was last; of a step or a plus-one, its system's.
    pub id: String,
    /// Its title in the old state; a step's words.
    pub old_title: Option<String>,
    /// Its title in the new state.
    pub new_title: Option<String>,
    /// A step's anchor, or its number from 1 where it has none; a plus-one's id in the log.
    pub step: Option<String>,
    /// The thing in the old handbook.
    pub old: Option<Target>,
    /// The thing in the new handbook.
    pub new: Option<Target>,
}

impl Subject {
    /// What people call it: by its title of today, else by its last one.
    pub fn title(&self) -> &str {
        self.new_title.as_deref().or(self.old_title.as_deref()).unwrap_or(&self.id)
    }

    /// `promise call-back`, `step call-back#call`.
    pub fn name(&self) -> String {
        match &self.step {
            Some(step) => format!("{} {}#{step}", self.thing, self.id),
            None => format!("{} {}", self.thing, self.id),
        }
    }
}

/// Which way a limit went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// It is harder to keep.
    Raised,
    /// It is easier to keep.
    Lowered,
    /// Both, in different parts.
    BothWays,
    /// Nobody can say.
    NotComparable,
}

impl Direction {
    /// The word as machines read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Lowered => "lowered",
            Self::BothWays => "both-ways",
            Self::NotComparable => "not-comparable",
        }
    }
}

/// One part of a change that has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The field, in words.
    pub field: String,
    /// What it said.
    pub from: Option<String>,
    /// What it says.
    pub to: Option<String>,
    /// Which way it went, when it is an amount.
    pub direction: Option<Direction>,
}

/// Where a change is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Section {
    /// Always on top: the vision and its missions.
    Top,
    /// 1: what customers now hear.
    CustomersHear,
    /// 2: what you now do.
    YouDo,
    /// 3: who does it.
    WhoDoesIt,
    /// 4: what we stopped.
    Stopped,
    /// 5: words only, and how the handbook is kept; folded.
    WordsOnly,
}

impl Section {
    /// All, in the order of telling.
    pub const ALL: [Self; 6] =
        [Self::Top, Self::CustomersHear, Self::YouDo, Self::WhoDoesIt, Self::Stopped, Self::WordsOnly];

    /// The heading that people read.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Top => "Where we are going",
            Self::CustomersHear => "What customers now hear",
            Self::YouDo => "What you now do",
            Self::WhoDoesIt => "Who does it",
            Self::Stopped => "What we stopped",
            Self::WordsOnly => "Words only",
        }
    }

    /// The word as machines read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::CustomersHear => "customers-hear",
            Self::YouDo => "you-do",
            Self::WhoDoesIt => "who-does-it",
            Self::Stopped => "stopped",
            Self::WordsOnly => "words-only",
        }
    }
}

/// A role that a change touches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TouchedRole {
    /// Its id, as it is now or was last.
    pub id: String,
    /// Whether it does something differently from now on; otherwise it only has to know.
    pub acts: bool,
}

/// One named change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is called.
    pub name: Name,
    /// What it is about.
    pub on: Subject,
    /// What stood there before, in plain words.
    pub from: Option<String>,
    /// What stands there now.
    pub to: Option<String>,
    /// The parts, where there are several, or where a part has a name of its own.
    pub parts: Vec<Part>,
    /// The fields of the meaning that it names, as `reviews.lock` calls them.
    pub fields: Vec<String>,
    /// Which way it went, where it has a way.
    pub direction: Option<Direction>,
    /// The roles that it touches, by id.
    pub roles: Vec<TouchedRole>,
    /// Whether everybody should know: the vision is everybody's.
    pub for_all: bool,
    /// The customers that it touches, by id.
    pub customers: Vec<String>,
    /// Whether it is about a step that may never be left out and that somebody now does differently: show it once.
    pub must_step: bool,
    /// Where it is told.
    pub section: Section,
    /// What the gate says, in one sentence; of a promise when records were read.
    pub reading: Option<String>,
}

impl Change {
    /// Whether somebody does something differently; otherwise it is only to be known.
    pub fn is_for_action(&self) -> bool {
        self.roles.iter().any(|role| role.acts)
    }

    /// Whether it touches a role.
    pub fn touches(&self, role: &str) -> bool {
        self.for_all || self.roles.iter().any(|touched| touched.id == role)
    }

    /// Whether a role does something differently because of it.
    pub fn is_for_action_of(&self, role: &str) -> bool {
        self.roles.iter().any(|touched| touched.id == role && touched.acts)
    }

    /// `from` and `to` as one text, word by word: what stayed, what was struck and what was added.
    pub fn pieces(&self) -> Vec<Piece> {
        words::pieces(self.from.as_deref().unwrap_or(""), self.to.as_deref().unwrap_or(""))
    }

    /// What the same change is called when it is told backward; none for what a record shows.
    pub fn mirror(&self) -> Option<Name> {
        let is_from = |state: State| self.from.as_deref() == Some(state.word());
        let is_to = |state: State| self.to.as_deref() == Some(state.word());
        match (self.name, self.on.thing) {
            // A role or a system has no states: that it is gone is how it is retired.
            (Name::Added, Thing::Document(Kind::Role | Kind::System)) => Some(Name::Retired),
            (Name::Retired, Thing::Document(Kind::Role | Kind::System)) => Some(Name::Added),
            (Name::Removed, Thing::Document(Kind::Want)) => Some(Name::Heard),
            (Name::NowStanding, _) if is_from(State::Draft) => Some(Name::BackToDraft),
            (Name::BackToDraft, _) if is_from(State::Standing) => Some(Name::NowStanding),
            (Name::ListeningAgain, _) => Some(match self.from.as_deref() {
                Some("decline") => Name::Declined,
                Some("change-vision") => Name::ChangesTheVision,
                _ => Name::Adopted,
            }),
            (Name::PlusOneBecameFloor, Thing::PlusOne) => None,
            (Name::BackToTrial, _) if is_to(State::Trial) => Some(Name::NowStanding),
            (name, _) => name.mirror(),
        }
    }
}
