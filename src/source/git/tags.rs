//! The tags of a repository that stand for editions, and what each leads to. Reading them opens no file of any: a tag,
//! a commit and the folder that the handbook lies in are enough.

use std::collections::BTreeMap;

use anyhow::Result;
use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::{Kind, TagRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::walk::{Entry, Found, Place};
use super::{Commit, Repository, bytes, damaged};
use crate::source::scope::belongs;
use crate::source::{Astray, Digest, EDITIONS, VPath};

/// A tag whose name has the form that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its whole name, such as `edition/2026-1`.
    pub name: String,
    /// What stands in place of the `*`, such as `2026-1`.
    pub stands_for: String,
    /// What was written into it, without a signature; `None` for a lightweight tag, into which nothing can be written.
    pub message: Option<String>,
    /// The day on which it was made, where its maker was; `None` for a lightweight tag.
    pub made: Option<Date>,
    /// Where it leads.
    pub leads_to: Result<Tagged, Astray>,
}

/// A handbook as a tag's commit keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// The commit's id in hexadecimal digits.
    pub commit: String,
    /// A digest of the ids of what lies in the handbook's folder, `editions.lock` left aside.
    pub objects: Digest,
}

impl Repository {
    /// Every tag that has the form `pattern`, in which one `*` stands for anything, in the order of their names.
    ///
    /// # Errors
    /// When the repository's list of tags cannot be read.
    pub fn tags(&self, pattern: &str) -> Result<Vec<Tag>> {
        let unreadable = |error: gix::Error| damaged("the list of tags", &error);
        let (before, behind) = pattern.split_once('*').unwrap_or((pattern, ""));
        let references = self.repo.references().map_err(unreadable)?;
        let mut tags = Vec::new();
        for reference in references.tags().map_err(unreadable)? {
            let reference = match reference {
                Ok(reference) => reference,
                Err(error) => {
                    anyhow::bail!("a tag of this repository cannot be read ({error}): `git fsck` says which")
                }
            };
            let name = reference.name().shorten().to_str_lossy().into_owned();
            let inner = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
            let Some(stands_for) = inner.map(str::to_string) else { continue };
            let Some(id) = reference.try_id() else { continue };
            tags.push(self.tag(name, stands_for, id.detach()));
        }
        tags.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tags)
    }

    fn tag(&self, name: String, stands_for: String, id: ObjectId) -> Tag {
        let mut tag = Tag { name, stands_for, message: None, made: None, leads_to: Err(Astray::NoHandbook) };
        let astray = |error: anyhow::Error| Astray::Unreadable(format!("{error:#}"));
        let object = match self.object(id, &tag.name) {
            Ok(object) => object,
            Err(error) => return Tag { leads_to: Err(astray(error)), ..tag },
        };
        if object.kind == Kind::Tag {
            match TagRef::from_bytes(&object.data, id.kind()) {
                Ok(read) => {
                    tag.message = Some(message(&read));
                    tag.made = made(&read);
                }
                Err(error) => {
                    let error = damaged(&format!("the tag `{}`", tag.name), &error);
                    return Tag { leads_to: Err(astray(error)), ..tag };
                }
            }
        }
        tag.leads_to = self.tagged(id, &tag.name).unwrap_or_else(|error| Err(astray(error)));
        tag
    }

    fn object(&self, id: ObjectId, name: &str) -> Result<gix::Object<'_>> {
        match self.repo.try_find_object(id) {
            Ok(Some(object)) => Ok(object),
            Ok(None) if self.is_shallow() => {
                anyhow::bail!(
                    "this clone is shallow, and what `{name}` leads to was left out: `git fetch --unshallow --tags` brings it"
                )
            }
            Ok(None) => Err(super::lost(&self.repo, id, &format!("`{name}`"))),
            Err(error) => Err(damaged(&format!("`{name}`"), &error)),
        }
    }

    /// The handbook behind a tag, tags of tags followed.
    fn tagged(&self, id: ObjectId, name: &str) -> Result<Result<Tagged, Astray>> {
        let mut object = self.object(id, name)?;
        // No tag can hold itself, so this ends.
        while object.kind == Kind::Tag {
            let read = TagRef::from_bytes(&object.data, id.kind())
                .map_err(|error| damaged(&format!("`{name}`"), &error))?;
            object = self.object(read.target(), name)?;
        }
        if object.kind != Kind::Commit {
            return Ok(Err(Astray::NoCommit(object.kind.to_string())));
        }
        let commit = object.into_commit();
        let tree =
            commit.tree_id().map_err(|error| damaged(&format!("the commit of `{name}`"), &error))?.detach();
        let commit = Commit { id: commit.id, tree };
        let objects = self.objects(&commit)?;
        Ok(objects.map(|objects| Tagged { commit: commit.id(), objects }).ok_or(Astray::NoHandbook))
    }

    /// A digest of the ids that git gives to what lies in the handbook's folder, `editions.lock` left aside; `None` when
    /// the commit holds no handbook.
    ///
    /// # Errors
    /// When an object is missing or damaged.
    pub fn objects(&self, commit: &Commit) -> Result<Option<Digest>> {
        let walk = self.walk(commit, &[]);
        let Some(Found::Folder { id, .. }) = walk.find(&self.inside)? else { return Ok(None) };
        if !walk.is_handbook()? {
            return Ok(None);
        }
        let entries = walk.entries(id)?;
        let is_counted =
            |entry: &&Entry| belongs(&entry.name.to_str_lossy(), true, true) && entry.name != EDITIONS;
        let digests = entries.iter().filter(is_counted).map(|entry| {
            let what = format!("{:?} {}", entry.kind, entry.id);
            (entry.name.to_str_lossy(), Digest::of_bytes(what.as_bytes()))
        });
        let digests: Vec<_> = digests.collect();
        Ok(Some(Digest::of_all(digests.iter().map(|(name, digest)| (name.as_ref(), *digest)))))
    }

    /// A digest of the handbook's paths and their contents, `editions.lock` left aside, as
    /// [`frozen`](crate::source::disk::frozen) makes it of a folder; `None` when the commit holds no handbook. Slow: it
    /// reads every file.
    ///
    /// # Errors
    /// When an object is missing or damaged.
    pub fn contents(&self, commit: &Commit) -> Result<Option<Digest>> {
        let walk = self.walk(commit, &[]);
        let Some(Found::Folder { id, .. }) = walk.find(&self.inside)? else { return Ok(None) };
        if !walk.is_handbook()? {
            return Ok(None);
        }
        let places: BTreeMap<VPath, Place> = walk.list(id, true)?.places.into_iter().collect();
        let mut digests = Vec::with_capacity(places.len());
        for (path, place) in places.into_iter().filter(|(path, _)| path.as_str() != EDITIONS) {
            let digest = match place {
                Place::File(id) => Digest::of_bytes(&bytes(&self.repo, id, &path)?),
                Place::Refused(_) => Digest::of_nothing(),
            };
            digests.push((path, digest));
        }
        Ok(Some(Digest::of_all(digests.iter().map(|(path, digest)| (path.as_str(), *digest)))))
    }

    /// Whether the history ends early, and with it what tags could lead to.
    pub fn is_shallow(&self) -> bool {
        self.repo.is_shallow().unwrap_or_default()
    }

    /// The name of the repository that this one was cloned from, mostly `origin`.
    pub fn remote(&self) -> Option<String> {
        let names = self.repo.remote_names();
        let usual = names.iter().find(|name| name.as_bstr() == "origin");
        usual.or_else(|| names.iter().next()).map(ToString::to_string)
    }
}

/// The words of a tag. Git's own reader takes a signature by PGP off; those of other kinds look alike.
fn message(tag: &TagRef<'_>) -> String {
    let text = tag.message.to_str_lossy();
    let lines = text.lines().take_while(|line| !line.starts_with("-----BEGIN "));
    lines.collect::<Vec<_>>().join("\n").trim().to_string()
}

/// The day on which it was made, where its maker was.
fn made(tag: &TagRef<'_>) -> Option<Date> {
    let time = tag.tagger().ok()??.time().ok()?;
    let offset = Offset::from_seconds(time.offset).ok()?;
    Some(offset.to_datetime(Timestamp::from_second(time.seconds).ok()?).date())
}
