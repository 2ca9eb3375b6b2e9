//! The edge to the repository: what a commit keeps becomes the [`SourceTree`] that a checkout of it would give.
//!
//! Nothing is checked out and no program is run: no git, no hook, no filter, whatever the repository's settings say.
//! Therefore it does not matter to whom the repository belongs, which in a CI's container is often somebody else. Of the
//! settings only the repository's own are read, and nothing of the environment.
//!
//! What a checkout would change is not changed here: text has the line ends that the commit keeps, and a file in Git
//! LFS is the pointer that stands for it.
#![expect(clippy::disallowed_methods, reason = "the other edge of the source stage: it opens the repository")]

mod history;
mod listing;
mod missing;
mod tags;
mod walk;

use std::collections::HashMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use gix::ObjectId;
use gix::bstr::BString;
use gix::objs::Kind;

use super::file::{Asset, At, Content, Object, Refusal, SourceFile, is_pointer, may_be_pointer};
use super::image::Picture;
use super::scope::{is_copy, is_text, most_bytes, name_of};
use super::{SourceTree, VPath, glob};
use walk::{Found, Place, Walk};

pub use listing::Trees;
pub use tags::{Tag, Tagged};

/// Pictures longer than this are not decompressed only to learn their size.
const MAX_PICTURE_BYTES: u64 = 32 * 1024 * 1024;

/// The repository that holds a handbook.
pub struct Repository {
    repo: gix::Repository,
    /// The name of the handbook's folder.
    name: String,
    /// The handbook's folder on disk.
    root: PathBuf,
    /// The way to it from the top of the repository.
    inside: Vec<BString>,
}

/// A commit that was found.
pub struct Commit {
    id: ObjectId,
    tree: ObjectId,
}

impl Commit {
    /// Its id in hexadecimal digits.
    pub fn id(&self) -> String {
        self.id.to_string()
    }
}

/// What a commit keeps of a handbook.
pub struct Kept {
    /// Its files.
    pub tree: SourceTree,
    /// Folders of other repositories in it, of which a commit keeps the address only.
    pub submodules: Vec<VPath>,
}

/// The texts of the commit that was read last, by the ids that git gives them. One edition is mostly like the next, and
/// unpacking a file takes longer than anything else that is done to it here.
#[derive(Default)]
pub struct Texts(HashMap<ObjectId, Arc<str>>);

impl Texts {
    fn get(&self, id: ObjectId, path: &VPath) -> Option<Content> {
        let text = self.0.get(&id).filter(|text| text.len() as u64 <= most_bytes(path))?;
        Some(Content::Text(Arc::clone(text)))
    }
}

impl Repository {
    /// Opens the repository that the folder `root` lies in: its own, a linked working tree's or a submodule's.
    ///
    /// # Errors
    /// When there is none, or it is of a kind that cannot be read.
    pub fn holding(root: &Path) -> Result<Self> {
        let none = || {
            anyhow!("`{}` lies in no git repository, so there is nothing to compare it with", root.display())
        };
        Self::around(root)?.ok_or_else(none)
    }

    /// As [`Self::holding`]; `None` when there is no repository.
    ///
    /// # Errors
    /// When there is one of a kind that cannot be read.
    pub fn around(root: &Path) -> Result<Option<Self>> {
        let root = root.canonicalize().with_context(|| format!("there is no folder `{}`", root.display()))?;
        let Some(repo) = open(&root)? else { return Ok(None) };
        let top = repo.workdir().and_then(|top| top.canonicalize().ok());
        let Some(inside) = top.as_deref().and_then(|top| root.strip_prefix(top).ok()) else {
            bail!(
                "the repository `{}` has its files elsewhere than in `{}`",
                repo.git_dir().display(),
                root.display()
            );
        };
        let parts = inside.components();
        let inside = parts.map(|part| part.as_os_str().as_encoded_bytes().into()).collect();
        Ok(Some(Self { repo, name: name_of(&root), root, inside }))
    }

    /// The commit that a branch, a tag, an id or a way back from one of them (`HEAD~2`) leads to.
    ///
    /// # Errors
    /// When there is none: the sentence says what was meant, or which command brings it.
    pub fn commit(&self, reference: &str) -> Result<Commit> {
        let unreadable = |error: gix::Error| damaged(&format!("the commit of `{reference}`"), &error);
        let id = missing::resolve(&self.repo, reference)?;
        let object = self.repo.find_object(id).map_err(unreadable)?;
        let object = object.peel_tags_to_end().map_err(unreadable)?;
        if object.kind != Kind::Commit {
            bail!("`{reference}` is a {} and no commit: name a branch, a tag or a commit", object.kind);
        }
        let commit = object.into_commit();
        let tree = commit.tree_id().map_err(unreadable)?.detach();
        Ok(Commit { id: commit.id, tree })
    }

    /// Reads the handbook as a commit keeps it, or `None` when its folder is not in there.
    ///
    /// `leave_out` is what [`read_folder`](super::disk::read_folder) would be told to leave out.
    ///
    /// # Errors
    /// When an object is missing or damaged.
    pub fn read(&self, commit: &Commit, leave_out: &[PathBuf]) -> Result<Option<Kept>> {
        self.read_after(&mut Texts::default(), commit, leave_out)
    }

    /// As [`Self::read`], for one of many commits: `texts` are those of the last one, and become those of this one.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_after(
        &self,
        texts: &mut Texts,
        commit: &Commit,
        leave_out: &[PathBuf],
    ) -> Result<Option<Kept>> {
        let known = std::mem::take(texts);
        let walk = self.walk(commit, leave_out);
        let Some(Found::Folder { id, .. }) = walk.find(&self.inside)? else { return Ok(None) };
        let is_handbook = walk.is_handbook()?;
        let walk::Listing { places, submodules } = walk.list(id, is_handbook)?;
        let mut tree = SourceTree::new(&self.name);
        for (path, place) in places {
            let content = match place {
                Place::Refused(refusal) => Content::Refused(refusal),
                Place::File(id) if is_text(&path, is_handbook) => {
                    let content = known.get(id, &path).map_or_else(|| self.text(id, &path), Ok)?;
                    if let Content::Text(text) = &content {
                        texts.0.insert(id, Arc::clone(text));
                    }
                    content
                }
                Place::File(id) => self.asset(id, &path)?,
            };
            tree.insert(SourceFile { path, content });
        }
        Ok(Some(Kept { tree, submodules }))
    }

    /// Reads the files beside the handbook that match one of `patterns` into `tree`, as
    /// [`Folder::read_outside`](super::disk::Folder::read_outside) does.
    ///
    /// # Errors
    /// When an object is missing or damaged.
    pub fn read_outside(
        &self,
        commit: &Commit,
        patterns: &[&str],
        leave_out: &[PathBuf],
        tree: &mut SourceTree,
    ) -> Result<()> {
        let walk = self.walk(commit, leave_out);
        for pattern in patterns {
            for (path, place) in walk.list_beside(&glob::folder(pattern))? {
                if is_copy(&path) && glob::matches(pattern, &path) {
                    let content = match place {
                        Place::File(id) => self.text(id, &path)?,
                        Place::Refused(refusal) => Content::Refused(refusal),
                    };
                    tree.insert_outside(SourceFile { path, content });
                }
            }
        }
        Ok(())
    }

    fn walk(&self, commit: &Commit, leave_out: &[PathBuf]) -> Walk<'_> {
        let relative = |path: &PathBuf| VPath::new(&path.strip_prefix(&self.root).ok()?.to_string_lossy());
        Walk::new(&self.repo, commit.tree, &self.inside, leave_out.iter().filter_map(relative).collect())
    }

    fn text(&self, id: ObjectId, path: &VPath) -> Result<Content> {
        let len = length(&self.repo, id, path)?;
        if len > most_bytes(path) {
            return Ok(Content::Refused(Refusal::TooLarge { len }));
        }
        bytes(&self.repo, id, path).map(SourceFile::decode)
    }

    /// Of an asset only a picture's bytes are looked at, and those of what is short enough to be a pointer; none are kept.
    fn asset(&self, id: ObjectId, path: &VPath) -> Result<Content> {
        let len = length(&self.repo, id, path)?;
        if may_be_pointer(len) && is_pointer(&bytes(&self.repo, id, path)?) {
            return Ok(Content::Refused(Refusal::Pointer));
        }
        let size = match Picture::named(path).filter(|_| len <= MAX_PICTURE_BYTES) {
            Some(picture) => picture.size(Cursor::new(bytes(&self.repo, id, path)?))?,
            None => None,
        };
        let object = Object { repository: self.repo.git_dir().into(), id: id.to_string().into() };
        Ok(Content::Asset(Asset { len, size, at: At::Object(object) }))
    }
}

impl Repository {
    /// The bytes of an asset by its id, as [`bytes_of`] brings them.
    ///
    /// # Errors
    /// When the object is missing or damaged.
    pub fn bytes(&self, id: &str) -> Result<Vec<u8>> {
        bytes_of(&Object { repository: self.repo.git_dir().into(), id: id.into() })
    }
}

/// The bytes of an asset that a repository keeps. They are brought when they are written and held by nobody before.
///
/// # Errors
/// When the repository is gone, or the object is missing or damaged.
pub fn bytes_of(object: &Object) -> Result<Vec<u8>> {
    let what = format!("the object {}", object.id);
    let id = ObjectId::from_hex(object.id.as_bytes()).map_err(|_| anyhow!("{what} has no id of git's"))?;
    let repo = open(&object.repository)?.with_context(|| format!("{what} is in no repository any more"))?;
    match repo.try_find_object(id) {
        Ok(Some(mut found)) => Ok(std::mem::take(&mut found.data)),
        Ok(None) => Err(lost(&repo, id, "an asset")),
        Err(error) => Err(damaged(&what, &error)),
    }
}

/// Finds the repository upward from `root` and opens it, whoever owns it: see the head of this file.
fn open(root: &Path) -> Result<Option<gix::Repository>> {
    use gix::discover::upwards::{Error, Options, TrustPolicy};
    let upwards = Options { trust: TrustPolicy::Assume(gix::sec::Trust::Full), ..Options::default() };
    let isolated = gix::sec::trust::Mapping {
        full: gix::open::Options::isolated(),
        reduced: gix::open::Options::isolated(),
    };
    let opened = gix::ThreadSafeRepository::discover_opts(root, upwards, isolated);
    if opened.as_ref().is_err_and(|error| error.downcast_any_ref::<Error>().is_some()) {
        return Ok(None);
    }
    let opened = opened.map_err(|error| {
        if error.is_unsupported() || error.to_string().contains("sha256") {
            anyhow!(
                "the repository of `{}` names its objects by SHA-256, which this program cannot read",
                root.display()
            )
        } else {
            anyhow!("the repository of `{}` cannot be opened: {error}", root.display())
        }
    })?;
    let repo = opened.to_thread_local();
    let storage = repo.config_snapshot().string("extensions.refStorage");
    if let Some(other) = storage.filter(|storage| storage != "files") {
        bail!(
            "the repository of `{}` keeps its branches in the format `{other}`, which this program cannot read: clone it anew with `git clone --ref-format=files`",
            root.display()
        );
    }
    Ok(Some(repo))
}

fn length(repo: &gix::Repository, id: ObjectId, path: &VPath) -> Result<u64> {
    match repo.try_find_header(id) {
        Ok(Some(header)) if header.kind() == Kind::Blob => Ok(header.size()),
        Ok(Some(_)) => bail!("`{path}` is no file in this repository: `git fsck` says what is damaged"),
        Ok(None) => Err(lost(repo, id, &format!("`{path}`"))),
        Err(error) => Err(damaged(&format!("`{path}`"), &error)),
    }
}

fn bytes(repo: &gix::Repository, id: ObjectId, path: &VPath) -> Result<Vec<u8>> {
    match repo.try_find_object(id) {
        Ok(Some(mut object)) => Ok(std::mem::take(&mut object.data)),
        Ok(None) => Err(lost(repo, id, &format!("`{path}`"))),
        Err(error) => Err(damaged(&format!("`{path}`"), &error)),
    }
}

/// An object that a commit names and nobody has.
fn lost(repo: &gix::Repository, id: ObjectId, what: &str) -> anyhow::Error {
    let settings = repo.config_snapshot();
    let promises = |remote: &BString| settings.boolean(&format!("remote.{remote}.promisor")) == Some(true);
    if repo.remote_names().iter().any(promises) {
        anyhow!(
            "this is a partial clone, and {what} was left out of it: `git fetch --refetch --no-filter` brings everything"
        )
    } else {
        anyhow!("the object {id} of {what} is missing in this repository: `git fsck` says what else is")
    }
}

/// An object that is there and cannot be read.
fn damaged(what: &str, error: &gix::Error) -> anyhow::Error {
    let cause = error.probable_cause().to_string();
    let cause = cause.lines().next().unwrap_or_default();
    anyhow!("{what} cannot be read from this repository ({cause}): `git fsck` says what is damaged")
}
