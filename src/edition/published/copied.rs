//! Which files an edition copied along, and where to: those that its pages link to or show.

use std::cell::OnceCell;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::super::Listing;
use crate::model::address::{file_address, folders_above};
use crate::model::claim::Claim;
use crate::parse::Layout;
use crate::parse::document::Kind;
use crate::source::VPath;

/// The files and pages of one edition, each page with where it stood.
pub(super) struct Ground<'a, 'p, I> {
    listing: &'a Listing,
    pages: I,
    /// Every address at which a page stood, or a folder of plain pages.
    stood: OnceCell<HashSet<&'p str>>,
}

impl<'a, 'p, I: Iterator<Item = (&'p Claim, &'p str)> + Clone> Ground<'a, 'p, I> {
    pub(super) fn new(listing: &'a Listing, pages: I) -> Self {
        Self { listing, pages, stood: OnceCell::new() }
    }

    /// Where a file stood that a page may mean by a link, if the edition has it.
    pub(super) fn address(&self, path: &VPath) -> Option<String> {
        let path = self.find(path)?;
        Some(file_address(Layout::Handbook, path, |folder| self.stood().contains(folder)))
    }

    /// The file of a path. One accent can be spelt in two ways, and disks differ in which they keep.
    fn find(&self, path: &VPath) -> Option<&VPath> {
        if let Ok(at) = self.listing.binary_search_by(|(known, _)| known.cmp(path)) {
            return Some(&self.listing[at].0);
        }
        if path.as_str().is_ascii() {
            return None;
        }
        let composed: String = path.as_str().nfc().collect();
        let is_it = |known: &&VPath| !known.as_str().is_ascii() && known.as_str().nfc().eq(composed.chars());
        self.listing.iter().map(|(known, _)| known).find(is_it)
    }

    fn stood(&self) -> &HashSet<&'p str> {
        self.stood.get_or_init(|| {
            let mut stood = HashSet::new();
            for (claim, address) in self.pages.clone() {
                stood.insert(address);
                if claim.kind == Kind::Page {
                    stood.extend(folders_above(address));
                }
            }
            stood
        })
    }
}
