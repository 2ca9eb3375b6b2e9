//! The formats that a verdict can be told in, on standard output and with `--report` in files.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::args::Format;
use super::environment::Environment;
use super::options;
use crate::check::{self, rules};
use crate::diagnostic::{self, Report, RuleText};
use crate::parse::slug;
use crate::pipeline::Verdict;
use crate::source::SourceTree;
use crate::write::{self, Place};

/// One `--report FORMAT=FILE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// How to tell it.
    pub format: Format,
    /// The file to write it into.
    pub file: PathBuf,
}

impl Wish {
    /// Reads `FORMAT=FILE`.
    ///
    /// # Errors
    /// A sentence that says what to type instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some((format, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
            return Err("write it as FORMAT=FILE, such as `sarif=throughline.sarif`".to_string());
        };
        let names: Vec<&str> = Format::value_variants().iter().map(|format| format.word()).collect();
        let Some(format) = Format::value_variants().iter().find(|known| known.word() == format) else {
            let known = names.join(", ");
            return Err(match slug::nearest(format, names) {
                Some(near) => {
                    format!("there is no format `{format}`; did you mean `{near}`? There are {known}")
                }
                None => format!("there is no format `{format}`; there are {known}"),
            });
        };
        if file == "-" {
            let word = format.word();
            return Err(format!("a report goes into a file; `--format {word}` prints it instead"));
        }
        Ok(Self { format: *format, file: PathBuf::from(file) })
    }
}

/// The files to write reports into, found possible before anything is checked.
pub struct Outlets(Vec<(Format, Place)>);

impl Outlets {
    /// Looks where the reports go.
    ///
    /// # Errors
    /// When a folder is not there, or two reports would go into one file.
    pub fn find(wishes: &[Wish], environment: &Environment) -> Result<Self> {
        let mut outlets: Vec<(Format, Place)> = Vec::new();
        for wish in wishes {
            let place = options::outlet(&wish.file, environment)?;
            if outlets.iter().any(|(_, other)| *other == place && place.is_file()) {
                bail!("two reports would go into `{}`: give each a file of its own", wish.file.display());
            }
            outlets.push((wish.format, place));
        }
        Ok(Self(outlets))
    }

    /// Writes them, each whole or not at all.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn write(&self, report: &Report<'_>, all: bool) -> Result<()> {
        for (format, place) in &self.0 {
            write::replace(place, render(*format, report, false, all)?.as_bytes())?;
        }
        Ok(())
    }
}

/// The report in a format; `styled` and `all` are for people's format only.
///
/// # Errors
/// Never in practice: no report holds anything that its format cannot say.
pub fn render(format: Format, report: &Report<'_>, styled: bool, all: bool) -> Result<String> {
    Ok(match format {
        Format::Text => diagnostic::overview::render(report, styled, all),
        Format::Short => diagnostic::short::render(report),
        Format::Json => diagnostic::json::render(report)?,
        Format::Sarif => diagnostic::sarif::render(report)?,
        Format::Junit => diagnostic::junit::render(report),
        Format::Github => diagnostic::github::render(report),
        Format::Gitlab => diagnostic::gitlab::render(report)?,
    })
}

/// A report on a verdict, told to somebody who knows nothing of repositories, gates and sites.
pub fn of<'a>(verdict: &'a Verdict, tree: &'a SourceTree) -> Report<'a> {
    Report { documents: verdict.handbook.documents.len(), ..Report::new(&verdict.findings, tree, verdict.on) }
}

/// Every rule as reports tell it, with its weight in this handbook.
pub fn rules(verdict: &Verdict) -> Vec<RuleText> {
    let settings = &verdict.handbook.settings;
    rules::ALL.iter().map(|rule| rule.text(check::weight_of(settings, rule))).collect()
}

/// The way from the root of the repository to the handbook's folder, with a `/` at its end; empty without a repository.
pub fn folder(root: &Path, environment: &Environment) -> String {
    let Some((repository, root)) = environment.repository(root) else { return String::new() };
    let inside = root.strip_prefix(&repository).unwrap_or(Path::new(""));
    inside.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}
