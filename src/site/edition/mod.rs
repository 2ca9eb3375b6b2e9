//! Editions on the site: each is a site of its own below `/editions/NAME/`, and every page says which one it is of.
//!
//! ```text
//! an old page, as it is kept:   … <body> … ○ … text …          ○ a hole: its place is known, nothing stands there
//! as it is written today:       … <body> … banner … text …     what superseded it, where the same thing stands there
//! ```
//!
//! What an edition's pages say follows from its files, the theme and the settings of today, so they are rendered once and
//! kept. What changes with every newer edition stands in the [hole](Within::hole), and is put there when a page is written
//! or answered. Today's own pages know the [`Catalogue`] while they are rendered: one that differs from the edition in
//! force says so.

mod banner;
mod recalled;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::Site;
use super::route::{Route, file_of};
use crate::edition::{Edition, Editions};
use crate::model::DocId;
use crate::model::outline::{Became, Entry, Lookup};
use crate::parse::document::Kind;

pub(super) use banner::notice;
pub use banner::{Banners, Shown};
pub use recalled::Recalled;

/// The folder of the site that editions stand in.
pub const FOLDER: &str = "editions/";

/// The way from the root of an edition to the root of today's site.
pub(super) const UP: &str = "../../";

/// What the site of an edition is told of where it stands.
#[derive(Debug, Clone)]
pub struct Within {
    /// The edition's name.
    pub name: String,
    /// A comment by which the place for the banner is known. It holds a hash of all that the pages are made from, so that
    /// nothing that somebody writes into a page can be taken for it.
    pub hole: String,
    /// Where today's logo stands on today's site.
    pub logo: Option<String>,
}

impl Within {
    /// The site of an edition; `key` is a hash of all that its pages are made from.
    pub fn new(name: &str, key: &str, logo: Option<String>) -> Self {
        Self { name: name.to_string(), hole: format!("<!--edition:{key}-->"), logo }
    }

    /// Where the edition stands, when today's site stands at `url`.
    pub(super) fn below(&self, url: &str) -> String {
        format!("{url}{FOLDER}{}/", self.name)
    }
}

/// How a site stands to editions.
pub(in crate::site) struct Stand<'a> {
    /// Where it stands itself, when it is an edition's.
    pub(in crate::site) within: Option<&'a Within>,
    /// Whether there are any that it tells of.
    pub(in crate::site) has_editions: bool,
    /// Whether it tells what they changed.
    pub(in crate::site) has_changes: bool,
}

/// An edition as pages tell of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its name: fit for an address.
    pub name: String,
    /// The first day on which it is in force.
    pub from: Option<Date>,
    /// Who approved it, as people call them.
    pub approved_by: Option<String>,
    /// What was said when it was cut; mostly empty.
    pub note: String,
    /// Whether it is published in full.
    pub is_kept: bool,
    /// How many places of it cannot be read any more; known of those that are published and were read.
    pub faults: usize,
    /// Whether somebody read it for this list.
    pub is_read: bool,
}

/// All editions of a handbook, as its pages of today know them.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The editions, oldest first.
    pub editions: Vec<Listed>,
    /// The number of the one in force, if any is.
    pub in_force: Option<usize>,
    /// What that one holds, if it can be read.
    pub standing: Option<Arc<Standing>>,
    /// What marks every page of a preview, those of old editions too. It stands in the hole: their pages stay as they are.
    pub label: Option<String>,
}

/// What the edition in force holds.
#[derive(Debug, Default)]
pub struct Standing {
    /// Its documents.
    pub lookup: Lookup,
    /// Every file of its site.
    pub files: HashSet<String>,
}

impl Catalogue {
    /// The list of editions as of a day: `keep` of the newest are published in full, and the one in force.
    pub fn of(editions: &Editions, keep: Option<u32>, on: Date) -> Self {
        let all = editions.all();
        let in_force = editions.in_force(on);
        let in_force = in_force.and_then(|current| all.iter().position(|one| one.name == current.name));
        let listed = |(n, edition): (usize, &Edition)| Listed {
            name: edition.name.to_string(),
            from: edition.starts(),
            approved_by: edition.approved_by.clone(),
            note: edition.note.clone(),
            is_kept: editions.is_kept(n, keep, on),
            faults: 0,
            is_read: false,
        };
        Self { editions: all.iter().enumerate().map(listed).collect(), in_force, ..Self::default() }
    }

    /// The edition in force.
    pub fn current(&self) -> Option<&Listed> {
        self.editions.get(self.in_force?)
    }

    /// The edition behind one of them.
    fn after(&self, n: usize) -> Option<&Listed> {
        self.editions.get(n + 1)
    }

    /// The last day on which an edition was or will be in force, where the next one is known.
    pub fn until(&self, n: usize) -> Option<Date> {
        let from = self.editions.get(n)?.from?;
        self.after(n)?.from?.yesterday().ok().filter(|until| *until >= from)
    }
}

impl Listed {
    /// The file of the edition's own site, from the root of today's.
    pub fn file(&self, file: &str) -> String {
        format!("{FOLDER}{}/{file}", self.name)
    }
}

/// Whether an edition has this page too. What tells of today (its health, its rules, what hosts ask for) is today's alone.
pub(super) fn has(route: &Route, has_faults: bool) -> bool {
    match route {
        Route::Health => has_faults,
        Route::Rules
        | Route::Rule(_)
        | Route::Sitemap
        | Route::Robots
        | Route::NotFound
        | Route::Asset(_)
        | Route::BrandStyle
        | Route::Redirects
        | Route::Headers
        | Route::NoJekyll
        | Route::Gone(_)
        | Route::Today
        | Route::Changes
        | Route::Difference(_)
        | Route::Sheet(..)
        | Route::Feed
        | Route::RoleFeed(_)
        | Route::FormerFeed(..)
        | Route::Onward(_)
        | Route::Editions => false,
        _ => true,
    }
}

/// Entries of the navigation that an edition does not have.
pub(super) fn is_in_nav(key: &str) -> bool {
    !matches!(key, "health" | "today" | "editions" | "changes")
}

/// A page of an edition, and where its hole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holed {
    /// The page without anything in its hole.
    pub bytes: Vec<u8>,
    /// Where the hole is; none in what is no page.
    pub hole: Option<usize>,
}

impl Holed {
    /// The page with `words` in its hole.
    pub fn filled(&self, words: &[u8]) -> Vec<u8> {
        filled(&self.bytes, self.hole, words)
    }
}

/// A page with `words` in its hole.
pub fn filled(page: &[u8], hole: Option<usize>, words: &[u8]) -> Vec<u8> {
    let Some((before, behind)) = hole.and_then(|hole| page.split_at_checked(hole)) else {
        return page.to_vec();
    };
    [before, words, behind].concat()
}

impl Site {
    /// Takes the mark of the hole out of a page. A theme whose templates leave no place for it gets one behind `<body>`:
    /// no page of an old edition may look like one that is in force.
    pub fn holed(&self, route: &Route, mut bytes: Vec<u8>) -> Holed {
        let Some(within) = &self.within else { return Holed { bytes, hole: None } };
        let is_page =
            self.file(route).ends_with(".html") && !route.leads_on() && !matches!(route, Route::File(_));
        let mark = within.hole.as_bytes();
        if let Some(at) = find(&bytes, mark) {
            bytes.drain(at..at + mark.len());
            return Holed { bytes, hole: Some(at) };
        }
        let body = || {
            let tag = find(&bytes, b"<body")?;
            Some(tag + bytes[tag..].iter().position(|byte| *byte == b'>')? + 1)
        };
        let hole = if is_page { body() } else { None };
        Holed { bytes, hole }
    }

    /// The document that a route shows.
    pub fn shows(&self, route: &Route) -> Option<DocId> {
        match route {
            Route::Document(id) | Route::Run(id) | Route::Start(id) | Route::Card(id) => Some(*id),
            Route::Home => self.handbook.vision().map(|(id, _)| id),
            _ => None,
        }
    }
}

/// Where `needle` first stands in `hay`.
fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

/// Where the page that stood at `file`, and showed `document` if it showed one, leads in the edition in force: what became
/// of it, and the file there.
pub(super) fn there<'a>(
    standing: &'a Standing,
    file: &str,
    document: Option<&Entry>,
) -> (Option<Became<'a>>, Option<String>) {
    let has = |file: &String| standing.files.contains(file);
    let Some(document) = document else { return (None, Some(file.to_string()).filter(has)) };
    let became = standing.lookup.became(document);
    let place = became.entry().map(|entry| {
        // A run sheet leads to the run sheet.
        let below =
            file.strip_prefix(document.address.as_str()).filter(|_| document.kind != Kind::Vision.word());
        let same = below.map(|below| format!("{}{below}", entry.address)).filter(has);
        same.unwrap_or_else(|| file_of(&entry.address))
    });
    (Some(became), place)
}

/// The catalogue, where there is any edition.
pub(super) fn any(catalogue: Option<&Arc<Catalogue>>) -> Option<&Catalogue> {
    catalogue.map(|catalogue| &**catalogue).filter(|catalogue| !catalogue.editions.is_empty())
}
