//! `/changes/`: what changed, who approved it, and what was in force on a day?

mod change;
mod difference;
mod history;
mod sheet;

use tera::Value;

use super::super::route::encode;
use super::super::value::{list, record, shown, text, written};
use super::{Head, Maker, Page, with_code};
use crate::chronicle::{Pair, Sort};
use crate::diagnostic::counted;
use crate::edition::{Edition, Gate, State, Trouble};
use crate::model::DocId;
use crate::parse::document::Kind;

pub(super) use difference::page as difference;
pub(super) use history::{of as history, stamp};
pub(super) use sheet::{newest as newest_sheet, page as sheet};
pub(in crate::site) use {difference::asked, sheet::concerns};

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let editions = &maker.site.editions;
    let mut context = maker.view_at(&Head {
        title: "What changed",
        kind: "changes",
        kind_label: "Editions",
        section: "changes",
        description: "Every edition: when it was in force, who approved it, and what it changed.",
        body: "",
    });
    let empty = "Nothing was cut yet, so nothing has changed. `throughline edition cut NAME` makes the first edition; from then on \
                 this page tells what changed, who approved it, and what was in force on a day.";
    let all = editions.all();
    context.insert_value("empty", written(all.is_empty().then_some(empty)));
    let in_force = editions.in_force(maker.site.on).map(|edition| edition.name.as_str());
    context.insert_value("in_force", text(in_force));
    context.insert_value("since", shown(editions.in_force(maker.site.on).and_then(Edition::starts)));
    context.insert_value("now", now(maker));
    context.insert_value("editions", list(all.iter().rev().map(|edition| row(maker, edition))));
    context.insert_value("troubles", list(editions.all_troubles().iter().map(trouble)));
    Page { template: "changes.html", context }
}

/// What the working folder says otherwise than the newest edition.
fn now(maker: &Maker<'_>) -> Value {
    let Some(pair) = maker.site.pair_of_now() else { return Value::none() };
    let (asked, fault) = asked(maker.site, pair);
    record([
        ("edition", pair.old.as_str().into()),
        ("asked", text(asked.as_deref())),
        ("fault", text(fault.as_deref())),
        ("href", address(pair).into()),
    ])
}

/// Where a difference is told, as links name it.
fn address(pair: &Pair) -> String {
    format!("{}index.html", encode(&pair.address()))
}

/// One edition.
fn row(maker: &Maker<'_>, edition: &Edition) -> Value {
    let site = maker.site;
    let (before, after) = (site.editions.before(&edition.name), site.editions.after(&edition.name));
    let (from, until) = period(edition, after);
    let pair = site.pair_of(&edition.name);
    let (asked, fault) = pair.map(|pair| asked(site, pair)).unwrap_or_default();
    let others = [(Sort::ToNewest, "the newest edition"), (Sort::ToNow, "the working text")];
    let others = others.into_iter().filter_map(|(sort, words)| {
        let mut pairs = site.changes.pairs.iter();
        let other = pairs.find(|other| other.sort == sort && other.old == edition.name)?;
        Some(record([("title", words.into()), ("href", address(other).into())]))
    });
    let is_superseded_at_once =
        from.is_some() && until.is_none() && after.is_some_and(|after| after.starts() == from);
    record([
        ("name", edition.name.as_str().into()),
        ("from", shown(from)),
        ("until", shown(until)),
        ("is_never", is_superseded_at_once.into()),
        ("is_to_come", from.is_some_and(|from| from > site.on).into()),
        ("cut", shown(edition.cut)),
        ("approved_by", approved_by(maker, edition)),
        ("note", text(Some(edition.note.as_str()).filter(|note| !note.is_empty()))),
        ("despite", despite(edition)),
        ("before", text(before.map(|before| before.name.as_str()))),
        ("asked", text(asked.as_deref())),
        ("fault", text(fault.as_deref())),
        ("href", text(pair.map(|pair| address(pair)).as_deref())),
        ("others", list(others)),
        ("read_href", text(site.edition_href(&edition.name).as_deref())),
        ("gates", list(edition.gates.iter().map(|gate| gate_row(maker, gate)))),
        ("differs", matches!(site.editions.state(edition), State::Differs(_)).into()),
        ("is_recorded", edition.line.is_some().into()),
    ])
}

/// The first day on which an edition was in force, and the last one where the next is known.
fn period(
    edition: &Edition,
    after: Option<&Edition>,
) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    let from = edition.starts();
    let last = after.and_then(Edition::starts).and_then(|next| next.yesterday().ok());
    (from, from.and_then(|from| last.filter(|last| *last >= from)))
}

/// Who approved an edition: a role by its title of today, else what was written down.
fn approved_by(maker: &Maker<'_>, edition: &Edition) -> Value {
    let Some(by) = &edition.approved_by else { return Value::none() };
    let role = document(maker, Kind::Role, by);
    let handbook = &*maker.site.handbook;
    record([
        ("title", role.map_or(by.as_str(), |id| handbook.document(id).title()).into()),
        ("href", text(role.map(|id| maker.site.shared.href(handbook, id)))),
    ])
}

/// A document of today by its id, or by an old one.
fn document(maker: &Maker<'_>, kind: Kind, id: &str) -> Option<DocId> {
    let handbook = &*maker.site.handbook;
    let found = handbook.names.document(id).or_else(|| handbook.names.renamed(id))?;
    (handbook.document(found).kind == kind).then_some(found)
}

/// The rules that were overruled, and why.
fn despite(edition: &Edition) -> Value {
    list(edition.despite.iter().map(|despite| {
        record([("rule", despite.rule.as_str().into()), ("because", despite.because.as_str().into())])
    }))
}

fn gate_row(maker: &Maker<'_>, gate: &Gate) -> Value {
    let handbook = &*maker.site.handbook;
    let promise = document(maker, Kind::Promise, &gate.promise);
    record([
        ("title", promise.map_or(gate.promise.as_str(), |id| handbook.document(id).title()).into()),
        ("href", text(promise.map(|id| maker.site.shared.href(handbook, id)))),
        ("words", gate_words(gate).into()),
    ])
}

/// What the gate said when an edition was cut.
fn gate_words(gate: &Gate) -> String {
    let verdict = gate.verdict.word().replace('-', " ");
    let look = format!("look {} of {} that year", gate.look, gate.looks);
    match gate.checked {
        0 => format!("{verdict}, nothing counted"),
        checked => format!("kept {} of {checked}, {verdict}, {look}", gate.kept),
    }
}

fn trouble(trouble: &Trouble) -> Value {
    record([("sentence_html", with_code(&trouble.sentence)), ("mend_html", with_code(&trouble.mend))])
}

/// How much a difference asks of people, in words.
fn asked_words(asked: crate::chronicle::Asked) -> String {
    match (asked.changes, asked.roles) {
        (0, _) => "nothing changed".to_string(),
        (changes, 0) => format!("{}, nothing to do differently", counted(changes, "change")),
        (changes, roles) => {
            let verb = if roles == 1 { "does" } else { "do" };
            format!("{}, {} {verb} something differently", counted(changes, "change"), counted(roles, "role"))
        }
    }
}
