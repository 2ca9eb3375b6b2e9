//! Files with the same content are stored once: a second one becomes another name of the first, where the file system
//! can do that. Pages are left out: no two are alike, and to ask would cost more than it saves.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use super::folder::{Folder, hash_source, open_source};
use super::found::Found;
use crate::write::is_page;
use crate::write::manifest::Entry;

/// The files that a build may link to, by what is in them.
pub(super) struct Twins<'a> {
    found: Option<&'a Found>,
    /// Asked and told of one file at a time, so that of two that are written at once one is the first.
    known: Mutex<Known<'a>>,
}

#[derive(Default)]
struct Known<'a> {
    files: HashMap<Entry, Twin<'a>>,
    lengths: HashSet<u64>,
}

/// Where a file of a content is.
enum Twin<'a> {
    /// In the new site, under this path.
    Staged(String),
    /// In the old one.
    Before(&'a str),
}

impl<'a> Twins<'a> {
    pub(super) fn new(found: Option<&'a Found>) -> Self {
        let mut known = Known::default();
        for path in found.iter().flat_map(|found| found.manifest.paths()).filter(|path| !is_page(path)) {
            if let Some(entry) = found.and_then(|found| found.manifest.get(path)) {
                known.learn(entry, Twin::Before(path));
            }
        }
        Self { found, known: Mutex::new(known) }
    }

    /// Writes a file into the new site.
    pub(super) fn write(&self, into: &Folder, path: &str, entry: Entry, bytes: &[u8]) -> Result<()> {
        if is_page(path) {
            return Ok(into.write(path, bytes)?);
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.link(&known, into, path, entry) {
            into.write(path, bytes)?;
            known.learn(entry, Twin::Staged(path.to_owned()));
        }
        Ok(())
    }

    /// Copies a file from outside into the new site; `entry` is what is in it, if that is known already.
    pub(super) fn copy(
        &self,
        into: &Folder,
        path: &str,
        source: &Path,
        mut entry: Option<Entry>,
    ) -> Result<Entry> {
        let file = open_source(source)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Only a file that is as long as another one is worth reading before it is copied.
        if entry.is_none() && file.metadata().is_ok_and(|found| known.lengths.contains(&found.len())) {
            entry = Some(hash_source(source)?);
        }
        if let Some(entry) = entry.filter(|entry| self.link(&known, into, path, *entry)) {
            return Ok(entry);
        }
        let entry = into.copy_in(path, file)?;
        known.learn(entry, Twin::Staged(path.to_owned()));
        Ok(entry)
    }

    /// Makes a file another name of its twin, if it has one that is still what it was.
    fn link(&self, known: &Known<'_>, into: &Folder, path: &str, entry: Entry) -> bool {
        match known.files.get(&entry) {
            Some(Twin::Staged(twin)) => into.link_as(path, into, twin),
            Some(Twin::Before(twin)) => {
                let found = self.found.filter(|found| found.has(twin, entry));
                found.is_some_and(|found| into.link_as(path, &found.folder, twin))
            }
            None => false,
        }
    }
}

impl<'a> Known<'a> {
    fn learn(&mut self, entry: Entry, twin: Twin<'a>) {
        if entry != Entry::UNKNOWN {
            self.lengths.insert(entry.len);
            self.files.insert(entry, twin);
        }
    }
}
