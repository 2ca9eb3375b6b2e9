//! A want: what customers say, what they mean, and what we decided.

use jiff::civil::Date;

use super::super::header::Header;
use super::super::link::LinkField;
use crate::source::Spanned;

/// What was decided about a want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Decision {
    /// Still being heard.
    #[default]
    Listening,
    /// We will do it.
    Adopt,
    /// It changes what we want ourselves.
    ChangeVision,
    /// We will not, and say so kindly.
    Decline,
}

impl Decision {
    /// The words as they are typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Listening => "listening",
            Self::Adopt => "adopt",
            Self::ChangeVision => "change-vision",
            Self::Decline => "decline",
        }
    }
}

/// `wants/ID.md`.
#[derive(Debug, Clone, Default)]
pub struct Want {
    /// Their words.
    pub says: Option<Spanned<String>>,
    /// What is behind them.
    pub means: Option<Spanned<String>>,
    /// How to notice it.
    pub cue: Option<Spanned<String>>,
    /// What was decided.
    pub decision: Decision,
    /// Why it was declined.
    pub reason: Option<Spanned<String>>,
    /// The kind words to decline with.
    pub say_instead: Option<Spanned<String>>,
    /// Where else the customer finds it.
    pub send_to: Option<Spanned<String>>,
    /// When it was decided.
    pub decided: Option<Spanned<Date>>,
}

const DECISIONS: &[&str] = &["listening", "adopt", "change-vision", "decline"];

impl Want {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        use Decision::{Adopt, ChangeVision, Decline, Listening};
        let decision = header.choice("decision", DECISIONS, &[Listening, Adopt, ChangeVision, Decline]);
        let want = Self {
            says: header.text("says"),
            means: header.text("means"),
            cue: header.text("cue"),
            decision: decision.map(|decision| decision.value).unwrap_or_default(),
            reason: header.text("reason"),
            say_instead: header.text("say_instead"),
            send_to: header.text("send_to"),
            decided: header.date("decided"),
        };
        header.links("from", LinkField::FromCustomer);
        header.links("at", LinkField::At);
        header.links("aim", LinkField::Aim);
        header.link("owner", LinkField::Owner);
        for field in ["from", "means", "decision", "owner"] {
            header.need(&[field]);
        }
        want
    }
}
