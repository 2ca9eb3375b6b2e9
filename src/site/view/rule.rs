//! `/rules/` and `/rules/NAME/`: what is checked, why, and how it is mended. The text is the rule's own.

use tera::Value;

use super::super::value::{list, record, with_code};
use super::{Head, Maker, Page};
use crate::check::{Rule, rules};

/// Every rule, in the order in which a handbook grows.
pub(super) fn index(maker: &Maker<'_>) -> Page {
    let head = Head {
        title: "Rules",
        kind: "index",
        kind_label: "What is checked",
        section: "health",
        description: "What this handbook is checked for, and why.",
        body: "",
    };
    let mut context = maker.view(&head);
    let items = rules::ALL.iter().map(|rule| {
        record([
            ("title", rule.name.into()),
            ("href", href(rule.name).into()),
            ("kind", "rule".into()),
            ("kind_label", "Rule".into()),
            ("text", with_code(rule.what)),
            ("state", Value::none()),
            ("meta", rule.severity.word().into()),
        ])
    });
    context.insert_value("items", list(items));
    context.insert_value("groups", list([]));
    context.insert_value("empty", Value::none());
    context.insert_value("crumbs", list([]));
    Page { template: "index.html", context }
}

/// One rule.
pub(super) fn page(maker: &Maker<'_>, rule: &Rule) -> Page {
    let head = Head {
        title: rule.name,
        kind: "rule",
        kind_label: "Rule",
        section: "health",
        description: rule.what,
        body: "",
    };
    let mut context = maker.view(&head);
    let fields = record([
        ("name", rule.name.into()),
        ("severity", rule.severity.word().into()),
        ("stops_a_build", (rule.fault_in_text && rule.severity == crate::diagnostic::Severity::Error).into()),
        ("what", with_code(rule.what)),
        ("why", with_code(rule.why)),
        ("example", rule.example.into()),
        ("fix", rule.fix.into()),
    ]);
    context.insert_value("rule", fields);
    Page { template: "rule.html", context }
}

/// The page of a rule, as links name it.
pub(super) fn href(name: &str) -> String {
    format!("rules/{name}/index.html")
}
