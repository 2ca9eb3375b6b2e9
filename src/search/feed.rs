//! The feed: what is to be found, page by page, in the order of the site's routes.

use xxhash_rust::xxh3::Xxh3;

use super::ENGINE;
use super::entry;
use crate::site::{Route, Site, route};

/// Counted up when the same pages are fed in another manner, which no fingerprint could tell otherwise.
const MANNER: u32 = 1;

/// What one index is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The language that the handbook says it is written in.
    pub language: String,
    /// One for each page that says something of its own.
    pub entries: Vec<Entry>,
}

/// One page, as small as an index needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The page's file from the root of the site, as links name it.
    pub href: String,
    /// Title, kind, sentence, text and steps.
    pub html: String,
}

impl Feed {
    /// What the pages of a site say.
    pub fn of(site: &Site) -> Self {
        let entries = site.routes().iter().filter_map(|route| {
            let html = entry::html(site, route)?;
            Some(Entry { href: route::encode(&site.file(route)), html })
        });
        Self { language: site.handbook.settings.language().to_string(), entries: entries.collect() }
    }

    /// The same for the same words, and for nothing else: a line of text.
    pub fn fingerprint(&self) -> String {
        let mut hash = Xxh3::new();
        let mut take = |text: &str| {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        take(&self.language);
        for Entry { href, html } in &self.entries {
            take(href);
            take(html);
        }
        format!("throughline search {MANNER}, {ENGINE}, {:032x}\n", hash.digest128())
    }
}

/// The document that a page shows, if it shows one.
pub(super) fn document(site: &Site, route: &Route) -> Option<crate::model::DocId> {
    let handbook = &site.handbook;
    match route {
        Route::Home => handbook.vision().map(|(id, _)| id),
        Route::Document(id) => Some(*id),
        // A page that opens a list of its kind.
        Route::Index(_) => handbook.at_address(site.file(route).strip_suffix("index.html")?),
        _ => None,
    }
}
