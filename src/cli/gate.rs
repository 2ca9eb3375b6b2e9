//! `throughline gate PROMISE`: is it kept consistently? In words that can be read aloud, and the numbers behind them.

use std::path::Path;

use anyhow::{Result, bail};
use serde::Serialize;

use super::args::{Gate, GateFormat};
use super::environment::Environment;
use super::reading::{self, Linked};
use super::terminal::Terminal;
use super::{ExitStatus, named, shelf};
use crate::edition::Editions;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;
use crate::record::gate::{Enough, Sample};
use crate::record::words::percent;
use crate::record::{Kept, Reading, Record};
use crate::source::{Content, SourceFile, SourceTree};

/// Runs the command. Whatever the gate says, it ends well: a verdict is an answer and no failure.
///
/// # Errors
/// When the folder cannot be read, or there is no such promise.
pub fn run(
    arguments: &Gate,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let Linked { tree, handbook, on } = reading::linked(root, arguments.on.as_deref(), environment)?;
    let id = find(&handbook, arguments.promise.trim())?;
    let editions = Editions::on(&shelf::of(root, &tree), &handbook.recorded);
    let record = Record::of(&handbook, on, &editions.history(&handbook, on));
    let Some(kept) = record.kept(id) else { bail!("`{}` has no record", arguments.promise) };
    let lost = unreadable_rows(&handbook, &tree) + kept.left_out;
    let answer = Answer::of(&handbook, &record, id, kept, lost);
    match arguments.format {
        GateFormat::Text => terminal.report(&text(&answer, kept))?,
        GateFormat::Json => terminal.report(&(serde_json::to_string_pretty(&answer)? + "\n"))?,
    }
    if lost > 0 {
        let rows = if lost == 1 { "1 row was" } else { "some rows were" };
        terminal.say(&format!("note: {rows} left out of the record; `throughline check` names them"));
    }
    Ok(ExitStatus::Clean)
}

/// The promise of an id, an old id included.
fn find(handbook: &Handbook, typed: &str) -> Result<DocId> {
    let instead = ": name the id of a file in content/promises/";
    let id = named::document(handbook, typed, &[Kind::Promise], "promise", instead)?;
    match handbook.document(id).kind {
        Kind::Promise => Ok(id),
        kind => bail!("`{typed}` is {}, and only a promise has a gate", kind.with_article()),
    }
}

/// Complaints about rows of any `kept.csv`, and logs that could not be read at all.
fn unreadable_rows(handbook: &Handbook, tree: &SourceTree) -> usize {
    let is_row = |kind: &FaultKind| matches!(kind, FaultKind::Row { .. });
    let faults = handbook.file_faults.iter();
    let rows = faults.filter(|(path, fault)| path.file_name() == "kept.csv" && is_row(&fault.kind)).count();
    let is_refused = |file: &&SourceFile| matches!(file.content, Content::Refused(_));
    rows + tree.files().filter(|file| file.path.file_name() == "kept.csv").filter(is_refused).count()
}

/// What `--format json` prints. A number that cannot be had is `null`.
#[derive(Serialize)]
struct Answer<'a> {
    promise: &'a str,
    title: &'a str,
    on: String,
    #[serde(flatten)]
    numbers: Numbers<'a>,
    alpha: f64,
    look: u32,
    looks: u32,
    from: String,
    to: String,
    sample: Sample,
    runs: Option<RunsOf>,
    enough: Option<Enough>,
    settle: &'a str,
    rows_left_out: usize,
    places: Vec<PlaceOf<'a>>,
}

/// The numbers that a place has as well as the whole.
#[derive(Serialize)]
struct Numbers<'a> {
    verdict: &'static str,
    kept: u64,
    checked: u64,
    due: u64,
    weeks: usize,
    target: Option<f64>,
    bound: Option<f64>,
    this_well: Option<f64>,
    this_badly: Option<f64>,
    median: Option<f64>,
    sentence: &'a str,
}

#[derive(Serialize)]
struct RunsOf {
    useful: usize,
    longest: usize,
    longest_by_luck: usize,
    crossings: usize,
    crossings_by_luck: usize,
    signal: bool,
}

#[derive(Serialize)]
struct PlaceOf<'a> {
    place: &'a str,
    name: &'a str,
    #[serde(flatten)]
    numbers: Numbers<'a>,
}

impl<'a> Answer<'a> {
    fn of(handbook: &'a Handbook, record: &'a Record, id: DocId, kept: &'a Kept, lost: usize) -> Self {
        let reading = &kept.reading;
        let document = handbook.document(id);
        let places = reading.places.iter().filter_map(|at| {
            let place = record.places.get(at.place)?;
            let mut numbers = Numbers::of(&at.reading);
            numbers.this_badly = Some(at.this_badly);
            Some(PlaceOf { place: &place.id, name: &place.name, numbers })
        });
        Self {
            promise: &document.id.value,
            title: document.title(),
            on: record.on.to_string(),
            numbers: Numbers::of(reading),
            alpha: reading.alpha,
            look: reading.look,
            looks: reading.looks,
            from: reading.window.from.to_string(),
            to: reading.window.to.to_string(),
            sample: reading.sample,
            runs: reading.runs.as_ref().map(|runs| RunsOf {
                useful: runs.useful,
                longest: runs.longest,
                longest_by_luck: runs.longest_by_luck,
                crossings: runs.crossings,
                crossings_by_luck: runs.crossings_by_luck,
                signal: runs.signal.is_some(),
            }),
            enough: reading.enough,
            settle: &reading.settle,
            rows_left_out: lost,
            places: places.collect(),
        }
    }
}

impl<'a> Numbers<'a> {
    fn of(reading: &'a Reading) -> Self {
        Self {
            verdict: reading.verdict.word(),
            kept: reading.kept,
            checked: reading.checked,
            due: reading.due,
            weeks: reading.weeks,
            target: reading.target.map(crate::parse::quantity::Percent::share),
            bound: reading.bound,
            this_well: reading.this_well,
            this_badly: reading.this_badly,
            median: reading.median,
            sentence: &reading.sentence,
        }
    }
}

/// The verdict, the sentence, and the numbers in a column.
fn text(answer: &Answer<'_>, kept: &Kept) -> String {
    let reading = &kept.reading;
    let mut out = format!("{}: {}\n\n", answer.promise, reading.verdict);
    out += &super::explain::wrapped(&reading.sentence);
    let mut lines: Vec<(&str, String)> = Vec::new();
    if let Some(target) = reading.target {
        let shown = match reading.bound {
            Some(bound) => {
                format!(", and this record shows {} or more", percent((bound * 1000.0).floor() / 1000.0))
            }
            None => String::new(),
        };
        lines.push(("target", format!("{}{shown}", percent(target.share()))));
    }
    let luck = percent_exact(reading.alpha);
    lines.push((
        "look",
        format!(
            "{} of {} planned this year, so luck may explain it {luck} of the time at most",
            reading.look, reading.looks
        ),
    ));
    lines.push((
        "weeks",
        format!("{} with checks, from {} to {}", reading.weeks, reading.window.from, reading.window.to),
    ));
    lines.push(("sample", sample(answer)));
    if let Some(runs) = &reading.runs {
        lines.push((
            "order",
            format!(
                "usual week {}, longest run {} (luck: {} at most), crossings {} (luck: {} at least)",
                percent(runs.median),
                runs.longest,
                runs.longest_by_luck,
                runs.crossings,
                runs.crossings_by_luck
            ),
        ));
    }
    out.push('\n');
    for (name, value) in lines {
        out += &format!("  {name:8}{value}\n");
    }
    out + &by_place(answer)
}

fn sample(answer: &Answer<'_>) -> String {
    let of = &answer.sample;
    let parts = [
        (of.all, "where all cases were to be checked"),
        (of.random, "picked by chance"),
        (of.convenient, "as it suited, left out"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(checks, _)| *checks > 0)
        .map(|(checks, how)| format!("{checks} {how}"))
        .collect();
    if told.is_empty() { "no checks".to_string() } else { told.join("; ") }
}

/// `1.25 %`: the chance for luck is a share of 5 %, so it may need two decimals.
fn percent_exact(share: f64) -> String {
    format!("{} %", (share * 10_000.0).round() / 100.0)
}

fn by_place(answer: &Answer<'_>) -> String {
    if answer.places.len() < 2 {
        return String::new();
    }
    let width = answer.places.iter().map(|place| place.name.chars().count()).max().unwrap_or(0);
    let counts = |place: &PlaceOf<'_>| format!("{} of {}", place.numbers.kept, place.numbers.checked);
    let counts_width = answer.places.iter().map(|place| counts(place).len()).max().unwrap_or(0);
    let lines = answer.places.iter().map(|place| {
        let verdict = place.numbers.verdict.replace('-', " ");
        format!("  {:width$}  {:>counts_width$}  {verdict}\n", place.name, counts(place))
    });
    format!("\n{}", lines.collect::<String>())
}
