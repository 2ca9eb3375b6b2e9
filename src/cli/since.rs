//! `--since`: which findings another state of the repository lacked.
//!
//! Both states are checked by this program, as of the same day, and with the weights and numbers that rules have in the
//! working folder: who makes a rule stricter is told what that means for the change, not for everything before it. What
//! a state excuses, it excuses for itself: who takes an excuse away brings the finding back.

use anyhow::Result;

use crate::diagnostic::{Diagnostic, Since};

/// For each finding of the working folder, whether the other state lacked it.
pub struct Earlier {
    reference: String,
    is_new: Vec<bool>,
}

impl Earlier {
    /// Leaves only the new findings, and counts the others.
    pub fn drop_older(self, findings: &mut Vec<Diagnostic>) -> Since {
        let older = self.is_new.iter().filter(|is_new| !**is_new).count();
        let mut is_new = self.is_new.into_iter();
        findings.retain(|_| is_new.next().unwrap_or(true));
        Since { reference: self.reference, older }
    }
}

#[cfg(feature = "git")]
pub use with_git::compare;

#[cfg(feature = "git")]
mod with_git {
    use std::path::Path;

    use super::{Earlier, Result};
    use crate::check::since::{State, is_new};
    use crate::cli::terminal::Terminal;
    use crate::pipeline::{self, Verdict};
    use crate::source::git::{Kept, Repository};
    use crate::source::{SourceTree, VPath};

    /// Checks what `reference` keeps of the handbook at `root`, and compares.
    ///
    /// # Errors
    /// When there is no repository, no such commit in it, or a part of that commit cannot be read.
    pub fn compare(
        reference: &str,
        root: &Path,
        tree: &SourceTree,
        verdict: &Verdict,
        terminal: &Terminal,
    ) -> Result<Earlier> {
        let repository = Repository::holding(root)?;
        let commit = repository.commit(reference)?;
        let all = |is_new| Earlier {
            reference: reference.to_string(),
            is_new: vec![is_new; verdict.findings.len()],
        };
        if verdict.findings.is_empty() {
            return Ok(all(true));
        }
        let leave_out = [root.join("public")];
        // A plain folder that has become a handbook owes everything that it owes for the first time.
        let kept = repository.read(&commit, &leave_out)?;
        let Some(mut kept) = kept.filter(|kept| kept.tree.is_handbook() || !tree.is_handbook()) else {
            terminal.say(&format!("This handbook does not exist at {reference}, so every finding is new."));
            return Ok(all(true));
        };
        fill_submodules(&mut kept, tree);
        let patterns = verdict.handbook.settings.outside_patterns();
        repository.read_outside(&commit, &patterns, &leave_out, &mut kept.tree)?;
        let before = pipeline::examine_like(verdict, &kept.tree);
        let before = State { handbook: &before.handbook, tree: &kept.tree, findings: &before.findings };
        let now = State { handbook: &verdict.handbook, tree, findings: &verdict.findings };
        Ok(Earlier { is_new: is_new(before, now), ..all(true) })
    }

    /// A commit keeps only the address of another repository in it. What lies there is taken as it is now, so that
    /// nothing seems new only because it could not be compared.
    fn fill_submodules(kept: &mut Kept, tree: &SourceTree) {
        let is_inside =
            |path: &VPath| kept.submodules.iter().any(|folder| path.strip_folder(folder.as_str()).is_some());
        let files: Vec<_> = tree.files().filter(|file| is_inside(&file.path)).cloned().collect();
        for file in files {
            kept.tree.insert(file);
        }
    }
}

/// Says that this program was built without git.
///
/// # Errors
/// Always.
#[cfg(not(feature = "git"))]
pub fn compare(
    _reference: &str,
    _root: &std::path::Path,
    _tree: &crate::source::SourceTree,
    _verdict: &crate::pipeline::Verdict,
    _terminal: &super::terminal::Terminal,
) -> Result<Earlier> {
    anyhow::bail!(
        "this program was built without `git`, so it cannot compare: leave --since out, or build it with `--features git`"
    )
}
