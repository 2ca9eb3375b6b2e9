//! What editions ever published, and where: the addresses that people were given.
//!
//! Most of a handbook stays as it is from one edition to the next, and what a document claims follows from its file alone.
//! So each file is read once, from the newest edition that has it, and the claims of each edition are settled by
//! themselves: two documents may have wanted one address in one edition and not in the next.

mod copied;
mod pool;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Edition, EditionName, Editions};
use crate::model::Handbook;
use crate::model::claim::{Claim, Declared, stands};
use crate::parse::holds_documents;
use crate::source::{Mark, SETTINGS, VPath};

use copied::Ground;
use pool::{Numbers, Pool};

/// Everything that stood at an address in any edition of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Every document, those of the newest edition first, and once for each address at which the same file stood.
    pub pages: Vec<PublishedPage>,
    /// The address of every file that was copied along, with those of the pages that link to it or show it: the newest
    /// first, and the home page for what belongs to the brand.
    pub files: BTreeMap<String, Vec<String>>,
    /// Every address that the settings declared gone, with the number of the newest edition that did, and why.
    pub gone: BTreeMap<String, (usize, String)>,
    /// What `keep:` said in each edition, by its number, when that could be read.
    pub keep: BTreeMap<usize, Option<u32>>,
}

/// A document as an edition published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPage {
    /// The number of the edition in the list: the newest one that had these words in this file at this address.
    pub edition: usize,
    /// The document.
    pub claim: Arc<Claim>,
    /// Where it stood.
    pub address: String,
}

impl PublishedPage {
    /// Every address that led to it.
    pub fn addresses(&self) -> Vec<String> {
        self.claim.addresses(&self.address)
    }
}

/// A file of an edition that can claim anything, and the numbers of its claims.
type Claimed = (VPath, Mark, Numbers);

impl Editions {
    /// What every edition of the list published. `newest` is the newest edition, where somebody has read it. An edition that
    /// cannot be read is left out; that is told elsewhere. Found out once: see [`Self::published_if_known`].
    pub fn published(&self, newest: Option<&Handbook>) -> Arc<Published> {
        self.shelf.published(&self.names(), || self.walk_back(newest).into())
    }

    /// The same, when somebody asked for it before: reading every edition may take seconds.
    pub fn published_if_known(&self) -> Option<Arc<Published>> {
        self.shelf.published_if_known(&self.names())
    }

    fn names(&self) -> Vec<EditionName> {
        self.list.iter().map(|edition| edition.name.clone()).collect()
    }

    fn walk_back(&self, newest: Option<&Handbook>) -> Published {
        let mut pool = Pool::default();
        let mut published = Published::default();
        let mut newer: Vec<Claimed> = Vec::new();
        for (n, edition) in self.list.iter().enumerate().rev() {
            let newest = newest.filter(|_| n + 1 == self.list.len());
            let Some(files) = self.claimed(edition, newest, &newer, &mut pool) else { continue };
            let numbers: Vec<usize> = files.iter().flat_map(|(_, _, (first, end))| *first..*end).collect();
            let settled = (!pool.all_stand_as_wanted(&numbers))
                .then(|| stands(numbers.iter().map(|number| &**pool.claim(*number))));
            let settled =
                |at: usize| settled.as_ref().and_then(|addresses| addresses.get(at)).map(String::as_str);
            let is_settings = |file: &&Claimed| file.0.as_str() == SETTINGS;
            let declared = files.iter().find(is_settings).and_then(|file| pool.declared.get(&file.1));
            published.keep.extend(declared.map(|declared| (n, declared.keep)));
            for (address, why) in declared.into_iter().flat_map(|declared| &declared.gone) {
                published.gone.entry(address.clone()).or_insert_with(|| (n, why.clone()));
            }
            let stood = numbers.iter().enumerate().map(|(at, number)| {
                let claim = pool.claim(*number);
                (&**claim, settled(at).unwrap_or(&claim.wanted))
            });
            self.copied(edition, stood, declared, &mut published.files);
            for (at, number) in numbers.iter().copied().enumerate() {
                if let Some(address) = pool.stands_anew(number, settled(at)) {
                    let claim = Arc::clone(pool.claim(number));
                    published.pages.push(PublishedPage { edition: n, claim, address });
                }
            }
            newer = files;
        }
        published
    }

    /// Adds the files that an edition copied along; `pages` are its documents with where each stood.
    fn copied<'a>(
        &self,
        edition: &Edition,
        pages: impl Iterator<Item = (&'a Claim, &'a str)> + Clone,
        declared: Option<&'a Declared>,
        files: &mut BTreeMap<String, Vec<String>>,
    ) {
        let linking = pages.clone().map(|(claim, address)| (address, &claim.may_copy));
        let home = declared.map(|declared| ("", &declared.files));
        let mut linking = linking.chain(home).filter(|(_, paths)| !paths.is_empty()).peekable();
        if linking.peek().is_none() {
            return;
        }
        let Ok(listing) = self.shelf.listing(edition, &self.list) else { return };
        let ground = Ground::new(&listing, pages);
        for (page, paths) in linking {
            for file in paths.iter().filter_map(|path| ground.address(path)) {
                let pages = files.entry(file).or_default();
                if !pages.iter().any(|known| known == page) {
                    pages.push(page.to_string());
                }
            }
        }
    }

    /// The files of an edition that can claim anything, in the order of their paths; what they claim is in the pool then.
    /// Most are those of the edition behind it, whose files are `newer`.
    fn claimed(
        &self,
        edition: &Edition,
        newest: Option<&Handbook>,
        newer: &[Claimed],
        pool: &mut Pool,
    ) -> Option<Vec<Claimed>> {
        let listing = self.shelf.listing(edition, &self.list).ok()?;
        let mut newer = newer.iter().peekable();
        let mut files: Vec<(VPath, Mark, Option<Numbers>)> = Vec::with_capacity(newer.len());
        for (path, mark) in listing.iter() {
            while newer.next_if(|(other, ..)| other < path).is_some() {}
            match newer.next_if(|(other, known, _)| other.is(path) && known == mark) {
                Some((.., numbers)) => files.push((path.clone(), *mark, Some(*numbers))),
                None if holds_documents(path) || path.as_str() == SETTINGS => {
                    files.push((path.clone(), *mark, pool.files.get(&(path.clone(), *mark)).copied()));
                }
                None => {}
            }
        }
        let unread = files.iter().filter(|(.., numbers)| numbers.is_none());
        let unread: Vec<(VPath, Mark)> = unread.map(|(path, mark, _)| (path.clone(), *mark)).collect();
        if let Some(handbook) = newest {
            for file in unread {
                if file.0.as_str() == SETTINGS {
                    pool.declared.insert(file.1, Declared::of(&handbook.settings));
                }
                let claims = Claim::in_handbook(handbook, &file.0);
                pool.add(file, claims);
            }
        } else if !unread.is_empty() {
            let texts = self.shelf.files(edition, &unread).ok()?;
            let declared = texts.iter().find_map(Declared::in_file);
            let mut claims: HashMap<VPath, Vec<Claim>> =
                texts.into_par_iter().map(|file| (file.path.clone(), Claim::in_file(&file))).collect();
            for file in unread {
                if let Some(declared) = declared.as_ref().filter(|_| file.0.as_str() == SETTINGS) {
                    pool.declared.insert(file.1, declared.clone());
                }
                let claims = claims.remove(&file.0).unwrap_or_default();
                pool.add(file, claims);
            }
        }
        let files = files.into_iter().map(|(path, mark, numbers)| match numbers {
            Some(numbers) => Some((path, mark, numbers)),
            None => pool.files.get(&(path.clone(), mark)).map(|numbers| (path, mark, *numbers)),
        });
        files.collect()
    }
}

#[cfg(test)]
mod tests;
