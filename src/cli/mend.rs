//! `throughline check --fix`: what can be mended without a guess, mended in the files or only shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::civil::Date;

use super::terminal::Terminal;
use crate::diagnostic::counted;
use crate::fix::{self, Mend};
use crate::parse::settings::Settings;
use crate::pipeline::{self, Verdict};
use crate::source::{SourceFile, SourceTree, VPath};
use crate::write;

/// A mended id can show the next slip; more often than this it does not.
const ROUNDS: usize = 8;

/// What would be mended, and what the handbook is then.
pub struct Mends {
    /// Each file that changes, with its text before and after.
    files: BTreeMap<VPath, (String, String)>,
    counts: BTreeMap<Mend, usize>,
    /// The tree and its verdict when all is mended; `None` when there is nothing to mend.
    pub outcome: Option<(SourceTree, Verdict)>,
}

impl Mends {
    /// Finds everything to mend, until nothing more is found. Nothing is written.
    pub fn plan(tree: &SourceTree, verdict: &Verdict, day: impl Fn(&Settings) -> Date) -> Self {
        let mut mends = Self { files: BTreeMap::new(), counts: BTreeMap::new(), outcome: None };
        for _ in 0..ROUNDS {
            let (tree, verdict) = mends.outcome.as_ref().map_or((tree, verdict), |(tree, now)| (tree, now));
            let edits = fix::edits(&verdict.handbook, &verdict.findings);
            if edits.is_empty() {
                break;
            }
            let mut next = tree.clone();
            for (path, edits) in edits {
                let Some(old) = tree.text(path.as_str()) else { continue };
                let new = fix::apply(old, &edits);
                for edit in &edits {
                    *mends.counts.entry(edit.mend).or_default() += 1;
                }
                next.insert(SourceFile::text(path.clone(), &new));
                mends.files.entry(path).or_insert_with(|| (old.to_string(), String::new())).1 = new;
            }
            let verdict = pipeline::examine_with(&next, &verdict.shelf, &day);
            mends.outcome = Some((next, verdict));
        }
        mends
    }

    /// Prints the difference that it would make.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn show(&self, terminal: &Terminal) -> Result<()> {
        let diffs = self.files.iter().map(|(path, (old, new))| fix::unified(path.as_str(), old, new));
        terminal.report(&diffs.collect::<String>())?;
        match self.summary() {
            Some(summary) => terminal.say(&format!("--fix would mend {summary}; nothing was written.")),
            None => terminal.say("There is nothing to mend without a guess."),
        }
        Ok(())
    }

    /// Writes the files, each whole or not at all. Every one of them is looked at before the first is written.
    ///
    /// # Errors
    /// When a file is read-only, has changed since it was read, or cannot be written; the sentence says which files
    /// were changed before it.
    pub fn write(&self, root: &Path, terminal: &Terminal) -> Result<()> {
        let mut places: BTreeSet<PathBuf> = BTreeSet::new();
        let mut files = Vec::new();
        for (path, (old, new)) in &self.files {
            let on_disk = root.join(path.as_str());
            let place =
                write::may_mend(&on_disk, path.as_str(), old).map_err(|error| untouched(&error, &[]))?;
            // A link and the file that it leads to are one file.
            if places.insert(place) {
                files.push((path.as_str(), on_disk, old, new));
            }
        }
        let mut changed: Vec<&str> = Vec::new();
        for (path, on_disk, old, new) in files {
            write::mend(&on_disk, path, old, new).map_err(|error| untouched(&error, &changed))?;
            changed.push(path);
        }
        match self.summary() {
            Some(summary) => terminal.say(&format!("Mended {summary}.")),
            None => terminal.say("There was nothing to mend without a guess."),
        }
        Ok(())
    }

    /// `3 faults in 2 files: 1 slip in an id, 1 old id, 1 missing anchor`.
    fn summary(&self) -> Option<String> {
        let all: usize = self.counts.values().sum();
        let words = |mend: &Mend| match mend {
            Mend::Slip => "misspelt id",
            Mend::OldName => "old id",
            Mend::Anchor => "missing anchor",
        };
        let parts: Vec<String> = self.counts.iter().map(|(mend, n)| counted(*n, words(mend))).collect();
        let files = counted(self.files.len(), "file");
        (all > 0).then(|| format!("{} in {files}: {}", counted(all, "fault"), parts.join(", ")))
    }
}

/// The failure, and what was done before it.
fn untouched(error: &anyhow::Error, changed: &[&str]) -> anyhow::Error {
    let done = match changed {
        [] => "no file was changed".to_string(),
        changed => format!("changed before it: {}", changed.join(", ")),
    };
    anyhow::anyhow!("{error:#} ({done})")
}
