//! `/changes/NEW/from/OLD/roles/ID/`: what changed for me? One sheet, to read, to be shown, and to sign.

use std::collections::BTreeMap;

use tera::Value;

use super::super::super::Site;
use super::super::super::route::encode;
use super::super::super::shared::plain;
use super::super::super::value::{list, record, text};
use super::super::{Head, Maker, Page};
use super::change::Telling;
use super::difference::{about, edition, span};
use crate::chronicle::{Pair, Told};
use crate::diagnostic::counted;
use crate::difference::{Name, Section};
use crate::model::DocId;

pub(in crate::site) fn page(maker: &Maker<'_>, pair: &Pair, id: DocId) -> Page {
    let role = maker.site.handbook.document(id);
    let title = format!("What changed for {}", role.title());
    let description = format!("{title}, {}", span(pair));
    let mut context = maker.view(&Head {
        title: &title,
        kind: "changed-for",
        kind_label: "Your sheet",
        section: "changes",
        description: &description,
        body: "",
    });
    about(maker, pair, &mut context);
    context.insert_value("role", maker.link(id));
    let told = maker.site.told(pair).ok();
    let (acts, knows, small, others) = match &told {
        Some(told) => {
            let known_as = told.role_id(role);
            let sheet = told.difference.for_role(known_as);
            let telling = Telling { maker, told, edition: edition(maker, pair), role: Some(&sheet.role) };
            let changes = &told.difference.changes;
            let (acts, rest): (Vec<usize>, Vec<usize>) =
                touching(told, &sheet.role).partition(|n| changes[*n].is_for_action_of(&sheet.role));
            let (small, knows): (Vec<usize>, Vec<usize>) =
                rest.into_iter().partition(|n| changes[*n].section == Section::WordsOnly);
            let values = |of: Vec<usize>| list(of.into_iter().map(|n| telling.change(n)));
            (values(acts), values(knows), by_name(told, &small), sheet.others)
        }
        None => (list([]), list([]), list([]), 0),
    };
    context.insert_value("acts", acts);
    context.insert_value("knows", knows);
    context.insert_value("small", small);
    context.insert_value("others", text((others > 0).then(|| counted(others, "other change")).as_deref()));
    Page { template: "changed_for.html", context }
}

/// Changes that ask for nothing, named once with all that they are about: a sheet has one page.
fn by_name(told: &Told, small: &[usize]) -> Value {
    let mut titles: BTreeMap<Name, Vec<&str>> = BTreeMap::new();
    for change in small.iter().map(|n| &told.difference.changes[*n]) {
        let titles = titles.entry(change.name).or_default();
        if !titles.contains(&change.on.title()) {
            titles.push(change.on.title());
        }
    }
    list(titles.into_iter().map(|(name, titles)| {
        record([("name", name.words().into()), ("titles", plain(&titles.join(", ")).into())])
    }))
}

/// The numbers of the changes that touch a role, in the order of telling.
fn touching<'a>(told: &'a Told, role: &'a str) -> impl Iterator<Item = usize> + use<'a> {
    let changes = &told.difference.changes;
    (0..changes.len()).filter(move |n| changes[*n].touches(role))
}

/// How many changes of a difference concern a role of today: those that ask something of it, and all.
pub(in crate::site) fn concerns(site: &Site, told: &Told, id: DocId) -> (usize, usize) {
    let sheet = told.difference.for_role(told.role_id(site.handbook.document(id)));
    (sheet.changes.iter().filter(|change| sheet.is_for_action(change)).count(), sheet.changes.len())
}

/// Where a role's newest sheet is.
pub(in crate::site) fn newest(maker: &Maker<'_>, id: DocId) -> Value {
    let href = maker.site.newest_sheet().map(|pair| {
        let id = &maker.site.handbook.document(id).id.value;
        format!("{}roles/{}/index.html", encode(&pair.address()), encode(id))
    });
    text(href.as_deref())
}
