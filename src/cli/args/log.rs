//! What was typed behind `throughline log`: each log takes a row, its columns as options.

use clap::{Args, Subcommand};

/// `throughline log`
#[derive(Debug, Args)]
pub struct Log {
    /// The row.
    #[command(subcommand)]
    pub row: LogRow,
}

/// The logs that take a row, each with its columns as options.
#[derive(Debug, Subcommand)]
pub enum LogRow {
    /// How often a promise was kept in a week, into kept.csv
    Kept(LogKept),
    /// What somebody said, into voices.csv
    Voice(LogVoice),
    /// What becomes of a small improvement, into plus-ones.csv
    PlusOne(LogPlusOne),
}

/// `throughline log kept`
#[derive(Debug, Args)]
pub struct LogKept {
    /// The promise's id
    #[arg(long, value_name = "ID")]
    pub promise: String,
    /// How often it was due
    #[arg(long, value_name = "COUNT")]
    pub due: String,
    /// How many of the checked were kept
    #[arg(long, value_name = "COUNT")]
    pub kept: String,
    /// The place [default: the only one that handbook.yaml names]
    #[arg(long, value_name = "ID")]
    pub place: Option<String>,
    /// The week, such as 2026-W05 [default: this week]
    #[arg(long, value_name = "WEEK")]
    pub week: Option<String>,
    /// How many were checked [default: all that were due]
    #[arg(long, value_name = "COUNT")]
    pub checked: Option<String>,
    /// How these were picked: all, random or convenient
    #[arg(long, value_name = "HOW")]
    pub picked: Option<String>,
    /// How many misses were put right
    #[arg(long, value_name = "COUNT")]
    pub remedied: Option<String>,
    /// A word on the week
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `throughline log voice`
#[derive(Debug, Args)]
pub struct LogVoice {
    /// The customer group's or role's id
    #[arg(long, value_name = "ID")]
    pub from: String,
    /// How it reached us: asked, seen, told or complaint
    #[arg(long, value_name = "HOW")]
    pub how: String,
    /// Their words
    #[arg(long, value_name = "TEXT")]
    pub says: String,
    /// The day, such as 2026-01-31 [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The moment's id
    #[arg(long, value_name = "ID")]
    pub at: Option<String>,
    /// What was behind it
    #[arg(long, value_name = "TEXT")]
    pub means: Option<String>,
    /// The want it belongs to
    #[arg(long, value_name = "ID")]
    pub want: Option<String>,
    /// The role that heard it
    #[arg(long, value_name = "ROLE")]
    pub by: Option<String>,
}

/// `throughline log plus-one`
#[derive(Debug, Args)]
pub struct LogPlusOne {
    /// Its id; what is not given is taken from its last row
    #[arg(long, value_name = "ID")]
    pub id: String,
    /// How far along it is: trying, kept, dropped or in-floor
    #[arg(long, value_name = "STATE")]
    pub state: String,
    /// The week, such as 2026-W05 [default: this week]
    #[arg(long, value_name = "WEEK")]
    pub week: Option<String>,
    /// The system's id
    #[arg(long, value_name = "ID")]
    pub system: Option<String>,
    /// What is done
    #[arg(long, value_name = "TEXT")]
    pub what: Option<String>,
    /// The role that brought it in
    #[arg(long, value_name = "ROLE")]
    pub by: Option<String>,
    /// What it costs
    #[arg(long, value_name = "TEXT")]
    pub costs: Option<String>,
    /// What came of it
    #[arg(long, value_name = "TEXT")]
    pub result: Option<String>,
}
