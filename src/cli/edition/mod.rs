//! `throughline edition cut` and `edition list`: a state of the handbook that is kept for ever.

mod cut;
mod keep;
mod list;
mod readings;

use std::path::Path;

use anyhow::{Result, bail};

use super::ExitStatus;
use super::args::{Edition, EditionWhat};
use super::environment::Environment;
use super::terminal::Terminal;
use crate::source::SourceTree;

/// Runs the command.
///
/// # Errors
/// When there is no handbook, when what was typed cannot be an edition, or when it cannot be written.
pub fn run(
    arguments: &Edition,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    match &arguments.what {
        EditionWhat::Cut(cut) => cut::run(cut, root, environment, terminal),
        EditionWhat::List(list) => list::run(list, root, environment, terminal),
    }
}

/// A plain folder has no editions: nothing says what belongs to it.
fn refuse_plain(tree: &SourceTree, root: &Path) -> Result<()> {
    if !tree.is_handbook() {
        bail!(
            "`{}` has no handbook.yaml, so there is nothing to make an edition of; a bare repository has none either: work in a clone of it",
            root.display()
        );
    }
    Ok(())
}
