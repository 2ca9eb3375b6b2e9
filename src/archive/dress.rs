//! An edition in the dress of today.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use jiff::civil::Date;

use crate::cache::Key;
use crate::check;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Editions, Shelf};
use crate::model::Handbook;
use crate::parse::settings::Settings;
use crate::pipeline;
use crate::pipeline::Drafts;
use crate::site::edition::Within;
use crate::site::{Options, Site, Theme};
use crate::source::{Content, Digests, SourceTree};

/// Rules about texts that cannot be read, so that a page shows less than was written.
const UNREAD: [&str; 7] =
    ["unreadable-file", "bad-yaml", "unknown-field", "missing-field", "bad-value", "bad-row", "same-address"];

/// What old editions take from today.
pub struct Today<'a> {
    /// The settings of the working folder.
    pub settings: &'a Settings,
    /// The theme.
    pub theme: &'a Arc<Theme>,
    /// Where today's site will stand.
    pub base_url: Option<&'a str>,
    /// Where the logo stands on today's site.
    pub logo: Option<String>,
    /// The day that today's site is read as of.
    pub on: Date,
    /// What marks every page of a preview. No part of the key: banners bear it, and they are made each time.
    pub label: Option<&'a str>,
    /// Whether it can be searched.
    pub search: bool,
    /// By what the program is told from every other one.
    pub tool: u128,
}

impl Today<'_> {
    /// A hash of everything that the pages of an edition are made from; `files` is what its files are.
    pub fn key(&self, edition: &Edition, files: &Digests) -> Key {
        let Settings { colours, fonts, edit_url, report_url, raw_html, audiences, .. } = self.settings;
        let audiences: Vec<(&str, Vec<&str>)> = audiences
            .iter()
            .map(|one| (one.id.value.as_str(), one.includes.iter().map(|id| id.value.as_str()).collect()))
            .collect();
        let things = [
            format!("{:032x} {:032x}", self.tool, self.theme.fingerprint),
            format!("{} {files:?}", edition.name),
            format!("{}", self.day(edition)),
            format!(
                "{:?} {fonts:?} {:?} {edit_url:?} {report_url:?} {raw_html:?} {audiences:?}",
                colours.values(),
                self.logo
            ),
            format!("{:?} {}", self.base_url, self.search),
        ];
        Key::of(things.iter().map(String::as_bytes))
    }

    /// The day to read an edition as of, unless it says so itself. One without any date is read as of today.
    fn day(&self, edition: &Edition) -> Date {
        edition.starts().unwrap_or(self.on)
    }
}

/// The site of an edition, read from a shelf.
pub(super) fn site(edition: &Edition, shelf: &Shelf, today: &Today<'_>, key: Key) -> Result<Site> {
    let tree = shelf.open(edition).with_context(|| format!("edition {} cannot be read", edition.name))?;
    let mut handbook = pipeline::link(&tree, Drafts::LeaveOut);
    let on = handbook.settings.as_of.unwrap_or_else(|| today.day(edition));
    let faults = unread(&handbook, &tree, on);
    dress(Arc::make_mut(&mut handbook.settings), today.settings);
    let within = Within::new(edition.name.as_str(), &key.to_string(), today.logo.clone());
    let options = Options {
        base_url: today.base_url.map(ToString::to_string),
        findings: faults.into(),
        search: today.search,
        // A browser would go by its own day.
        is_dated: true,
        within: Some(Arc::new(within)),
        ..Options::default()
    };
    Ok(Site::new(Arc::new(handbook), tree, Arc::clone(today.theme), options, on))
}

/// What an edition takes from today.
fn dress(settings: &mut Settings, today: &Settings) {
    settings.theme.clone_from(&today.theme);
    settings.colours.clone_from(&today.colours);
    settings.fonts.clone_from(&today.fonts);
    // Today's logo stands on today's site, and is no file of the edition.
    settings.logo = None;
    settings.base_url = None;
    settings.edit_url.clone_from(&today.edit_url);
    settings.report_url.clone_from(&today.report_url);
    settings.audiences.clone_from(&today.audiences);
    settings.raw_html = today.raw_html;
}

/// What of an edition cannot be read, sorted. Nothing of it is a finding of today's handbook.
fn unread(handbook: &Handbook, tree: &SourceTree, on: Date) -> Vec<Diagnostic> {
    let is_whole = handbook.documents.iter().all(|document| document.faults.is_empty())
        && handbook.file_faults.is_empty()
        && handbook.settings.faults.is_empty()
        && handbook.clashes().is_empty()
        && !tree.files().any(|file| matches!(file.content, Content::Refused(_)));
    if is_whole {
        return Vec::new();
    }
    let editions = Editions::default();
    let context = Context::new(handbook, tree, on, &editions);
    let mut found: Vec<Diagnostic> = UNREAD.iter().flat_map(|rule| check::only(&context, rule)).collect();
    crate::diagnostic::sort(&mut found);
    found
}
