//! `throughline why`, `how` and `impact`: the line up, the line down, and whom a change would touch.

mod draw;
mod impact;
mod json;
mod sheet;
mod told;

use std::path::Path;

use anyhow::Result;

use super::args::{AnswerFormat, Line};
use super::environment::Environment;
use super::reading::{self, Linked};
use super::terminal::Terminal;
use super::{ExitStatus, named};
use sheet::Sheet;
use told::Teller;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Why is this here?
    Why,
    /// How is this done?
    How,
    /// Whom would a change touch?
    Impact,
}

/// Runs the command.
///
/// # Errors
/// When the folder cannot be read, or what was asked for does not exist.
pub fn run(
    arguments: &Line,
    question: Question,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let Linked { tree, handbook, .. } = reading::linked(root, None, environment)?;
    let here = environment.current_dir.strip_prefix(root).unwrap_or(Path::new(""));
    let here = here.to_string_lossy().replace('\\', "/");
    let named = named::find(&handbook, &arguments.id, &here)?;
    let teller = Teller { handbook: &handbook, tree: &tree };
    let answer = match arguments.format {
        AnswerFormat::Json => json::answer(&teller, question, named.point)?,
        AnswerFormat::Text => {
            if let Some(name) = &named.now_called {
                terminal.say(&format!("note: `{}` is now called `{name}`", arguments.id));
            }
            let mut sheet = Sheet::new(terminal.width(), arguments.all);
            match question {
                Question::Why => draw::why(&teller, named.point, &mut sheet),
                Question::How => draw::how(&teller, named.point, &mut sheet),
                Question::Impact => impact::tell(&teller, named.point, &mut sheet),
            }
            sheet.finish()
        }
    };
    terminal.report(&answer)?;
    Ok(ExitStatus::Clean)
}
