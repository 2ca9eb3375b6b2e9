//! Words that somebody approved as the same: `throughline review --wording-only` says so in `reviews.lock`.

use super::sides::Sides;
use crate::model::Handbook;
use crate::parse::fingerprint::Fingerprint;
use crate::parse::reviews::Entry;

/// How a note begins that says so.
const NOTE: &str = "wording only";

/// The reviews of a handbook that say so.
pub(super) fn approvals(handbook: &Handbook) -> Vec<&Entry> {
    handbook.reviews.entries.iter().filter(|entry| entry.note.starts_with(NOTE)).collect()
}

/// Whether the words that `field` of a document has in one state were taken as the same as those in the other: a line of
/// the later `reviews.lock` says so, and the earlier one had other words there. Which of the two is later is asked both
/// ways, so that the way back is told alike.
pub(super) fn is_approved(
    sides: &Sides<'_>,
    id: &str,
    field: &str,
    prints: [Option<Fingerprint>; 2],
) -> bool {
    let (old, new) = (&sides.old.handbook.reviews.entries, &sides.new.handbook.reviews.entries);
    let ([then, now], [old_approvals, new_approvals]) = (prints, &sides.approvals);
    approves(old, new_approvals, id, field, now) || approves(new, old_approvals, id, field, then)
}

fn approves(
    before: &[Entry],
    approvals: &[&Entry],
    id: &str,
    field: &str,
    words: Option<Fingerprint>,
) -> bool {
    let knows = |entry: &Entry| entry.fields.iter().any(|(name, print)| name == field && *print == words);
    let is_about = |entry: &&Entry| entry.parent.as_ref().is_some_and(|parent| parent.document == id);
    let was_known = |line: &Entry| {
        before.iter().any(|then| then.child == line.child && then.parent == line.parent && knows(then))
    };
    let mut lines = approvals.iter().copied().filter(is_about);
    words.is_some() && lines.any(|line| knows(line) && !was_known(line))
}
