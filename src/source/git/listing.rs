//! What files a commit has of a handbook, without reading any: for editions, of which one is mostly like the next. A folder
//! that did not change has the same id, so it is looked at once for all of them.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Result, bail};
use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;

use super::walk::{Ahead, Entry, Found, MOST_ENTRIES, Place, Walk, below, path_of};
use super::{Commit, Repository};
use crate::source::file::{Content, Refusal};
use crate::source::scope::{belongs, unfit};
use crate::source::{Digest, EDITIONS, Mark, SourceFile, VPath};

/// Folders that were looked at, by where they lie and by their ids.
#[derive(Default)]
pub struct Trees(HashMap<(String, ObjectId), Arc<Listed>>);

/// What lies in one folder and belongs to the handbook.
#[derive(Default)]
struct Listed {
    files: Vec<(VPath, Mark)>,
    /// Where they lead to, another folder says.
    links: Vec<(VPath, Entry)>,
    folders: Vec<Entry>,
}

impl Repository {
    /// The paths of the handbook, sorted, each with the id that git gives to what is in the file; `editions.lock` is left
    /// aside. Empty when the commit holds no handbook. Reads folders that `trees` does not know, and no file.
    ///
    /// # Errors
    /// When an object is missing or damaged.
    pub fn list(&self, commit: &Commit, trees: &mut Trees) -> Result<Vec<(VPath, Mark)>> {
        let walk = self.walk(commit, &[]);
        let Some(Found::Folder { id, .. }) = walk.find(&self.inside)? else { return Ok(Vec::new()) };
        let mut files = Vec::new();
        let mut ahead = vec![Ahead { id, path: String::new(), depth: 0 }];
        while let Some(folder) = ahead.pop() {
            let listed = trees.look(&walk, &folder)?;
            files.extend(listed.files.iter().cloned());
            for (path, link) in &listed.links {
                files.push((path.clone(), mark(&walk.follow(&folder, link)?)));
            }
            for entry in &listed.folders {
                ahead.push(below(&folder, entry)?);
            }
            // Trees can name themselves a thousand times over.
            if files.len() + ahead.len() > MOST_ENTRIES {
                bail!("this commit holds more than {MOST_ENTRIES} files and folders");
            }
        }
        files.retain(|(path, _)| path.as_str() != EDITIONS);
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(files)
    }

    /// Reads a few texts of the handbook, by what [`Self::list`] gave.
    ///
    /// # Errors
    /// When an object is missing or damaged.
    pub fn read_files<'a>(
        &self,
        files: impl IntoIterator<Item = &'a (VPath, Mark)>,
    ) -> Result<Vec<SourceFile>> {
        let read = |(path, mark): &(VPath, Mark)| {
            let content = match mark {
                Mark::Object(id) => self.text(ObjectId::Sha1(*id), path)?,
                Mark::Contents(_) => Content::Refused(Refusal::Link),
            };
            Ok(SourceFile { path: path.clone(), content })
        };
        files.into_iter().map(read).collect()
    }
}

impl Trees {
    fn look(&mut self, walk: &Walk<'_>, folder: &Ahead) -> Result<Arc<Listed>> {
        let key = (folder.path.clone(), folder.id);
        if let Some(known) = self.0.get(&key) {
            return Ok(Arc::clone(known));
        }
        let mut listed = Listed::default();
        for entry in walk.inner_entries(folder)? {
            let Some(path) = path_of(folder, &entry) else { continue };
            if !belongs(&entry.name.to_str_lossy(), folder.depth == 0, true) {
                continue;
            }
            if entry.kind == EntryKind::Tree {
                listed.folders.push(entry);
            } else if entry.kind == EntryKind::Commit {
                // A folder of another repository has no files here.
            } else if let Some((path, refusal)) = unfit(&path) {
                listed.files.push((path, mark(&Place::Refused(refusal))));
            } else if entry.kind == EntryKind::Link {
                listed.links.push((path, entry));
            } else {
                listed.files.push((path, mark(&Place::File(entry.id))));
            }
        }
        let listed = Arc::new(listed);
        self.0.insert(key, Arc::clone(&listed));
        Ok(listed)
    }
}

/// A refusal has no object.
fn mark(place: &Place) -> Mark {
    match place {
        Place::File(ObjectId::Sha1(id)) => Mark::Object(*id),
        _ => Mark::Contents(Digest::of_nothing()),
    }
}
