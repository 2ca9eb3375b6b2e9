//! What the site knows of changes: which pairs of states it tells of, and what lies between them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use super::Site;
use super::route::encode;
use crate::chronicle::{self, Chronicle, Former, Outcome, Pair, Sort, Told};
use crate::edition::{Edition, EditionName, Editions, Published};
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
    /// What that state is told by from every other one, once somebody asked.
    fingerprint: OnceLock<u128>,
    /// What was told between neighbours when a page first asked for its history: one site says one thing.
    history: OnceLock<History>,
}

/// The differences between neighbours, the newest first, as far as they were told.
struct History {
    told: Vec<(Arc<Pair>, Arc<Told>)>,
    /// Whether that is all of them that can be told.
    is_whole: bool,
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
        editions: &Editions,
        published: Option<&Published>,
        on: Date,
    ) -> Self {
        let keep = handbook.settings.editions.keep;
        let (pairs, former) = match &chronicle {
            Some(_) => {
                (chronicle::pairs(editions, keep, on), chronicle::former(editions, published, keep, on))
            }
            None => Default::default(),
        };
        let pairs = pairs.into_iter().map(Arc::new).collect();
        Self {
            chronicle,
            pairs,
            former,
            since: Mutex::default(),
            fingerprint: OnceLock::new(),
            history: OnceLock::new(),
        }
    }
}

impl Site {
    /// The differences that it shows, of which no page has asked for anything yet.
    pub(super) fn changes_anew(&self, published: Option<&Published>) -> Changes {
        Changes::of(self.changes.chronicle.clone(), &self.handbook, &self.editions, published, self.on)
    }

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
                let fingerprint = || *self.changes.fingerprint.get_or_init(|| self.tree.fingerprint());
                let outcome = chronicle.since(old, &self.handbook, fingerprint, self.on);
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
        self.close_editions(0);
    }

    /// Tells the next difference between neighbours that nobody asked for yet, the newest first; whether there was one. No
    /// more than two handbooks are held for it.
    pub fn tell_next(&self) -> bool {
        let next = self.neighbours().find(|pair| self.known(pair).is_none());
        self.close_editions(1);
        // What cannot be read is told on the pages.
        next.map(|pair| self.told(pair)).is_some()
    }

    /// Whether its pages tell all that editions have to say, and old addresses lead on: nothing more comes of reading them.
    pub fn is_recalled(&self) -> bool {
        self.catalogue.as_ref().is_none_or(|catalogue| catalogue.unread(&[]).is_none())
            && (self.catalogue.is_none() || self.published.is_some())
            && self.neighbours().all(|pair| self.known(pair).is_some())
            && self.changes.history.get().is_none_or(|history| history.is_whole)
    }

    /// Gives back the handbooks of editions that were read, but the `last` of them.
    pub fn close_editions(&self, last: usize) {
        if let Some(chronicle) = &self.changes.chronicle {
            chronicle.close_but(last);
        }
    }

    fn neighbours(&self) -> impl Iterator<Item = &Arc<Pair>> {
        self.changes.pairs.iter().filter(|pair| pair.sort == Sort::Neighbours)
    }

    /// What lies between two editions, when somebody asked for it before.
    fn known(&self, pair: &Pair) -> Option<Outcome> {
        let [old, new] = [pair.old.as_str(), pair.new_name()].map(|name| self.editions.get(name));
        self.changes.chronicle.as_ref()?.known(old?, new?, self.on)
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

    /// The editions in which a document changed, the newest first, as far as anybody asked for them by the time that the
    /// first page of this site did.
    pub(super) fn history(&self, document: &Document) -> Vec<Step<'_>> {
        let history = self.changes.history.get_or_init(|| {
            let known: Vec<_> = self.neighbours().map(|pair| (pair, self.known(pair))).collect();
            let is_whole = known.iter().all(|(_, outcome)| outcome.is_some());
            let told =
                known.into_iter().filter_map(|(pair, outcome)| Some((Arc::clone(pair), outcome?.ok()?)));
            History { told: told.collect(), is_whole }
        });
        let steps = history.told.iter().filter_map(|(pair, told)| {
            told.about(document).next()?;
            let edition = self.editions.get(pair.new_name())?;
            let address = format!("{}index.html", encode(&pair.address()));
            Some(Step { edition, address, told: Arc::clone(told) })
        });
        steps.collect()
    }
}
