//! What was typed: the arguments as clap reads them, before they mean anything. `options.rs` says what they mean.

mod edition;
mod log;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::reports::Wish;
use crate::diagnostic::Severity;

pub use edition::{Edition, EditionCut, EditionList, EditionWhat};
pub use log::{Log, LogKept, LogPlusOne, LogRow, LogVoice};

/// A static site generator for a customer-promise handbook: one clear line from the vision to the step.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The handbook's folder [default: the nearest one upward with a handbook.yaml, else the current one]
    #[arg(long, value_name = "DIR", global = true)]
    pub root: Option<PathBuf>,
    /// Say nothing but findings and failures
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: how long each stage took
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto, global = true)]
    pub color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a starter handbook of five short files with no findings
    Init(Init),
    /// Check the handbook, then write its site
    Build(Build),
    /// Show the handbook in a browser while it is written, each change as it is saved
    Serve(Serve),
    /// Say what does not hold in the handbook, and what to type instead
    Check(Check),
    /// Draw the line from the vision down to one thing: why it is there
    Why(Line),
    /// Draw the line from one thing down to the steps: how it is done, and by whom
    How(Line),
    /// Tell whom a change to one thing would touch: who has to act, and who should know
    Impact(Line),
    /// Say whether a promise is kept consistently, in words and numbers
    Gate(Gate),
    /// Tell what changed between two states of the handbook, and for whom
    Diff(Diff),
    /// Put one row at the end of a log, so that nobody has to edit it by hand
    Log(Log),
    /// Show what changed above a document since its last review, then record a review of it
    Review(Review),
    /// Cut an edition of the handbook, or list those that there are
    Edition(Edition),
    /// Tell what a rule catches, why, and how it is mended
    Explain(Explain),
}

/// `throughline init`
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to write into; it has to be empty or new
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Write the worked example instead: a small practice with a year of records and three editions
    #[arg(long)]
    pub example: bool,
}

/// `throughline build`
#[derive(Debug, Args)]
pub struct Build {
    /// The folder to write the site into, from the current folder [default: public, in the handbook's folder]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site will stand; the sitemap and canonical links need it [default: base_url in handbook.yaml]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Mark every page of a preview with these words, such as "change 123, not in force"; in print too
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// Show documents marked `draft: yes` too
    #[arg(long)]
    pub drafts: bool,
    /// Leave out the search and its index: quicker, and a smaller site
    #[arg(long)]
    pub no_search: bool,
    /// Write nothing when there is a finding of this weight or more
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Read the handbook as of this day [default: as_of in handbook.yaml, else today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// The folder that keeps the pages of old editions between builds [default: .throughline/cache, in the handbook's folder]
    #[arg(long, value_name = "DIR")]
    pub cache_dir: Option<PathBuf>,
}

/// `throughline serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// The port to listen at [default: 4000, or the next free one]
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address to listen at; 0.0.0.0 lets everybody on the network read
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Open the handbook in the browser
    #[arg(long)]
    pub open: bool,
    /// Look through the folders again and again: for network drives, which tell of no change
    #[arg(long)]
    pub poll: bool,
}

/// `throughline check`
#[derive(Debug, Args)]
pub struct Check {
    /// How to tell the findings
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write the findings into a file too, in one of these formats; once for each file
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = Wish::parse)]
    pub reports: Vec<Wish>,
    /// Exit with 1 when there is a finding of this weight or more
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Report only the findings that this branch, tag or commit lacked, wherever they lie
    #[arg(long, value_name = "REF")]
    pub since: Option<String>,
    /// Mark the findings listed in this file as known: they are told, and do not count
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// List every finding of today in this file, for --baseline
    #[arg(long, value_name = "FILE", conflicts_with = "since")]
    pub write_baseline: Option<PathBuf>,
    /// Print every note; the text format otherwise shows the three that matter most
    #[arg(long)]
    pub all: bool,
    /// Mend what can be mended without a guess: slips in ids, old ids, steps without an anchor
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show what would change, and write nothing
    #[arg(long, requires = "fix", conflicts_with_all = ["reports", "write_baseline"])]
    pub dry_run: bool,
    /// Read the handbook as of this day [default: as_of in handbook.yaml, else today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

/// `throughline why`, `how` and `impact`
#[derive(Debug, Args)]
pub struct Line {
    /// An id, such as `call-back-today`, `call-back#list`, `promise:call-back-today`, `aim:informed` or
    /// `moment:phone-call`; or the path of a file
    #[arg(value_name = "ID[#STEP]")]
    pub id: String,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// Draw everything; the text format otherwise stops where it would fill more than a few screens
    #[arg(long)]
    pub all: bool,
}

/// How to answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people.
    Text,
    /// For machines: one object, whole.
    Json,
}

/// `throughline gate`
#[derive(Debug, Args)]
pub struct Gate {
    /// The promise's id
    #[arg(value_name = "PROMISE")]
    pub promise: String,
    /// How to tell the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = GateFormat::Text)]
    pub format: GateFormat,
    /// Read the record as of this day [default: as_of in handbook.yaml, else today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

/// How to tell what the gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GateFormat {
    /// For people: the verdict, a sentence to read aloud, the numbers behind it.
    Text,
    /// For machines: one object.
    Json,
}

/// `throughline diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// The state before: an edition, or a branch, tag or commit [default: the newest edition]
    #[arg(value_name = "OLD")]
    pub old: Option<String>,
    /// The state behind it; `now` is the working folder [default: now]
    #[arg(value_name = "NEW")]
    pub new: Option<String>,
    /// Only what concerns this role
    #[arg(long, value_name = "ID")]
    pub role: Option<String>,
    /// How to tell the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
}

/// How to tell what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in the order in which it concerns them.
    Text,
    /// A comment for a change request.
    Markdown,
    /// For machines: one object.
    Json,
}

/// `throughline review`
#[derive(Debug, Args)]
pub struct Review {
    /// The id of the document
    #[arg(value_name = "ID", required_unless_present = "sync")]
    pub id: Option<String>,
    /// ID was only reworded and means what it meant: what hangs below it stays reviewed
    #[arg(long, requires = "id")]
    pub wording_only: bool,
    /// Why the new words mean the same; noted in reviews.lock
    #[arg(long, value_name = "TEXT", requires = "wording_only")]
    pub because: Option<String>,
    /// Record what headers say: a later `reviewed:` than in reviews.lock counts as a review
    #[arg(long, conflicts_with_all = ["id", "wording_only"])]
    pub sync: bool,
    /// Show everything and record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Record the review as of this day [default: as_of in handbook.yaml, else today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

/// `throughline explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// The rule's name, as findings show it in brackets
    #[arg(value_name = "RULE")]
    pub rule: String,
}

/// How to tell the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the line, what is wrong under it, what to type instead.
    Text,
    /// One line a finding: `path:line:column: severity[rule] message`.
    Short,
    /// For machines: one object.
    Json,
    /// For code scanning: SARIF 2.1.0, with every rule and its help.
    Sarif,
    /// For CI servers: each rule as a test suite.
    Junit,
    /// For GitHub Actions: annotations on the changed lines.
    Github,
    /// For GitLab: a code quality report.
    Gitlab,
}

/// The weight from which findings count as failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything.
    Note,
    /// Nothing.
    Never,
}

impl Format {
    /// The word that is typed for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
        }
    }
}

impl FailOn {
    /// The least severity that fails, or `None` for never.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}
