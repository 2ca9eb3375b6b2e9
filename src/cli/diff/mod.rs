//! `throughline diff`: what changed between two states of the handbook, for people, for a change request, for machines.

mod json;
mod markdown;
mod safe;
mod states;
mod text;

use std::path::Path;

use anyhow::{Result, bail};

use super::ExitStatus;
use super::args::{Diff, DiffFormat};
use super::environment::Environment;
use super::reading::{self, Linked};
use super::terminal::Terminal;
use crate::difference::{self, Change, Difference};
use crate::model::Handbook;
use crate::model::names::Takes;
use crate::parse::document::Kind;
use states::State;

/// Two states and what differs, for one role or for all.
struct Told<'a> {
    old: &'a State,
    new: &'a State,
    difference: &'a Difference,
    /// The role that asks, by its id of today or its last.
    role: Option<String>,
    /// The changes that are told: all, or those that concern the role.
    changes: Vec<&'a Change>,
    /// How many others there are.
    others: usize,
}

/// Runs the command. Whatever differs, it ends well: a difference is an answer and no failure.
///
/// # Errors
/// When a folder or a repository cannot be read, or there is no state or no role of the name that was typed.
pub fn run(
    arguments: &Diff,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let Linked { tree, handbook, on } = reading::linked(root, None, environment)?;
    let (old, new) = states::find(arguments, root, (tree, handbook, on))?;
    let difference = difference::between_as_of((&old.handbook, old.on), (&new.handbook, new.on));
    let told = match &arguments.role {
        None => {
            let changes = difference.changes.iter().collect();
            Told { old: &old, new: &new, difference: &difference, role: None, changes, others: 0 }
        }
        Some(role) => {
            let role = find_role(role, &old.handbook, &new.handbook)?;
            let sheet = difference.for_role(&role);
            let (changes, others, role) = (sheet.changes, sheet.others, Some(sheet.role));
            Told { old: &old, new: &new, difference: &difference, role, changes, others }
        }
    };
    let answer = match arguments.format {
        DiffFormat::Text => text::render(&told, terminal.is_styled()),
        DiffFormat::Markdown => markdown::render(&told),
        DiffFormat::Json => json::render(&told)?,
    };
    terminal.report(&answer)?;
    Ok(ExitStatus::Clean)
}

/// The id of a role in either state.
fn find_role(typed: &str, old: &Handbook, new: &Handbook) -> Result<String> {
    let asked = typed.trim().trim_start_matches('@');
    let asked = asked.strip_prefix("role:").unwrap_or(asked);
    let is_role = |handbook: &Handbook| {
        let id = handbook.names.document(asked)?;
        let document = handbook.document(id);
        (document.kind == Kind::Role).then(|| document.id.value.clone())
    };
    if let Some(id) = is_role(new).or_else(|| is_role(old)) {
        return Ok(id);
    }
    match new.names.nearest(new, Takes::Kinds(&[Kind::Role]), asked) {
        Some(near) => bail!("there is no role `{asked}`; did you mean `{near}`?"),
        None => bail!("there is no role `{asked}`: name the id of a role"),
    }
}
