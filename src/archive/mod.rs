//! The archive: every edition as a site of its own, rendered once and kept in the cache.
//!
//! ```text
//! edition's files ──pipeline──▶ Handbook ──dressed as today──▶ Site ──render──▶ pack: pages with a hole, outline
//!                                                                                │ cached under everything above
//! catalogue: which edition is in force, what it holds ──▶ banner ──into the hole──▶ bytes to publish
//! ```
//!
//! From an edition come its title, language, places, rules and texts; from today the theme, the brand, the addresses of
//! site, source and reports, audiences, and what becomes of raw HTML. An edition is read as of its own day (`as_of:` in
//! its settings, else the day from which it was valid), so that its pages are the same on any day and whatever came later.
//!
//! One edition is open at a time. What stays in memory is an index of its pages and the outline of its documents.

mod dress;
pub mod lectern;
mod volume;

use std::sync::Arc;

use anyhow::{Context as _, Result};

pub use dress::Today;
pub use lectern::Lectern;
pub use volume::{Linked, Volume};

use crate::cache::Cache;
use crate::edition::{Edition, Editions, Shelf};
use crate::model::outline::Lookup;
use crate::site::edition::{Banners, Catalogue, FOLDER, Standing};

/// All editions that are published in full.
pub struct Archive {
    banners: Banners,
    volumes: Vec<Volume>,
}

/// What an archive did to be complete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// Editions that were rendered, by name.
    pub rendered: Vec<String>,
    /// Editions whose pages were in the cache.
    pub kept: usize,
}

/// What a file of an edition holds.
pub enum Leaf<'a> {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What a file of the edition holds, to be copied and not held.
    Linked(&'a Edition, &'a Linked),
}

impl Archive {
    /// Makes the pages of every edition that is published in full, as far as the cache does not hold them, one edition
    /// after the other; `tell` hears of each before it is rendered. Packs of other editions are swept away.
    ///
    /// # Errors
    /// When an edition cannot be read, a template of the theme cannot be rendered, or the cache cannot be written.
    pub fn make(
        editions: &Editions,
        today: &Today<'_>,
        cache: &Cache,
        shelf: &Shelf,
        tell: &dyn Fn(&str),
    ) -> Result<(Self, Done)> {
        let mut catalogue = Catalogue::of(editions, today.settings.editions.keep, today.on);
        catalogue.label = today.label.map(ToString::to_string);
        let (mut volumes, mut done, mut keys) = (Vec::new(), Done::default(), Vec::new());
        for (n, edition) in editions.all().iter().enumerate() {
            if !catalogue.editions[n].is_kept {
                continue;
            }
            let name = edition.name.as_str();
            let files =
                editions.digests(edition).with_context(|| format!("edition {name} cannot be read"))?;
            let key = today.key(edition, &files);
            let pack = match cache.get(name, key) {
                Some(pack) => {
                    done.kept += 1;
                    pack
                }
                None => {
                    tell(name);
                    done.rendered.push(name.to_string());
                    let site = dress::site(edition, shelf, today, key)?;
                    volume::write(&site, cache.begin(name, key)?)
                        .with_context(|| format!("edition {name} cannot be rendered"))?
                }
            };
            keys.push((name, key));
            let volume = Volume::new(n, pack);
            (catalogue.editions[n].faults, catalogue.editions[n].is_read) = (volume.faults(), true);
            volumes.push(volume);
        }
        cache.sweep(&keys);
        let standing = volumes.iter().find(|volume| Some(volume.edition) == catalogue.in_force);
        catalogue.standing = standing.map(|volume| {
            Arc::new(Standing {
                lookup: Lookup::new(volume.outline().clone()),
                files: volume.files().map(ToString::to_string).collect(),
            })
        });
        let banners = Banners::new(today.theme, Arc::new(catalogue), today.base_url);
        Ok((Self { banners, volumes }, done))
    }

    /// The editions, as pages of today know them.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        self.banners.catalogue()
    }

    /// Every file of every edition, from the root of today's site.
    pub fn files(&self) -> impl Iterator<Item = String> + '_ {
        self.volumes.iter().flat_map(|volume| {
            let listed = &self.catalogue().editions[volume.edition];
            volume.files().map(|file| listed.file(file))
        })
    }

    /// What file number `n` of [`Self::files`] holds today.
    ///
    /// # Errors
    /// When the cache is damaged ([`Damaged`](crate::cache::Damaged)), or the banner cannot be rendered.
    pub fn leaf<'a>(&'a self, editions: &'a Editions, n: usize) -> Result<Leaf<'a>> {
        let mut n = n;
        for volume in &self.volumes {
            if n >= volume.len() {
                n -= volume.len();
                continue;
            }
            if let Some(linked) = volume.linked(n) {
                return Ok(Leaf::Linked(&editions.all()[volume.edition], linked));
            }
            return volume.bytes(n, &self.banners).map(Leaf::Bytes);
        }
        anyhow::bail!("the archive has no file number {n} below {FOLDER}")
    }
}
