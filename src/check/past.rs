//! What rules ask about the edition before: what was in force, and what has changed since.

use std::sync::Arc;

use super::Context;
use crate::difference::{self, Change, Difference, Direction, Name, Thing};
use crate::edition::Edition;
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::kinds::Promise;

/// The edition that the handbook is held against, and what is different now.
pub struct Since {
    /// The edition: the one before when one is cut, else the newest.
    pub edition: Edition,
    /// Its handbook.
    pub old: Arc<Handbook>,
    /// What has changed since.
    pub difference: Difference,
}

impl Since {
    /// Reads the edition before; `None` when there is none, or when it cannot be read, which is told elsewhere.
    pub(super) fn of(context: &Context<'_>) -> Option<Self> {
        let (edition, old) = match &context.cut {
            Some(cut) => cut.last.as_ref().map(|last| (last.edition, Arc::clone(&last.handbook)))?,
            None => {
                let newest = context.editions.newest()?;
                (newest, context.editions.handbook(newest).ok()?)
            }
        };
        let difference = difference::between(&old, context.handbook);
        Some(Self { edition: edition.clone(), old, difference })
    }

    /// Changes of promises that still exist, with the promise as it is now.
    pub fn of_promises(&self) -> impl Iterator<Item = (DocId, &Change)> {
        let of_promises =
            self.difference.changes.iter().filter(|change| change.on.thing == Thing::Document(Kind::Promise));
        of_promises.filter_map(|change| match change.on.new {
            Some(Target::Document(id)) => Some((id, change)),
            _ => None,
        })
    }

    /// A promise as it was, by what a change is about.
    pub fn promise_before(&self, change: &Change) -> Option<&Promise> {
        match change.on.old {
            Some(Target::Document(id)) => self.old.document(id).promise(),
            _ => None,
        }
    }
}

/// Whether a change asks more of us: all of it, or a part.
pub fn is_raised(change: &Change) -> bool {
    goes(change, Direction::Raised)
}

/// Whether a change asks less of us: all of it, or a part.
pub fn is_lowered(change: &Change) -> bool {
    goes(change, Direction::Lowered)
}

fn goes(change: &Change, direction: Direction) -> bool {
    let is_of_amounts = matches!(change.name, Name::Raised | Name::Lowered | Name::ChangedBothWays);
    let in_part = change.parts.iter().any(|part| part.direction == Some(direction));
    is_of_amounts && (in_part || change.direction == Some(direction))
}
