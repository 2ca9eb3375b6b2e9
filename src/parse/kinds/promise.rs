//! A promise: what a customer may hold us to.

use super::super::fault::{Fault, FaultKind};
use super::super::header::Header;
use super::super::link::LinkField;
use super::super::quantity::{Measure, Percent};
use crate::source::Spanned;

/// How far along a promise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum State {
    /// Being written; not for anyone yet.
    #[default]
    Draft,
    /// Being tried, with a record.
    Trial,
    /// In force.
    Standing,
    /// No longer made.
    Retired,
}

impl State {
    /// The word as it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Trial => "trial",
            Self::Standing => "standing",
            Self::Retired => "retired",
        }
    }

    /// Whether a promise in this state is made to anybody: on trial or standing.
    pub fn is_made(self) -> bool {
        matches!(self, Self::Trial | Self::Standing)
    }
}

/// The rungs below loyalty, which is read from the record and never promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// What was agreed.
    #[default]
    Satisfaction,
    /// More than the minimum, by policy.
    Care,
    /// A person going out of their way.
    Delight,
    /// Accepted only to be told that it cannot be promised.
    Loyalty,
}

impl Level {
    /// The word as it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction",
            Self::Care => "care",
            Self::Delight => "delight",
            Self::Loyalty => "loyalty",
        }
    }
}

/// `promises/ID.md`.
#[derive(Debug, Clone, Default)]
pub struct Promise {
    /// The one sentence, to the customer.
    pub says: Option<Spanned<String>>,
    /// How far along it is.
    pub state: State,
    /// The rung.
    pub level: Level,
    /// The limit that it can be held to.
    pub measure: Option<Spanned<Measure>>,
    /// How often, at the least.
    pub target: Option<Spanned<Percent>>,
    /// Why we promise what nobody asked for.
    pub ours: Option<Spanned<String>>,
    /// What it does not cover.
    pub not_included: Option<Spanned<String>>,
    /// What the customer gets when it is missed.
    pub if_we_miss: Option<Spanned<String>>,
    /// How it feels to the customer.
    pub feels: Option<Spanned<String>>,
    /// Whether customers are told beforehand.
    pub told: Option<Spanned<String>>,
    /// What it rests on, such as `legal`.
    pub basis: Option<Spanned<String>>,
    /// What one delivery costs.
    pub costs: Option<Spanned<String>>,
    /// What it is worth.
    pub worth: Option<Spanned<String>>,
    /// Where a customer turns.
    pub contact: Option<Spanned<String>>,
    /// When it starts, in words.
    pub starts: Option<Spanned<String>>,
}

const STATES: &[&str] = &["draft", "trial", "standing", "retired"];
const LEVELS: &[&str] = &["satisfaction", "care", "delight", "loyalty"];

impl Promise {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        use Level::{Care, Delight, Loyalty, Satisfaction};
        use State::{Draft, Retired, Standing, Trial};
        let state = header.choice("state", STATES, &[Draft, Trial, Standing, Retired]);
        let level = header.choice("level", LEVELS, &[Satisfaction, Care, Delight, Loyalty]);
        let promise = Self {
            says: header.text("says"),
            state: state.as_ref().map(|state| state.value).unwrap_or_default(),
            level: level.map(|level| level.value).unwrap_or_default(),
            measure: header.measure(),
            target: header.percent("target"),
            ours: header.text("ours"),
            not_included: header.text("not_included"),
            if_we_miss: header.text("if_we_miss"),
            feels: header.text("feels"),
            told: header.text("told"),
            basis: header.text("basis"),
            costs: header.text("costs"),
            worth: header.text("worth"),
            contact: header.text("contact"),
            starts: header.text("starts"),
        };
        header.links("serves", LinkField::ServesMission);
        header.links("for", LinkField::For);
        header.links("at", LinkField::At);
        header.links("wants", LinkField::Wants);
        header.links("policies", LinkField::Policies);
        header.link("owner", LinkField::Owner);
        header.links("replaced_by", LinkField::ReplacedBy);
        header.need(&["says"]);
        // A state that is misspelt is complained about already; asking a draft's or a standing promise's fields of
        // it would be a guess.
        match state {
            Some(state) if state.value != Draft => promise.need_all(header),
            None if header.seems_to_have(&["state"]) => {}
            Some(_) | None => promise.note_what_a_draft_lacks(header),
        }
        promise
    }

    fn need_all(&self, header: &mut Header<'_>) {
        for field in ["serves", "for", "at", "level", "owner"] {
            header.need(&[field]);
        }
        if matches!(self.state, State::Trial | State::Standing) {
            header.need(&["at_most", "at_least", "by"]);
            header.need(&["target"]);
            header.need(&["if_we_miss"]);
        }
    }

    fn note_what_a_draft_lacks(&self, header: &mut Header<'_>) {
        // Level, mission, owner and moment have defaults; these have none.
        let wanted: [(&'static str, &[&'static str]); 5] = [
            ("for", &["for"]),
            ("at_most, at_least or by", &["at_most", "at_least", "by"]),
            ("target", &["target"]),
            ("if_we_miss", &["if_we_miss"]),
            ("wants or ours", &["wants", "ours"]),
        ];
        let lacks: Vec<&'static str> =
            wanted.iter().filter(|(_, any)| !header.seems_to_have(any)).map(|(name, _)| *name).collect();
        if let (Some(says), false) = (&self.says, lacks.is_empty()) {
            header.faults.push(Fault { span: says.span, kind: FaultKind::Unfinished { lacks } });
        }
    }
}
