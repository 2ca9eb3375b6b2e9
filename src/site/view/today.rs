//! `/today/`: the line-up at the start of a shift: one promise, one story, one question, and what was missed last.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use tera::Value;

use super::super::shared::plain;
use super::super::value::{list, record, shown, text};
use super::{Head, Maker, Page, promise, story};
use crate::model::rotation::{DAYS, Question, Turn, turn_of};
use crate::parse::kinds::Promise;
use crate::parse::logs::Week;
use crate::record::Entry;

/// As many misses as a shift can talk about while it stands.
const MISSES: usize = 6;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "Today",
        kind: "today",
        kind_label: "The line-up",
        section: "today",
        description: "One promise, one story and one question for the start of a shift.",
        body: "",
    };
    let mut context = maker.view(&head);
    let on = maker.site.on;
    let turns = if handbook.has_line_up() { handbook.rotation() } else { Vec::new() };
    let since_monday = i64::from(on.weekday().since(Weekday::Monday));
    let monday = on.saturating_sub(since_monday.days());
    let days = (0..DAYS).map(|n| monday.saturating_add(i64::try_from(n).unwrap_or_default().days()));
    let told = days.filter_map(|day| Some(turn(maker, day, turns.get(turn_of(day))?)));
    context.insert_value("turns", list(told));
    context.insert_value("fixed_on", shown(maker.site.is_dated.then_some(on)));
    context.insert_value("misses", misses(maker));
    Page { template: "today.html", context }
}

fn turn(maker: &Maker<'_>, day: Date, turn: &Turn) -> Value {
    let (ask, about) = question(maker, turn.question);
    let is_said = matches!(turn.question, Question::Want(_));
    let told = turn.story.map(|id| record([("link", maker.link(id)), ("about", story::about(maker, id))]));
    record([
        ("number", turn_of(day).into()),
        ("date", day.to_string().into()),
        ("day", day.strftime("%A %-d %B").to_string().into()),
        ("is_on", (maker.site.is_dated && day == maker.site.on).into()),
        ("promise", turn.promise.and_then(|id| promise::card(maker, id)).unwrap_or_else(Value::none)),
        ("story", told.unwrap_or_else(Value::none)),
        (
            "question",
            record([("ask", ask.into()), ("about", text(about.as_deref())), ("is_said", is_said.into())]),
        ),
    ])
}

/// What to ask one another, and what it is about.
fn question(maker: &Maker<'_>, question: Question) -> (&'static str, Option<String>) {
    let handbook = &*maker.site.handbook;
    let of_promise = |id, field: fn(&Promise) -> &Option<crate::source::Spanned<String>>| {
        let promise = handbook.document(id).promise()?;
        field(promise).as_ref().map(|field| field.value.clone())
    };
    match question {
        Question::Want(id) => {
            let Some(want) = handbook.document(id).want() else { return ("", None) };
            let words = want.says.as_ref().or(want.means.as_ref()).or(want.cue.as_ref());
            let about =
                words.map_or_else(|| handbook.document(id).title().to_string(), |words| words.value.clone());
            ("What can we do today, so that nobody has to say this?", Some(about))
        }
        Question::PlusOne(system, n) => {
            let step = handbook.document(system).steps().get(n);
            ("For whom can we do this one thing more today?", step.map(|step| plain(&step.action.value)))
        }
        Question::Feels(id) => {
            ("What can we do today, so that somebody feels this?", of_promise(id, |promise| &promise.feels))
        }
        Question::Miss(id) => {
            ("If we miss it today, which of us does this?", of_promise(id, |promise| &promise.if_we_miss))
        }
        Question::Open => ("What can we do today?", None),
    }
}

/// The misses of the last week in which any was recorded, and the last week with any row.
fn misses(maker: &Maker<'_>) -> Value {
    let record_of = maker.site.record();
    let promises = maker.site.handbook.promises_made();
    let rows = || promises.iter().filter_map(|id| Some((*id, record_of.kept(*id)?)));
    let entries = || rows().flat_map(|(id, kept)| kept.entries.iter().map(move |entry| (id, entry)));
    let last = entries().map(|(_, entry)| entry.week).max();
    let missed = || entries().filter(|(_, entry)| entry.missed() > 0);
    let week = missed().map(|(_, entry)| entry.week).max();
    let found: Vec<_> = missed().filter(|(_, entry)| Some(entry.week) == week).collect();
    let mut by_promise: Vec<_> = found.chunk_by(|a, b| a.0 == b.0).collect();
    by_promise
        .sort_by_key(|rows| std::cmp::Reverse(rows.iter().map(|(_, entry)| entry.missed()).sum::<u32>()));
    let more = by_promise.len().saturating_sub(MISSES);
    let told = by_promise.into_iter().take(MISSES).map(|rows| {
        let places = rows.iter().map(|(_, entry)| {
            record([
                ("place", record_of.place(entry.place).into()),
                ("missed", entry.missed().into()),
                ("checked", entry.checked.into()),
                ("remedied", entry.remedied.map_or_else(Value::none, Value::from)),
                ("note", text(note(maker, entry))),
            ])
        });
        record([("promise", maker.link(rows[0].0)), ("places", list(places))])
    });
    record([
        ("week", shown(week.map(in_words))),
        ("last", shown(last.map(in_words))),
        ("is_last", (week == last).into()),
        ("items", list(told)),
        ("more", more.into()),
    ])
}

/// `week 46 of 2026`.
fn in_words(week: Week) -> String {
    let text = week.to_string();
    text.split_once("-W")
        .map_or(text.clone(), |(year, week)| format!("week {} of {year}", week.trim_start_matches('0')))
}

/// The word that somebody wrote beside a row.
fn note<'a>(maker: &'a Maker<'_>, entry: &Entry) -> Option<&'a str> {
    let log = maker.site.handbook.logs.get(entry.at.log)?;
    let row = log.rows.kept().iter().find(|row| row.span == entry.at.span)?;
    row.note.as_deref().filter(|note| !note.is_empty())
}
