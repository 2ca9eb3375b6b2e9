//! What nobody can say from the two states alone: it is asked, and never guessed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::change::Subject;

/// Which of the two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// One document is gone and another came, and they are alike: are they the same?
    IsItTheSame {
        /// The id of the one that is gone.
        old_id: String,
        /// How alike they are, from 0 to 1.
        alike: f64,
    },
    /// It cannot be read, so nobody knows what changed in it.
    CannotBeRead {
        /// In which state.
        in_state: State,
        /// The field, when the rest could be read.
        field: Option<String>,
    },
}

/// A question that a difference leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about.
    pub on: Subject,
    /// What is asked.
    pub ask: Ask,
}

impl Question {
    /// The question as a word for machines.
    pub fn word(&self) -> &'static str {
        match self.ask {
            Ask::IsItTheSame { .. } => "is-it-the-same",
            Ask::CannotBeRead { .. } => "cannot-be-read",
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (thing, id) = (self.on.thing, &self.on.id);
        match &self.ask {
            Ask::IsItTheSame { old_id, .. } => write!(
                f,
                "Is the {thing} `{id}` the same as `{old_id}`, which is gone? Then write `was: {old_id}` into its header."
            ),
            Ask::CannotBeRead { in_state, field } => {
                let state = match in_state {
                    State::Old => "old",
                    State::New => "new",
                };
                let what =
                    field.as_ref().map_or_else(|| "the header".to_string(), |field| format!("`{field}`"));
                write!(
                    f,
                    "In the {state} state {what} of the {thing} `{id}` cannot be read, so nobody knows what changed there."
                )
            }
        }
    }
}
