//! `editions.lock`: what every edition was when it was cut, beside `handbook.yaml`.
//!
//! ```text
//! 2026-1 files:5d… objects:0c… cut:2026-01-05 from:2026-01-12 by:practice-manager note:"The year begins"
//!        gate:call-back-today=keeping,240/242,0.974,1/4,f2903a7b
//! ```
//!
//! That is one line in the file. One line is one edition, and its parts stand in any order:
//!
//! | part | says |
//! |---|---|
//! | `files:` | a digest of its files, the same wherever they are kept ([`Digests::files`]) |
//! | `objects:` | the same by the ids that git gives them ([`Digests::objects`]); only of one that was cut with git |
//! | `cut:` | the day on which it was cut |
//! | `from:` | the day from which it is valid |
//! | `by:` | the role that approved it |
//! | `note:` | anything else that was said |
//! | `despite:RULE=` | a rule that stood in the way and was overruled, and why |
//! | `gate:PROMISE=` | a [`Gate`] reading |
//!
//! What holds spaces stands between quotation marks, in which `\` keeps the character behind it as it is. A line that
//! cannot be read is a fault at its place, and counts for nothing; [`edit`] leaves it where it is.

pub mod edit;
mod line;
mod name;

use std::fmt;

use jiff::civil::Date;

use super::fault::Fault;
use super::fingerprint::Fingerprint;
use super::lock::{Conflicts, is_mark, lines};
use crate::source::{Digests, Span, Spanned};

pub use name::{EditionName, NOW, Unfit};

/// Everything that `editions.lock` says.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    /// Its readable lines, in the order of the file; each edition once.
    pub lines: Vec<Line>,
    /// The names on lines that could not be read: these editions were recorded, and nobody knows how.
    pub lost: Vec<Spanned<EditionName>>,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

impl Lock {
    /// The line of an edition.
    pub fn line(&self, name: &EditionName) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == *name)
    }

    /// Whether there is a line for an edition, readable or not.
    pub fn knows(&self, name: &EditionName) -> bool {
        self.names().any(|known| known == name)
    }

    /// The name of every edition that was recorded, readable or not.
    pub fn names(&self) -> impl Iterator<Item = &EditionName> {
        self.lines.iter().map(|line| &line.name).chain(self.lost.iter().map(|lost| &lost.value))
    }

    /// Whether no edition was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.lost.is_empty()
    }
}

/// One line: an edition as it was cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: EditionName,
    /// What its files were.
    pub digests: Digests,
    /// The day on which it was cut.
    pub cut: Date,
    /// The day from which it is valid.
    pub valid_from: Option<Date>,
    /// Who approved it: the id of a role.
    pub approved_by: Option<String>,
    /// Anything else that was said.
    pub note: String,
    /// What stood in the way and was overruled.
    pub despite: Vec<Despite>,
    /// What the gate said of each standing promise.
    pub gates: Vec<Gate>,
    /// Where the line stands.
    pub span: Span,
}

/// A rule that stood in the way of an edition and was overruled, for all to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Despite {
    /// The rule's name.
    pub rule: String,
    /// Why.
    pub because: String,
}

/// What the gate said of one standing promise when an edition was cut, so that a later reader can see why a hurdle
/// went up. Written as `PROMISE=VERDICT,KEPT/CHECKED,BOUND,LOOK/LOOKS,FLOOR`, with `-` for what is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The promise's id.
    pub promise: String,
    /// The answer.
    pub verdict: Shown,
    /// Cases kept, of an honest sample in the gate's window.
    pub kept: u64,
    /// Cases checked, of the same.
    pub checked: u64,
    /// The largest target that this would show, between 0 and 1; `None` when nothing was checked.
    pub bound: Option<f64>,
    /// Which look of the year it was, from 1.
    pub look: u32,
    /// How many looks a year were planned.
    pub looks: u32,
    /// What the floors of the systems that keep it said, so that it is known when they last changed.
    pub floor: Option<Fingerprint>,
}

/// The gate's answer as editions keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// It was there before the first edition, and was taken over without being shown.
    NotYetShown,
    /// There was nothing to judge by.
    NotMeasured,
    /// Worse than the target, and not by luck.
    FallingShort,
    /// Too few weeks or checks, or the target was not shown.
    TooEarly,
    /// Shown, but the latest weeks said that something changed.
    Slipping,
    /// Kept consistently.
    Keeping,
}

impl Shown {
    const ALL: [(&str, Self); 6] = [
        ("not-yet-shown", Self::NotYetShown),
        ("not-measured", Self::NotMeasured),
        ("falling-short", Self::FallingShort),
        ("too-early", Self::TooEarly),
        ("slipping", Self::Slipping),
        ("keeping", Self::Keeping),
    ];

    /// The word as machines read it; those of the gate are the gate's own.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, shown)| *shown == self).map_or("", |(word, _)| word)
    }

    /// What a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, shown)| *shown)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word().replace('-', " "))
    }
}

/// What one line of the file is.
enum Row {
    Edition(Line),
    /// Nothing, or a comment.
    Aside,
    /// Git's mark between two versions that it could not join.
    Conflict,
    /// One that cannot be read, and the name on it.
    Damaged(Option<EditionName>, Fault),
}

/// Reads the file. `text` has no byte order mark.
pub fn parse(text: &str) -> Lock {
    let mut lock = Lock::default();
    let mut conflicts = Conflicts::default();
    for (line, span) in lines(text) {
        match classify(line, span) {
            Row::Edition(line) => match lock.line(&line.name) {
                Some(_) => lock.faults.push(line::twice(&line)),
                None => lock.lines.push(line),
            },
            Row::Aside => {}
            Row::Conflict => {
                let what = "of two lines for one edition the first counts";
                lock.faults.extend(conflicts.meet(line, span, what));
            }
            Row::Damaged(name, fault) => {
                lock.lost.extend(name.map(|name| Spanned::new(name, span)));
                lock.faults.push(fault);
            }
        }
    }
    let Lock { lines, lost, .. } = &mut lock;
    lost.retain(|lost| lines.iter().all(|line| line.name != lost.value));
    lock
}

fn classify(line: &str, span: Span) -> Row {
    if is_mark(line) {
        return Row::Conflict;
    }
    let trimmed = line.trim_start();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Row::Aside;
    }
    match line::read(line, span) {
        Ok(line) => Row::Edition(line),
        Err((name, fault)) => Row::Damaged(name, fault),
    }
}

#[cfg(test)]
mod tests;
