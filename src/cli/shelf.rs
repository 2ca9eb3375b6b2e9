//! Which editions there are: asks the folder and the repository, as the settings say, and gives what they found to the
//! edition stage.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

#[cfg(feature = "git")]
use crate::edition::found::Origin;
use crate::edition::{Candidate, Edition, Found, Listing, Lock, Place, Reader, Shelf};
use crate::parse::editions;
use crate::parse::settings::{EditionSource, Settings};
use crate::source::disk::{self, Frozen};
use crate::source::{Digest, Digests, EDITIONS, FROZEN, Mark, SETTINGS, SourceFile, SourceTree, VPath};
use from_git::{Texts, Trees};

/// The shelf of the handbook at `root`, of which `tree` was read. Nothing that is wrong with an edition stops anybody: it
/// comes along as a trouble.
pub fn of(root: &Path, tree: &SourceTree) -> Shelf {
    // A plain folder has no editions: nothing says what belongs to it.
    if !tree.is_handbook() {
        return Shelf::default();
    }
    let settings = Settings::of(tree);
    let lock = tree.text(EDITIONS).map(editions::parse).unwrap_or_default();
    Shelf::read_by(
        find(root, &settings, &lock),
        OnDisk { root: root.to_path_buf(), trees: Mutex::default(), texts: Mutex::default() },
    )
}

/// As [`of`], for whoever has read nothing yet: only the settings and `editions.lock` are looked at.
pub fn at(root: &Path) -> Shelf {
    let mut tree = SourceTree::default();
    if let Ok(folder) = disk::Folder::open(root, &[]) {
        let paths = [SETTINGS, EDITIONS].map(|name| folder.root().join(name));
        for change in paths.iter().flat_map(|path| folder.read_at(path, &SourceTree::default())) {
            if let disk::Change::Written(file) = change {
                tree.insert(file);
            }
        }
    }
    of(root, &tree)
}

fn find(root: &Path, settings: &Settings, lock: &Lock) -> Found {
    let tags = settings.editions.tags();
    let frozen = match settings.editions.source {
        Some(EditionSource::Git) => Ok(Vec::new()),
        Some(EditionSource::Folder) | None => disk::frozen(root),
    };
    let mut found = match (settings.editions.source, frozen) {
        (_, Err(error)) => blocked(
            EditionSource::Folder,
            format!("{error:#}, so no edition is listed"),
            format!("allow `{FROZEN}/` to be read"),
        ),
        (None, Ok(frozen)) if frozen.is_empty() => tagged(root, tags, !lock.is_empty(), false),
        (Some(EditionSource::Git), Ok(_)) => tagged(root, tags, !lock.is_empty(), true),
        (Some(EditionSource::Folder) | None, Ok(frozen)) => Found {
            source: Some(EditionSource::Folder),
            candidates: frozen.into_iter().map(candidate).collect(),
            ..Found::default()
        },
    };
    found.tags = tags.to_string();
    found
}

/// Of its files nothing is known until somebody asks.
fn candidate(frozen: Frozen) -> Candidate {
    Candidate {
        place: Place::Folder(frozen.name.clone()),
        name: frozen.name,
        made: None,
        message: None,
        digests: frozen.astray.map_or(Ok(Digests::default()), Err),
    }
}

fn blocked(source: EditionSource, sentence: String, mend: String) -> Found {
    Found { source: Some(source), blocked: Some((sentence, mend)), ..Found::default() }
}

/// What the repository has; `is_asked_for` when the settings name it.
#[cfg(feature = "git")]
fn tagged(root: &Path, tags: &str, _is_recorded: bool, is_asked_for: bool) -> Found {
    use crate::source::git::Repository;
    let by_hand = "`editions: { source: folder }` in handbook.yaml keeps editions as folders, without git";
    let repository = match Repository::around(root) {
        Ok(Some(repository)) => repository,
        Ok(None) if is_asked_for => {
            let sentence =
                "editions are to come from git, and this folder lies in no git repository".to_string();
            return blocked(EditionSource::Git, sentence, format!("`git init` makes one; {by_hand}"));
        }
        Ok(None) => return Found::default(),
        Err(error) => {
            let sentence = format!("no edition is listed: {error:#}");
            return blocked(EditionSource::Git, sentence, by_hand.to_string());
        }
    };
    let listed = match repository.tags(tags) {
        Ok(listed) => listed,
        Err(error) => {
            let sentence = format!("no edition is listed: {error:#}");
            return blocked(
                EditionSource::Git,
                sentence,
                "mend the repository, or clone it anew".to_string(),
            );
        }
    };
    let origin = Origin { is_shallow: repository.is_shallow(), remote: repository.remote() };
    let candidates = listed.into_iter().map(|tag| {
        let commit = tag.leads_to.as_ref().map(|tagged| tagged.commit.clone()).unwrap_or_default();
        let digests = tag.leads_to.map(|tagged| Digests { files: None, objects: Some(tagged.objects) });
        let place = Place::Tag { tag: tag.name, commit };
        Candidate { name: tag.stands_for, place, made: tag.made, message: tag.message, digests }
    });
    let candidates = candidates.collect();
    Found { source: Some(EditionSource::Git), candidates, origin, ..Found::default() }
}

#[cfg(not(feature = "git"))]
fn tagged(_root: &Path, _tags: &str, is_recorded: bool, is_asked_for: bool) -> Found {
    if !is_asked_for && !is_recorded {
        return Found::default();
    }
    blocked(
        EditionSource::Git,
        "this program was built without `git`, so it cannot list editions that are tags".to_string(),
        "build it with `--features git`".to_string(),
    )
}

/// Reads editions where they are kept.
struct OnDisk {
    root: PathBuf,
    /// Folders that one edition has in common with the next.
    trees: Mutex<Trees>,
    /// Files that the edition which was read last has in common with the next.
    texts: Mutex<Texts>,
}

impl Reader for OnDisk {
    fn read(&self, edition: &Edition) -> Result<SourceTree> {
        match &edition.place {
            Place::Folder(name) => disk::read_frozen(&self.root, name),
            Place::Tag { tag, commit } => {
                let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
                from_git::read(&self.root, tag, commit, &mut texts)
            }
        }
    }

    fn list(&self, edition: &Edition) -> Result<Listing> {
        match &edition.place {
            Place::Folder(name) => {
                let files = disk::list_frozen(&self.root, name)?.into_iter();
                Ok(files.map(|(path, digest)| (path, Mark::Contents(digest))).collect())
            }
            Place::Tag { tag, commit } => {
                let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
                from_git::list(&self.root, tag, commit, &mut trees)
            }
        }
    }

    fn read_files(&self, edition: &Edition, files: &[(VPath, Mark)]) -> Result<Vec<SourceFile>> {
        match &edition.place {
            Place::Folder(name) => {
                disk::read_frozen_files(&self.root, name, files.iter().map(|(path, _)| path))
            }
            Place::Tag { tag, .. } => from_git::read_files(&self.root, tag, files),
        }
    }

    fn contents(&self, edition: &Edition) -> Result<Option<Digest>> {
        match &edition.place {
            // Its listing tells.
            Place::Folder(_) => Ok(None),
            Place::Tag { tag, commit } => from_git::contents(&self.root, tag, commit),
        }
    }
}

#[cfg(feature = "git")]
mod from_git {
    use std::path::Path;

    use anyhow::{Context, Result};

    use crate::edition::Listing;
    use crate::source::git::Repository;
    pub(super) use crate::source::git::{Texts, Trees};
    use crate::source::{Digest, Mark, SourceFile, SourceTree, VPath};

    pub(super) fn read(root: &Path, tag: &str, commit: &str, texts: &mut Texts) -> Result<SourceTree> {
        let repository = Repository::holding(root)?;
        let kept = repository.read_after(texts, &repository.commit(commit)?, &[])?;
        Ok(kept.with_context(|| format!("the commit of `{tag}` holds no handbook"))?.tree)
    }

    pub(super) fn list(root: &Path, _tag: &str, commit: &str, trees: &mut Trees) -> Result<Listing> {
        let repository = Repository::holding(root)?;
        repository.list(&repository.commit(commit)?, trees)
    }

    pub(super) fn read_files(root: &Path, _tag: &str, files: &[(VPath, Mark)]) -> Result<Vec<SourceFile>> {
        Repository::holding(root)?.read_files(files)
    }

    pub(super) fn contents(root: &Path, _tag: &str, commit: &str) -> Result<Option<Digest>> {
        let repository = Repository::holding(root)?;
        let contents = repository.commit(commit).and_then(|commit| repository.contents(&commit));
        // What cannot be read is told when somebody wants to.
        Ok(contents.ok().flatten())
    }
}

#[cfg(not(feature = "git"))]
mod from_git {
    use std::path::Path;

    use anyhow::{Result, bail};

    use crate::edition::Listing;
    use crate::source::{Digest, Mark, SourceFile, SourceTree, VPath};

    pub(super) fn read(_root: &Path, tag: &str, _commit: &str, _texts: &mut Texts) -> Result<SourceTree> {
        bail!("this program was built without `git`, so it cannot read `{tag}`")
    }

    /// Nothing is known of any folder or file.
    pub(super) type Trees = ();
    pub(super) type Texts = ();

    pub(super) fn list(root: &Path, tag: &str, commit: &str, _trees: &mut Trees) -> Result<Listing> {
        read(root, tag, commit, &mut ()).map(|_| Listing::new())
    }

    pub(super) fn read_files(root: &Path, tag: &str, _files: &[(VPath, Mark)]) -> Result<Vec<SourceFile>> {
        read(root, tag, "", &mut ()).map(|_| Vec::new())
    }

    pub(super) fn contents(_root: &Path, _tag: &str, _commit: &str) -> Result<Option<Digest>> {
        Ok(None)
    }
}
