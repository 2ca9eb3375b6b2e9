//! The command line: arguments become calls of the pipeline, results become words and an exit code.

pub mod args;
mod build;
mod check;
mod diff;
mod edition;
mod editions;
pub mod environment;
mod explain;
mod gate;
mod git;
mod init;
mod known;
mod line;
mod log;
mod mend;
mod named;
pub mod options;
mod reading;
mod remembered;
pub mod reports;
mod review;
mod serve;
mod shelf;
mod since;
mod stopwatch;
mod terminal;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use args::{Arguments, Command};
use environment::Environment;
use terminal::Terminal;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// It could not run: usage, configuration, or the disk.
    Failed,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Clean => Self::SUCCESS,
            ExitStatus::Findings => Self::from(1),
            ExitStatus::Failed => Self::from(2),
        }
    }
}

/// Reads the arguments, runs the command and says how it ended.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(status) => status.into(),
        Err(error) => {
            terminal::fail(&error);
            ExitStatus::Failed.into()
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitStatus> {
    let environment = Environment::read()?;
    let terminal = Terminal::new(&arguments.global, &environment);
    let root = || options::root(arguments.global.root.as_deref(), &environment);
    match &arguments.command {
        Command::Init(init) => init::run(init, &environment, &terminal),
        Command::Build(build) => build::run(build, &root(), &environment, &terminal),
        Command::Serve(serve) => serve::run(serve, &root(), &environment, &terminal),
        Command::Explain(explain) => explain::run(explain, &terminal),
        Command::Why(line) => line::run(line, line::Question::Why, &root(), &environment, &terminal),
        Command::How(line) => line::run(line, line::Question::How, &root(), &environment, &terminal),
        Command::Impact(line) => line::run(line, line::Question::Impact, &root(), &environment, &terminal),
        Command::Gate(gate) => gate::run(gate, &root(), &environment, &terminal),
        Command::Diff(diff) => diff::run(diff, &root(), &environment, &terminal),
        Command::Log(log) => log::run(log, &root(), &environment, &terminal),
        Command::Check(check) => check::run(check, &root(), &environment, &terminal),
        Command::Edition(edition) => edition::run(edition, &root(), &environment, &terminal),
        Command::Review(review) => review::run(review, &root(), &environment, &terminal),
    }
}
