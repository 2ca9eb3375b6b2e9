//! What a site tells its host and search engines: files that are no pages.

use super::{Route, Site, html, route};

/// What a page may do that only leads on.
pub(super) const OF_A_REDIRECT: &str =
    "default-src 'none'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

impl Site {
    /// `/robots.txt`
    pub(super) fn robots(&self) -> String {
        if self.is_hidden {
            return "User-agent: *\nDisallow: /\n".to_string();
        }
        let sitemap = self.base_url().map(|base| format!("Sitemap: {base}sitemap.xml\n"));
        format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
    }

    /// `/_headers`, as Netlify, Cloudflare Pages and their likes read it. A browser obeys both this policy and the one
    /// in each page, so this one allows what any page of the site needs, and forbids what a page cannot: being framed.
    pub(super) fn headers(&self) -> String {
        // The search runs in WebAssembly.
        let wasm = if self.has_search { " 'wasm-unsafe-eval'" } else { "" };
        let robots = if self.is_hidden { "  X-Robots-Tag: noindex\n" } else { "" };
        format!(
            "# Each page forbids more in its own <meta>; browsers obey both.\n\
             /*\n\
             \x20 Content-Security-Policy: default-src 'none'; script-src 'self'{wasm}; style-src 'self'; \
             img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; \
             manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\n\
             \x20 X-Content-Type-Options: nosniff\n\
             \x20 Referrer-Policy: no-referrer\n\
             \x20 Permissions-Policy: camera=(), geolocation=(), microphone=()\n\
             \x20 Cross-Origin-Opener-Policy: same-origin\n\
             {robots}\
             # Names of assets change with their bytes.\n\
             /assets/*\n\
             \x20 Cache-Control: public, max-age=31536000, immutable\n"
        )
    }

    /// Every page's full address, sorted.
    pub(super) fn sitemap(&self) -> String {
        let base = self.base_url.as_deref().unwrap_or_default();
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        let pages = self
            .routes()
            .iter()
            .filter(|route| !route.leads_on() && !matches!(route, Route::NotFound | Route::Gone(_)));
        let files = pages.map(|route| self.file(route)).filter(|file| file.ends_with(".html"));
        let mut addresses: Vec<String> = files.map(|file| full_address(base, &file)).collect();
        addresses.sort();
        for address in addresses {
            out.push_str(&format!("<url><loc>{}</loc></url>\n", html::escape(&address)));
        }
        out.push_str("</urlset>\n");
        out
    }
}

/// A page's address as people share it, without `index.html`.
pub(crate) fn full_address(base: &str, file: &str) -> String {
    let address =
        if file == "index.html" { "" } else { file.strip_suffix("/index.html").map_or(file, |a| a) };
    let slash = if address.is_empty() || address.ends_with(".html") { "" } else { "/" };
    format!("{base}{}{slash}", route::encode(address))
}
