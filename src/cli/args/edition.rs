//! What was typed behind `throughline edition`.

use clap::{Args, Subcommand};

use super::AnswerFormat;

/// `throughline edition`
#[derive(Debug, Args)]
pub struct Edition {
    /// What to do.
    #[command(subcommand)]
    pub what: EditionWhat,
}

/// What can be done with editions.
#[derive(Debug, Subcommand)]
pub enum EditionWhat {
    /// Make an edition of the handbook as it is, unless something stands in its way
    Cut(EditionCut),
    /// Say which editions there are, who approved them, and what is wrong with one
    List(EditionList),
}

/// `throughline edition cut`
#[derive(Debug, Args)]
pub struct EditionCut {
    /// Its name, such as 2026-1: letters, digits, `-`, `_` and `.`
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The role that approves it
    #[arg(long, value_name = "ROLE")]
    pub approved_by: Option<String>,
    /// The day from which it is valid [default: the day on which it is cut]
    #[arg(long, value_name = "DATE")]
    pub valid_from: Option<String>,
    /// What else is to be known about it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Cut it although this rule stands in its way: unproven or raised-too-soon; everybody will see it
    #[arg(long, value_name = "RULE", requires = "because")]
    pub despite: Vec<String>,
    /// Why; once for each --despite
    #[arg(long, value_name = "TEXT", requires = "despite")]
    pub because: Vec<String>,
}

/// `throughline edition list`
#[derive(Debug, Args)]
pub struct EditionList {
    /// How to tell it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}
