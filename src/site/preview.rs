//! What only a server that shows the site asks of it: the page for a missing address, and the names of styles.

use anyhow::Result;

use super::{Route, Site, html, route, view};
use crate::parse::slug;

/// A style of the site under its name in the theme and under its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Such as `style.css`.
    pub name: String,
    /// Such as `assets/style.0a1b2c3d.css`: it changes with the bytes.
    pub address: String,
}

impl Site {
    /// The page for an address that leads nowhere, as a server shows it that has the site at its root, with the page
    /// that was probably meant.
    ///
    /// # Errors
    /// When the template cannot be rendered.
    pub fn lost(&self, asked: &str) -> Result<Vec<u8>> {
        let body = self.meant(asked).map(|route| {
            let href = html::escape(&route::encode(&self.file(route)));
            format!("<p>Did you mean <a href=\"/{href}\">{}</a>?</p>", html::escape(&self.name(route)))
        });
        let page = view::lost(self, "/", body.as_deref().unwrap_or_default());
        self.fill(&page, "404.html")
    }

    /// The styles of the theme, and the company's.
    pub fn styles(&self) -> Vec<Style> {
        let all = self.theme.assets.iter().chain(self.brand.as_deref());
        let styles = all.filter(|asset| asset.name.ends_with(".css"));
        styles.map(|asset| Style { name: asset.name.clone(), address: asset.address.clone() }).collect()
    }

    /// The page that was probably meant: one of the same name elsewhere, else the one whose address is nearest.
    fn meant(&self, asked: &str) -> Option<&Route> {
        let asked = bare(asked);
        let is_page = |route: &&Route| !route.leads_on() && **route != Route::NotFound;
        let files = self.routes().iter().filter(is_page).map(|route| self.file(route));
        let files: Vec<String> = files.filter(|file| file.ends_with(".html")).collect();
        let addresses = || files.iter().map(|file| bare(file)).filter(|address| !address.is_empty());
        let last = |address: &str| address.rsplit('/').next().map(str::to_lowercase);
        let namesake = addresses().find(|address| last(address) == last(asked));
        let near = namesake.or_else(|| slug::nearest(asked, addresses()))?;
        self.route_at(files.iter().find(|file| bare(file) == near)?)
    }

    /// What people call a page.
    fn name(&self, route: &Route) -> String {
        match route {
            Route::Document(id) => self.handbook.document(*id).title().to_string(),
            route => format!("/{}", self.file(route).trim_end_matches("index.html")),
        }
    }
}

/// An address without what a server adds to it.
fn bare(address: &str) -> &str {
    address.strip_suffix("index.html").unwrap_or(address).trim_end_matches('/')
}
