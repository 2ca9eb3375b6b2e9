//! `care-without-policy`: care that is written down nowhere.

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::{Level, PageType};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "care-without-policy",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise of the level care, without `policies`.",
    why: "Care means that the house itself is on the customer's side, whoever is at the counter. That takes a rule that \
          people can point to: what may be returned, who hears a complaint, what happens to the bill. Without it, care \
          depends on who is asked.",
    example: "level: care\n# and no `policies`",
    fix: "level: care\npolicies: [policies/complaints]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let policies: Vec<&str> = handbook
        .of_kind(Kind::Page)
        .map(|id| handbook.document(id))
        .filter(|page| matches!(&page.data, Data::Page(page) if page.page_type == PageType::Policy))
        .map(|page| page.id.value.as_str())
        .collect();
    for (_, document, promise) in promises::made(handbook) {
        let names_some = document.links.iter().any(|link| link.field == LinkField::Policies);
        let is_unsure = document.is_unsure("policies") || document.is_unsure("level");
        if promise.level != Level::Care || names_some || is_unsure {
            continue;
        }
        let help = match policies.as_slice() {
            [] => "write the rule it rests on in `content/policies/`, and add `policies:` with its id"
                .to_string(),
            [first, ..] => format!("add the policy it rests on, as in `policies: {first}`"),
        };
        findings
            .add(
                &document.path,
                promises::field(document, "level"),
                "care needs its rule written down, or it depends on who is at the counter",
            )
            .help(help);
    }
}
