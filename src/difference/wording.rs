//! Words that somebody approved as the same: `throughline review --wording-only` says so in `reviews.lock`.

use super::sides::Sides;
use crate::parse::fingerprint::Fingerprint;
use crate::parse::reviews::Entry;

/// How a note begins that says so.
const NOTE: &str = "wording only";

/// Whether the words that `field` of a document has now were taken as the same since the old state: a line of the new
/// `reviews.lock` says so, and the old one had other words there.
pub(super) fn is_approved(sides: &Sides<'_>, id: &str, field: &str, now: Option<Fingerprint>) -> bool {
    let (old, new) = (&sides.old.handbook.reviews.entries, &sides.new.handbook.reviews.entries);
    let knows = |entry: &Entry| entry.fields.iter().any(|(name, print)| name == field && *print == now);
    let is_about = |entry: &&Entry| entry.parent.as_ref().is_some_and(|parent| parent.document == id);
    let approving = new.iter().filter(is_about).filter(|entry| entry.note.starts_with(NOTE) && knows(entry));
    let was_known = |line: &Entry| {
        old.iter().any(|then| then.child == line.child && then.parent == line.parent && knows(then))
    };
    now.is_some() && approving.into_iter().any(|line| !was_known(line))
}
