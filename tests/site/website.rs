//! A site made of strings, as tests look at it.

use std::collections::BTreeMap;
use std::sync::Arc;

use throughline::chronicle::Chronicle;
use throughline::edition::Shelf;
use throughline::pipeline::{self, Drafts};
use throughline::site::{Options, Output, Site, Theme, theme};
use throughline::source::SourceTree;

use crate::handbook::bakery;

/// Every file of a rendered site.
pub struct Website {
    /// Text by file, such as `promises/warm-bread/index.html`.
    pub files: BTreeMap<String, String>,
}

impl Website {
    /// The bakery's.
    pub fn bakery() -> Self {
        Self::with(&[])
    }

    /// The bakery's with some files replaced or added; an empty text takes a file away.
    pub fn with(changes: &[(&str, &str)]) -> Self {
        Self::of(&bakery(changes), "2026-03-01")
    }

    /// The site of any tree, read as of a day.
    pub fn of(tree: &SourceTree, day: &str) -> Self {
        Self::asked(tree, day, Options::default())
    }

    /// The same with more asked of the whole site.
    pub fn asked(tree: &SourceTree, day: &str, options: Options) -> Self {
        Self::shelved(tree, &Shelf::default(), day, options)
    }

    /// The same with the editions on a shelf.
    pub fn shelved(tree: &SourceTree, shelf: &Shelf, day: &str, options: Options) -> Self {
        let verdict = pipeline::examine_with(tree, shelf, |_| day.parse().expect("a day"));
        let name = theme::name_in(&verdict.handbook.settings);
        let theme = Arc::new(Theme::load(tree, name).expect("the theme can be read"));
        let site = Site::new(
            verdict.handbook,
            tree.clone(),
            theme,
            Options {
                findings: verdict.findings.into(),
                editions: verdict.editions,
                chronicle: Some(Arc::new(Chronicle::new(shelf.clone(), Drafts::Keep))),
                ..options
            },
            verdict.on,
        );
        site.tell_changes();
        let render = |route| match site.render(route).expect("every route can be rendered") {
            Output::Bytes(bytes) => String::from_utf8(bytes).expect("the site is text"),
            Output::File(path) => format!("the file {path}"),
        };
        let files: BTreeMap<_, _> =
            site.routes().iter().map(|route| (site.file(route), render(route))).collect();
        assert_eq!(files.len(), site.routes().len(), "every route has a file of its own");
        Self { files }
    }

    /// One file.
    pub fn file(&self, path: &str) -> &str {
        self.files.get(path).unwrap_or_else(|| panic!("no {path} among {:#?}", self.files.keys()))
    }

    /// The page at an address such as `promises/warm-bread/`.
    pub fn page(&self, address: &str) -> &str {
        self.file(&format!("{address}index.html"))
    }

    /// What stands between `<main` and `</main>` of a page.
    pub fn main(&self, address: &str) -> String {
        let page = self.page(address);
        let start = page.find("<main").expect("a page has a main part");
        let end = page.find("</main>").expect("it ends");
        normalised(&page[start..end])
    }

    /// Every HTML page.
    pub fn pages(&self) -> impl Iterator<Item = (&String, &String)> {
        self.files.iter().filter(|(path, _)| path.ends_with(".html"))
    }
}

/// A text without what changes with every release: hashes in names, and the version.
pub fn normalised(text: &str) -> String {
    let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('.').peekable();
    while let Some(part) = parts.next() {
        let is_hash =
            part.len() == 8 && part.bytes().all(|b| b.is_ascii_hexdigit()) && parts.peek().is_some();
        out.push_str(if is_hash { "HASH" } else { part });
        if parts.peek().is_some() {
            out.push('.');
        }
    }
    out
}

/// Whether words stand on a page in this order, whatever stands between them.
#[track_caller]
pub fn says(page: &str, words: &[&str]) {
    let text = page.replace('\u{a0}', " ");
    let mut rest = text.as_str();
    for word in words {
        let at = rest.find(word).unwrap_or_else(|| panic!("no `{word}` (or not in this order) in:\n{text}"));
        rest = &rest[at + word.len()..];
    }
}

/// Where `link` on `page` leads, as a file of the site; nowhere when it leaves the site.
pub fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The values of an attribute, in order, with `&amp;` and its likes resolved.
pub fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let opening = format!(" {name}=\"");
    let starts: Vec<usize> = html.match_indices(&opening).map(|(at, _)| at + opening.len()).collect();
    starts.into_iter().map(|start| {
        let value = &html[start..];
        let value = &value[..value.find('"').expect("an attribute ends")];
        value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&amp;", "&")
    })
}
