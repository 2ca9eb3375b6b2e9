//! `two-owners`: several roles where one should be.

use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::names::Takes;
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "two-owners",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "An `owner` or `reports_to` that names more than one role.",
    why: "Two owners are none: each can believe that the other has seen to it, and on the day it matters both did. \
          One role answers; the other can be its backup.",
    example: "owner: [front-desk-lead, practice-manager]",
    fix: "owner: front-desk-lead",
    check,
};

const ROLE: Takes = Takes::Kinds(&[Kind::Role]);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        let FaultKind::TwoOwners { field, named } = &fault.kind else { continue };
        let names = all_of(named.iter().map(String::as_str));
        let message = match *field {
            "owner" => format!("{names} all own this, and so none of them does"),
            _ => format!("this role reports to {names}, and nobody can follow two lines up"),
        };
        let message = if named.len() == 2 { message.replacen(" all own", " both own", 1) } else { message };
        let message = if named.len() == 2 { message.replacen("none of them", "neither", 1) } else { message };
        let is_role =
            |name: &&String| context.handbook.names.nearest(context.handbook, ROLE, name) == Some(name);
        let first = named.iter().find(is_role).or(named.first()).map_or("", String::as_str);
        let help = match *field {
            "owner" => format!("keep one: `owner: {first}`; the other can be the `backup:` of that role"),
            field => format!("keep one: `{field}: {first}`"),
        };
        findings.add(path, fault.span, message).help(help);
    }
}
