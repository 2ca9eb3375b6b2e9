//! Which two states are compared: editions, the working folder, or anything that the repository has a name for.

use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;

use crate::cli::args::Diff;
use crate::cli::shelf;
use crate::edition::{Edition, Editions, NOW, Shelf};
use crate::model::Handbook;
use crate::parse::slug;
use crate::pipeline::{self, Drafts};
use crate::source::SourceTree;

/// One state of the handbook.
pub(super) struct State {
    /// As it was typed; `now` for the working folder.
    pub(super) name: String,
    pub(super) handbook: Handbook,
    /// The day that its records are read as of.
    pub(super) on: Date,
    /// Where it stands on the site, below its address; `None` for a state that is not published.
    pub(super) folder: Option<String>,
}

impl State {
    fn of(name: &str, tree: &SourceTree, on: impl FnOnce(&Handbook) -> Date, folder: Option<String>) -> Self {
        let handbook = pipeline::link(tree, Drafts::Keep);
        let on = on(&handbook);
        Self { name: name.to_string(), handbook, on, folder }
    }
}

/// The two states that were typed. Alone: from the newest edition to the working folder; one name: from there to the
/// working folder.
///
/// # Errors
/// When there is no state of a name, or it cannot be read.
pub(super) fn find(
    typed: &Diff,
    root: &Path,
    (tree, handbook, on): (SourceTree, Handbook, Date),
) -> Result<(State, State)> {
    let shelf = shelf::of(root, &tree);
    let editions = Editions::on(&shelf, &handbook.recorded);
    let named = Named { root, shelf: &shelf, editions: &editions, on, tree: &tree };
    let old = match &typed.old {
        Some(name) => named.state(name)?,
        None => match editions.newest() {
            Some(newest) => named.edition(newest)?,
            None => bail!("{}", none_yet(&editions)),
        },
    };
    let new = match &typed.new {
        Some(name) => named.state(name)?,
        None => State { name: NOW.to_string(), handbook, on, folder: Some(String::new()) },
    };
    Ok((old, new))
}

/// Why there is no edition to compare with, and what to type instead.
fn none_yet(editions: &Editions) -> String {
    let trouble = editions.troubles.iter().find(|trouble| trouble.kind.is_serious());
    let instead = "name two states of the repository, such as `throughline diff HEAD~1`";
    match trouble {
        Some(trouble) => format!("{}: {}; or {instead}", trouble.sentence, trouble.mend),
        None => format!(
            "there is no edition yet to compare with: `throughline edition cut NAME` makes one, or {instead}"
        ),
    }
}

struct Named<'a> {
    #[cfg_attr(not(feature = "git"), expect(dead_code, reason = "only commits are looked for there"))]
    root: &'a Path,
    shelf: &'a Shelf,
    editions: &'a Editions,
    on: Date,
    tree: &'a SourceTree,
}

impl Named<'_> {
    /// An edition first, since that is what a handbook calls its states; then what git calls them.
    fn state(&self, typed: &str) -> Result<State> {
        let name = typed.trim();
        if let Some(edition) = self.editions.get(name) {
            return self.edition(edition);
        }
        if name == NOW {
            return Ok(State::of(name, self.tree, |_| self.on, Some(String::new())));
        }
        self.commit(name)
    }

    fn edition(&self, edition: &Edition) -> Result<State> {
        let tree = self.shelf.open(edition).with_context(|| format!("edition {}", edition.name))?;
        let day = |handbook: &Handbook| {
            edition.cut.or(edition.starts()).or(handbook.settings.as_of).unwrap_or(self.on)
        };
        Ok(State::of(edition.name.as_str(), &tree, day, Some(format!("editions/{}/", edition.name))))
    }

    #[cfg(feature = "git")]
    fn commit(&self, name: &str) -> Result<State> {
        use crate::source::git::Repository;
        let repository = match Repository::around(self.root) {
            Ok(Some(repository)) => repository,
            Ok(None) => bail!("{}", self.no_such_edition(name)),
            Err(error) => return Err(error.context(self.no_such_edition(name))),
        };
        let commit = match repository.commit(name) {
            Ok(commit) => commit,
            Err(error) => return Err(error.context(self.no_such_edition(name))),
        };
        let kept = repository.read(&commit, &[self.root.join("public")])?;
        let Some(kept) = kept else { bail!("this handbook does not exist at {name}") };
        Ok(State::of(name, &kept.tree, |handbook| handbook.settings.as_of.unwrap_or(self.on), None))
    }

    #[cfg(not(feature = "git"))]
    fn commit(&self, name: &str) -> Result<State> {
        bail!("{}, and this program was built without `git`", self.no_such_edition(name))
    }

    fn no_such_edition(&self, name: &str) -> String {
        let known = || self.editions.all().iter().map(|edition| edition.name.as_str());
        match slug::nearest(name, known()) {
            Some(near) => format!("there is no edition `{name}` (did you mean `{near}`?)"),
            None if known().next().is_none() => {
                format!("there is no edition `{name}`, since there are none yet")
            }
            None => {
                format!("there is no edition `{name}` (`throughline edition list` tells which there are)")
            }
        }
    }
}
