//! What a file said before: its earlier texts, as the commits behind the present one keep them.

use anyhow::{Result, anyhow, bail};
use gix::bstr::BString;
use gix::revision::walk::Sorting;
use gix::traverse::commit::simple::CommitTimeOrder;

use super::walk::Found;
use super::{Commit, Repository};
use crate::source::{Content, VPath};

impl Repository {
    /// Shows each earlier text of a file of the handbook, the newest first, until `look` has seen enough and says
    /// `false`. A text that stays the same over many commits is shown once for each time that it came.
    ///
    /// # Errors
    /// When the history ends before that because this clone is shallow, and when it is damaged.
    pub fn earlier(&self, path: &VPath, look: &mut dyn FnMut(&str) -> bool) -> Result<()> {
        let unreadable = |error: gix::Error| super::damaged("the history", &error);
        let head = self.repo.head().map_err(unreadable)?;
        let Some(newest) = head.id() else { bail!("this repository has no commit yet") };
        let steps: Vec<BString> = path.as_str().split('/').map(BString::from).collect();
        let way: Vec<BString> = self.inside.iter().cloned().chain(steps).collect();
        let order = Sorting::ByCommitTime(CommitTimeOrder::NewestFirst);
        let commits = self.repo.rev_walk([newest]).sorting(order).all().map_err(unreadable)?;
        let mut last = None;
        for commit in commits {
            let commit = commit.and_then(|commit| commit.object()).map_err(unreadable)?;
            let tree = commit.tree_id().map_err(unreadable)?.detach();
            let commit = Commit { id: commit.id, tree };
            let Some(Found::File { id, .. }) = self.walk(&commit, &[]).find(&way)? else { continue };
            if last.replace(id) == Some(id) {
                continue;
            }
            // What was no text then cannot have said anything.
            if let Content::Text(text) = self.text(id, path)?
                && !look(&text)
            {
                return Ok(());
            }
        }
        if self.repo.is_shallow().unwrap_or_default() {
            return Err(anyhow!(
                "this clone is shallow: `git fetch --unshallow` brings the rest of the history"
            ));
        }
        Ok(())
    }
}
