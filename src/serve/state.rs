//! What a server shows at one moment: a snapshot of the handbook, and what keeps it from being shown as it should.
//! It never changes; the next moment is another one.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;
use xxhash_rust::xxh3::xxh3_64;

use super::address;
use super::faults::{Faults, Trouble, Wrong};
use crate::archive::Lectern;
use crate::archive::lectern::{Leaf, Opened};
use crate::parse::Layout;
use crate::site::{Output, Route, route};
use crate::source::{Asset, At, Content, VPath};
use crate::workspace::Snapshot;

/// One moment.
pub struct State {
    /// The handbook.
    pub snapshot: Arc<Snapshot>,
    /// The handbook in the last theme that worked, for pages that the present one cannot render.
    pub fallback: Option<Arc<Snapshot>>,
    /// What no rule can find: the folder is gone, the theme cannot be read.
    pub troubles: Vec<Trouble>,
    /// Where files went that were renamed since the server started.
    pub moved: Arc<HashMap<VPath, VPath>>,
    /// Whether some page could not be rendered.
    has_failed: AtomicBool,
    /// Old editions, for whoever asks.
    past: Arc<Lectern>,
    /// What is known of the pages that somebody looks at.
    looks: Mutex<HashMap<String, Arc<OnceCell<Look>>>>,
}

/// What an address leads to.
pub enum Reply {
    /// A page of the site.
    Page(Page),
    /// Anything else that is held in memory, under the file's name.
    Bytes(String, Vec<u8>),
    /// A file on disk, under the name it has on the site.
    File(String, PathBuf),
    /// The same address with a slash behind it.
    Moved(String),
}

/// A page, as a build would write it.
pub struct Page {
    /// Whether it is what was asked for.
    pub standing: Standing,
    /// Its bytes.
    pub html: Vec<u8>,
    /// A hash of its bytes that stays the same when only a style's address differs.
    pub hash: u64,
}

/// Whether a page is what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Found,
    /// There is no such page, and this one says so.
    Missing,
    /// It cannot be rendered: this is how it last looked, or a page that only says why.
    Broken(Trouble),
}

/// What somebody who looks at a page wants to know of it.
#[derive(Debug, Clone)]
pub struct Look {
    /// The page's hash; `None` when it cannot be rendered, so that whoever has it keeps it.
    pub hash: Option<u64>,
    /// Whether the page is there and is no redirect.
    pub is_there: bool,
    /// The file that it is made of.
    pub source: Option<VPath>,
    /// Its faults.
    pub faults: Faults,
}

impl State {
    /// A moment of which nothing has been looked at yet.
    pub fn new(
        snapshot: Arc<Snapshot>,
        fallback: Option<Arc<Snapshot>>,
        troubles: Vec<Trouble>,
        moved: Arc<HashMap<VPath, VPath>>,
        past: Arc<Lectern>,
    ) -> Self {
        let (has_failed, looks) = (AtomicBool::new(false), Mutex::default());
        Self { snapshot, fallback, troubles, moved, has_failed, past, looks }
    }

    /// Whether some page that was asked for could not be rendered.
    pub fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::Relaxed)
    }

    /// Takes over what an earlier moment of the same snapshot met.
    pub fn after(self, earlier: &Self) -> Self {
        if earlier.snapshot.revision() == self.snapshot.revision() && earlier.has_failed() {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        self
    }

    /// What stands at an address, given without its leading slash. Slow: it renders.
    pub fn reply(&self, address: &str) -> Reply {
        let (file, folder) = address::files(address);
        let Some(route) = self.snapshot.route_at(&file) else {
            if let Some(reply) = self.of_the_past(&file) {
                return reply;
            }
            return match folder.filter(|front| self.has(front)) {
                Some(_) => Reply::Moved(format!("/{}/", route::encode(address))),
                None => Reply::Page(self.missing(address)),
            };
        };
        match self.snapshot.render(route) {
            Ok(Output::Bytes(bytes)) if file.ends_with(".html") => {
                // The page for missing addresses names the root by its path on the host, which is not ours.
                let is_lost = *route == Route::NotFound;
                Reply::Page(if is_lost { self.missing("") } else { self.page(Standing::Found, bytes) })
            }
            Ok(Output::Bytes(bytes)) => Reply::Bytes(file, bytes),
            Ok(Output::File(path)) => match self.snapshot.tree().get(&path).map(|file| &file.content) {
                // The preview is of a folder: nothing in it is kept elsewhere.
                Some(Content::Asset(Asset { at: At::Disk(path), .. })) => Reply::File(file, path.clone()),
                _ => Reply::Page(self.missing(address)),
            },
            Err(error) => Reply::Page(self.broken(&file, &format!("{error:#}"))),
        }
    }

    /// Whether something stands in this file of the site, or of an edition below it.
    fn has(&self, file: &str) -> bool {
        self.snapshot.route_at(file).is_some() || self.of_the_past(file).is_some()
    }

    /// What an old edition has there.
    fn of_the_past(&self, file: &str) -> Option<Reply> {
        let found = self.past.read(self.snapshot.site(), file);
        match found {
            Ok(Some(Leaf::Page(html))) => Some(Reply::Page(self.page(Standing::Found, html))),
            Ok(Some(Leaf::Bytes(bytes))) => Some(Reply::Bytes(file.to_string(), bytes)),
            Ok(Some(Leaf::Kept(At::Disk(path)))) => Some(Reply::File(file.to_string(), path)),
            #[cfg(feature = "git")]
            Ok(Some(Leaf::Kept(At::Object(object)))) => {
                let bytes = crate::source::git::bytes_of(&object).ok()?;
                Some(Reply::Bytes(file.to_string(), bytes))
            }
            Ok(_) => None,
            Err(error) => Some(Reply::Page(self.broken(file, &format!("{error:#}")))),
        }
    }

    /// The edition that an address belongs to, if it can be read.
    pub fn edition_at<'a>(&self, address: &'a str) -> Option<Opened<'a>> {
        self.past.open(self.snapshot.site(), address).ok().flatten()
    }

    fn page(&self, standing: Standing, html: Vec<u8>) -> Page {
        let hash = self.hash(&html);
        Page { standing, html, hash }
    }

    fn missing(&self, address: &str) -> Page {
        match self.snapshot.lost(address) {
            Ok(html) => self.page(Standing::Missing, html),
            Err(error) => self.broken("404.html", &format!("{error:#}")),
        }
    }

    /// A page that cannot be rendered, as it last could.
    fn broken(&self, file: &str, words: &str) -> Page {
        let trouble =
            Trouble { sentence: "A template cannot be rendered".to_string(), detail: words.to_string() };
        self.has_failed.store(true, Ordering::Relaxed);
        let last = self.fallback.as_ref().and_then(|last| match last.render(last.route_at(file)?) {
            Ok(Output::Bytes(html)) => Some(html),
            _ => None,
        });
        let html = last.unwrap_or_else(|| super::plain::page(&trouble).into_bytes());
        self.page(Standing::Broken(trouble), html)
    }

    /// What is known of the page at an address; it is rendered once for everybody who looks at it.
    pub async fn look(self: &Arc<Self>, address: &str) -> Look {
        let cell = {
            let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(looks.entry(address.to_string()).or_default())
        };
        let look = cell.get_or_init(|| async {
            let (state, address) = (Arc::clone(self), address.to_string());
            let looked = tokio::task::spawn_blocking(move || state.look_at(&address)).await;
            looked.unwrap_or_else(|_| self.unknown())
        });
        look.await.clone()
    }

    /// The file that the page at an address is made of.
    pub fn source_at(&self, address: &str) -> Option<VPath> {
        source_of(&self.snapshot, self.snapshot.route_at(address)?)
    }

    fn look_at(&self, address: &str) -> Look {
        let route = self.snapshot.route_at(address);
        let source = self.source_at(address);
        let (hash, is_there, trouble) = match self.reply(address) {
            Reply::Page(Page { standing: Standing::Broken(trouble), .. }) => (None, true, Some(trouble)),
            Reply::Page(page) => {
                let is_there = page.standing == Standing::Found && !route.is_some_and(Route::leads_on);
                (Some(page.hash), is_there, None)
            }
            _ => (Some(0), true, None),
        };
        let troubles: Vec<Trouble> = self.troubles.iter().cloned().chain(trouble).collect();
        Look { hash, is_there, faults: self.wrong(&troubles).told_on(source.as_ref()), source }
    }

    /// Of a page whose rendering ended the thread that did it; nobody is told to load it.
    fn unknown(&self) -> Look {
        let trouble = Trouble { sentence: "This page cannot be rendered".to_string(), detail: String::new() };
        Look { hash: None, is_there: true, source: None, faults: self.wrong(&[trouble]).told_on(None) }
    }

    fn wrong<'a>(&'a self, troubles: &'a [Trouble]) -> Wrong<'a> {
        let is_handbook = self.snapshot.handbook().layout == Layout::Handbook;
        Wrong { troubles, findings: self.snapshot.findings(), tree: self.snapshot.tree(), is_handbook }
    }

    /// Where the page went that was made of `source` and stood at `address`: the same document under another address.
    pub fn followed(&self, address: &str, source: &VPath) -> Option<String> {
        let mut path = source;
        // Each step leads to a later name; a file that went round in a circle is where it is.
        for _ in 0..self.moved.len() {
            match self.moved.get(path) {
                Some(to) if self.snapshot.tree().get(path).is_none() => path = to,
                _ => break,
            }
        }
        let handbook = self.snapshot.handbook();
        let id = handbook.at_path(path).filter(|_| handbook.in_file(path).len() == 1)?;
        let is_run = address.trim_end_matches("index.html").ends_with("/run/");
        let route = if is_run { Route::Run(id) } else { Route::Document(id) };
        let file = self.snapshot.file(&route);
        let is_there = self.snapshot.route_at(&file) == Some(&route);
        is_there.then(|| format!("/{}", route::encode(&file)))
    }

    /// A hash of a page that does not change when only a style has another address: styles are swapped without
    /// loading the page.
    fn hash(&self, html: &[u8]) -> u64 {
        let Ok(text) = std::str::from_utf8(html) else { return xxh3_64(html) };
        let mut text = std::borrow::Cow::from(text);
        for style in self.snapshot.styles() {
            if text.contains(&style.address) {
                text = text.replace(&style.address, &style.name).into();
            }
        }
        xxh3_64(text.as_bytes())
    }
}

/// The file that a route's page is made of.
fn source_of(snapshot: &Snapshot, route: &Route) -> Option<VPath> {
    let handbook = snapshot.handbook();
    match route {
        Route::Document(id) | Route::Run(id) => Some(handbook.document(*id).path.clone()),
        Route::Home => handbook.vision().map(|(id, _)| handbook.document(id).path.clone()),
        Route::Glossary => VPath::new("content/glossary.yaml"),
        _ => None,
    }
}
