//! Which editions there are: asks the folder and the repository, as the settings say, and gives what they found to the
//! edition stage.

use std::path::{Path, PathBuf};

use anyhow::Result;

#[cfg(feature = "git")]
use crate::edition::found::Origin;
use crate::edition::{Candidate, Edition, Found, Lock, Place, Shelf};
use crate::parse::editions;
use crate::parse::settings::{EditionSource, Settings};
use crate::source::disk::{self, Frozen};
use crate::source::{Digests, EDITIONS, FROZEN, SETTINGS, SourceTree};

/// The shelf of the handbook at `root`, of which `tree` was read. Nothing that is wrong with an edition stops anybody: it
/// comes along as a trouble.
pub fn of(root: &Path, tree: &SourceTree) -> Shelf {
    // A plain folder has no editions: nothing says what belongs to it.
    if !tree.is_handbook() {
        return Shelf::default();
    }
    let settings = Settings::of(tree);
    let lock = tree.text(EDITIONS).map(editions::parse).unwrap_or_default();
    let found = find(root, &settings, &lock);
    let root: PathBuf = root.to_path_buf();
    Shelf::new(found, move |edition| open(&root, edition))
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
        (None, Ok(frozen)) if frozen.is_empty() => tagged(root, tags, lock, false),
        (Some(EditionSource::Git), Ok(_)) => tagged(root, tags, lock, true),
        (Some(EditionSource::Folder) | None, Ok(frozen)) => Found {
            source: Some(EditionSource::Folder),
            candidates: frozen.into_iter().map(candidate).collect(),
            ..Found::default()
        },
    };
    found.tags = tags.to_string();
    found
}

fn candidate(frozen: Frozen) -> Candidate {
    let digests = frozen.files.map(|files| Digests { files: Some(files), objects: None });
    Candidate {
        place: Place::Folder(frozen.name.clone()),
        name: frozen.name,
        made: None,
        message: None,
        digests,
    }
}

fn blocked(source: EditionSource, sentence: String, mend: String) -> Found {
    Found { source: Some(source), blocked: Some((sentence, mend)), ..Found::default() }
}

/// What the repository has; `is_asked_for` when the settings name it.
#[cfg(feature = "git")]
fn tagged(root: &Path, tags: &str, lock: &Lock, is_asked_for: bool) -> Found {
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
        let digests = digests.map(|digests| comparable(&repository, &tag.stands_for, &commit, digests, lock));
        let place = Place::Tag { tag: tag.name, commit };
        Candidate { name: tag.stands_for, place, made: tag.made, message: tag.message, digests }
    });
    let candidates = candidates.collect();
    Found { source: Some(EditionSource::Git), candidates, origin, ..Found::default() }
}

/// Where the ids of git do not say that an edition is what its line recorded, such as in one that was cut into a folder
/// or before line ends were mended, its files are read to find out.
#[cfg(feature = "git")]
fn comparable(
    repository: &crate::source::git::Repository,
    name: &str,
    commit: &str,
    digests: Digests,
    lock: &Lock,
) -> Digests {
    let line = lock.lines.iter().find(|line| line.name.as_str() == name);
    let is_settled = line.is_none_or(|line| line.digests.agree(&digests) == Some(true));
    let has_files = line.is_some_and(|line| line.digests.files.is_some());
    if is_settled || !has_files {
        return digests;
    }
    // What cannot be read is told when somebody wants to.
    let contents = repository.commit(commit).and_then(|commit| repository.contents(&commit));
    Digests { files: contents.ok().flatten(), ..digests }
}

#[cfg(not(feature = "git"))]
fn tagged(_root: &Path, _tags: &str, lock: &Lock, is_asked_for: bool) -> Found {
    if !is_asked_for && lock.is_empty() {
        return Found::default();
    }
    blocked(
        EditionSource::Git,
        "this program was built without `git`, so it cannot list editions that are tags".to_string(),
        "build it with `--features git`".to_string(),
    )
}

/// Reads the files of one edition.
fn open(root: &Path, edition: &Edition) -> Result<SourceTree> {
    match &edition.place {
        Place::Folder(name) => disk::read_frozen(root, name),
        Place::Tag { tag, commit } => from_git(root, tag, commit),
    }
}

#[cfg(feature = "git")]
fn from_git(root: &Path, tag: &str, commit: &str) -> Result<SourceTree> {
    use anyhow::Context;

    use crate::source::git::Repository;
    let repository = Repository::holding(root)?;
    let kept = repository.read(&repository.commit(commit)?, &[])?;
    Ok(kept.with_context(|| format!("the commit of `{tag}` holds no handbook"))?.tree)
}

#[cfg(not(feature = "git"))]
fn from_git(_root: &Path, tag: &str, _commit: &str) -> Result<SourceTree> {
    anyhow::bail!("this program was built without `git`, so it cannot read `{tag}`")
}
