//! Feeds in Atom: an entry for each edition. They hold no clock: an entry is as old as its edition.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::route::encode;
use super::view::changes::{asked, concerns};
use super::{Route, Site, full_address, html};
use crate::diagnostic::counted;
use crate::edition::{Edition, Editions};
use crate::model::DocId;

/// Whether there is anything to subscribe to. A feed needs dates, and a date is never guessed.
pub(super) fn has_any(editions: &Editions) -> bool {
    editions.all().iter().any(|edition| made(edition).is_some())
}

/// The day on which an edition was made.
fn made(edition: &Edition) -> Option<Date> {
    edition.cut.or(edition.starts())
}

/// One entry, before it is written.
struct Entry<'a> {
    edition: &'a Edition,
    made: Date,
    /// The page that tells it, from the root.
    file: String,
    summary: String,
}

impl Site {
    /// Every edition, as the feed in `file` tells it: that of all, or that of a role which is no more.
    pub(super) fn feed(&self, file: &str) -> String {
        let entries = self.editions.all().iter().rev().filter_map(|edition| {
            let pair = self.pair_of(&edition.name);
            let asked = pair.and_then(|pair| asked(self, pair).0).unwrap_or_else(|| "an edition".to_string());
            let file = pair.map_or_else(
                || "changes/index.html".to_string(),
                |pair| format!("{}index.html", pair.address()),
            );
            self.entry(edition, file, &asked)
        });
        let title = format!("{}: what changed", self.handbook.title());
        self.atom(&title, (file, &Route::Feed), &Route::Changes, &entries.collect::<Vec<_>>())
    }

    /// Every edition that concerned a role, as the feed in `file` tells it: its own, or one under an id that it had. That
    /// one keeps the ids of its entries, so that nobody is told anything twice, and names the feed that took its place.
    pub(super) fn feed_of(&self, role: DocId, file: &str) -> String {
        let entries = self.editions.all().iter().rev().filter_map(|edition| {
            let pair = self.pair_of(&edition.name)?;
            let (acts, all) = concerns(self, &*self.told(pair).ok()?, role);
            let summary = match (acts, all) {
                (_, 0) => return None,
                (0, all) => format!("{} to know, nothing to do differently", counted(all, "change")),
                (acts, all) => format!("{}, {acts} to do differently", counted(all, "change")),
            };
            self.entry(edition, self.file(&Route::Sheet(pair.clone(), role)), &summary)
        });
        let title =
            format!("{}: what changed for {}", self.handbook.title(), self.handbook.document(role).title());
        let entries: Vec<_> = entries.collect();
        self.atom(&title, (file, &Route::RoleFeed(role)), &Route::Document(role), &entries)
    }

    fn entry<'a>(&self, edition: &'a Edition, file: String, asked: &str) -> Option<Entry<'a>> {
        let mut summary = format!("{}{}.", asked[..1].to_uppercase(), &asked[1..]);
        if let Some(from) = edition.starts() {
            // Writing to a string cannot fail.
            let _ = write!(summary, " In force from {from}.");
        }
        if !edition.note.is_empty() {
            let _ = write!(summary, " {}", edition.note);
        }
        Some(Entry { edition, made: made(edition)?, file, summary })
    }

    /// A feed that is known as `known`, now stands at `feed`, and tells what a page tells.
    fn atom(
        &self,
        title: &str,
        (known, feed): (&str, &Route),
        page: &Route,
        entries: &[Entry<'_>],
    ) -> String {
        let base = self.base_url().unwrap_or_default();
        let address = |file: &str| match file.ends_with(".xml") {
            true => escape(&format!("{base}{}", encode(file))),
            false => escape(&full_address(base, file)),
        };
        // A feed without entries is as old as the newest edition, which it has read.
        let newest = || self.editions.all().iter().filter_map(made).max();
        let updated = entries.iter().map(|entry| entry.made).max().or_else(newest).unwrap_or(self.on);
        let (own, now) = (address(known), address(&self.file(feed)));
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <title>{}</title>\n<id>{own}</id>\n<updated>{updated}T00:00:00Z</updated>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{now}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             <author><name>{}</name></author>\n",
            escape(self.handbook.settings.language()),
            escape(title),
            address(&self.file(page)),
            escape(self.handbook.title()),
        );
        for entry in entries {
            let _ = write!(
                out,
                "<entry>\n<title>Edition {name}</title>\n<id>{own}#edition:{name}</id>\n<updated>{made}T00:00:00Z</updated>\n\
                 <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
                address(&entry.file),
                escape(&entry.summary),
                name = entry.edition.name,
                made = entry.made,
            );
        }
        out.push_str("</feed>\n");
        out
    }
}

/// Text fit for XML, which has no place for most control characters.
fn escape(text: &str) -> String {
    let is_fit = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let fit: String = text.chars().filter(|c| is_fit(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    html::escape(&fit)
}
