//! `/changes/NEW/from/OLD/`: what changed between two states, in the order in which it matters to people.

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::super::super::Site;
use super::super::super::route::encode;
use super::super::super::value::{list, record, shown, text};
use super::super::{Head, Maker, Page, with_code};
use super::change::Telling;
use super::{approved_by, asked_words, despite, document};
use crate::chronicle::{Pair, Told};
use crate::difference::{Name, Section};
use crate::edition::{Edition, EditionName};
use crate::parse::document::Kind;

pub(in crate::site) fn page(maker: &Maker<'_>, pair: &Pair) -> Page {
    let title = format!("What changed {}", span(pair));
    let mut context = maker.view(&Head {
        title: &title,
        kind: "difference",
        kind_label: "Changes",
        section: "changes",
        description: &title,
        body: "",
    });
    about(maker, pair, &mut context);
    let (sections, moved, questions, roles) = match maker.site.told(pair) {
        Ok(told) => {
            let telling = Telling { maker, told: &told, edition: edition(maker, pair), role: None };
            let questions = told.difference.questions.iter();
            let questions = questions.map(|asked| record([("says_html", with_code(&asked.to_string()))]));
            (sections(&telling), moved(&told), list(questions), roles(maker, pair, &told))
        }
        Err(_) => (list([]), 0, list([]), list([])),
    };
    context.insert_value("sections", sections);
    context.insert_value("moved", moved.into());
    context.insert_value("questions", questions);
    context.insert_value("roles", roles);
    Page { template: "difference.html", context }
}

/// The two states in words: `from edition 2026-1 to edition 2026-3`.
pub(super) fn span(pair: &Pair) -> String {
    match &pair.new {
        Some(new) => format!("from {} to {new}", pair.old),
        None => format!("since {}", pair.old),
    }
}

/// What is said of the two states, on the difference and on every sheet of it.
pub(super) fn about(maker: &Maker<'_>, pair: &Pair, context: &mut Context) {
    let new = edition(maker, pair);
    let old = maker.site.editions.get(pair.old.as_str());
    let (asked, fault) = asked(maker.site, pair);
    context.insert_value(
        "difference",
        record([
            ("old", pair.old.as_str().into()),
            ("old_from", shown(old.and_then(Edition::starts))),
            ("new", text(pair.new.as_ref().map(EditionName::as_str))),
            ("new_from", shown(new.and_then(Edition::starts))),
            ("approved_by", new.map_or_else(Value::none, |edition| approved_by(maker, edition))),
            ("note", text(new.map(|edition| edition.note.as_str()).filter(|note| !note.is_empty()))),
            ("despite", new.map_or_else(|| list([]), despite)),
            ("asked", text(asked.as_deref())),
            ("fault", text(fault.as_deref())),
            ("href", super::address(pair).into()),
        ]),
    );
}

/// The newer state, when it is an edition.
pub(super) fn edition<'a>(maker: &Maker<'a>, pair: &Pair) -> Option<&'a Edition> {
    maker.site.editions.get(pair.new.as_ref()?.as_str())
}

/// How much a difference asks of people; else why nobody can say.
pub(in crate::site) fn asked(site: &Site, pair: &Pair) -> (Option<String>, Option<String>) {
    match site.told(pair) {
        Ok(told) => (Some(asked_words(told.asked())), None),
        Err(why) => (None, Some(why.to_string())),
    }
}

fn sections(telling: &Telling<'_>) -> Value {
    let changes = &telling.told.difference.changes;
    let section = |section: Section| {
        // Files that only moved are counted.
        let told = (0..changes.len())
            .filter(|n| changes[*n].section == section && changes[*n].name != Name::MovedFile);
        let told: Vec<Value> = told.map(|n| telling.change(n)).collect();
        (!told.is_empty()).then(|| {
            record([
                ("key", section.word().into()),
                ("heading", section.heading().into()),
                ("is_folded", (section == Section::WordsOnly).into()),
                ("count", told.len().into()),
                ("changes", list(told)),
            ])
        })
    };
    list(Section::ALL.into_iter().filter_map(section))
}

fn moved(told: &Told) -> usize {
    told.difference.changes.iter().filter(|change| change.name == Name::MovedFile).count()
}

/// Every role that is touched: how much it has to do differently and to know, and its sheet.
fn roles(maker: &Maker<'_>, pair: &Pair, told: &Told) -> Value {
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for role in told.difference.changes.iter().flat_map(|change| &change.roles) {
        let (acts, knows) = counts.entry((told.title(&role.id), &role.id)).or_default();
        *(if role.acts { acts } else { knows }) += 1;
    }
    list(counts.into_iter().map(|((title, id), (acts, knows))| {
        let today = document(maker, Kind::Role, id).filter(|_| pair.has_sheets);
        let href = today.map(|role| {
            let id = &maker.site.handbook.document(role).id.value;
            format!("{}roles/{}/index.html", encode(&pair.address()), encode(id))
        });
        record([
            ("title", title.into()),
            ("href", text(href.as_deref())),
            ("acts", acts.into()),
            ("knows", knows.into()),
        ])
    }))
}
