//! The whole program on one page: each stage is a call, each arrow a type.
//!
//! ```text
//! SourceTree ──parse──▶ Parsed ──assemble──▶ Handbook ──restrict──▶ Handbook ──site──▶ Site ──write──▶ folder
//!                                                 └──check──▶ Vec<Diagnostic>
//! ```

use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use crate::check::cut::{Cut, Last};
use crate::check::{self, Context};
use crate::diagnostic::Diagnostic;
use crate::edition::{EditionName, Editions, Shelf};
use crate::model::Handbook;
pub use crate::model::{Drafts, link};
use crate::parse::settings::Settings;
use crate::record::Record;
use crate::source::SourceTree;

/// A handbook and everything that was found in it. The one never goes without the other.
pub struct Verdict {
    /// The linked handbook.
    pub handbook: Arc<Handbook>,
    /// The findings, sorted by path, place and rule.
    pub findings: Vec<Diagnostic>,
    /// What the logs say, for whoever shows it: it is counted once.
    pub record: Arc<Record>,
    /// The day that the handbook was read as of.
    pub on: Date,
    /// The editions, held against the `editions.lock` of this very tree.
    pub editions: Arc<Editions>,
    /// The way to their files.
    pub shelf: Shelf,
}

/// Reads, links and checks a tree of which no edition is known. `day` gives the day to read it as of, once the settings
/// are known.
pub fn examine(tree: &SourceTree, day: impl FnOnce(&Settings) -> Date) -> Verdict {
    examine_with(tree, &Shelf::default(), day)
}

/// As [`examine`], with the editions that were found.
pub fn examine_with(tree: &SourceTree, shelf: &Shelf, day: impl FnOnce(&Settings) -> Date) -> Verdict {
    let handbook = Arc::new(link(tree, Drafts::Keep));
    let on = day(&handbook.settings);
    let editions = Arc::new(Editions::on(shelf, &handbook.recorded));
    let context = Context::new(&handbook, tree, on, &editions);
    let findings = check::check(&context);
    let record = Arc::clone(&context.record);
    Verdict { handbook, findings, record, on, editions, shelf: shelf.clone() }
}

/// Reads, links and checks a tree by the measure of another verdict: as of the same day, and with the weights and the
/// numbers that rules have there. What the tree excuses, and everything else in its settings, stays its own.
pub fn examine_like(measure: &Verdict, tree: &SourceTree) -> Verdict {
    let mut handbook = link(tree, Drafts::Keep);
    let settings = Arc::make_mut(&mut handbook.settings);
    settings.rules.clone_from(&measure.handbook.settings.rules);
    settings.parameters.clone_from(&measure.handbook.settings.parameters);
    let editions = Arc::new(Editions::on(&measure.shelf, &handbook.recorded));
    let context = Context::new(&handbook, tree, measure.on, &editions);
    let findings = check::check(&context);
    let record = Arc::clone(&context.record);
    let handbook = Arc::new(handbook);
    Verdict { handbook, findings, record, on: measure.on, editions, shelf: measure.shelf.clone() }
}

/// What is to become an edition.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its name.
    pub name: EditionName,
    /// The role that approves it.
    pub approved_by: Option<String>,
    /// The day from which it is valid.
    pub valid_from: Option<Date>,
}

/// As [`examine_with`], for an edition that is to be cut: with the rules that speak only then, which hold the handbook
/// against the edition before.
///
/// # Errors
/// When the edition before cannot be read.
pub fn examine_to_cut(
    tree: &SourceTree,
    shelf: &Shelf,
    day: impl FnOnce(&Settings) -> Date,
    planned: &Planned,
) -> Result<Verdict> {
    let handbook = Arc::new(link(tree, Drafts::Keep));
    let on = day(&handbook.settings);
    let editions = Arc::new(Editions::on(shelf, &handbook.recorded));
    let last = match editions.newest() {
        Some(edition) => Some((edition, editions.handbook(edition)?)),
        None => None,
    };
    let mut context = Context::new(&handbook, tree, on, &editions);
    context.cut = Some(Cut {
        name: &planned.name,
        approved_by: planned.approved_by.as_deref(),
        valid_from: planned.valid_from,
        last: last.map(|(edition, handbook)| Last { edition, handbook }),
    });
    let findings = check::check(&context);
    let record = Arc::clone(&context.record);
    drop(context);
    Ok(Verdict { handbook, findings, record, on, editions, shelf: shelf.clone() })
}
