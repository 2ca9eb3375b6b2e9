//! `/editions/`: which editions can be read in full, and is each still whole? What they changed is told at `/changes/`.

use tera::Value;

use super::super::edition::any;
use super::super::route::encode;
use super::super::value::{list, record, shown, text};
use super::{Head, Maker, Page};

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let head = Head {
        title: "Editions",
        kind: "editions",
        kind_label: "Read as it was",
        section: "editions",
        description: "Every edition of this handbook that can be read in full, as it was when it was in force.",
        body: "",
    };
    let mut context = maker.view(&head);
    let catalogue = any(maker.site.catalogue.as_ref());
    let rows = catalogue.into_iter().flat_map(|catalogue| {
        catalogue.editions.iter().enumerate().rev().map(|(n, edition)| {
            let href = edition.is_kept.then(|| encode(&edition.file("index.html")));
            let faults = (edition.faults > 0).then(|| encode(&edition.file("health/index.html")));
            let is_to_come = catalogue.in_force.is_none_or(|current| n > current);
            record([
                ("name", edition.name.as_str().into()),
                ("href", text(href.as_deref())),
                ("from", shown(edition.from)),
                ("until", shown(catalogue.until(n))),
                ("is_current", (Some(n) == catalogue.in_force).into()),
                ("is_to_come", (is_to_come && edition.from.is_some()).into()),
                ("approved_by", text(edition.approved_by.as_deref().map(|role| title_of(maker, role)))),
                ("note", text(Some(edition.note.as_str()).filter(|note| !note.is_empty()))),
                ("faults", edition.faults.into()),
                ("faults_href", text(faults.as_deref())),
            ])
        })
    });
    let rows: Vec<Value> = rows.collect();
    context.insert_value("editions", list(rows));
    Page { template: "editions.html", context }
}

/// What a role is called, or was: one that is gone keeps the id under which it approved.
fn title_of<'a>(maker: &'a Maker<'_>, role: &'a str) -> &'a str {
    let handbook = &*maker.site.handbook;
    handbook.names.document(role).map_or(role, |id| handbook.document(id).title())
}
