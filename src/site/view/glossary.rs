//! `/glossary/`: our words, and those we do not use.

use super::super::value::{list, record, text};
use super::{Head, Maker, Page};

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "Glossary",
        kind: "glossary",
        kind_label: "Our words",
        section: "glossary",
        description: "Our words, and those we do not use.",
        body: "",
    };
    let mut context = maker.view(&head);
    let mut terms: Vec<_> = handbook.terms.iter().map(|term| &term.entry).collect();
    terms.sort_by_key(|term| term.term.value.to_lowercase());
    let terms = terms.into_iter().map(|term| {
        record([
            ("id", term.id.as_str().into()),
            ("term", term.term.value.as_str().into()),
            ("means", text(term.means.as_ref().map(|means| means.value.as_str()))),
            ("instead_of", list(term.instead_of.iter().map(|word| word.value.as_str().into()))),
        ])
    });
    context.insert_value("terms", list(terms));
    Page { template: "glossary.html", context }
}
