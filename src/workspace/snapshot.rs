//! One state of a handbook as a preview shows it. It never changes, and many can read it at once.

use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use crate::check::{self, Context};
use crate::diagnostic::Diagnostic;
use crate::model::Handbook;
use crate::site::edition::Catalogue;
use crate::site::{Output, Route, Site, Style};
use crate::source::SourceTree;

/// A handbook, linked and ready to show.
pub struct Snapshot {
    revision: u64,
    site: Site,
    has_findings: bool,
    theme_fault: Option<Arc<str>>,
}

impl Snapshot {
    pub(super) fn new(revision: u64, site: Site, theme_fault: Option<Arc<str>>) -> Self {
        Self { revision, site, has_findings: false, theme_fault }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Its number: each change makes the next.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The handbook.
    pub fn handbook(&self) -> &Handbook {
        &self.site.handbook
    }

    /// The files that it was made of.
    pub fn tree(&self) -> &SourceTree {
        &self.site.tree
    }

    /// The day that it is read as of.
    pub fn on(&self) -> Date {
        self.site.on
    }

    /// Why the theme that is asked for cannot be used; the last good one is in use then.
    pub fn theme_fault(&self) -> Option<&str> {
        self.theme_fault.as_deref()
    }

    /// Every route of the site.
    pub fn routes(&self) -> &[Route] {
        self.site.routes()
    }

    /// The file that a route would be written to, such as `promises/call-back/index.html`.
    pub fn file(&self, route: &Route) -> String {
        self.site.file(route)
    }

    /// The route at an address: the path of a request without its leading slash, decoded. A folder's address ends with
    /// a slash, or names its `index.html`.
    pub fn route_at(&self, address: &str) -> Option<&Route> {
        self.site.route_at(address)
    }

    /// What a route shows.
    ///
    /// # Errors
    /// When a template of the theme cannot be rendered; the words say which and where.
    pub fn render(&self, route: &Route) -> Result<Output> {
        self.site.render(route)
    }

    /// The page for an address that leads nowhere, with the page that was probably meant.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn lost(&self, asked: &str) -> Result<Vec<u8>> {
        self.site.lost(asked)
    }

    /// The styles that pages link to.
    pub fn styles(&self) -> Vec<Style> {
        self.site.styles()
    }

    /// What was found; empty until [`Self::has_findings`].
    pub fn findings(&self) -> &Arc<[Diagnostic]> {
        &self.site.findings
    }

    /// Whether the rules have been run over this state. Until then the page on the handbook's health knows of nothing.
    pub fn has_findings(&self) -> bool {
        self.has_findings
    }

    /// Runs every rule, for as long as `goes_on` says yes; `None` once it says no. Slow beside everything else here.
    pub fn check(&self, goes_on: impl Fn() -> bool + Sync) -> Option<Vec<Diagnostic>> {
        if !goes_on() {
            return None;
        }
        let record = Arc::clone(self.site.record());
        let context = Context::with(self.handbook(), self.tree(), &self.site.editions, record);
        check::check_while(&context, goes_on)
    }

    /// The same state with another list of editions, and with every difference between them that was told by now.
    pub(super) fn with_past(&self, catalogue: Option<Arc<Catalogue>>) -> Self {
        Self {
            revision: self.revision,
            site: self.site.with_past(catalogue),
            has_findings: self.has_findings,
            theme_fault: self.theme_fault.clone(),
        }
    }

    /// The same state with what was found in it. Everything that was made for this one serves that one too.
    pub fn with_findings(&self, findings: Arc<[Diagnostic]>) -> Self {
        Self {
            revision: self.revision,
            site: self.site.with_findings(findings),
            has_findings: true,
            theme_fault: self.theme_fault.clone(),
        }
    }
}
