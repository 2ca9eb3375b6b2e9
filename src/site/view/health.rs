//! `/health/`: the one verdict as a page: what was found, whose it is to mend, and what is excused until when.

use std::collections::{BTreeMap, HashMap};

use tera::Value;

use super::super::shared::href;
use super::super::value::{list, record, said, shown, text, with_code};
use super::{Head, Maker, Page, rule};
use crate::diagnostic::{Diagnostic, Places, Summary};
use crate::model::DocId;
use crate::parse::document::Waiver;
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let findings = &*maker.site.findings;
    let summary = Summary::of(findings).to_string();
    let head = Head {
        title: "Health",
        kind: "health",
        kind_label: "What was found",
        section: "health",
        description: &summary,
        body: "",
    };
    let mut context = maker.view(&head);
    context.insert_value("summary", summary.as_str().into());
    context.insert_value("as_of", maker.site.on.to_string().into());
    context.insert_value("owners", list(by_owner(maker, findings)));
    context.insert_value("rules", list(by_rule(findings)));
    context.insert_value("waivers", list(waivers(maker)));
    Page { template: "health.html", context }
}

/// Findings under the role that answers for the document they are in; those that nobody answers for come last.
fn by_owner(maker: &Maker<'_>, findings: &[Diagnostic]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let mut places = Places::new(&maker.site.tree);
    let mut owners: BTreeMap<Option<DocId>, Vec<Value>> = BTreeMap::new();
    for finding in findings {
        let document = handbook.at_path(&finding.path);
        let owner = document.and_then(|id| handbook.target_documents(id, LinkField::Owner).next());
        owners.entry(owner).or_default().push(entry(maker, finding, document, &mut places));
    }
    let mut groups: Vec<(Option<DocId>, Vec<Value>)> = owners.into_iter().collect();
    groups.sort_by_key(|(owner, _)| owner.map_or((1, ""), |id| (0, handbook.document(id).title())));
    let group = |(owner, entries): (Option<DocId>, Vec<Value>)| {
        record([("owner", owner.map_or_else(Value::none, |id| maker.link(id))), ("findings", list(entries))])
    };
    groups.into_iter().map(group).collect()
}

fn entry(maker: &Maker<'_>, finding: &Diagnostic, document: Option<DocId>, places: &mut Places<'_>) -> Value {
    let line = places.position(&finding.path, finding.span.start as usize).line;
    record([
        ("rule", finding.rule.into()),
        ("rule_href", rule::href(finding.rule).into()),
        ("severity", finding.severity.word().into()),
        ("message", with_code(&finding.message)),
        ("help", finding.help.as_deref().map_or_else(Value::none, with_code)),
        ("path", finding.path.as_str().into()),
        ("line", line.into()),
        ("href", text(document.map(|id| href(&maker.site.handbook, id)).as_deref())),
    ])
}

/// How often each rule found something, the busiest first.
fn by_rule(findings: &[Diagnostic]) -> Vec<Value> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let row = |(name, count): (&str, usize)| {
        record([("rule", name.into()), ("href", rule::href(name).into()), ("count", count.into())])
    };
    counts.into_iter().map(row).collect()
}

/// Who excused something: the role's title and page, else the word as it was written.
fn by_whom(maker: &Maker<'_>, by: &str) -> Value {
    let handbook = &*maker.site.handbook;
    let role = handbook.names.document(by);
    record([
        ("title", role.map_or(by, |id| handbook.document(id).title()).into()),
        ("href", text(role.map(|id| href(handbook, id)).as_deref())),
    ])
}

/// Every excuse with its reason and its end: those of the settings first.
fn waivers(maker: &Maker<'_>) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let row = |waiver: &Waiver, document: Option<DocId>| {
        record([
            ("rule", waiver.rule.value.as_str().into()),
            ("href", rule::href(&waiver.rule.value).into()),
            ("document", document.map_or_else(Value::none, |id| maker.link(id))),
            ("reason", said(&waiver.reason)),
            ("until", shown(waiver.until.as_ref().map(|until| until.value))),
            ("is_over", waiver.until.as_ref().is_some_and(|until| until.value < maker.site.on).into()),
            ("by", waiver.by.as_ref().map_or_else(Value::none, |by| by_whom(maker, &by.value))),
        ])
    };
    let named = |waiver: &Waiver| waiver.id.as_ref().and_then(|id| handbook.names.document(&id.value));
    let in_settings = handbook.settings.allow.iter().map(|waiver| row(waiver, named(waiver)));
    let in_headers = handbook.ids().flat_map(|id| {
        let waivers = handbook.document(id).common.allow.iter();
        waivers.map(move |waiver| row(waiver, Some(id)))
    });
    in_settings.chain(in_headers).collect()
}
