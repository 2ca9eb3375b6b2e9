//! The walk through a commit's trees, which meets what a walk through its checkout would meet.

use std::cell::Cell;
use std::collections::VecDeque;

use anyhow::{Result, anyhow, bail};
use gix::ObjectId;
use gix::bstr::{BString, ByteSlice};
use gix::objs::tree::EntryKind;

use crate::source::file::Refusal;
use crate::source::scope::{belongs, belongs_beside, unfit};
use crate::source::{MANIFEST, SETTINGS, VPath};

/// Trees can name themselves a thousand times over, so that a few bytes stand for more files than any disk holds.
pub(super) const MOST_ENTRIES: usize = 300_000;

/// Folders below each other that are still entered.
const DEEPEST: usize = 200;

/// Symbolic links that lead to each other, as many as Linux follows.
const MOST_LINKS: usize = 40;

/// What a way through the trees leads to.
pub(super) enum Found {
    File { id: ObjectId, way: Vec<BString> },
    Folder { id: ObjectId, way: Vec<BString> },
}

/// What stands at a path of the handbook.
pub(super) enum Place {
    File(ObjectId),
    Refused(Refusal),
}

/// What lies in a handbook's folder.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) places: Vec<(VPath, Place)>,
    /// Folders of other repositories.
    pub(super) submodules: Vec<VPath>,
}

pub(super) struct Entry {
    pub(super) name: BString,
    pub(super) kind: EntryKind,
    pub(super) id: ObjectId,
}

/// A commit's trees, seen from the handbook's folder.
pub(super) struct Walk<'a> {
    repo: &'a gix::Repository,
    top: ObjectId,
    inside: &'a [BString],
    leave_out: Vec<VPath>,
    entries_left: Cell<usize>,
}

/// A folder that is still to be listed, by its path in the handbook.
pub(super) struct Ahead {
    pub(super) id: ObjectId,
    pub(super) path: String,
    pub(super) depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        repo: &'a gix::Repository,
        top: ObjectId,
        inside: &'a [BString],
        leave_out: Vec<VPath>,
    ) -> Self {
        Self { repo, top, inside, leave_out, entries_left: Cell::new(MOST_ENTRIES) }
    }

    /// Whether the settings that make a folder a handbook are in it.
    pub(super) fn is_handbook(&self) -> Result<bool> {
        let settings: Vec<BString> = self.inside.iter().cloned().chain([SETTINGS.into()]).collect();
        Ok(matches!(self.find(&settings)?, Some(Found::File { .. })))
    }

    /// Everything in the handbook, whose folder is `root`.
    pub(super) fn list(&self, root: ObjectId, is_handbook: bool) -> Result<Listing> {
        let mut listing = Listing::default();
        let mut ahead = vec![Ahead { id: root, path: String::new(), depth: 0 }];
        while let Some(folder) = ahead.pop() {
            for entry in self.inner_entries(&folder)? {
                let Some(path) = path_of(&folder, &entry) else { continue };
                let name = entry.name.to_str_lossy();
                if !belongs(&name, folder.depth == 0, is_handbook) || self.leave_out.contains(&path) {
                    continue;
                }
                if entry.kind == EntryKind::Tree {
                    ahead.push(below(&folder, &entry)?);
                } else if entry.kind == EntryKind::Commit {
                    listing.submodules.push(path);
                } else if let Some((path, refusal)) = unfit(&path) {
                    listing.places.push((path, Place::Refused(refusal)));
                } else if entry.kind == EntryKind::Link {
                    listing.places.push((path.clone(), self.follow(&folder, &entry)?));
                } else {
                    listing.places.push((path, Place::File(entry.id)));
                }
            }
        }
        Ok(listing)
    }

    /// Every file below a folder beside the handbook, which is named from the handbook's own.
    pub(super) fn list_beside(&self, start: &str) -> Result<Vec<(VPath, Place)>> {
        let steps = start.split('/').filter(|step| !step.is_empty()).map(BString::from);
        let way: Vec<BString> = self.inside.iter().cloned().chain(steps).collect();
        // A folder that is a link leads elsewhere, whatever lies in it.
        let Some(Found::Folder { id, way }) = self.find(&way)? else { return Ok(Vec::new()) };
        if !way.starts_with(self.inside) {
            return Ok(Vec::new());
        }
        let path = VPath::new(start).map_or_else(String::new, |path| path.to_string());
        let mut files = Vec::new();
        let mut ahead = vec![Ahead { id, path, depth: 0 }];
        while let Some(folder) = ahead.pop() {
            for entry in self.inner_entries(&folder)? {
                let Some(path) = path_of(&folder, &entry) else { continue };
                if !belongs_beside(&entry.name.to_str_lossy()) || self.leave_out.contains(&path) {
                    continue;
                }
                match entry.kind {
                    EntryKind::Tree => ahead.push(below(&folder, &entry)?),
                    EntryKind::Commit => {}
                    _ if unfit(&path).is_some() => {}
                    EntryKind::Link => files.push((path, self.follow(&folder, &entry)?)),
                    EntryKind::Blob | EntryKind::BlobExecutable => files.push((path, Place::File(entry.id))),
                }
            }
        }
        Ok(files)
    }

    /// What a way from the top of the repository leads to, links followed; `None` when it leads nowhere or out of it.
    pub(super) fn find(&self, way: &[BString]) -> Result<Option<Found>> {
        let mut ahead: VecDeque<BString> = way.iter().cloned().collect();
        let mut behind: Vec<(BString, ObjectId)> = Vec::new();
        let mut links = 0;
        while let Some(step) = ahead.pop_front() {
            if step.is_empty() || step == "." {
                continue;
            }
            if step == ".." {
                if behind.pop().is_none() {
                    return Ok(None);
                }
                continue;
            }
            let folder = behind.last().map_or(self.top, |(_, id)| *id);
            let Some(entry) = self.entries(folder)?.into_iter().find(|entry| entry.name == step) else {
                return Ok(None);
            };
            match entry.kind {
                EntryKind::Tree => behind.push((step, entry.id)),
                EntryKind::Link => {
                    links += 1;
                    let Some(target) = self.target(entry.id)?.filter(|_| links <= MOST_LINKS) else {
                        return Ok(None);
                    };
                    for step in target.split(|byte| *byte == b'/').rev() {
                        ahead.push_front(step.into());
                    }
                }
                EntryKind::Blob | EntryKind::BlobExecutable if ahead.is_empty() => {
                    let way = behind.into_iter().map(|(name, _)| name).chain([step]).collect();
                    return Ok(Some(Found::File { id: entry.id, way }));
                }
                EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Commit => return Ok(None),
            }
        }
        let id = behind.last().map_or(self.top, |(_, id)| *id);
        Ok(Some(Found::Folder { id, way: behind.into_iter().map(|(name, _)| name).collect() }))
    }

    /// A symbolic link counts as the file it leads to, as long as that file lies in the handbook.
    pub(super) fn follow(&self, folder: &Ahead, link: &Entry) -> Result<Place> {
        let steps = folder.path.split('/').filter(|step| !step.is_empty()).map(BString::from);
        let way: Vec<BString> = self.inside.iter().cloned().chain(steps).chain([link.name.clone()]).collect();
        Ok(match self.find(&way)? {
            Some(Found::File { id, way }) if way.starts_with(self.inside) => Place::File(id),
            _ => Place::Refused(Refusal::Link),
        })
    }

    /// Where a link leads, from its own folder; `None` when it starts at the top of some disk.
    fn target(&self, id: ObjectId) -> Result<Option<BString>> {
        let object = self.repo.find_object(id).map_err(|error| super::damaged("a symbolic link", &error))?;
        let target: BString = object.data.as_slice().into();
        Ok(Some(target).filter(|target| !target.starts_with(b"/")))
    }

    /// The entries of a folder, counted; none when a build wrote it: that is no source, wherever it was put.
    pub(super) fn inner_entries(&self, folder: &Ahead) -> Result<Vec<Entry>> {
        let entries = self.entries(folder.id)?;
        let left = self.entries_left.get().checked_sub(entries.len());
        let left =
            left.ok_or_else(|| anyhow!("this commit holds more than {MOST_ENTRIES} files and folders"))?;
        self.entries_left.set(left);
        let is_built = folder.depth > 0 && entries.iter().any(|entry| entry.name == MANIFEST);
        Ok(if is_built { Vec::new() } else { entries })
    }

    pub(super) fn entries(&self, id: ObjectId) -> Result<Vec<Entry>> {
        let what = format!("the folder {id}");
        let tree = match self.repo.try_find_object(id) {
            Ok(Some(tree)) => tree.try_into_tree().map_err(|error| super::damaged(&what, &error))?,
            Ok(None) => return Err(super::lost(self.repo, id, "a folder")),
            Err(error) => return Err(super::damaged(&what, &error)),
        };
        let decoded = tree.decode().map_err(|error| super::damaged(&what, &error))?;
        let entries = decoded.entries.iter();
        let entries = entries.map(|entry| Entry {
            name: entry.filename.into(),
            kind: entry.mode.kind(),
            id: entry.oid.to_owned(),
        });
        Ok(entries.collect())
    }
}

/// The path of an entry; `None` for a name that no checkout would write.
pub(super) fn path_of(folder: &Ahead, entry: &Entry) -> Option<VPath> {
    let is_name = !matches!(entry.name.as_slice(), b"" | b"." | b"..") && !entry.name.contains(&b'/');
    let name = entry.name.to_str_lossy();
    is_name.then(|| join(&folder.path, &name)).and_then(|path| VPath::new(&path))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
}

pub(super) fn below(folder: &Ahead, entry: &Entry) -> Result<Ahead> {
    let path = join(&folder.path, &entry.name.to_str_lossy());
    if folder.depth >= DEEPEST {
        bail!("`{}…` lies more than {DEEPEST} folders deep", path.chars().take(80).collect::<String>());
    }
    Ok(Ahead { id: entry.id, path, depth: folder.depth + 1 })
}
