//! `/editions/NAME/health/`: what of an old edition cannot be read any more, so that its pages show less than it said.

use super::super::route::encode;
use super::super::value::{list, record, text, with_code};
use super::{Head, Maker, Page};
use crate::diagnostic::Places;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "What cannot be read",
        kind: "health",
        kind_label: "This edition",
        section: "health",
        description: "What of this edition cannot be read any more.",
        body: "",
    };
    let mut context = maker.view(&head);
    let mut places = Places::new(&maker.site.tree);
    let rows = maker.site.findings.iter().map(|finding| {
        let document = handbook.at_path(&finding.path);
        let href = document.map(|id| encode(&super::super::Route::Document(id).file(handbook)));
        record([
            ("path", finding.path.as_str().into()),
            ("line", places.position(&finding.path, finding.span.start as usize).line.into()),
            ("message_html", with_code(&finding.message)),
            ("href", text(href.as_deref())),
        ])
    });
    let rows: Vec<_> = rows.collect();
    context.insert_value("faults", list(rows));
    Page { template: "unread.html", context }
}
