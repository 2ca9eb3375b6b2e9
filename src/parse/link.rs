//! Links as they are written: by id in a header or a step, by address in a body.

use crate::source::{Span, Spanned};

/// Which field a link stands in; it decides what the link may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkField {
    /// A mission's `serves`: an aim.
    ServesAim,
    /// A promise's `serves`: a mission.
    ServesMission,
    /// A system's `keeps`: a promise.
    Keeps,
    /// A promise's `for`: customers or roles.
    For,
    /// `at`: a moment of the journey.
    At,
    /// A promise's `wants`.
    Wants,
    /// A want's `from`: customers or roles.
    FromCustomer,
    /// A step's `@role`.
    StepRole,
    /// A step's `then`: the role that takes over.
    Then,
    /// A step's `from`: the role that hands over.
    FromRole,
    /// A story's `shows`: promises and principles.
    Shows,
    /// A promise's `policies`: pages.
    Policies,
    /// `owner`: a role.
    Owner,
    /// A role's `backup`.
    Backup,
    /// A role's `reports_to`.
    ReportsTo,
    /// A promise's `replaced_by`.
    ReplacedBy,
    /// A want's `aim`.
    Aim,
    /// A customer's `talks_to`: roles.
    TalksTo,
}

impl LinkField {
    /// The field's name as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServesAim | Self::ServesMission => "serves",
            Self::Keeps => "keeps",
            Self::For => "for",
            Self::At => "at",
            Self::Wants => "wants",
            Self::FromCustomer | Self::FromRole => "from",
            Self::StepRole => "@role",
            Self::Then => "then",
            Self::Shows => "shows",
            Self::Policies => "policies",
            Self::Owner => "owner",
            Self::Backup => "backup",
            Self::ReportsTo => "reports_to",
            Self::ReplacedBy => "replaced_by",
            Self::Aim => "aim",
            Self::TalksTo => "talks_to",
        }
    }
}

/// One id named in a header or a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderLink {
    /// The field it stands in.
    pub field: LinkField,
    /// The id and its place.
    pub target: Spanned<String>,
    /// The step it belongs to, by its number in the document, or `None` in the header.
    pub step: Option<usize>,
}

/// One link or image in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLink {
    /// The address as it was typed.
    pub to: String,
    /// The whole link.
    pub span: Span,
    /// Whether it is an image.
    pub image: bool,
}

/// One `{{promise:ID}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// What stands between the braces.
    pub to: String,
    /// The whole of it.
    pub span: Span,
}

impl Restatement {
    /// The kind and the id that it names; the step behind the id is left out.
    pub fn named(&self) -> Option<(&str, &str)> {
        Self::name_in(&self.to)
    }

    /// The kind and the id in what stands between the braces.
    pub fn name_in(inner: &str) -> Option<(&str, &str)> {
        let (kind, id) = inner.trim().split_once(':')?;
        Some((kind, id.split('#').next().unwrap_or(id)))
    }
}
