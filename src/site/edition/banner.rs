//! The banner: which edition a page is of, what superseded it, and where the same thing stands in the one in force.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow};
use tera::{Context, Value};

use super::super::route::{encode, file_of, to_root};
use super::super::value::{list, record, safe, shown, text};
use super::super::{Site, Theme};
use super::{Catalogue, FOLDER, Listed, there};
use crate::model::DocId;
use crate::model::outline::{Became, Entry, Outline};
use crate::parse::document::Kind;

/// The templates of the banner and of the list of editions in it, which stand in the theme as every other.
const TEMPLATE: &str = "edition.html";
const LIST: &str = "switcher.html";

/// A page of an edition that a banner is made for.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The number of its edition.
    pub edition: usize,
    /// Its file in the edition's own site.
    pub file: &'a str,
    /// The document that it shows, if it shows one.
    pub document: Option<&'a Entry>,
}

/// Makes what goes into the holes of pages. What many pages share is rendered once.
pub struct Banners {
    theme: Arc<Theme>,
    catalogue: Arc<Catalogue>,
    base_url: Option<String>,
    /// The list of editions as HTML, by the edition that it stands on a page of, and how deep below the root that is.
    lists: Mutex<HashMap<(usize, usize), Arc<str>>>,
}

impl Banners {
    /// Those of a site of today, of which none is made yet.
    pub fn new(theme: &Arc<Theme>, catalogue: Arc<Catalogue>, base_url: Option<&str>) -> Self {
        let base_url = base_url.map(ToString::to_string);
        Self { theme: Arc::clone(theme), catalogue, base_url, lists: Mutex::default() }
    }

    /// The editions that they tell of.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// What goes into the hole of a page.
    ///
    /// # Errors
    /// When the theme's template cannot be rendered.
    pub fn fill(&self, page: &Shown<'_>) -> Result<Vec<u8>> {
        let catalogue = &*self.catalogue;
        let Some(edition) = catalogue.editions.get(page.edition) else { return Ok(Vec::new()) };
        let root = to_root(&edition.file(page.file));
        let (became, place) = match &catalogue.standing {
            Some(standing) => there(standing, page.file, page.document),
            None => (None, None),
        };
        let state = match catalogue.in_force {
            Some(current) if page.edition == current => "in-force",
            Some(current) if page.edition < current => "past",
            _ if edition.from.is_none() => "undated",
            _ => "to-come",
        };
        let is_called_otherwise =
            |entry: &Entry| page.document.is_some_and(|document| document.title != entry.title);
        let word = match became {
            Some(Became::Renamed(entry)) if is_called_otherwise(entry) => "renamed",
            Some(Became::Same(_) | Became::Renamed(_)) => "same",
            Some(Became::Retired(..)) => "retired",
            Some(Became::Gone) => "gone",
            None if place.is_some() => "same",
            None => "",
        };
        let current = catalogue.current();
        let next = if state == "undated" { None } else { catalogue.after(page.edition) };
        let mut context = Context::new();
        context.insert_value("label", text(catalogue.label.as_deref()));
        context.insert_value(
            "edition",
            record([
                ("name", edition.name.as_str().into()),
                ("state", state.into()),
                ("became", word.into()),
                ("from", shown(edition.from)),
                ("until", shown(catalogue.until(page.edition))),
                (
                    "canonical",
                    text(canonical(self.base_url.as_deref(), current, place.as_deref()).as_deref()),
                ),
            ]),
        );
        context.insert_value(
            "current",
            current.map_or_else(Value::none, |current| named(current, &root, "index.html")),
        );
        context.insert_value("next", next.map_or_else(Value::none, |next| named(next, &root, "index.html")));
        context.insert_value(
            "there",
            place_in(current, &root, place.as_deref(), became.and_then(Became::entry)),
        );
        let instead = if let Some(Became::Retired(_, instead)) = became { instead } else { None };
        let file = instead.map(|entry| file_of(&entry.address));
        context.insert_value("instead", place_in(current, &root, file.as_deref(), instead));
        let editions = self.list(page.edition, &root)?;
        context.insert_value("editions_html", safe(&editions));
        render(&self.theme, TEMPLATE, &context)
    }

    /// The list of editions on a page of one, from which `root` leads to the root of the site.
    fn list(&self, edition: usize, root: &str) -> Result<Arc<str>> {
        let place = (edition, root.len());
        let known = self.lists.lock().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if let Some(list) = known {
            return Ok(list);
        }
        let catalogue = &*self.catalogue;
        let mut context = Context::new();
        let kept = catalogue.editions.iter().enumerate().rev().filter(|(_, edition)| edition.is_kept);
        let kept = kept.map(|(n, one)| {
            record([
                ("name", one.name.as_str().into()),
                ("href", format!("{root}{}", encode(&one.file("index.html"))).into()),
                ("from", shown(one.from)),
                ("is_this", (n == edition).into()),
                ("is_current", (Some(n) == catalogue.in_force).into()),
            ])
        });
        context.insert_value("editions", list(kept));
        context.insert_value("today_href", format!("{root}index.html").into());
        context.insert_value("list_href", format!("{root}{FOLDER}index.html").into());
        let html: Arc<str> = String::from_utf8_lossy(&render(&self.theme, LIST, &context)?).into();
        self.lists.lock().unwrap_or_else(PoisonError::into_inner).insert(place, Arc::clone(&html));
        Ok(html)
    }
}

/// What a page of today says of the edition in force, as HTML: nothing, unless it says something else than that.
pub(in crate::site) fn notice(
    site: &Site,
    document: Option<DocId>,
    file: &str,
    root: &str,
) -> Option<String> {
    let catalogue = super::any(site.catalogue.as_ref())?;
    let (current, standing) = (catalogue.current()?, catalogue.standing.as_ref()?);
    let outline = Outline::entry_of(&site.handbook, document?);
    let (became, place) = there(standing, file, Some(&outline));
    let is_draft =
        site.handbook.document(document?).promise().is_some_and(|promise| !promise.state.is_made());
    let (word, entry) = match became? {
        Became::Same(entry) | Became::Renamed(entry) if outline.differs_from(entry) => ("same", Some(entry)),
        Became::Retired(entry, _) if outline.differs_from(entry) => ("retired", Some(entry)),
        // Whether a story or a page is in an edition changes nothing that anybody does.
        Became::Gone if outline.meaning.is_some() && !is_draft && outline.kind != Kind::Vision.word() => {
            ("new", None)
        }
        _ => return None,
    };
    let mut context = Context::new();
    context.insert_value("edition", record([("state", "today".into()), ("became", word.into())]));
    context.insert_value("current", named(current, root, "index.html"));
    context.insert_value("there", place_in(Some(current), root, place.as_deref(), entry));
    render(&site.theme, TEMPLATE, &context).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// The full address of what is in force: for whoever holds a page of paper.
fn canonical(base_url: Option<&str>, current: Option<&Listed>, place: Option<&str>) -> Option<String> {
    let file = current.filter(|current| current.is_kept)?.file(place.unwrap_or("index.html"));
    base_url.map(|base| super::super::full_address(base, &file))
}

/// An edition as a template names it. It has an address only when it is published.
fn named(edition: &Listed, root: &str, file: &str) -> Value {
    let href = edition.is_kept.then(|| format!("{root}{}", encode(&edition.file(file))));
    record([
        ("name", edition.name.as_str().into()),
        ("from", shown(edition.from)),
        ("href", text(href.as_deref())),
    ])
}

/// A page of the edition in force as a template links to it.
fn place_in(current: Option<&Listed>, root: &str, file: Option<&str>, entry: Option<&Entry>) -> Value {
    let Some((current, file)) = current.filter(|current| current.is_kept).zip(file) else {
        return Value::none();
    };
    record([
        ("href", format!("{root}{}", encode(&current.file(file))).into()),
        ("title", text(entry.map(|entry| entry.title.as_str()))),
    ])
}

fn render(theme: &Theme, template: &str, context: &Context) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(1024);
    theme
        .templates
        .render_to(template, context, &mut bytes)
        .map_err(|error| anyhow!("the template `{template}` cannot be rendered: {error}"))?;
    Ok(bytes)
}
