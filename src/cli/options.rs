//! What was typed, and what it means: folders found, days read, defaults filled in.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;

use super::environment::Environment;
use crate::parse::header;
use crate::parse::settings::Settings;
use crate::source::SETTINGS;
use crate::write::Place;

/// The handbook's folder: the one asked for, else the nearest upward that has settings, else the current one.
pub fn root(asked: Option<&Path>, environment: &Environment) -> PathBuf {
    match asked {
        Some(root) => environment.current_dir.join(root),
        None => {
            let mut upward = environment.current_dir.ancestors();
            let found = upward.find(|folder| environment.has_file(&folder.join(SETTINGS)));
            found.unwrap_or(&environment.current_dir).to_path_buf()
        }
    }
}

/// The folder to write the site into.
pub fn output(asked: Option<&Path>, root: &Path, environment: &Environment) -> PathBuf {
    asked.map_or_else(|| root.join("public"), |output| environment.current_dir.join(output))
}

/// The folder that keeps the pages of old editions.
///
/// # Errors
/// When a file was asked for: what a cache is kept in is no part of the handbook, and that file would be missing from it.
pub fn cache(asked: Option<&Path>, root: &Path, environment: &Environment) -> Result<PathBuf> {
    let Some(asked) = asked else { return Ok(root.join(".throughline/cache")) };
    let cache = environment.current_dir.join(asked);
    if environment.has_file(&cache) {
        bail!(
            "`{}` is a file, and a cache is a folder: name another folder with --cache-dir",
            asked.display()
        );
    }
    Ok(cache)
}

/// Where a report or a list goes, named on the command line. What people write is never replaced by one.
///
/// # Errors
/// When its folder is not there, or it would take the place of a text.
pub fn outlet(asked: &Path, environment: &Environment) -> Result<Place> {
    let path = environment.current_dir.join(asked);
    let place = Place::find(&path)?;
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    let is_written_by_hand = ["md", "markdown", "yaml", "yml", "csv"].iter().any(|text| ending == *text);
    if is_written_by_hand && environment.has_file(&path) {
        bail!("`{}` is there already, and may be somebody's text: choose another name", asked.display());
    }
    Ok(place)
}

/// The day asked for with `--on`.
///
/// # Errors
/// When it is no date.
pub fn day(asked: Option<&str>) -> Result<Option<Date>> {
    let Some(text) = asked else { return Ok(None) };
    match header::date(text) {
        Some(date) => Ok(Some(date)),
        None => bail!("`--on {text}` is no date: write it as year-month-day, such as 2026-01-31"),
    }
}

/// The day to read a handbook as of: `--on` beats `SOURCE_DATE_EPOCH` beats `as_of:` beats today.
pub fn read_as_of(asked: Option<Date>, environment: &Environment, settings: &Settings) -> Date {
    asked.or(environment.source_date).or(settings.as_of).unwrap_or(environment.today)
}

/// Whether somebody asked for that day: then pages keep to it, on whatever day they are read.
pub fn is_dated(asked: Option<Date>, environment: &Environment, settings: &Settings) -> bool {
    asked.or(environment.source_date).or(settings.as_of).is_some()
}

/// The base URL asked for with `--base-url`.
///
/// # Errors
/// When it is no absolute address.
pub fn base_url(asked: Option<&str>) -> Result<Option<String>> {
    let Some(text) = asked else { return Ok(None) };
    match crate::parse::settings::base_url(text) {
        Some(url) => Ok(Some(url)),
        None => {
            bail!("`--base-url {text}` is no address: write it whole, such as https://handbook.example.org/")
        }
    }
}

/// The words for `--label`, as one line.
///
/// # Errors
/// When there are none: a preview that nobody can tell from the handbook in force is worse than no preview.
pub fn label(asked: Option<&str>) -> Result<Option<String>> {
    let Some(text) = asked else { return Ok(None) };
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        bail!(
            "`--label` has no words: say what marks the preview, such as --label \"change 123, not in force\""
        )
    }
    Ok(Some(words.join(" ")))
}
