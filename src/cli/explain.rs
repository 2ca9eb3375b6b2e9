//! `throughline explain RULE`: what a rule catches, why, and how it is mended.

use anyhow::{Result, bail};

use super::ExitStatus;
use super::args::Explain;
use super::terminal::Terminal;
use crate::check::{Rule, rules};
use crate::parse::slug;

/// How wide a line of prose may be.
const WIDTH: usize = 88;

/// Runs the command.
///
/// # Errors
/// When there is no such rule.
pub fn run(arguments: &Explain, terminal: &Terminal) -> Result<ExitStatus> {
    let name = arguments.rule.trim();
    let Some(rule) = rules::find(name) else {
        match slug::nearest(name, rules::ALL.iter().map(|rule| rule.name)) {
            Some(near) => bail!("there is no rule `{name}`; did you mean `{near}`?"),
            None => bail!(
                "there is no rule `{name}`; a finding names its rule in brackets, such as error[broken-link]"
            ),
        }
    };
    terminal.report(&text(rule))?;
    Ok(ExitStatus::Clean)
}

fn text(rule: &Rule) -> String {
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "{} ({})\n\n{}\n{}\nWhat sets it off:\n\n{}\nInstead:\n\n{}",
        rule.name,
        rule.severity,
        wrapped(rule.what),
        wrapped(rule.why),
        indented(rule.example),
        indented(rule.fix)
    )
}

/// Prose in lines that a terminal shows whole.
pub(super) fn wrapped(prose: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in prose.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out + "\n"
}
