//! The edge to the terminal: findings and reports to standard output, progress and failures to standard error.

use std::io::{self, IsTerminal, Write};

use super::args::{Color, Global};
use super::environment::Environment;

/// Where to speak, and how.
#[derive(Debug, Clone)]
pub struct Terminal {
    quiet: bool,
    verbose: bool,
    styled: bool,
}

impl Terminal {
    /// A terminal as the arguments and the environment want it.
    pub fn new(global: &Global, environment: &Environment) -> Self {
        let styled = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !environment.no_color && io::stdout().is_terminal(),
        };
        Self { quiet: global.quiet, verbose: global.verbose, styled }
    }

    /// Whether to colour what goes to standard output.
    pub fn is_styled(&self) -> bool {
        self.styled
    }

    /// How many columns standard output shows, when it is a terminal: what goes elsewhere is never broken into lines.
    pub fn width(&self) -> Option<usize> {
        let out = io::stdout();
        let shown = || terminal_size::terminal_size_of(&out).map(|(width, _)| usize::from(width.0));
        out.is_terminal().then(shown).flatten()
    }

    /// Prints a report. Whoever reads may stop early (`check | head`); that is no failure.
    ///
    /// # Errors
    /// When standard output cannot be written for any other reason.
    pub fn report(&self, text: &str) -> io::Result<()> {
        let mut out = anstream::AutoStream::new(io::stdout().lock(), self.choice());
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Says what was done, unless asked to be quiet.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            tell(text);
        }
    }

    /// Says more, when asked to.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            tell(text);
        }
    }

    fn choice(&self) -> anstream::ColorChoice {
        if self.styled { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never }
    }
}

/// Says why the program could not do what it was asked.
pub fn fail(error: &anyhow::Error) {
    tell(&format!("error: {error:#}"));
}

/// Nobody is left to tell when standard error is closed.
fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
