//! `/register/`: every document with its owner and its reviews, for whoever audits; and the same as a table to take away.

use anyhow::{Context as _, Result};
use tera::Value;

use super::super::Site;
use super::super::shared::label;
use super::super::value::{list, record, shown, text};
use super::{Head, Maker, Page};
use crate::model::{DocId, Handbook};
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let head = Head {
        title: "Register",
        kind: "register",
        kind_label: "Every document",
        section: "register",
        description: "Every document with its owner and its reviews.",
        body: "",
    };
    let mut context = maker.view(&head);
    let rows = in_order(&maker.site.handbook).into_iter().map(|id| row(maker, id));
    context.insert_value("rows", list(rows));
    Page { template: "register.html", context }
}

/// Every document by kind, each kind as people read it.
fn in_order(handbook: &Handbook) -> Vec<DocId> {
    let mut ids: Vec<DocId> = handbook.ids().collect();
    ids.sort_by(|a, b| {
        let kind = |id: DocId| handbook.document(id).kind;
        kind(*a).cmp(&kind(*b)).then_with(|| handbook.reading_order(*a, *b))
    });
    ids
}

fn row(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let on = maker.site.on;
    let reviewed = handbook.reviewed(id, on);
    let due = handbook.due(id, on);
    let approved = document.common.approved.as_ref().map(|approved| approved.value);
    // A missing value prints as nothing in a cell.
    let cell = |value: Value| if value.is_none() { Value::from("") } else { value };
    let is_looked_at = reviewed.is_some() || due.is_some() || approved.is_some();
    let reviews = || {
        record([
            ("approved", cell(shown(approved))),
            ("reviewed", cell(shown(reviewed))),
            ("due", cell(shown(due))),
        ])
    };
    // This page has a row for every document. A record of eight fields takes twice the room of one of seven.
    record([
        ("document", maker.link(id)),
        ("id", document.id.value.as_str().into()),
        ("kind_label", kind_label(handbook, id).into()),
        ("owner", maker.first_link(id, LinkField::Owner)),
        ("reviews", if is_looked_at { reviews() } else { Value::none() }),
        ("state", cell(text(handbook.state(id).map(State::word)))),
        ("source", document.path.as_str().into()),
    ])
}

fn kind_label(handbook: &Handbook, id: DocId) -> &'static str {
    let document = handbook.document(id);
    super::plain::kind_label(&document.data).unwrap_or(label(document.kind))
}

const COLUMNS: [&str; 9] =
    ["id", "kind", "title", "state", "owner", "approved", "reviewed", "next_review", "path"];

/// `/register.csv`: the same rows for a spreadsheet.
///
/// # Errors
/// Never in practice: the rows are written into memory.
pub(in crate::site) fn csv(site: &Site) -> Result<String> {
    let handbook = &*site.handbook;
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS).context("register.csv")?;
    for id in in_order(handbook) {
        let document = handbook.document(id);
        let owner = handbook.target_documents(id, LinkField::Owner).next();
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            document.id.value.clone(),
            kind_label(handbook, id).to_lowercase(),
            document.title().to_string(),
            handbook.state(id).map(State::word).unwrap_or_default().to_string(),
            owner.map(|owner| handbook.document(owner).id.value.clone()).unwrap_or_default(),
            day(document.common.approved.as_ref().map(|approved| approved.value)),
            day(handbook.reviewed(id, site.on)),
            day(handbook.due(id, site.on)),
            document.path.to_string(),
        ];
        out.write_record(cells.iter().map(|cell| harmless(cell))).context("register.csv")?;
    }
    let bytes = out.into_inner().context("register.csv")?;
    String::from_utf8(bytes).context("register.csv")
}

/// A cell that no spreadsheet takes for a formula: those begin with one of these signs, and stay words behind a quote.
fn harmless(cell: &str) -> String {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.trim_start_matches(' ').starts_with(SIGNS) { format!("'{cell}") } else { cell.to_string() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_that_somebody_wrote_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        for words in ["call-back", "2026-01-12", "", "We = you"] {
            assert_eq!(harmless(words), words);
        }
    }
}
