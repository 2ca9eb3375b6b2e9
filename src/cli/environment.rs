//! The edge to the machine: the current folder, the clock and the environment, each read once at the start.
#![expect(clippy::disallowed_methods, reason = "the one place that asks for folder, clock and environment")]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What the machine says, as a value.
pub struct Environment {
    /// The folder that the program was started in.
    pub current_dir: PathBuf,
    /// Today, by the clock.
    pub today: Date,
    /// The day of `SOURCE_DATE_EPOCH`, when that is set.
    pub source_date: Option<Date>,
    /// Whether `NO_COLOR` is set.
    pub no_color: bool,
}

impl Environment {
    /// Reads it.
    ///
    /// # Errors
    /// When there is no current folder, or `SOURCE_DATE_EPOCH` is no number of seconds.
    pub fn read() -> Result<Self> {
        let current_dir = std::env::current_dir().context("the current folder is gone")?;
        let source_date = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) if !text.is_empty() => Some(date_of_seconds(&text)?),
            _ => None,
        };
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Ok(Self { current_dir, today: today(), source_date, no_color })
    }

    /// Whether a file is there.
    pub fn has_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    /// The folder of the repository that `folder` lies in: the nearest upward with `.git` in it, be it a folder or,
    /// as in a work tree or a submodule, a file. Both come back without links in them.
    pub fn repository(&self, folder: &Path) -> Option<(PathBuf, PathBuf)> {
        let folder = folder.canonicalize().ok()?;
        let root = folder.ancestors().find(|above| above.join(".git").exists())?.to_path_buf();
        Some((root, folder))
    }

    /// The text of a file that was named on the command line.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn read_file(&self, path: &Path) -> std::io::Result<String> {
        std::fs::read_to_string(path)
    }
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::system()).date()
}

fn date_of_seconds(text: &str) -> Result<Date> {
    let seconds = text.trim().parse().context("SOURCE_DATE_EPOCH has to be a number of seconds")?;
    let moment = Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH is out of range")?;
    Ok(moment.to_zoned(TimeZone::UTC).date())
}
