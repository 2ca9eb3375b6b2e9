//! `throughline edition cut NAME`: weighs the handbook, says what it will record, records it, and keeps the edition.

use std::path::Path;

use anyhow::{Result, bail};
use jiff::civil::Date;

use super::keep::Keeper;
use super::{readings, refuse_plain};
use crate::check::cut::{OVERRULED, stands_in_the_way};
use crate::cli::args::{EditionCut, Format};
use crate::cli::environment::Environment;
use crate::cli::terminal::Terminal;
use crate::cli::{ExitStatus, named, options, reading, reports, shelf};
use crate::edition::{Despite, Edition, EditionName, Shelf};
use crate::model::Handbook;
use crate::parse::document::Kind;
use crate::parse::editions::Line;
use crate::parse::{header, slug};
use crate::pipeline::{self, Planned, Verdict};
use crate::source::{EDITIONS, SourceTree, Span, VPath};

/// Runs the command. Whatever stands in the way is printed, and then nothing is written.
///
/// # Errors
/// When what was typed cannot be an edition, or it cannot be written: then everything is as it was.
pub fn run(
    arguments: &EditionCut,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let name = name(&arguments.name)?;
    let valid_from = day(arguments.valid_from.as_deref())?;
    let despite = despite(arguments)?;
    let tree = reading::tree(root, &[root.join("public")])?;
    refuse_plain(&tree, root)?;
    if let Some(path) = VPath::new(EDITIONS) {
        reading::refuse_unread(&tree, &path)?;
    }
    let shelf = shelf::of(root, &tree);
    if let Some((sentence, mend)) = &shelf.found.blocked {
        bail!("{sentence}; {mend}");
    }
    let planned = Planned { name, approved_by: arguments.approved_by.clone(), valid_from };
    let as_of = |settings: &_| options::read_as_of(None, environment, settings);
    let verdict = pipeline::examine_to_cut(&tree, &shelf, as_of, &planned)?;
    let role = arguments.approved_by.as_deref().map(|role| role_of(&verdict.handbook, role)).transpose()?;
    let known = verdict.editions.get(planned.name.as_str());
    refuse_known(&planned.name, known, &verdict)?;
    let keeper = Keeper::of(root, &shelf, &verdict.handbook.settings);
    if let Some(edition) = known {
        let line = line_of_known(edition, &verdict, role, valid_from, arguments)?;
        return keeper.record_known(&line, terminal);
    }
    if !report_what_blocks(&verdict, &tree, &despite, terminal)? {
        terminal.say("No edition was cut: mend these first.");
        return Ok(ExitStatus::Findings);
    }
    let digests = keeper.digests()?;
    let line = Line {
        name: planned.name,
        digests,
        cut: verdict.on,
        valid_from,
        approved_by: role,
        note: arguments.note.clone().unwrap_or_default(),
        despite,
        gates: readings::of(&verdict.handbook, &verdict.record, verdict.editions.all().is_empty()),
        span: Span::default(),
    };
    tell(&line, terminal);
    keeper.keep(&line, terminal)
}

fn name(typed: &str) -> Result<EditionName> {
    let instead = EditionName::instead_of(typed);
    match EditionName::new(typed) {
        Ok(name) => Ok(name),
        Err(why) => {
            bail!("an edition cannot be called `{}`, since {why}: try `{instead}`", typed.escape_default())
        }
    }
}

fn day(typed: Option<&str>) -> Result<Option<Date>> {
    let Some(text) = typed else { return Ok(None) };
    match header::date(text) {
        Some(date) => Ok(Some(date)),
        None => bail!("`--valid-from {text}` is no date: write it as year-month-day, such as 2026-01-31"),
    }
}

/// Each `--despite` with its `--because`.
fn despite(arguments: &EditionCut) -> Result<Vec<Despite>> {
    if arguments.despite.len() != arguments.because.len() {
        bail!("each --despite needs a --because of its own, in the same order");
    }
    let pairs = arguments.despite.iter().zip(&arguments.because);
    let read = pairs.map(|(rule, because)| {
        if !OVERRULED.contains(&rule.as_str()) {
            let near = slug::nearest(rule, OVERRULED).map(|near| format!("; did you mean `{near}`?"));
            bail!("only `unproven` and `raised-too-soon` can be overruled{}", near.unwrap_or_default());
        }
        if because.trim().is_empty() {
            bail!("`--because` is empty: everybody will read why `{rule}` was overruled");
        }
        Ok(Despite { rule: rule.clone(), because: because.trim().to_string() })
    });
    read.collect()
}

fn role_of(handbook: &Handbook, typed: &str) -> Result<String> {
    let typed = typed.trim().trim_start_matches('@');
    let instead = "; an edition is approved by a role, since people change and roles stay";
    let id = named::document(handbook, typed, &[Kind::Role], "role", instead)?;
    if handbook.document(id).kind != Kind::Role {
        bail!("`{typed}` is {} and no role{instead}", handbook.document(id).kind.with_article());
    }
    Ok(handbook.document(id).id.value.clone())
}

/// An edition is cut once. One that is there and was never recorded is recorded as it is.
fn refuse_known(name: &EditionName, known: Option<&Edition>, verdict: &Verdict) -> Result<()> {
    let is_recorded = verdict.handbook.recorded.knows(name);
    if is_recorded || known.is_some_and(|known| !known.is_unrecorded()) {
        bail!("there is an edition {name} already, and an edition is for ever: choose another name");
    }
    let trouble = verdict
        .editions
        .troubles
        .iter()
        .find(|trouble| trouble.kind.is_serious() && trouble.name.eq_ignore_ascii_case(name.as_str()));
    if let Some(trouble) = trouble {
        bail!("{}; {}", trouble.sentence, trouble.mend);
    }
    let other =
        verdict.editions.all().iter().find(|other| other.name.as_str().eq_ignore_ascii_case(name.as_str()));
    if let Some(other) = other.filter(|other| other.name != *name) {
        bail!(
            "there is an edition {} already, and many disks keep only one of two such names: choose another",
            other.name
        );
    }
    Ok(())
}

fn line_of_known(
    edition: &Edition,
    verdict: &Verdict,
    role: Option<String>,
    valid_from: Option<Date>,
    arguments: &EditionCut,
) -> Result<Line> {
    Ok(Line {
        name: edition.name.clone(),
        digests: verdict.editions.digests(edition)?,
        cut: edition.cut.unwrap_or(verdict.on),
        valid_from: valid_from.or(edition.valid_from),
        approved_by: role.or_else(|| edition.approved_by.clone()),
        note: arguments.note.clone().unwrap_or_else(|| edition.note.clone()),
        despite: Vec::new(),
        gates: Vec::new(),
        span: Span::default(),
    })
}

/// Prints every finding that keeps the edition from being cut; whether there is none.
fn report_what_blocks(
    verdict: &Verdict,
    tree: &SourceTree,
    despite: &[Despite],
    terminal: &Terminal,
) -> Result<bool> {
    let blocks = verdict.findings.iter().filter(|finding| stands_in_the_way(finding, despite));
    let blocking: Vec<_> = blocks.cloned().collect();
    if blocking.is_empty() {
        return Ok(true);
    }
    let only = Verdict {
        handbook: verdict.handbook.clone(),
        findings: blocking,
        on: verdict.on,
        record: verdict.record.clone(),
        editions: verdict.editions.clone(),
        shelf: Shelf::default(),
    };
    let report = reports::of(&only, tree);
    terminal.report(&reports::render(Format::Text, &report, terminal.is_styled(), true)?)?;
    Ok(false)
}

/// Says what is about to be recorded.
fn tell(line: &Line, terminal: &Terminal) {
    let from = line.valid_from.map(|day| format!(", valid from {day}")).unwrap_or_default();
    let by = line.approved_by.as_ref().map(|role| format!(", approved by {role}")).unwrap_or_default();
    terminal.say(&format!("Edition {}, cut on {}{from}{by}.", line.name, line.cut));
    if !line.note.is_empty() {
        terminal.say(&format!("  Note: {}", line.note));
    }
    for gate in &line.gates {
        let numbers = match gate.checked {
            0 => "nothing checked".to_string(),
            checked => format!("kept {} of {checked}", gate.kept),
        };
        let look = format!("look {} of {}", gate.look, gate.looks);
        terminal.say(&format!("  {}: {}, {numbers}, {look}", gate.promise, gate.verdict));
    }
    for despite in &line.despite {
        terminal.say(&format!("  Despite {}: {}", despite.rule, despite.because));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(despite: &[&str], because: &[&str]) -> Result<Vec<Despite>> {
        let all = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        super::despite(&EditionCut {
            name: "2026-1".to_string(),
            approved_by: None,
            valid_from: None,
            note: None,
            despite: all(despite),
            because: all(because),
        })
    }

    #[test]
    fn only_two_rules_are_overruled_and_each_with_a_reason() {
        assert_eq!(typed(&["unproven"], &["we know"]).expect("a pair").len(), 1);
        let said = |despite: &[&str], because: &[&str]| {
            format!("{:#}", typed(despite, because).expect_err("refused"))
        };
        assert!(said(&["unprove"], &["x"]).ends_with("did you mean `unproven`?"));
        assert!(said(&["vanished"], &["x"]).contains("only `unproven`"));
        assert!(said(&["unproven"], &[" "]).contains("everybody will read"));
        assert!(said(&["unproven", "raised-too-soon"], &["x"]).contains("of its own"));
    }
}
