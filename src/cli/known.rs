//! `--baseline` and `--write-baseline`: which findings are known already, in a file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::Check;
use super::environment::Environment;
use super::options;
use super::terminal::Terminal;
use crate::diagnostic::baseline::Unreadable;
use crate::diagnostic::{Baseline, State, counted};
use crate::pipeline::Verdict;
use crate::source::SourceTree;
use crate::write::{self, Place};

/// What was asked about known findings, read and found possible before anything is checked.
pub struct Gate {
    baseline: Option<Baseline>,
    write: Option<(PathBuf, Place)>,
}

impl Gate {
    /// Reads the baseline, and looks whether the new one can be written.
    ///
    /// # Errors
    /// When the one is no whole baseline, or the other has no place.
    pub fn new(arguments: &Check, environment: &Environment) -> Result<Self> {
        let baseline = arguments.baseline.as_deref().map(|path| read(path, environment)).transpose()?;
        let place =
            |path: &PathBuf| Ok::<_, anyhow::Error>((path.clone(), options::outlet(path, environment)?));
        Ok(Self { baseline, write: arguments.write_baseline.as_ref().map(place).transpose()? })
    }

    /// Marks the known findings, and says how many known ones are gone; `None` without a baseline.
    ///
    /// What goes into a new baseline is known from then on, so it does not count either.
    pub fn mark(&self, verdict: &mut Verdict, tree: &SourceTree, terminal: &Terminal) -> Option<usize> {
        if self.write.is_some() {
            verdict.findings.iter_mut().for_each(|finding| finding.state = State::Known);
            return Some(0);
        }
        let mended = self.baseline.as_ref()?.mark(&mut verdict.findings, tree);
        if mended > 0 {
            let are = if mended == 1 { "is" } else { "are" };
            terminal.say(&format!(
                "{} {are} mended; write the baseline again with --write-baseline",
                counted(mended, "known finding")
            ));
        }
        Some(mended)
    }

    /// Writes the new baseline, if one was asked for.
    ///
    /// # Errors
    /// When it cannot be written; the old one is then whole.
    pub fn write(&self, verdict: &Verdict, tree: &SourceTree, terminal: &Terminal) -> Result<()> {
        let Some((path, place)) = &self.write else { return Ok(()) };
        let baseline = Baseline::of(&verdict.findings, tree);
        write::replace(place, baseline.write().as_bytes())?;
        let known = counted(baseline.len(), "known finding");
        terminal.say(&format!("Wrote {known} into {}.", path.display()));
        Ok(())
    }
}

fn read(path: &Path, environment: &Environment) -> Result<Baseline> {
    let name = path.display();
    let text = environment.read_file(&environment.current_dir.join(path)).with_context(|| {
        format!("the baseline `{name}` cannot be read; `throughline check --write-baseline {name}` makes one")
    })?;
    let again = format!("write it again with `throughline check --write-baseline {name}`");
    match Baseline::parse(&text) {
        Ok(baseline) => Ok(baseline),
        Err(Unreadable::NoBaseline) => {
            bail!("`{name}` is no baseline: name the file that `throughline check --write-baseline` wrote")
        }
        Err(Unreadable::OtherVersion(version)) => {
            bail!("the baseline `{name}` is of version {version}, and this program reads version 1: {again}")
        }
        Err(Unreadable::CutOff) => {
            bail!("the baseline `{name}` is cut off, its last line is missing: restore it, or {again}")
        }
        Err(Unreadable::Line(line)) => {
            bail!("{name}:{line}: this line of the baseline is no known finding: delete it, or {again}")
        }
    }
}
