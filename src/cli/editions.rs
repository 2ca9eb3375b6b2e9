//! The editions of a build: every one of them rendered or taken from the cache, and what a file of theirs holds.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::build::Wish;
use super::terminal::Terminal;
use crate::archive::{Archive, Done, Leaf, Linked, Today};
use crate::cache::{self, Cache, Damaged};
use crate::edition::{Edition, Place};
use crate::pipeline::Verdict;
use crate::site::logo_address;
use crate::source::FROZEN;
use crate::write::Rendered;

/// The editions of one build.
pub struct Past {
    root: PathBuf,
    cache: Cache,
    archive: Archive,
    /// What was done for them.
    pub done: Done,
}

impl Past {
    /// The editions of a handbook, complete; `None` when it has none.
    ///
    /// # Errors
    /// When one cannot be read or rendered, or the cache cannot be written.
    pub(super) fn of(wish: &Wish<'_>, terminal: &Terminal) -> Result<Option<Self>> {
        let Wish { verdict, theme, base_url, label, search, root, cache, .. } = wish;
        if verdict.editions.all().is_empty() {
            return Ok(None);
        }
        let settings = &verdict.handbook.settings;
        let today = Today {
            settings,
            theme,
            base_url: base_url.as_deref().or(settings.base_url.as_deref()),
            logo: logo_address(&verdict.handbook),
            on: verdict.on,
            label: label.as_deref(),
            search: *search,
            tool: cache::tool().context("this program cannot be read any more")?,
        };
        let cache = Cache::new(cache.clone());
        let tell = |name: &str| terminal.detail(&format!("rendering edition {name}"));
        let (archive, done) = Archive::make(&verdict.editions, &today, &cache, &verdict.shelf, &tell)?;
        Ok(Some(Self { root: root.to_path_buf(), cache, archive, done }))
    }

    /// The pages of every edition that is published.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// What file number `n` holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn file(&self, verdict: &Verdict, n: usize) -> Result<Rendered> {
        match self.archive.leaf(&verdict.editions, n)? {
            Leaf::Bytes(bytes) => Ok(Rendered::Bytes(bytes)),
            Leaf::Linked(edition, linked) => self.linked(edition, linked),
        }
    }

    /// Gives up the pack that an error says is damaged; whether there is one, so that building again is worth it.
    pub fn forget_damaged(&self, error: &anyhow::Error) -> bool {
        let damaged = error.chain().find_map(|cause| cause.downcast_ref::<Damaged>());
        damaged.is_some_and(|damaged| self.cache.discard(&damaged.pack))
    }

    fn linked(&self, edition: &Edition, linked: &Linked) -> Result<Rendered> {
        match &edition.place {
            Place::Folder(name) => Ok(Rendered::Copy(self.root.join(FROZEN).join(name).join(&linked.path))),
            Place::Tag { .. } => {
                let gone = || format!("`{}` of edition {} cannot be read", linked.path, edition.name);
                let id = linked.object.as_deref().with_context(gone)?;
                object(&self.root, id).with_context(gone).map(Rendered::Bytes)
            }
        }
    }
}

#[cfg(feature = "git")]
fn object(root: &Path, id: &str) -> Result<Vec<u8>> {
    use crate::source::git::Repository;
    Repository::holding(root)?.bytes(id)
}

#[cfg(not(feature = "git"))]
fn object(_root: &Path, _id: &str) -> Result<Vec<u8>> {
    anyhow::bail!("this program was built without `git`")
}
