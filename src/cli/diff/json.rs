//! The answer for machines: one object of a shape that stays.

use anyhow::Result;
use serde::Serialize;

use super::Told;
use crate::difference::{Ask, Change, Direction, Part, Question};

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    old: &'a str,
    new: &'a str,
    role: Option<&'a str>,
    changes: Vec<ChangeOf<'a>>,
    others: usize,
    questions: Vec<QuestionOf<'a>>,
}

#[derive(Serialize)]
struct ChangeOf<'a> {
    name: String,
    kind: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'a str>,
    title: &'a str,
    old_title: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    direction: Option<&'static str>,
    parts: Vec<PartOf<'a>>,
    fields: &'a [String],
    section: &'static str,
    /// Every role that it touches.
    roles: Vec<&'a str>,
    /// Those of them that do something differently from now on.
    act: Vec<&'a str>,
    for_all: bool,
    customers: &'a [String],
    show_once: bool,
    reading: Option<&'a str>,
}

#[derive(Serialize)]
struct PartOf<'a> {
    field: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    direction: Option<&'static str>,
}

#[derive(Serialize)]
struct QuestionOf<'a> {
    name: &'static str,
    kind: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alike: Option<f64>,
    sentence: String,
}

/// The whole answer.
pub(super) fn render(told: &Told<'_>) -> Result<String> {
    let questions = if told.role.is_none() { told.difference.questions.as_slice() } else { &[] };
    let answer = Answer {
        version: 1,
        old: &told.old.name,
        new: &told.new.name,
        role: told.role.as_deref(),
        changes: told.changes.iter().map(|change| of(change)).collect(),
        others: told.others,
        questions: questions.iter().map(question).collect(),
    };
    Ok(serde_json::to_string_pretty(&answer)? + "\n")
}

fn of(change: &Change) -> ChangeOf<'_> {
    let acting = change.roles.iter().filter(|role| role.acts);
    ChangeOf {
        name: change.name.word(),
        kind: change.on.thing.word(),
        id: &change.on.id,
        step: change.on.step.as_deref(),
        title: change.on.title(),
        old_title: change.on.old_title.as_deref(),
        from: change.from.as_deref(),
        to: change.to.as_deref(),
        direction: change.direction.map(Direction::word),
        parts: change.parts.iter().map(part).collect(),
        fields: &change.fields,
        section: change.section.word(),
        roles: change.roles.iter().map(|role| role.id.as_str()).collect(),
        act: acting.map(|role| role.id.as_str()).collect(),
        for_all: change.for_all,
        customers: &change.customers,
        show_once: change.must_step,
        reading: change.reading.as_deref(),
    }
}

fn part(part: &Part) -> PartOf<'_> {
    PartOf {
        field: &part.field,
        from: part.from.as_deref(),
        to: part.to.as_deref(),
        direction: part.direction.map(Direction::word),
    }
}

fn question(question: &Question) -> QuestionOf<'_> {
    let (old_id, alike) = match &question.ask {
        Ask::IsItTheSame { old_id, alike } => (Some(old_id.as_str()), Some((alike * 100.0).round() / 100.0)),
        Ask::CannotBeRead { .. } => (None, None),
    };
    QuestionOf {
        name: question.word(),
        kind: question.on.thing.word(),
        id: &question.on.id,
        old_id,
        alike,
        sentence: question.to_string(),
    }
}
