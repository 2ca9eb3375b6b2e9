//! `throughline log kept|voice|plus-one`: puts one row at the end of a log, or says why `check` would refuse it.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;

use super::ExitStatus;
use super::args::{Log, LogRow};
use super::environment::Environment;
use super::reading::{self, Linked};
use super::terminal::Terminal;
use crate::check::{self, Context};
use crate::diagnostic::Diagnostic;
use crate::edition::Editions;
use crate::model::Handbook;
use crate::parse::logs::{LogKind, PlusOne, Rows, Week, append};
use crate::pipeline::{self, Drafts};
use crate::source::{Content, SourceFile, SourceTree, VPath};
use crate::write;

/// Runs the command.
///
/// # Errors
/// When there is no handbook, when `check` would refuse the row, or when the log cannot be written.
pub fn run(
    arguments: &Log,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let Linked { tree, handbook, on: today } = reading::linked(root, None, environment)?;
    if !tree.is_handbook() {
        bail!("there is no handbook here to write a record for: `throughline init` begins one");
    }
    let (kind, values) = row(&arguments.row, &handbook, today);
    let file = format!("{}/records/{}", tree.content_folder(), kind.file_name());
    let path = VPath::new(&file).context("the log has no path")?;
    reading::refuse_unread(&tree, &path)?;
    let mut written = String::new();
    write::update(&root.join(&file), |old| {
        let text = old.unwrap_or_default();
        let appended = match append(text, kind, &values) {
            Ok(appended) => appended,
            Err(column) => {
                bail!("{file} has no column `{column}`; add it to the first line, or leave it out here")
            }
        };
        let row = &appended.text[appended.row..];
        let head = text.split_inclusive('\n').next().filter(|_| !text.trim().is_empty());
        // On its own first: a wrong name is told once, and here it would be told of an older row.
        let alone = head.map_or_else(|| appended.text.clone(), |head| format!("{}\n{row}", head.trim_end()));
        let start = alone.len() - row.len();
        for (text, row) in [(alone.as_str(), start), (appended.text.as_str(), appended.row)] {
            if let Some(refused) = refusal(&tree, &path, text, row, today) {
                let help = refused.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
                bail!("nothing was written: {}{help}", refused.message);
            }
        }
        written = row.trim_end().to_string();
        Ok(appended.text)
    })?;
    terminal.say(&format!("Wrote into {file}: {written}"));
    Ok(ExitStatus::Clean)
}

/// What `check` would say against the row that begins at `row`; also when the log is such that it would not be read.
fn refusal(tree: &SourceTree, path: &VPath, text: &str, row: usize, today: Date) -> Option<Diagnostic> {
    let mut tree = tree.clone();
    tree.insert(SourceFile { path: path.clone(), content: Content::Text(text.into()) });
    let handbook = pipeline::link(&tree, Drafts::Keep);
    // Nothing that is asked about a row depends on an edition.
    let editions = Editions::default();
    let context = Context::new(&handbook, &tree, today, &editions);
    let mut findings: Vec<Diagnostic> =
        ["bad-row", "unknown-field"].iter().flat_map(|rule| check::only(&context, rule)).collect();
    findings.retain(|finding| finding.path == *path);
    let is_read =
        handbook.logs.iter().filter(|log| log.path == *path).any(|log| spans(&log.rows).any(|at| at >= row));
    let about_it = findings.iter().position(|finding| finding.span.start as usize >= row);
    match about_it {
        Some(at) => Some(findings.swap_remove(at)),
        // Something above it, such as the first line, keeps every row from being read.
        None if !is_read => findings.into_iter().next(),
        None => None,
    }
}

/// Where each row begins.
fn spans(rows: &Rows) -> Box<dyn Iterator<Item = usize> + '_> {
    match rows {
        Rows::Kept(rows) => Box::new(rows.iter().map(|row| row.span.start as usize)),
        Rows::Voices(rows) => Box::new(rows.iter().map(|row| row.span.start as usize)),
        Rows::PlusOnes(rows) => Box::new(rows.iter().map(|row| row.span.start as usize)),
        Rows::Read(rows) => Box::new(rows.iter().map(|row| row.span.start as usize)),
    }
}

/// The row that was typed, with what need not be typed: this week or this day, all due cases checked, the only place.
fn row(typed: &LogRow, handbook: &Handbook, today: Date) -> (LogKind, Vec<(&'static str, String)>) {
    let some = |value: &Option<String>| value.clone().unwrap_or_default();
    let week = |value: &Option<String>| value.clone().unwrap_or_else(|| Week::of(today).to_string());
    match typed {
        LogRow::Kept(kept) => {
            let only_place = match handbook.settings.places.as_slice() {
                [(id, _)] => id.value.clone(),
                _ => String::new(),
            };
            let values = vec![
                ("week", week(&kept.week)),
                ("promise", kept.promise.clone()),
                ("place", kept.place.clone().unwrap_or(only_place)),
                ("due", kept.due.clone()),
                ("checked", kept.checked.clone().unwrap_or_else(|| kept.due.clone())),
                ("kept", kept.kept.clone()),
                ("picked", some(&kept.picked)),
                ("remedied", some(&kept.remedied)),
                ("note", some(&kept.note)),
            ];
            (LogKind::Kept, values)
        }
        LogRow::Voice(voice) => {
            let values = vec![
                ("date", voice.date.clone().unwrap_or_else(|| today.to_string())),
                ("from", voice.from.clone()),
                ("how", voice.how.clone()),
                ("says", voice.says.clone()),
                ("at", some(&voice.at)),
                ("means", some(&voice.means)),
                ("want", some(&voice.want)),
                ("by", some(&voice.by)),
            ];
            (LogKind::Voices, values)
        }
        LogRow::PlusOne(one) => {
            let before = last_of(handbook, &one.id);
            let as_before = |value: &Option<String>, before: Option<&str>| {
                value.clone().or_else(|| before.map(ToString::to_string)).unwrap_or_default()
            };
            let values = vec![
                ("id", one.id.clone()),
                ("week", week(&one.week)),
                ("system", as_before(&one.system, before.map(|row| row.system.value.as_str()))),
                ("what", as_before(&one.what, before.map(|row| row.what.value.as_str()))),
                ("by", as_before(&one.by, before.map(|row| row.by.value.as_str()))),
                ("state", one.state.clone()),
                ("costs", as_before(&one.costs, before.and_then(|row| row.costs.as_deref()))),
                ("result", some(&one.result)),
            ];
            (LogKind::PlusOnes, values)
        }
    }
}

/// The latest row of a plus-one.
fn last_of<'a>(handbook: &'a Handbook, id: &str) -> Option<&'a PlusOne> {
    let rows = handbook.logs.iter().flat_map(|log| log.rows.plus_ones());
    rows.filter(|row| row.id.value == id).max_by_key(|row| row.week.value)
}
