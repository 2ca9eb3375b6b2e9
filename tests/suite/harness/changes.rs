//! What changed between the handbook of a case's base and the case's own, in lines that people read.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use jiff::civil::Date;
use throughline::difference::{self, Change, Difference, Piece, Section};
use throughline::model::Handbook;
use throughline::pipeline::{self, Drafts};
use throughline::source::SourceTree;

use super::answer::TODAY;

/// The changes from `old` to `new`, section by section. Told backward they have to be their mirrors.
pub fn render(old: &SourceTree, new: &SourceTree) -> Result<String> {
    let (old, new) = (pipeline::link(old, Drafts::Keep), pipeline::link(new, Drafts::Keep));
    let difference = difference::between_as_of((&old, day(&old)), (&new, day(&new)));
    mirrored(&difference, &difference::between(&new, &old))?;
    let mut out = String::new();
    for section in Section::ALL {
        let mut changes = difference.in_section(section).peekable();
        if changes.peek().is_some() {
            out += &format!("{}:\n", section.heading());
        }
        changes.for_each(|change| out += &lines(change));
    }
    for question in &difference.questions {
        out += &format!("question: {question}\n");
    }
    Ok(out)
}

fn day(handbook: &Handbook) -> Date {
    handbook.settings.as_of.unwrap_or(TODAY)
}

/// How often each name is told of each thing; of a step, of its system.
type Counts = BTreeMap<(String, String), usize>;

fn counts<'a>(names: impl Iterator<Item = (String, &'a Change)>) -> Counts {
    let mut counts = Counts::new();
    for (name, change) in names {
        *counts.entry((name, change.on.thing.to_string())).or_default() += 1;
    }
    counts
}

/// What is told of the way back is the mirror of what is told of the way there.
pub fn mirrored(there: &Difference, back: &Difference) -> Result<()> {
    let mirrors = there.changes.iter().filter_map(|change| Some((change.mirror()?.word(), change)));
    let told = back.changes.iter().map(|change| (change.name.word(), change));
    let (mirrors, told) = (counts(mirrors), counts(told));
    if mirrors != told {
        bail!("told backward it should be {mirrors:#?}, and is {told:#?}");
    }
    Ok(())
}

fn lines(change: &Change) -> String {
    let mut out = format!("  {}: {}\n", change.name, change.on.name());
    let mut line = |text: String| {
        if !text.is_empty() {
            out += &format!("    {text}\n");
        }
    };
    if change.parts.len() > 1 {
        for part in &change.parts {
            let way = part.direction.map(|way| format!(" ({})", way.word())).unwrap_or_default();
            line(format!("{}{way}: {}", part.field, words(part.from.as_ref(), part.to.as_ref())));
        }
    } else {
        line(words(change.from.as_ref(), change.to.as_ref()));
    }
    line(touched(change));
    if let (Some(reading), difference::Name::Raised) = (&change.reading, change.name) {
        line(reading.clone());
    }
    out
}

/// The words that went in `[-…-]`, those that came in `{+…+}`.
fn words(from: Option<&String>, to: Option<&String>) -> String {
    let pieces = difference::pieces(from.map_or("", |text| text), to.map_or("", |text| text));
    let shown = pieces.into_iter().map(|piece| match piece {
        Piece::Kept(words) => words,
        Piece::Struck(words) => format!("[-{words}-]"),
        Piece::Added(words) => format!("{{+{words}+}}"),
    });
    shown.collect()
}

fn touched(change: &Change) -> String {
    let roles = |acts: bool| -> Vec<&str> {
        change.roles.iter().filter(|role| role.acts == acts).map(|role| role.id.as_str()).collect()
    };
    let customers: Vec<&str> = change.customers.iter().map(String::as_str).collect();
    let groups = [("act", roles(true)), ("know", roles(false)), ("customers", customers)];
    let groups = groups.into_iter().filter(|(_, ids)| !ids.is_empty());
    let mut said: Vec<String> = groups.map(|(word, ids)| format!("{word}: {}", ids.join(", "))).collect();
    said.extend(change.for_all.then(|| "for all".to_string()));
    said.extend(change.must_step.then(|| "show it once".to_string()));
    said.join(" · ")
}
