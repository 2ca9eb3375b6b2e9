//! The logs: CSV tables of what was kept, heard, tried and read, one file a log.

mod append;
mod kept;
mod plus_ones;
mod read;
mod row;
mod voices;
mod week;

pub use append::{Appended, LogKind, append};
pub use kept::{Kept, Picked};
pub use plus_ones::{PlusOne, PlusOneState};
pub use read::Read;
pub use voices::{How, Voice};
pub use week::Week;

use super::fault::Fault;
use crate::source::{SourceFile, VPath};

/// One log file.
#[derive(Debug, Clone)]
pub struct Log {
    /// The file.
    pub path: VPath,
    /// Its rows, without those that could not be read.
    pub rows: Rows,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

/// The rows of each log.
#[derive(Debug, Clone)]
pub enum Rows {
    /// `kept.csv`
    Kept(Vec<Kept>),
    /// `voices.csv`
    Voices(Vec<Voice>),
    /// `plus-ones.csv`
    PlusOnes(Vec<PlusOne>),
    /// `read.csv`
    Read(Vec<Read>),
}

impl Rows {
    /// The rows of `kept.csv`; none of another log.
    pub fn kept(&self) -> &[Kept] {
        if let Self::Kept(rows) = self { rows } else { &[] }
    }

    /// The rows of `voices.csv`; none of another log.
    pub fn voices(&self) -> &[Voice] {
        if let Self::Voices(rows) = self { rows } else { &[] }
    }

    /// The rows of `plus-ones.csv`; none of another log.
    pub fn plus_ones(&self) -> &[PlusOne] {
        if let Self::PlusOnes(rows) = self { rows } else { &[] }
    }
}

/// Reads the log that `file` is, by its name; `None` for any other file.
pub fn parse(file: &SourceFile, text: &str) -> Option<Log> {
    let mut faults = Vec::new();
    let rows = match file.path.file_name() {
        "kept.csv" => Rows::Kept(row::read(text, kept::COLUMNS, &mut faults, Kept::read)),
        "voices.csv" => Rows::Voices(row::read(text, voices::COLUMNS, &mut faults, Voice::read)),
        "plus-ones.csv" => Rows::PlusOnes(row::read(text, plus_ones::COLUMNS, &mut faults, PlusOne::read)),
        "read.csv" => Rows::Read(row::read(text, read::COLUMNS, &mut faults, Read::read)),
        _ => return None,
    };
    Some(Log { path: file.path.clone(), rows, faults })
}
