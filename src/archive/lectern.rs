//! Editions for a preview: a page is rendered when somebody asks for it, and nothing is written.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

use super::{Today, dress};
use crate::cache::Key;
use crate::edition::{Edition, Shelf};
use crate::model::outline::Outline;
use crate::site::edition::{Banners, Catalogue, FOLDER, Recalled, Shown, Standing};
use crate::site::{Output, Site, logo_address};
use crate::source::{At, Content, Digests};

/// The editions on a shelf, one of which is open at a time: whoever reads on turns pages of the same.
pub struct Lectern {
    shelf: Shelf,
    open: Mutex<Option<(Key, Arc<Site>)>>,
    standing: Mutex<Option<(Key, Arc<Standing>)>>,
}

/// An edition that somebody asked for.
pub struct Opened<'a> {
    /// Its number in the list of all.
    n: usize,
    /// A hash of all that its pages are made from.
    pub key: Key,
    /// Its site.
    pub site: Arc<Site>,
    /// What was asked for, from the root of that site.
    pub file: &'a str,
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

    /// The edition to which `file` of today's site belongs, if it is published in full.
    ///
    /// # Errors
    /// When the edition cannot be read.
    pub fn open<'a>(&self, now: &Site, file: &'a str) -> Result<Option<Opened<'a>>> {
        let Some((name, file)) = file.strip_prefix(FOLDER).and_then(|rest| rest.split_once('/')) else {
            return Ok(None);
        };
        let mut listed = now.catalogue().into_iter().flat_map(|catalogue| &catalogue.editions).enumerate();
        let Some((n, _)) = listed.find(|(_, one)| one.is_kept && one.name == name) else {
            return Ok(None);
        };
        let (edition, today) = (&now.editions.all()[n], today(now));
        let key = key(edition, &today);
        Ok(Some(Opened { n, key, site: self.site(edition, &today, key)?, file }))
    }

    /// What stands in `file` of today's site, if an edition that is published in full has it.
    ///
    /// # Errors
    /// When the edition cannot be read, or a template cannot be rendered.
    pub fn read(&self, now: &Site, file: &str) -> Result<Option<Leaf>> {
        let Some(Opened { n, site, file: own, .. }) = self.open(now, file)? else { return Ok(None) };
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
        let mut catalogue = Catalogue::of(&now.editions, now.handbook.settings.editions.keep, now.on);
        catalogue.standing = match now.catalogue().and_then(|known| known.standing.clone()) {
            Some(standing) => Some(standing),
            None => {
                let current = catalogue.in_force.map(|current| &now.editions.all()[current]);
                current.map(|current| self.standing(current, &today(now))).transpose()?
            }
        };
        let document = site.shows(route).map(|id| Outline::entry_of(&site.handbook, id));
        let shown = Shown { edition: n, file: own, document: document.as_ref() };
        let banner = Banners::new(now.theme(), Arc::new(catalogue), now.base_url()).fill(&shown)?;
        Ok(Some(Leaf::Page(page.filled(&banner))))
    }

    /// What is known of edition number `n` once it was read, for pages of today that tell of it. It is not left open:
    /// whoever turns pages of another one goes on with that.
    pub fn recall(&self, now: &Site, n: usize) -> Option<Recalled> {
        let (catalogue, today) = (now.catalogue()?, today(now));
        let edition = now.editions.all().get(n)?;
        let site = self.borrow(edition, &today);
        // What cannot be read says so on its own pages.
        Some(catalogue.recalled(n, site.ok().as_deref()))
    }

    /// The site of an edition: the one that is open, or another in its place.
    fn site(&self, edition: &Edition, today: &Today<'_>, key: Key) -> Result<Arc<Site>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, site)) = open.as_ref().filter(|(of, _)| *of == key) {
            return Ok(Arc::clone(site));
        }
        *open = None;
        let site = Arc::new(dress::site(edition, &self.shelf, today, key)?);
        *open = Some((key, Arc::clone(&site)));
        Ok(site)
    }

    /// The site of an edition for a moment: another one stays open while this is read.
    fn borrow(&self, edition: &Edition, today: &Today<'_>) -> Result<Arc<Site>> {
        let key = key(edition, today);
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match open.filter(|(of, _)| *of == key) {
            Some((_, site)) => Ok(site),
            None => Ok(Arc::new(dress::site(edition, &self.shelf, today, key)?)),
        }
    }

    /// What the edition in force holds.
    fn standing(&self, edition: &Edition, today: &Today<'_>) -> Result<Arc<Standing>> {
        let key = key(edition, today);
        let mut known = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, standing)) = known.as_ref().filter(|(of, _)| *of == key) {
            return Ok(Arc::clone(standing));
        }
        let standing = Arc::new(Standing::of(&*self.borrow(edition, today)?));
        *known = Some((key, Arc::clone(&standing)));
        Ok(standing)
    }
}

/// What editions take from the handbook as it is now.
fn today(now: &Site) -> Today<'_> {
    Today {
        settings: &now.handbook.settings,
        theme: now.theme(),
        base_url: now.base_url(),
        logo: logo_address(&now.handbook),
        on: now.on,
        label: None,
        search: now.has_search(),
        tool: 0,
    }
}

/// What an edition's pages are made from, as long as a lectern stands: its files stay what they were.
fn key(edition: &Edition, today: &Today<'_>) -> Key {
    today.key(edition, &Digests::default())
}
