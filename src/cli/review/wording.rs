//! `--wording-only`: a parent says the same in other words, so what hangs below it stays reviewed.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Result, bail};

use super::Desk;
use super::past::Past;
use super::{records, report};
use crate::model::review::{Change, Suspicion};
use crate::model::{DocId, Target};
use crate::parse::meaning::Said;
use crate::parse::reviews::Entry;
use crate::source::REVIEWS;

/// Fields in which other words can mean the same. Another limit or another customer never does.
const PROSE: [&str; 5] = ["says", "means", "not_included", "if_we_miss", "aim"];

impl Desk<'_> {
    /// Takes the new words of `parent` as reviewed for everything below it, and says what was not only words.
    pub(super) fn wording_only(&self, parent: DocId, because: Option<&str>) -> Result<()> {
        self.refuse_unread(Target::Document(parent))?;
        let below = self.below(parent);
        let name = &self.handbook.document(parent).id.value;
        if below.is_empty() {
            bail!("nothing below `{name}` waits for a review of it, so there is nothing to clear");
        }
        let past = Past::of(self.root);
        let mut out = String::new();
        let mut cleared: BTreeMap<DocId, Vec<(Target, Vec<Change>)>> = BTreeMap::new();
        for suspicion in below {
            let child = suspicion.child;
            let parent = suspicion.parent;
            let (words, more) = self.parted(&suspicion, &past);
            let id = &self.handbook.document(child).id.value;
            // Writing to a string cannot fail.
            if !words.changes.is_empty() {
                let _ =
                    write!(out, "{id}: stays reviewed\n{}", report::changes(self.handbook, &words, &past));
                cleared.entry(child).or_default().push((parent, words.changes));
            }
            if !more.changes.is_empty() {
                let changes = report::changes(self.handbook, &more, &past);
                let _ = write!(out, "{id}: still to be reviewed, this is more than other words\n{changes}");
            }
        }
        self.terminal.report(&out)?;
        if cleared.is_empty() {
            bail!(
                "what changed in `{name}` is more than its words: review each document below it with `throughline review ID`"
            );
        }
        let role = records::owner(self.handbook, parent).unwrap_or_else(|| "-".to_string());
        let mut note = format!("wording only, {}, {role}", self.on);
        if let Some(because) = because.map(str::trim).filter(|because| !because.is_empty()) {
            let _ = write!(note, ": {because}");
        }
        let written: Vec<_> = cleared
            .iter()
            .map(|(child, cleared)| {
                let lines = self.handbook.all_recorded(*child);
                let lines =
                    lines.map(|(of, entry)| match cleared.iter().find(|(parent, _)| Some(*parent) == of) {
                        Some((_, changes)) => with(entry, changes, &note),
                        None => entry.clone(),
                    });
                records::record(self.handbook, *child, lines.collect())
            })
            .collect();
        let count = written.len();
        let documents = if count == 1 { "1 document stays" } else { &format!("{count} documents stay") };
        self.write(
            &written,
            &format!("Recorded in {REVIEWS}: {documents} reviewed, since `{name}` was only reworded."),
        )
    }

    /// What waits for a review because of `parent` or one of its aims.
    fn below(&self, parent: DocId) -> Vec<Suspicion> {
        let mut below = self.handbook.suspects(self.on);
        below.retain(|suspicion| self.handbook.document_of(suspicion.parent) == Some(parent));
        below
    }

    /// The changes that may be words only, and those that cannot be.
    fn parted(&self, suspicion: &Suspicion, past: &Past) -> (Suspicion, Suspicion) {
        let known = past.words(self.handbook, suspicion);
        let is_words = |change: &Change| {
            let Some(then) = change.then else { return false };
            let old = known.get(&change.name, then);
            PROSE.contains(&change.name.as_str())
                && matches!(change.now, Said::Words { .. })
                && old.map_or(true, |old| numbers(old) == numbers(change.now.words()))
        };
        let (words, more): (Vec<_>, Vec<_>) = suspicion.changes.iter().cloned().partition(is_words);
        (Suspicion { changes: words, ..suspicion.clone() }, Suspicion { changes: more, ..suspicion.clone() })
    }
}

/// The numbers in a sentence: other numbers are another promise.
fn numbers(words: &str) -> Vec<&str> {
    let mut numbers: Vec<&str> =
        words.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty()).collect();
    numbers.sort_unstable();
    numbers
}

/// The line as if these fields had been looked at. The day stays: nobody read the child again.
fn with(entry: &Entry, changes: &[Change], note: &str) -> Entry {
    let mut entry = entry.clone();
    for (name, fingerprint) in &mut entry.fields {
        if let Some(change) = changes.iter().find(|change| change.name == *name) {
            *fingerprint = change.now.fingerprint();
        }
    }
    entry.note = note.to_string();
    entry
}
