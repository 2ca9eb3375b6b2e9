//! Editions for a preview: a page is rendered when somebody asks for it, and nothing is written.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

use super::{Today, dress};
use crate::cache::Key;
use crate::edition::{Edition, Shelf};
use crate::model::outline::{Lookup, Outline};
use crate::site::edition::{Banners, Catalogue, FOLDER, Shown, Standing};
use crate::site::{Output, Site, logo_address};
use crate::source::{At, Content};

/// The editions on a shelf, one of which is open at a time: whoever reads on turns pages of the same.
pub struct Lectern {
    shelf: Shelf,
    open: Mutex<Option<(Key, Arc<Site>)>>,
    standing: Mutex<Option<(Key, Arc<Standing>)>>,
}

/// What stands at an address of an edition.
pub enum Leaf {
    /// A page.
    Page(Vec<u8>),
    /// Anything else that is held in memory.
    Bytes(Vec<u8>),
    /// The bytes of a file that is kept here.
    Kept(At),
}

impl Lectern {
    /// A lectern before this shelf, on which nothing lies yet.
    pub fn new(shelf: Shelf) -> Self {
        Self { shelf, open: Mutex::default(), standing: Mutex::default() }
    }

    /// What stands in `file` of today's site, if an edition that is published in full has it.
    ///
    /// # Errors
    /// When the edition cannot be read, or a template cannot be rendered.
    pub fn read(&self, now: &Site, file: &str) -> Result<Option<Leaf>> {
        let Some((name, own)) = file.strip_prefix(FOLDER).and_then(|rest| rest.split_once('/')) else {
            return Ok(None);
        };
        let today = Today {
            settings: &now.handbook.settings,
            theme: now.theme(),
            base_url: now.base_url(),
            logo: logo_address(&now.handbook),
            on: now.on,
            label: None,
            search: false,
            tool: 0,
        };
        let mut catalogue = Catalogue::of(&now.editions, today.settings.editions.keep, now.on);
        let listed = catalogue.editions.iter();
        let Some(n) = listed.enumerate().find(|(_, one)| one.is_kept && one.name == name).map(|(n, _)| n)
        else {
            return Ok(None);
        };
        let site = self.site(&now.editions.all()[n], &today)?;
        let Some(route) = site.route_at(own) else { return Ok(None) };
        let page = match site.render(route)? {
            Output::Bytes(bytes) => site.holed(route, bytes),
            Output::File(path) => {
                let Some(Content::Asset(asset)) = site.tree.get(&path).map(|file| &file.content) else {
                    return Ok(None);
                };
                return Ok(Some(Leaf::Kept(asset.at.clone())));
            }
        };
        if page.hole.is_none() {
            return Ok(Some(Leaf::Bytes(page.bytes)));
        }
        let current = catalogue.in_force.map(|current| &now.editions.all()[current]);
        catalogue.standing = current.map(|current| self.standing(current, &today)).transpose()?;
        let document = site.shows(route).map(|id| Outline::entry_of(&site.handbook, id));
        let shown = Shown { edition: n, file: own, document: document.as_ref() };
        let banner = Banners::new(now.theme(), Arc::new(catalogue), now.base_url()).fill(&shown)?;
        Ok(Some(Leaf::Page(page.filled(&banner))))
    }

    /// The site of an edition: the one that is open, or another in its place.
    fn site(&self, edition: &Edition, today: &Today<'_>) -> Result<Arc<Site>> {
        let key = today.key(edition);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, site)) = open.as_ref().filter(|(of, _)| *of == key) {
            return Ok(Arc::clone(site));
        }
        *open = None;
        let site = Arc::new(dress::site(edition, &self.shelf, today, key)?);
        *open = Some((key, Arc::clone(&site)));
        Ok(site)
    }

    /// What the edition in force holds.
    fn standing(&self, edition: &Edition, today: &Today<'_>) -> Result<Arc<Standing>> {
        let key = today.key(edition);
        let mut known = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, standing)) = known.as_ref().filter(|(of, _)| *of == key) {
            return Ok(Arc::clone(standing));
        }
        // Whoever reads on in the edition in force has it open; another one stays open while this is read.
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let site = match open.filter(|(of, _)| *of == key) {
            Some((_, site)) => site,
            None => Arc::new(dress::site(edition, &self.shelf, today, key)?),
        };
        let standing = Arc::new(Standing {
            lookup: Lookup::new(Outline::of(&site.handbook)),
            files: site.routes().iter().map(|route| site.file(route)).collect(),
        });
        *known = Some((key, Arc::clone(&standing)));
        Ok(standing)
    }
}
