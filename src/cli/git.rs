//! The edge to the git program, for what changes a repository: so its hooks run, and it signs as its owner wants.
//! Reading needs no program: see `source/git.rs`.
#![expect(clippy::disallowed_methods, reason = "tagging is the git program's work, with its hooks and keys")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The git program, at work in one folder.
pub struct Git {
    folder: PathBuf,
}

impl Git {
    /// Works in `folder`.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// Runs it and returns what it printed.
    ///
    /// # Errors
    /// When there is no such program, or it ends badly: its own words come along.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(arguments).stdin(Stdio::null());
        let output = command
            .output()
            .context("the git program cannot be started: install it, or set `editions: { source: folder }` in handbook.yaml")?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_string();
        if !output.status.success() {
            let said = [text(&output.stderr), text(&output.stdout)];
            let said = said
                .into_iter()
                .find(|said| !said.is_empty())
                .unwrap_or_else(|| "it said nothing".to_string());
            bail!("`git {}` failed: {said}", arguments.first().copied().unwrap_or_default());
        }
        Ok(text(&output.stdout))
    }

    /// What in this folder is not committed, one path a line.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn uncommitted(&self) -> Result<Vec<String>> {
        let status = self.run(&["status", "--porcelain", "--untracked-files=normal", "--", "."])?;
        Ok(status.lines().map(|line| line.get(3..).unwrap_or(line).to_string()).collect())
    }
}
