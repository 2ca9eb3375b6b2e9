//! `throughline serve`: a preview that shows each change as it is saved.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use super::args::Serve;
use super::environment::Environment;
use super::terminal::Terminal;
use super::{ExitStatus, shelf};
use crate::diagnostic::{self, Report, Summary};
use crate::search;
use crate::serve::told::Turn;
use crate::serve::{self, Finder, Options, Voice};
use crate::source::VPath;
use crate::workspace::{Asked, Snapshot};

/// Runs the command.
///
/// # Errors
/// When the folder is missing, the port that was asked for is taken, or there is no such host.
pub fn run(
    arguments: &Serve,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let asked = Asked {
        base_url: None,
        on: environment.source_date,
        today: environment.today,
        shelf: shelf::at(root),
        search: search::IS_BUILT_IN,
    };
    let options = Options {
        root: root.to_path_buf(),
        leave_out: vec![root.join("public")],
        host: arguments.host.clone(),
        port: arguments.port,
        poll: arguments.poll,
        open: arguments.open,
        asked,
        find: Finder({
            let root = root.to_path_buf();
            Arc::new(move || shelf::at(&root))
        }),
    };
    let voice: Arc<dyn Voice> = Arc::new(Teller { terminal: terminal.clone() });
    serve::run(options, &voice)?;
    Ok(ExitStatus::Clean)
}

/// Tells the terminal what the server does.
struct Teller {
    terminal: Terminal,
}

impl Teller {
    fn report(&self, text: &str) {
        // A closed pipe ends nobody's preview.
        let _ = self.terminal.report(text);
    }
}

impl Voice for Teller {
    fn say(&self, sentence: &str) {
        self.terminal.say(sentence);
    }

    fn heard(&self, changed: &[VPath], work: Duration) {
        let said = match changed {
            [] => return,
            [one] => format!("{one} changed"),
            [one, rest @ ..] => format!("{one} and {} more changed", rest.len()),
        };
        self.terminal.detail(&format!("{said}: shown after {:.1} ms of work", work.as_secs_f64() * 1000.0));
    }

    fn found(&self, snapshot: &Snapshot, turn: Option<&Turn<'_>>) {
        let styled = self.terminal.is_styled();
        let Some(turn) = turn else {
            let report = Report {
                documents: snapshot.handbook().documents.len(),
                ..Report::new(snapshot.findings(), snapshot.tree(), snapshot.on())
            };
            self.report(&diagnostic::overview::render(&report, styled, false));
            return;
        };
        self.terminal.detail("checked");
        if let Some(sentence) = turn.sentence() {
            let summary = Summary::of(snapshot.findings().iter());
            let new = diagnostic::text::render(turn.new.iter().copied(), snapshot.tree(), styled);
            self.report(&format!("{new}{sentence}: now {summary}\n"));
        }
    }
}
