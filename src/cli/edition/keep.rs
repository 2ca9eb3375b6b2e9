//! Where an edition goes: a commit and a tag by the git program, or a frozen folder. Either is made whole, or everything
//! is as it was.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cli::ExitStatus;
use crate::cli::git::Git;
use crate::cli::terminal::Terminal;
use crate::edition::Shelf;
use crate::parse::editions::{Line, edit};
use crate::parse::settings::{EditionSource, Settings};
use crate::source::disk::Folder;
use crate::source::{Digests, EDITIONS, FROZEN};
use crate::write;

/// Who keeps the editions of one handbook.
pub struct Keeper {
    root: PathBuf,
    source: EditionSource,
    /// The form of the tags.
    tags: String,
    remote: Option<String>,
}

impl Keeper {
    /// By the settings; else where editions are already; else in the repository, or, without one, in folders.
    pub fn of(root: &Path, shelf: &Shelf, settings: &Settings) -> Self {
        let source = settings.editions.source.or(shelf.found.source).unwrap_or(EditionSource::Folder);
        let remote = shelf.found.origin.remote.clone();
        Self { root: root.to_path_buf(), source, tags: settings.editions.tags().to_string(), remote }
    }

    /// What the files of the edition are. With git nothing may lie about that is not committed: what is tagged is what
    /// was weighed.
    ///
    /// # Errors
    /// When something is not committed, or cannot be read.
    pub fn digests(&self) -> Result<Digests> {
        match self.source {
            EditionSource::Folder => {
                let files = Folder::open(&self.root, &[self.root.join("public")])?.digest()?;
                Ok(Digests { files: Some(files), objects: None })
            }
            EditionSource::Git => {
                self.refuse_dirty()?;
                committed(&self.root)
            }
        }
    }

    /// Records the edition and keeps it.
    ///
    /// # Errors
    /// When a part of it fails; everything is then as it was, unless the words say otherwise.
    pub fn keep(&self, line: &Line, terminal: &Terminal) -> Result<ExitStatus> {
        match self.source {
            EditionSource::Folder => self.freeze(line, terminal)?,
            EditionSource::Git => self.tag(line, terminal)?,
        }
        Ok(ExitStatus::Clean)
    }

    /// Records an edition that is there already.
    ///
    /// # Errors
    /// When `editions.lock` cannot be written, or committed.
    pub fn record_known(&self, line: &Line, terminal: &Terminal) -> Result<ExitStatus> {
        if self.source == EditionSource::Git {
            self.refuse_dirty()?;
        }
        self.write(line)?;
        if self.source == EditionSource::Git {
            self.commit(&format!("Record edition {}", line.name))?;
        }
        terminal.say(&format!("Recorded edition {} in {EDITIONS} as it is.", line.name));
        Ok(ExitStatus::Clean)
    }

    fn write(&self, line: &Line) -> Result<()> {
        write::update(&self.root.join(EDITIONS), |text| Ok(edit::record(text.unwrap_or_default(), line)))
    }

    fn freeze(&self, line: &Line, terminal: &Terminal) -> Result<()> {
        let files = Folder::open(&self.root, &[self.root.join("public")])?.copied();
        let files: Vec<(String, PathBuf)> =
            files.into_iter().map(|(path, file)| (path.as_str().to_string(), file)).collect();
        let to = self.root.join(FROZEN).join(line.name.as_str());
        let copy = write::copy_whole(&files, &to)?;
        let copied = Folder::open(&to, &[])?.digest()?;
        if line.digests.files != Some(copied) {
            bail!(
                "a file changed while it was being copied, so edition {} was not cut: run this again",
                line.name
            );
        }
        self.write(line)?;
        copy.stay();
        let name = &line.name;
        terminal.say(&format!(
            "Copied {} files into {FROZEN}/{name}/ and recorded it in {EDITIONS}.",
            files.len()
        ));
        Ok(())
    }

    fn git(&self) -> Git {
        Git::at(&self.root)
    }

    fn refuse_dirty(&self) -> Result<()> {
        let git = self.git();
        if git.run(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_err() {
            git.run(&["--version"])?;
            bail!(
                "this repository has no commit yet, and an edition is one: `git add --all` and `git commit` make it"
            );
        }
        let uncommitted = git.uncommitted()?;
        let Some(first) = uncommitted.first() else { return Ok(()) };
        let more = match uncommitted.len() - 1 {
            0 => String::new(),
            1 => " and one more file".to_string(),
            more => format!(" and {more} more files"),
        };
        bail!(
            "`{first}`{more} would not be in the edition, since git does not have it as it is now: commit it, or put it aside with `git stash --include-untracked`, and run this again"
        );
    }

    /// Writes the line, commits that one file and tags the commit.
    fn tag(&self, line: &Line, terminal: &Terminal) -> Result<()> {
        let git = self.git();
        let name = &line.name;
        let before = git.run(&["rev-parse", "HEAD"])?;
        self.write(line)?;
        self.commit(&format!("Cut edition {name}"))?;
        let tag = self.tags.replacen('*', name.as_str(), 1);
        let arguments = tag_arguments(&tag, line);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let made = self.check_commit(line).and_then(|()| git.run(&arguments));
        if let Err(error) = made {
            let stays =
                || format!("the commit that recorded edition {name} stays, since it could not be undone");
            git.run(&["reset", "--quiet", "--soft", &before])
                .and_then(|_| self.put_back())
                .with_context(stays)?;
            return Err(error.context(format!("edition {name} was not cut, and everything is as it was")));
        }
        terminal.say(&format!("Recorded it in {EDITIONS}, committed that, and tagged the commit as {tag}."));
        if let Some(remote) = &self.remote {
            terminal
                .say(&format!("Next: `git push` and `git push {remote} {tag}`, so that others have it too."));
        }
        Ok(())
    }

    /// A hook may change files as they are committed; what is tagged has to be what was weighed.
    fn check_commit(&self, line: &Line) -> Result<()> {
        if committed(&self.root)?.agree(&line.digests) == Some(true) {
            return Ok(());
        }
        bail!("a hook of git changed the handbook while it was committed")
    }

    fn commit(&self, message: &str) -> Result<()> {
        let git = self.git();
        let committed = git
            .run(&["add", "--", EDITIONS])
            .and_then(|_| git.run(&["commit", "--quiet", "--only", "--message", message, "--", EDITIONS]));
        if let Err(error) = committed {
            self.put_back()?;
            return Err(error.context("nothing was recorded"));
        }
        Ok(())
    }

    /// `editions.lock` as the last commit has it; gone when that has none.
    fn put_back(&self) -> Result<()> {
        let git = self.git();
        git.run(&["reset", "--quiet", "--", EDITIONS])?;
        if git.run(&["cat-file", "-e", &format!("HEAD:./{EDITIONS}")]).is_ok() {
            git.run(&["checkout", "--quiet", "--", EDITIONS])?;
        } else {
            git.run(&["clean", "--quiet", "--force", "--", EDITIONS])?;
        }
        Ok(())
    }
}

fn tag_arguments(tag: &str, line: &Line) -> Vec<String> {
    let mut arguments: Vec<String> =
        ["tag", "--annotate", "--cleanup=whitespace"].into_iter().map(str::to_string).collect();
    let mut say = |paragraph: String| arguments.push(format!("--message={paragraph}"));
    say(format!("Edition {}", line.name));
    if !line.note.trim().is_empty() {
        say(line.note.trim().to_string());
    }
    let by = line.approved_by.iter().map(|role| format!("Approved-by: {role}"));
    let from = line.valid_from.iter().map(|day| format!("Valid-from: {day}"));
    let trailers: Vec<String> = by.chain(from).collect();
    if !trailers.is_empty() {
        say(trailers.join("\n"));
    }
    arguments.push(tag.to_string());
    arguments
}

/// What the last commit holds of the handbook.
#[cfg(feature = "git")]
fn committed(root: &Path) -> Result<Digests> {
    use crate::source::git::Repository;
    let repository = Repository::holding(root)?;
    let commit = repository.commit("HEAD")?;
    let none = "the last commit does not hold this handbook: commit it first";
    let (files, objects) = (repository.contents(&commit)?, repository.objects(&commit)?);
    Ok(Digests { files: Some(files.context(none)?), objects: Some(objects.context(none)?) })
}

#[cfg(not(feature = "git"))]
fn committed(_root: &Path) -> Result<Digests> {
    bail!("this program was built without `git`, so it cannot cut an edition into it")
}
