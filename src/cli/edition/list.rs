//! `throughline edition list`: which editions there are, newest first, and what is wrong with one.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::refuse_plain;
use crate::cli::ExitStatus;
use crate::cli::args::{AnswerFormat, EditionList};
use crate::cli::environment::Environment;
use crate::cli::reading::{self, Linked};
use crate::cli::shelf;
use crate::cli::terminal::Terminal;
use crate::edition::{Difference, Edition, Editions, Place, State};
use crate::parse::settings::EditionSource;

/// Runs the command. Whatever is wrong is told, and it ends well: `check` is what fails.
///
/// # Errors
/// When the folder cannot be read, or is no handbook.
pub fn run(
    arguments: &EditionList,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let Linked { tree, handbook, on } = reading::linked(root, None, environment)?;
    refuse_plain(&tree, root)?;
    let shelf = shelf::of(root, &tree);
    let editions = Editions::on(&shelf, &handbook.recorded);
    match arguments.format {
        AnswerFormat::Text => {
            terminal.report(&text(&editions, on))?;
            if editions.all().is_empty() && shelf.found.origin.is_shallow {
                terminal.say("This clone is shallow: `git fetch --depth=1 --tags` brings the tags of editions, if there are any.");
            }
        }
        AnswerFormat::Json => {
            terminal.report(&(serde_json::to_string_pretty(&machine(&editions, on))? + "\n"))?;
        }
    }
    Ok(ExitStatus::Clean)
}

fn text(editions: &Editions, on: Date) -> String {
    let mut text = String::new();
    for edition in editions.all().iter().rev() {
        text.push_str(&format!("{}  {}\n", edition.name, standing(editions, edition, on)));
        let by = edition
            .approved_by
            .as_deref()
            .map_or("approved by nobody".to_string(), |role| format!("approved by {role}"));
        let cut = edition.cut.map(|cut| format!("cut on {cut}, ")).unwrap_or_default();
        text.push_str(&format!(
            "    {cut}{by}; {}, {}\n",
            place(&edition.place),
            state(&editions.state(edition))
        ));
        if !edition.note.is_empty() {
            text.push_str(&format!("    {}\n", edition.note));
        }
        for despite in &edition.despite {
            text.push_str(&format!("    despite {}: {}\n", despite.rule, despite.because));
        }
    }
    if editions.all().is_empty() {
        text.push_str(
            "There is no edition yet: `throughline edition cut NAME --approved-by ROLE` makes the first.\n",
        );
    }
    for trouble in editions.all_troubles() {
        text.push_str(&format!("\nwarning: {}\n   help: {}\n", trouble.sentence, trouble.mend));
    }
    text
}

/// Whether it is in force, and until when or from when.
fn standing(editions: &Editions, edition: &Edition, on: Date) -> String {
    let in_force = editions.in_force(on).is_some_and(|other| other.name == edition.name);
    let until = editions.after(&edition.name).and_then(|next| Some((next.starts()?, &next.name)));
    match (edition.starts(), until) {
        (None, _) => "nobody knows from when".to_string(),
        (Some(start), _) if start > on => format!("will be in force from {start}"),
        (Some(start), _) if in_force => format!("in force since {start}"),
        (Some(start), Some((end, next))) => format!("in force from {start} until {next} on {end}"),
        (Some(start), None) => format!("in force from {start}"),
    }
}

fn place(place: &Place) -> String {
    match place {
        Place::Tag { tag, commit } => format!("tag {tag} ({})", commit.get(..8).unwrap_or(commit)),
        Place::Folder(name) => format!("folder {}/{name}", crate::source::FROZEN),
    }
}

fn state(state: &State) -> String {
    let differs = |difference: &Difference| match difference {
        Difference::Files => "files",
        Difference::ValidFrom(_) => "valid from",
        Difference::ApprovedBy(_) => "approved by",
    };
    match state {
        State::Recorded => "as recorded".to_string(),
        State::NoLine => "not recorded".to_string(),
        State::Unreadable => "its line cannot be read".to_string(),
        State::Differs(list) => {
            format!(
                "differs from what was recorded ({})",
                list.iter().map(differs).collect::<Vec<_>>().join(", ")
            )
        }
    }
}

/// One edition under the names that machines read.
#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    valid_from: Option<String>,
    starts: Option<String>,
    cut: Option<String>,
    approved_by: Option<&'a str>,
    note: &'a str,
    in_force: bool,
    state: &'static str,
    annotated: bool,
    place: Value,
    files: Option<String>,
    objects: Option<String>,
    despite: Vec<Value>,
    gates: Vec<Value>,
}

fn machine(editions: &Editions, on: Date) -> Value {
    let source = editions.source.map(|source| match source {
        EditionSource::Git => "git",
        EditionSource::Folder => "folder",
    });
    let all: Vec<Told<'_>> = editions.all().iter().map(|edition| told(editions, edition, on)).collect();
    let troubles = editions.all_troubles();
    let troubles: Vec<Value> = troubles
        .iter()
        .map(|trouble| {
            json!({"name": trouble.name, "kind": trouble.kind.word(), "message": trouble.sentence, "help": trouble.mend})
        })
        .collect();
    json!({"version": 1, "on": on.to_string(), "source": source, "editions": all, "troubles": troubles})
}

fn told<'a>(editions: &Editions, edition: &'a Edition, on: Date) -> Told<'a> {
    let state = match editions.state(edition) {
        State::Recorded => "recorded",
        State::NoLine => "no-line",
        State::Unreadable => "unreadable-line",
        State::Differs(_) => "differs",
    };
    let place = match &edition.place {
        Place::Tag { tag, commit } => json!({"tag": tag, "commit": commit}),
        Place::Folder(name) => json!({"folder": format!("{}/{name}", crate::source::FROZEN)}),
    };
    // Why they are not known is among the troubles.
    let digests = editions.digests(edition).unwrap_or_default();
    let despite = edition.despite.iter().map(|it| json!({"rule": it.rule, "because": it.because}));
    let gates = edition.gates.iter().map(|gate| {
        json!({
            "promise": gate.promise, "verdict": gate.verdict.word(), "kept": gate.kept, "checked": gate.checked,
            "bound": gate.bound, "look": gate.look, "looks": gate.looks,
        })
    });
    Told {
        name: edition.name.as_str(),
        valid_from: edition.valid_from.map(|day| day.to_string()),
        starts: edition.starts().map(|day| day.to_string()),
        cut: edition.cut.map(|day| day.to_string()),
        approved_by: edition.approved_by.as_deref(),
        note: &edition.note,
        in_force: editions.in_force(on).is_some_and(|other| other.name == edition.name),
        state,
        annotated: edition.is_annotated,
        place,
        files: digests.files.map(|digest| digest.to_string()),
        objects: digests.objects.map(|digest| digest.to_string()),
        despite: despite.collect(),
        gates: gates.collect(),
    }
}
