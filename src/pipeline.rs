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
use crate::chronicle::{self, Chronicle};
use crate::diagnostic::Diagnostic;
use crate::edition::{EditionName, Editions, Shelf};
use crate::model::{self, Audience, Handbook};
use crate::parse::settings::Settings;
use crate::parse::{self, Parsed};
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

/// What becomes of documents marked `draft: yes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are checked and previewed.
    Keep,
    /// They are not part of the published site.
    LeaveOut,
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

/// What changed from edition to edition, of which each is read from a shelf once it is asked for. `drafts` has to be what
/// it is for the handbook that they are held against.
pub fn chronicle(shelf: &Shelf, drafts: Drafts) -> Arc<Chronicle> {
    let link: chronicle::Link = match drafts {
        Drafts::Keep => |tree| link(tree, Drafts::Keep),
        Drafts::LeaveOut => |tree| link(tree, Drafts::LeaveOut),
    };
    Arc::new(Chronicle::new(shelf.clone(), link))
}

/// Reads and links a tree, without the rules.
pub fn link(tree: &SourceTree, drafts: Drafts) -> Handbook {
    let settings = Arc::new(Settings::of(tree));
    let mut parsed = parse::parse_tree(tree);
    if drafts == Drafts::Keep {
        return model::restrict(model::assemble(parsed, settings, tree), &Audience::Everyone);
    }
    // A draft's file leaves the tree too: a link to it would otherwise have its source copied into the site.
    let mut published = tree.clone();
    parsed.retain(|file| match file {
        Parsed::Document(document) if document.common.draft => {
            published.remove(&document.path);
            false
        }
        _ => true,
    });
    model::restrict(model::assemble(parsed, settings, &published), &Audience::Everyone)
}
