//! What the site knows of changes: which pairs of states it tells of, and what lies between them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Site;
use super::route::encode;
use crate::chronicle::{self, Chronicle, Former, Outcome, Pair, Sort, Told};
use crate::edition::{Edition, EditionName};
use crate::model::Handbook;
use crate::parse::document::Document;

/// The differences that a site shows.
pub(super) struct Changes {
    chronicle: Option<Arc<Chronicle>>,
    /// Every pair that is told of; none without a chronicle to tell it from.
    pub(super) pairs: Vec<Arc<Pair>>,
    /// Every address of one that was told once.
    pub(super) former: Vec<Former>,
    /// From editions to this very state of the working folder.
    since: Mutex<HashMap<EditionName, Outcome>>,
}

/// One step of a document's own history.
pub(super) struct Step<'a> {
    /// The edition that it came with.
    pub(super) edition: &'a Edition,
    /// Where the difference is told.
    pub(super) address: String,
    pub(super) told: Arc<Told>,
}

impl Changes {
    pub(super) fn of(
        chronicle: Option<Arc<Chronicle>>,
        handbook: &Handbook,
        editions: &crate::edition::Editions,
        on: jiff::civil::Date,
    ) -> Self {
        let keep = handbook.settings.editions.keep;
        let (pairs, former) = match &chronicle {
            Some(_) => (chronicle::pairs(editions, keep, on), chronicle::former(editions, keep, on)),
            None => Default::default(),
        };
        Self { chronicle, pairs: pairs.into_iter().map(Arc::new).collect(), former, since: Mutex::default() }
    }
}

impl Site {
    /// What lies between two states. The first time takes as long as reading them does.
    pub(super) fn told(&self, pair: &Pair) -> Outcome {
        let missing = || Err(Arc::from(format!("nothing is known of {pair}")));
        let (Some(chronicle), Some(old)) = (&self.changes.chronicle, self.editions.get(pair.old.as_str()))
        else {
            return missing();
        };
        let Some(new) = &pair.new else {
            let known =
                self.changes.since.lock().unwrap_or_else(PoisonError::into_inner).get(&pair.old).cloned();
            return known.unwrap_or_else(|| {
                let outcome = chronicle.since(old, &self.handbook, &self.tree, self.on);
                let mut since = self.changes.since.lock().unwrap_or_else(PoisonError::into_inner);
                since.entry(pair.old.clone()).or_insert(outcome).clone()
            });
        };
        match self.editions.get(new.as_str()) {
            Some(new) => chronicle.between(old, new, self.on),
            None => missing(),
        }
    }

    /// Makes every difference that its pages tell, so that no page waits for one: each edition is read as seldom as can be,
    /// and no more than two are held at a time. What a page tells of its own history is only what was made by then.
    pub fn tell_changes(&self) {
        for pair in &self.changes.pairs {
            // What cannot be read is told on the pages.
            let _ = self.told(pair);
        }
        if let Some(chronicle) = &self.changes.chronicle {
            chronicle.close();
        }
    }

    /// Where an edition can be read in full, from the root, when it is published.
    pub(super) fn edition_href(&self, name: &EditionName) -> Option<String> {
        let listed = self.catalogue.as_ref()?.editions.iter().find(|listed| listed.name == name.as_str())?;
        listed.is_kept.then(|| encode(&listed.file("index.html")))
    }

    /// The pair that is told at an edition: it and the one before.
    pub(super) fn pair_of(&self, edition: &EditionName) -> Option<&Arc<Pair>> {
        let mut pairs = self.changes.pairs.iter();
        pairs.find(|pair| pair.sort == Sort::Neighbours && pair.new.as_ref() == Some(edition))
    }

    /// The pair that holds the working folder against the newest edition.
    pub(super) fn pair_of_now(&self) -> Option<&Arc<Pair>> {
        self.changes.pairs.iter().find(|pair| pair.sort == Sort::ToNow)
    }

    /// The newest pair of which every role has a sheet: the newest edition's, else the working folder's.
    pub(super) fn newest_sheet(&self) -> Option<&Arc<Pair>> {
        let newest = self.editions.newest()?;
        self.pair_of(&newest.name).or_else(|| self.pair_of_now())
    }

    /// The editions in which a document changed, the newest first, as far as anybody asked for them.
    pub(super) fn history(&self, document: &Document) -> Vec<Step<'_>> {
        let Some(chronicle) = &self.changes.chronicle else { return Vec::new() };
        let neighbours = self.changes.pairs.iter().filter(|pair| pair.sort == Sort::Neighbours);
        let steps = neighbours.filter_map(|pair| {
            let old = self.editions.get(pair.old.as_str())?;
            let new = self.editions.get(pair.new_name())?;
            let told = chronicle.known(old, new, self.on)?.ok()?;
            told.about(document).next()?;
            Some(Step { edition: new, address: format!("{}index.html", encode(&pair.address())), told })
        });
        steps.collect()
    }
}
