//! Stage five: a site is a list of routes and a pure function from a route to bytes.
//!
//! `build` maps it over all routes and writes; a preview calls it for the one page that is asked for; tests call it
//! in memory. No rendered page is kept: what pages share (navigation, links to documents, branches of the line) is
//! made once as template values, which cost nothing to pass on.

mod brand;
mod changes;
pub mod chart;
pub mod edition;
mod feed;
mod former;
mod hosting;
pub mod html;
pub mod json;
mod kept;
mod mark;
mod preview;
mod qr;
mod redirect;
pub mod route;
pub mod sanitize;
mod shared;
pub mod theme;
mod value;
pub mod view;
mod whole;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result, anyhow};
use jiff::civil::Date;

use crate::chronicle::Chronicle;
use crate::diagnostic::Diagnostic;
use crate::edition::{Editions, Published};
use crate::model::Handbook;
use crate::parse::Layout;
use crate::record::{self, Record};
use crate::source::{Content, SourceTree, VPath};

pub(crate) use hosting::full_address;
pub use preview::Style;
pub use route::Route;
pub(crate) use shared::{label, sentence};
pub use theme::Theme;
pub(crate) use value::code_html;
pub use whole::logo_address;

use changes::Changes;
use edition::{Catalogue, Stand, Within};
use html::Bodies;
use redirect::Onward;
use shared::Shared;

/// What is said about the site as a whole.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the site will stand; beats the settings' `base_url`.
    pub base_url: Option<String>,
    /// What marks every page of a preview, such as "change 123, not in force".
    pub label: Option<String>,
    /// What was found in the handbook: the page on its health tells the same verdict as every report.
    pub findings: Arc<[Diagnostic]>,
    /// What pages of today tell of editions; nothing where there is none.
    pub catalogue: Option<Arc<Catalogue>>,
    /// Where it stands when it is an edition's.
    pub within: Option<Arc<Within>>,
    /// Whether the day was asked for. Else it is only the day of the build, and a browser goes by its own.
    pub is_dated: bool,
    /// The editions of the handbook; none for one that has none, and for an edition itself.
    pub editions: Arc<Editions>,
    /// What changed between them; without it nobody is told.
    pub chronicle: Option<Arc<Chronicle>>,
    /// What the logs say as of the day, when it was counted before; else the first page that asks has it counted.
    pub record: Option<Arc<Record>>,
    /// What its editions published, where somebody knows: old addresses lead on by that.
    pub published: Option<Arc<Published>>,
    /// Whether an index of its words goes with it, for a page that asks it.
    pub search: bool,
}

/// Where the files of that index stand, which is made elsewhere: no route lies there.
pub const SEARCH_INDEX: &str = "search/pagefind/";

/// A site, ready to render any of its routes. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The handbook it shows.
    pub handbook: Arc<Handbook>,
    /// The day it is read as of.
    pub on: Date,
    /// What was found in it.
    pub findings: Arc<[Diagnostic]>,
    /// Whether browsers go by that day too, and not by their own.
    pub is_dated: bool,
    /// The editions of the handbook.
    pub editions: Arc<Editions>,
    published: Option<Arc<Published>>,
    /// The files that it was made of.
    pub tree: SourceTree,
    theme: Arc<Theme>,
    base_url: Option<String>,
    catalogue: Option<Arc<Catalogue>>,
    within: Option<Arc<Within>>,
    brand: Option<Arc<theme::Asset>>,
    has_search: bool,
    changes: Arc<Changes>,
    /// Whether search engines are asked to stay away: unless the settings say otherwise, and always from a preview.
    is_hidden: bool,
    shared: Arc<Shared>,
    plan: Arc<Plan>,
}

/// Every route, and which of them stands at a file. Made when it is asked for: one page can be shown without a list of all.
#[derive(Default)]
struct Plan {
    routes: OnceLock<Vec<Route>>,
    at: OnceLock<HashMap<String, usize>>,
}

/// What one route renders to.
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file of the tree, to be copied and not held.
    File(VPath),
}

impl Site {
    /// A site, of which nothing is rendered yet.
    pub fn new(
        handbook: Arc<Handbook>,
        tree: SourceTree,
        theme: Arc<Theme>,
        options: Options,
        on: Date,
    ) -> Self {
        let base_url = options.base_url.or_else(|| handbook.settings.base_url.clone());
        let within = options.within.clone();
        let base_url = base_url.map(|url| within.as_ref().map_or(url.clone(), |within| within.below(&url)));
        let brand = brand::style(&handbook).map(Arc::new);
        let has_search = options.search && plan::is_searched(&handbook);
        let Options { findings, is_dated, editions, published, record, chronicle, catalogue, label, .. } =
            options;
        let is_dated = is_dated || handbook.settings.as_of.is_some();
        // An old edition is for those who look for it.
        let is_hidden = !handbook.settings.search_engines || label.is_some() || within.is_some();
        let told = whole::Told {
            label: label.as_deref(),
            day: is_dated.then_some(on),
            is_hidden,
            has_search,
            has_feed: base_url.is_some() && feed::has_any(&editions),
        };
        let stand = Stand {
            within: within.as_deref(),
            has_editions: catalogue.is_some(),
            has_changes: !editions.all().is_empty(),
        };
        let shown = whole::site(&handbook, &theme, brand.as_deref(), told, &stand);
        let changes = Arc::new(Changes::of(chronicle, &handbook, &editions, published.as_deref(), on));
        let shared = Arc::new(Shared::new(&handbook, shown, Arc::clone(&editions), record, on));
        Self {
            handbook,
            on,
            findings,
            is_dated,
            editions,
            published,
            tree,
            theme,
            base_url,
            catalogue,
            within,
            brand,
            has_search,
            changes,
            is_hidden,
            shared,
            plan: Arc::default(),
        }
    }

    /// As [`Self::new`], with the routes of another site when they are the same.
    pub fn with_routes_of(self, other: &Self) -> Self {
        let is_planned_alike = Arc::ptr_eq(&self.theme, &other.theme)
            && self.base_url.is_some() == other.base_url.is_some()
            && self.catalogue.is_some() == other.catalogue.is_some()
            && self.has_search == other.has_search
            && self.changes.pairs == other.changes.pairs
            && self.changes.former == other.changes.former
            && self.is_published_like(other)
            && feed::has_any(&self.editions) == feed::has_any(&other.editions)
            && self.brand.as_ref().map(|brand| &brand.address)
                == other.brand.as_ref().map(|brand| &brand.address)
            && plan::is_alike(&self.handbook, &other.handbook);
        if is_planned_alike { Self { plan: Arc::clone(&other.plan), ..self } } else { self }
    }

    /// Whether its editions published what those of another site did, and the same of them are still published in full.
    fn is_published_like(&self, other: &Self) -> bool {
        let [one, other_one] = [self, other].map(|site| site.published.as_ref().map(Arc::as_ptr));
        one == other_one && self.closed() == other.closed()
    }

    /// The names of the editions that are not published in full.
    pub(in crate::site) fn closed(&self) -> Vec<String> {
        let listed = self.catalogue.iter().flat_map(|catalogue| &catalogue.editions);
        listed.filter(|one| !one.is_kept).map(|one| one.name.clone()).collect()
    }

    /// As [`Self::new`], with the record of another site when it is the same: an edit of a text counts nothing anew.
    pub fn with_record_of(self, other: &Self) -> Self {
        let history = |site: &Self| site.editions.history(&site.handbook, site.on);
        let is_alike = self.on == other.on && record::is_alike(&self.handbook, &other.handbook);
        if is_alike && history(&self) == history(other) {
            self.shared.take_record(&other.shared);
        }
        self
    }

    /// Every route, each with a file of its own.
    pub fn routes(&self) -> &[Route] {
        self.plan.routes.get_or_init(|| {
            let beside = plan::Beside {
                base_url: self.base_url.is_some(),
                brand: self.brand.is_some(),
                search: self.has_search,
                pairs: &self.changes.pairs,
                former: &self.changes.former,
                feeds: self.base_url.is_some() && feed::has_any(&self.editions),
                editions: &self.editions,
                published: self.published.as_deref(),
                closed: &self.closed(),
            };
            let mut routes = plan::routes(&self.handbook, &self.tree, &self.theme, &beside);
            match &self.within {
                Some(_) => routes.retain(|route| edition::has(route, !self.findings.is_empty())),
                None if self.catalogue.is_some() => routes.insert(0, Route::Editions),
                None => {}
            }
            routes
        })
    }

    /// The route at an address such as `promises/call-back/`, or at the file there.
    pub fn route_at(&self, address: &str) -> Option<&Route> {
        let at = self.plan.at.get_or_init(|| {
            self.routes().iter().enumerate().map(|(n, route)| (self.file(route), n)).collect()
        });
        at.get(&route::file_of(address)).map(|n| &self.routes()[*n])
    }

    /// The list of editions as its pages know it; none without any edition.
    pub fn catalogue(&self) -> Option<&Catalogue> {
        self.catalogue.as_deref()
    }

    /// The same site with another list of editions, with what is known by now of what they published, and with every
    /// difference in the histories of its pages that was told by now.
    pub fn with_past(&self, catalogue: Option<Arc<Catalogue>>) -> Self {
        let published = self.editions.published_if_known();
        let changes = Arc::new(self.changes_anew(published.as_deref()));
        let site = Self { catalogue, published, changes, ..self.clone() };
        if site.is_published_like(self) { site } else { Self { plan: Arc::default(), ..site } }
    }

    /// The same site with what was found in the handbook.
    pub fn with_findings(&self, findings: Arc<[Diagnostic]>) -> Self {
        Self { findings, ..self.clone() }
    }

    /// The file that a route is written to.
    pub fn file(&self, route: &Route) -> String {
        match route {
            Route::Asset(n) => {
                self.theme.assets.get(*n).map(|asset| asset.address.clone()).unwrap_or_default()
            }
            Route::BrandStyle => self.brand.as_ref().map(|brand| brand.address.clone()).unwrap_or_default(),
            route => route.file(&self.handbook),
        }
    }

    /// What the logs say as of the day, counted when the first page asks.
    pub fn record(&self) -> &Arc<Record> {
        self.shared.record(&self.handbook)
    }

    /// Whether it has a page for searching, and an index goes with it.
    pub fn has_search(&self) -> bool {
        self.has_search
    }

    /// The theme that it is shown in.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// Where the site will stand, when that is known.
    pub fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// The bytes of one route.
    ///
    /// # Errors
    /// When a template of the theme cannot be rendered; the words say which and where.
    pub fn render(&self, route: &Route) -> Result<Output> {
        let text = match route {
            Route::Asset(n) => {
                return Ok(Output::Bytes(
                    self.theme.assets.get(*n).map(|a| a.bytes.clone()).unwrap_or_default(),
                ));
            }
            Route::BrandStyle => {
                return Ok(Output::Bytes(self.brand.as_ref().map(|b| b.bytes.clone()).unwrap_or_default()));
            }
            Route::File(path) => return Ok(self.copied(path)),
            Route::RegisterCsv => view::register::csv(self)?,
            Route::HandbookJson => json::render(&self.handbook).context("handbook.json")?,
            Route::Sitemap => self.sitemap(),
            Route::Feed | Route::FormerFeed(None, _) => self.feed(&self.file(route)),
            Route::RoleFeed(id) | Route::FormerFeed(Some(id), _) => self.feed_of(*id, &self.file(route)),
            Route::Robots => self.robots(),
            Route::Headers => self.headers(),
            Route::NoJekyll => String::new(),
            Route::Alias(id, from) => {
                let to = redirect::target(&self.handbook, *id, from);
                self.redirect(&self.file(route), &Onward::to(to))
            }
            Route::Onward(onward) => self.redirect(&onward.from, onward),
            Route::Redirects => self.redirects(),
            page => return self.page(page).map(Output::Bytes),
        };
        Ok(Output::Bytes(text.into_bytes()))
    }

    fn page(&self, route: &Route) -> Result<Vec<u8>> {
        let file = self.file(route);
        let root = self.root(route, &file);
        self.fill(&view::page(self, route, &file, &root), &file)
    }

    fn fill(&self, page: &view::Page, file: &str) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(12 * 1024);
        self.theme.templates.render_to(page.template, &page.context, &mut bytes).map_err(|error| {
            anyhow!("the template `{}` cannot be rendered for {file}: {error}", page.template)
        })?;
        Ok(bytes)
    }

    /// The way to the root from a page. A host shows the page for a missing address anywhere, so that one page
    /// names the root by its path.
    fn root(&self, route: &Route, file: &str) -> String {
        if *route != Route::NotFound {
            return route::to_root(file);
        }
        let path = self.base_url.as_deref().and_then(|url| url.split_once("://")?.1.split_once('/'));
        path.map_or_else(|| "/".to_string(), |(_, path)| format!("/{path}"))
    }

    /// Bodies of this handbook.
    pub(crate) fn bodies(&self) -> Bodies<'_> {
        Bodies {
            handbook: &self.handbook,
            tree: &self.tree,
            raw_html: self.handbook.settings.raw_html,
            shared: &self.shared,
        }
    }

    fn copied(&self, path: &VPath) -> Output {
        match self.tree.get(path).map(|file| &file.content) {
            Some(Content::Text(text)) => Output::Bytes(text.as_bytes().to_vec()),
            _ => Output::File(path.clone()),
        }
    }
}

/// Whether the site has the views of a handbook, or is a folder of pages.
pub(crate) fn is_handbook(handbook: &Handbook) -> bool {
    handbook.layout == Layout::Handbook
}

mod plan;
