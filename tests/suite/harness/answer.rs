//! What a case finds, held against what it should find.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use jiff::civil::{Date, date};
use throughline::diagnostic::{Report, json, short, text};
use throughline::parse::settings::Settings;
use throughline::pipeline;

use super::case::{Case, Suite};
use super::changes;
use super::editions;
use super::handbook::{Bases, show};

/// The day that a case is read as of, unless its settings say another.
pub const TODAY: Date = date(2026, 11, 16);

/// How many unchanged lines a difference shows around it.
const AROUND: usize = 2;

/// Fails when any answer of the case differs from what is found.
pub fn compare(suite: &Suite, case: &Case, bases: &Bases) -> Result<()> {
    let file = format!("tests/suite/{}.md", suite.name);
    if case.answers.is_empty() {
        bail!("{file}:{}: this case has no answer; run with UPDATE_SUITE=1 to write it", case.line);
    }
    for (answer, wanted) in case.answers.iter().zip(suite.answers(case)) {
        let found = found(case, &answer.format, bases)?;
        if found != wanted {
            bail!(
                "{file}:{}: the {} differ (`-` is written there, `+` was found)\n{}",
                answer.line,
                answer.format,
                difference(wanted, &found)
            );
        }
    }
    Ok(())
}

/// The suite file with every answer as it is found; a case without one gets it at its end.
pub fn rewrite(suite: &Suite, bases: &Bases) -> Result<String> {
    let mut text = suite.text.clone();
    for case in suite.cases.iter().rev() {
        if case.answers.is_empty() {
            let format = if suite.name.starts_with("changes/") { "changes" } else { "findings" };
            let found = found(case, format, bases)?;
            text.insert_str(case.end, &format!("\n\n```{format}\n{found}\n```"));
        }
        for answer in case.answers.iter().rev() {
            let found = found(case, &answer.format, bases)?;
            text.replace_range(answer.range.clone(), &format!("{found}\n"));
        }
    }
    Ok(text)
}

fn found(case: &Case, format: &str, bases: &Bases) -> Result<String> {
    let mut tree = bases.tree(case).with_context(|| format!("in the case `{}`", case.name))?;
    if format == "changes" {
        let old = bases.tree_before(case)?;
        return Ok(plain(
            &changes::render(&old, &tree).with_context(|| format!("in the case `{}`", case.name))?,
        ));
    }
    let shelf = editions::shelf(&mut tree, &bases.tree_before(case)?)?;
    let day = |settings: &Settings| settings.as_of.unwrap_or(TODAY);
    let verdict = match editions::planned(&tree)? {
        Some(planned) => pipeline::examine_to_cut(&tree, &shelf, day, &planned)?,
        None => pipeline::examine_with(&tree, &shelf, day),
    };
    let report = Report::new(&verdict.findings, &tree, verdict.on);
    let rendered = match format {
        "short" => short::render(&report),
        "json" => json::render(&report)?,
        _ => text::render(&verdict.findings, &tree, false),
    };
    Ok(plain(&rendered))
}

/// Without spaces at the ends of lines, and in characters that can be seen.
fn plain(rendered: &str) -> String {
    let lines: Vec<&str> = rendered.trim_end().lines().map(str::trim_end).collect();
    let rendered = show(&lines.join("\n"));
    if rendered.is_empty() { "none".to_string() } else { rendered }
}

/// The lines that differ, with a few around them.
fn difference(wanted: &str, found: &str) -> String {
    let (wanted, found): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), found.lines().collect());
    let same = |pairs: usize| pairs.min(wanted.len()).min(found.len());
    let head = same(wanted.iter().zip(&found).take_while(|(a, b)| a == b).count());
    let tail =
        wanted[head..].iter().rev().zip(found[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = String::new();
    let mut put = |sign: char, lines: &[&str]| {
        for line in lines {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{sign} {line}");
        }
    };
    put(' ', &wanted[head.saturating_sub(AROUND)..head]);
    put('-', &wanted[head..wanted.len() - tail]);
    put('+', &found[head..found.len() - tail]);
    let behind = wanted.len() - tail;
    put(' ', &wanted[behind..(behind + AROUND).min(wanted.len())]);
    out
}
