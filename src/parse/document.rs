//! What parsing one file gives: its kind, its typed header, its body's outline, its links and its faults.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::checklist::{Section, Step};
use super::fault::{Fault, FaultKind};
use super::kinds::{Customer, Mission, Page, Promise, Role, Story, System, Vision, Want};
use super::link::{BodyLink, HeaderLink, Restatement};
use super::quantity::Quantity;
use crate::source::{Span, Spanned, VPath};

/// The nine kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// The one sentence at the top.
    Vision,
    /// What one team does for the vision.
    Mission,
    /// What customers may hold us to.
    Promise,
    /// How a promise is kept.
    System,
    /// Who does it.
    Role,
    /// For whom.
    Customer,
    /// What they say and mean, and what was decided.
    Want,
    /// What happened once.
    Story,
    /// Anything else.
    Page,
}

impl Kind {
    /// All kinds, from the top of the line to its sides.
    pub const ALL: [Self; 9] = [
        Self::Vision,
        Self::Mission,
        Self::Promise,
        Self::System,
        Self::Role,
        Self::Customer,
        Self::Want,
        Self::Story,
        Self::Page,
    ];

    /// The word for one, as links and `kind:` use it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::Mission => "mission",
            Self::Promise => "promise",
            Self::System => "system",
            Self::Role => "role",
            Self::Customer => "customer",
            Self::Want => "want",
            Self::Story => "story",
            Self::Page => "page",
        }
    }

    /// The word with its article: `a promise`.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Vision => "the vision",
            Self::Mission => "a mission",
            Self::Promise => "a promise",
            Self::System => "a system",
            Self::Role => "a role",
            Self::Customer => "a customer",
            Self::Want => "a want",
            Self::Story => "a story",
            Self::Page => "a page",
        }
    }

    /// The folder whose files are of this kind, and the first part of their addresses; none for vision and page.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Vision | Self::Page => None,
            Self::Mission => Some("missions"),
            Self::Promise => Some("promises"),
            Self::System => Some("systems"),
            Self::Role => Some("roles"),
            Self::Customer => Some("customers"),
            Self::Want => Some("wants"),
            Self::Story => Some("stories"),
        }
    }

    /// The kind that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One file, parsed on its own.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub path: VPath,
    /// Its text, header included.
    pub text: Arc<str>,
    /// Its id: the header's, else the file's stem (a page: its path without `.md`).
    pub id: Spanned<String>,
    /// Its kind: the header's, else its folder's.
    pub kind: Kind,
    /// The header's title, when there is one.
    pub title: Option<Spanned<String>>,
    /// Fields that any document may have.
    pub common: Common,
    /// Fields of its kind.
    pub data: Data,
    /// Ids that the header and the steps name.
    pub links: Vec<HeaderLink>,
    /// The outline of what stands below the header.
    pub body: Body,
    /// Where to point for the document as a whole: the header's first line, or the file's.
    pub top: Span,
    /// Whether the header could not be read: then the document exists by its id, and nothing is missing from it.
    pub unreadable: bool,
    /// Fields that are written and could not be read: what they would have said is unknown, not missing.
    pub unsure: Vec<String>,
    /// Everything wrong with this file on its own.
    pub faults: Vec<Fault>,
}

/// Fields that any document may have.
#[derive(Debug, Clone, Default)]
pub struct Common {
    /// When somebody last held it against what is above it.
    pub reviewed: Option<Spanned<Date>>,
    /// How long a review lasts.
    pub review_every: Option<Spanned<Quantity>>,
    /// Old ids that still lead here.
    pub was: Vec<Spanned<String>>,
    /// Who may read it; empty for everyone.
    pub audience: Vec<Spanned<String>>,
    /// Not for the published site yet.
    pub draft: bool,
    /// Free words to find it by.
    pub tags: Vec<Spanned<String>>,
    /// Old addresses that still lead here.
    pub aliases: Vec<Spanned<String>>,
    /// Places it concerns; empty for all.
    pub places: Vec<Spanned<String>>,
    /// When it was approved.
    pub approved: Option<Spanned<Date>>,
    /// Rules that it is excused from.
    pub allow: Vec<Waiver>,
    /// Its rank among its neighbours, before the title.
    pub order: Option<Spanned<u32>>,
}

/// An excuse from a rule, with a reason.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The rule's name.
    pub rule: Spanned<String>,
    /// The document it is for, in the settings; in a header it is the document itself.
    pub id: Option<Spanned<String>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// Until when.
    pub until: Option<Spanned<Date>>,
    /// The role that decided.
    pub by: Option<Spanned<String>>,
}

/// An excuse that is written as a comment, for the block behind it.
#[derive(Debug, Clone)]
pub struct BlockWaiver {
    /// The excuse.
    pub waiver: Waiver,
    /// The heading, paragraph, list or other block that it is for; empty when none follows.
    pub block: Span,
}

/// The typed header of each kind.
#[derive(Debug, Clone)]
pub enum Data {
    /// See [`Vision`].
    Vision(Vision),
    /// See [`Mission`].
    Mission(Mission),
    /// See [`Promise`].
    Promise(Box<Promise>),
    /// See [`System`].
    System(Box<System>),
    /// See [`Role`].
    Role(Role),
    /// See [`Customer`].
    Customer(Customer),
    /// See [`Want`].
    Want(Box<Want>),
    /// See [`Story`].
    Story(Story),
    /// See [`Page`].
    Page(Page),
}

/// The outline of a body.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// Where it stands in the file.
    pub span: Span,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Numbers of the headings, sorted by anchor.
    pub by_anchor: Box<[u32]>,
    /// Its links and images.
    pub links: Vec<BodyLink>,
    /// Its `{{kind:ID}}`s.
    pub restatements: Vec<Restatement>,
    /// `id`s that raw HTML gives, sorted.
    pub html_ids: Vec<String>,
    /// Whether any raw HTML stands in it.
    pub has_html: bool,
    /// The steps of its checklist; only systems have any.
    pub steps: Vec<Step>,
    /// Its `<!-- allow RULE: reason -->`s.
    pub allow: Vec<BlockWaiver>,
    /// What is left for reading when the checklist is taken out.
    pub prose: Vec<Span>,
    /// The first paragraph in plain words, shortened: for descriptions.
    pub summary: String,
}

impl Body {
    /// The heading of an anchor.
    pub fn heading(&self, anchor: &str) -> Option<&Heading> {
        let heading = |at: &u32| &self.headings[*at as usize];
        let found = self.by_anchor.binary_search_by(|at| heading(at).anchor.as_str().cmp(anchor));
        found.ok().map(|at| heading(&self.by_anchor[at]))
    }

    /// Whether raw HTML gives this anchor.
    pub fn has_html_id(&self, anchor: &str) -> bool {
        self.html_ids.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok()
    }
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its plain words.
    pub text: String,
    /// Its anchor, unique in the file.
    pub anchor: String,
    /// Where it stands.
    pub span: Span,
}

impl Document {
    /// Where to point when the document as a whole is meant: its title in the header, else its first line.
    pub fn title_place(&self) -> Span {
        self.title.as_ref().map_or(self.top, |title| title.span)
    }

    /// The title people see: the header's, else the first heading, else the id in words.
    pub fn title(&self) -> &str {
        if let Some(title) = &self.title {
            return &title.value;
        }
        match self.body.headings.iter().find(|heading| !heading.text.is_empty()) {
            Some(heading) if self.kind == Kind::Page => &heading.text,
            _ => self.fallback_title(),
        }
    }

    /// The number of the heading that says what the title says already, when it opens the body or is of the first
    /// level: a page shows it once, above the body.
    pub fn title_heading(&self) -> Option<usize> {
        let first = self.body.headings.first()?;
        let body = self.text.get(self.body.span.range())?;
        let opens = || {
            let blank = body.len() - body.trim_start().len();
            self.body.span.start as usize + blank == first.span.start as usize
        };
        (first.text == self.title() && (first.level == 1 || opens())).then_some(0)
    }

    /// Whether neither the header nor a heading says what this is called.
    pub fn has_no_title(&self) -> bool {
        self.title.is_none() && self.body.headings.iter().all(|heading| heading.text.is_empty())
    }

    fn fallback_title(&self) -> &str {
        match &self.data {
            Data::Vision(_) => "The vision",
            Data::Promise(promise) => promise.says.as_ref().map_or(&self.id.value, |says| &says.value),
            Data::Want(want) => want.means.as_ref().map_or(&self.id.value, |means| &means.value),
            _ => &self.id.value,
        }
    }

    /// The one sentence it stands for: whatever has `says`; else what a want means.
    pub fn says(&self) -> Option<&Spanned<String>> {
        match &self.data {
            Data::Vision(vision) => vision.says.as_ref(),
            Data::Mission(mission) => mission.says.as_ref(),
            Data::Promise(promise) => promise.says.as_ref(),
            Data::Want(want) => want.says.as_ref().or(want.means.as_ref()),
            _ => None,
        }
    }

    /// Whether `field` may say something that could not be read. A fault is reported already; what follows from it is
    /// not reported again.
    pub fn is_unsure(&self, field: &str) -> bool {
        self.unreadable || self.unsure.iter().any(|unsure| unsure == field)
    }

    /// Whether its checklist may hold steps, or anchors of steps, that could not be read.
    pub fn lost_steps(&self) -> bool {
        let loses_steps = |fault: &Fault| match &fault.kind {
            FaultKind::NotATask { .. } | FaultKind::NearHeading { .. } => true,
            FaultKind::BadValue { field, .. } => field == "^anchor",
            _ => false,
        };
        self.unreadable || self.faults.iter().any(loses_steps)
    }

    /// Whether its checklist is all there: otherwise steps and anchors may be missing only because it is not.
    pub fn has_whole_checklist(&self) -> bool {
        let has_floor = || self.steps().iter().any(|step| step.section == Section::Floor);
        !self.lost_steps() && (self.kind != Kind::System || has_floor())
    }

    /// The steps of its checklist.
    pub fn steps(&self) -> &[Step] {
        &self.body.steps
    }

    /// The typed header when this is a promise.
    pub fn promise(&self) -> Option<&Promise> {
        if let Data::Promise(promise) = &self.data { Some(promise) } else { None }
    }

    /// The typed header when this is a system.
    pub fn system(&self) -> Option<&System> {
        if let Data::System(system) = &self.data { Some(system) } else { None }
    }

    /// The typed header when this is a want.
    pub fn want(&self) -> Option<&Want> {
        if let Data::Want(want) = &self.data { Some(want) } else { None }
    }

    /// The typed header when this is a story.
    pub fn story(&self) -> Option<&Story> {
        if let Data::Story(story) = &self.data { Some(story) } else { None }
    }
}
