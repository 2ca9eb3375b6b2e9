//! One edition's pages in a pack.

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Draft, Pack, Part};
use crate::model::DocId;
use crate::model::outline::Outline;
use crate::search::{self, Feed};
use crate::site::edition::{Banners, Shown, filled};
use crate::site::{Output, Route, Site};
use crate::source::{At, Content};

/// So many pages are rendered on all threads before they are put into the pack in their order.
const AT_ONCE: usize = 512;

/// What a pack of pages holds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    leaves: Vec<Entry>,
    outline: Outline,
    faults: usize,
}

/// One file of an edition's site.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// From the root of the edition.
    file: String,
    /// What is in it; nothing for a file that is copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
    /// Where the banner goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hole: Option<usize>,
    /// The document that it shows, by its number in the outline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
    /// The file of the edition that it is a copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    linked: Option<Linked>,
}

/// A file of an edition that its pages link to or show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// Its path in the edition.
    pub path: String,
    /// Its id in the repository, of an edition that git keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
}

/// The pages of one edition.
pub struct Volume {
    /// The number of the edition.
    pub(super) edition: usize,
    pack: Pack<Index>,
}

impl Volume {
    pub(super) fn new(edition: usize, pack: Pack<Index>) -> Self {
        Self { edition, pack }
    }

    pub(super) fn len(&self) -> usize {
        self.pack.index.leaves.len()
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.pack.index.leaves.iter().map(|leaf| leaf.file.as_str())
    }

    pub(super) fn outline(&self) -> &Outline {
        &self.pack.index.outline
    }

    pub(super) fn faults(&self) -> usize {
        self.pack.index.faults
    }

    /// The file that number `n` is a copy of.
    pub(super) fn linked(&self, n: usize) -> Option<&Linked> {
        self.pack.index.leaves.get(n)?.linked.as_ref()
    }

    /// The bytes of file number `n`, with its banner in its hole.
    pub(super) fn bytes(&self, n: usize, banners: &Banners) -> Result<Vec<u8>> {
        let leaf = self.pack.index.leaves.get(n).context("a pack of pages has fewer files than it had")?;
        let part = leaf.part.as_ref().context("a file that is copied has no bytes of its own")?;
        let bytes = self.pack.part(part)?;
        if leaf.hole.is_none() {
            return Ok(bytes);
        }
        let document = leaf.document.and_then(|at| self.outline().entries.get(at));
        let banner = banners.fill(&Shown { edition: self.edition, file: &leaf.file, document })?;
        Ok(filled(&bytes, leaf.hole, &banner))
    }
}

/// Renders every page of an edition into a pack. Only a handful of pages is held at a time.
pub(super) fn write(site: &Site, mut draft: Draft) -> Result<Pack<Index>> {
    let mut leaves = Vec::with_capacity(site.routes().len());
    for routes in site.routes().chunks(AT_ONCE) {
        let made = routes.par_iter().map(|route| leaf(site, route)).collect::<Result<Vec<_>>>()?;
        for (mut entry, bytes) in made {
            entry.part = bytes.map(|bytes| draft.push(&bytes)).transpose()?;
            leaves.push(entry);
        }
    }
    if site.has_search() {
        for search::File { path, bytes } in search::index(Feed::of(site))? {
            let part = Some(draft.push(&bytes)?);
            leaves.push(Entry { file: path, part, hole: None, document: None, linked: None });
        }
    }
    draft.finish(Index { leaves, outline: Outline::of(&site.handbook), faults: site.findings.len() })
}

fn leaf(site: &Site, route: &Route) -> Result<(Entry, Option<Vec<u8>>)> {
    let document = site.shows(route).map(DocId::index);
    let mut entry = Entry { file: site.file(route), part: None, hole: None, document, linked: None };
    match site.render(route)? {
        Output::Bytes(bytes) => {
            let page = site.holed(route, bytes);
            entry.hole = page.hole;
            Ok((entry, Some(page.bytes)))
        }
        Output::File(path) => {
            let Some(Content::Asset(asset)) = site.tree.get(&path).map(|file| &file.content) else {
                anyhow::bail!("the linked file `{path}` is gone");
            };
            let object = if let At::Object(object) = &asset.at { Some(object.id.to_string()) } else { None };
            entry.linked = Some(Linked { path: path.to_string(), object });
            Ok((entry, None))
        }
    }
}
