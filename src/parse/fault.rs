//! What can be wrong with one file on its own, as data. The rules turn each into a sentence.

use super::document::Kind;
use crate::source::{Span, Spanned};

/// One complaint about one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: FaultKind,
}

/// The sorts of complaint; each belongs to one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// `bad-yaml`: the header cannot be read as written.
    Yaml(YamlTrap),
    /// `unknown-field`: nobody knows this word.
    UnknownField {
        /// As it was typed.
        name: String,
        /// What may have been meant.
        near: Option<String>,
        /// Where it stands, such as `a promise`.
        place: &'static str,
    },
    /// `missing-field`: a document of this kind without any header.
    NoHeader {
        /// What it should say something about.
        kind: Kind,
    },
    /// `missing-field`, unless another rule has better words for it.
    MissingField {
        /// The field that should be there.
        field: &'static str,
        /// Where, such as `a promise`.
        place: &'static str,
    },
    /// `bad-value`: a known field with something else in it.
    BadValue {
        /// The field.
        field: String,
        /// What was found, as it was typed.
        found: String,
        /// What would do.
        wanted: Wanted,
    },
    /// `two-owners`: a field for one role that names several.
    TwoOwners {
        /// The field: `owner` or `reports_to`.
        field: &'static str,
        /// The roles it names.
        named: Vec<String>,
    },
    /// `bad-row`: a log's row does not add up; the sentence and the fix.
    Row {
        /// What is wrong.
        message: String,
        /// What to type.
        help: String,
    },
    /// `bad-value`: a line of a checklist that is no task.
    NotATask {
        /// The heading it stands under.
        heading: &'static str,
        /// The line as a task.
        fixed: String,
    },
    /// `unknown-field`: a heading that is nearly one of the checklist's.
    NearHeading {
        /// As it was typed.
        typed: String,
        /// What was meant.
        meant: &'static str,
    },
    /// `unfinished-draft`: what a draft still lacks before it can be tried.
    Unfinished {
        /// The fields.
        lacks: Vec<&'static str>,
    },
}

/// The ways in which YAML surprises people who write prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlTrap {
    /// The value begins with a character that YAML keeps for itself.
    ReservedStart {
        /// That character.
        character: char,
        /// The line as it should be.
        fixed: String,
    },
    /// Text goes on after a closing bracket.
    TextAfterBracket {
        /// The line as it should be.
        fixed: String,
    },
    /// A bracket or brace that never closes.
    UnclosedBracket {
        /// The line as it should be.
        fixed: String,
    },
    /// Text goes on after a closing quotation mark.
    TextAfterQuote {
        /// The line as it should be.
        fixed: String,
    },
    /// A quotation mark that never closes.
    UnclosedQuote {
        /// The line as it should be.
        fixed: String,
    },
    /// A colon and a space inside a sentence.
    ColonInText {
        /// The line as it should be.
        fixed: String,
    },
    /// A space that looks like one and is none.
    NoBreakSpace {
        /// The line as it should be.
        fixed: String,
    },
    /// A tab used to indent.
    TabIndent,
    /// Words after ` #` are a comment and would be lost.
    LostComment {
        /// The words that would be lost.
        lost: String,
        /// The line as it should be.
        fixed: String,
    },
    /// A field written twice.
    DuplicateKey {
        /// The field.
        name: String,
    },
    /// A line that is neither `field: value` nor part of one.
    NoColon {
        /// The line.
        line: String,
    },
    /// A line indented under a field that already has a value.
    StrayIndent,
    /// A header that never ends.
    NoEnd,
    /// The header or file is not a list of fields at all.
    NotFields,
    /// Built to exhaust the reader: too deep, too many aliases, too large.
    Hostile,
    /// Anything else, in the parser's words.
    Other(String),
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One line or more of text.
    Text,
    /// One id.
    Id,
    /// One or more ids.
    Ids,
    /// `2026-01-31`.
    Date,
    /// `2026-W05`.
    Week,
    /// `6 months`.
    Period,
    /// `18:00`.
    Clock,
    /// `6 hours`.
    Quantity,
    /// `95%`.
    Percent,
    /// A whole number.
    Count,
    /// `yes` or `no`.
    YesNo,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `name: text` pairs, one a line.
    Map,
    /// A list of entries.
    List,
    /// A colour such as `#0b6e4f`.
    Colour,
    /// An absolute address that begins with `https://` or `http://`.
    Url,
    /// Something told in words.
    Told(&'static str),
}

impl Fault {
    /// A complaint about `field` with the value `found`.
    pub fn bad_value(field: &str, found: &Spanned<String>, wanted: Wanted) -> Self {
        Self {
            span: found.span,
            kind: FaultKind::BadValue { field: field.to_string(), found: found.value.clone(), wanted },
        }
    }
}

impl FaultKind {
    /// Fields that may stand on a line that could not be read: what stands there is not missing too.
    pub fn lost_fields(&self) -> Vec<String> {
        match self {
            Self::Yaml(YamlTrap::NoColon { line }) => {
                line.split_whitespace().next().map(ToString::to_string).into_iter().collect()
            }
            // Lines that lost the field above them.
            Self::Yaml(YamlTrap::StrayIndent) => ["aims", "floor"].map(ToString::to_string).to_vec(),
            _ => Vec::new(),
        }
    }

    /// The name of the rule that this complaint belongs to. A missing field goes to the rule that says best why it
    /// matters, so that one fault gives one finding.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Yaml(_) => "bad-yaml",
            Self::UnknownField { .. } | Self::NearHeading { .. } => "unknown-field",
            // An owner that is no role is one whatever its form.
            Self::BadValue { field, .. } if field == "owner" => "owner-is-no-role",
            Self::BadValue { .. } | Self::NotATask { .. } => "bad-value",
            Self::NoHeader { .. } => "missing-field",
            Self::TwoOwners { .. } => "two-owners",
            Self::Row { .. } => "bad-row",
            Self::Unfinished { .. } => "unfinished-draft",
            Self::MissingField { field, place } => match (*field, *place) {
                ("owner", _) => "unowned",
                ("serves", _) => "broken-line",
                ("keeps", _) => "system-without-promise",
                ("for", "a promise") => "not-for-anyone",
                ("at_most" | "target", "a promise") => "unmeasurable",
                ("if_we_miss", _) => "no-remedy",
                ("run_when", _) => "no-trigger",
                ("floor", _) => "no-floor",
                _ => "missing-field",
            },
        }
    }
}
