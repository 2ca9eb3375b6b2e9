//! `owner-is-no-role`: an owner that is a person, or anything else but a role.

use crate::check::words::{any_of, ids_of, meant, short};
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::names::Takes;
use crate::model::{Resolved, Target};
use crate::parse::document::{Document, Kind};
use crate::parse::fault::FaultKind;
use crate::parse::link::{HeaderLink, LinkField};
use crate::source::{Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "owner-is-no-role",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "An `owner` that is a person's name or the id of something that is no role.",
    why: "People change, roles stay. A promise that Ana owns is nobody's from the day Ana takes another job, and the \
          new colleague's page does not mention it. So the owner is always a role; who fills it today is not the \
          handbook's business.",
    example: "owner: Ana",
    fix: "owner: front-desk-lead",
    check,
};

const ROLE: Takes = Takes::Kinds(&[Kind::Role]);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document) in context.documents() {
        for (n, link) in document.links.iter().enumerate().filter(|(_, link)| link.field == LinkField::Owner)
        {
            let resolved = *context.handbook.resolved(id, n);
            if !matches!(resolved, Resolved::To(_)) && !is_told(context, document, link, resolved) {
                let is = match resolved {
                    Resolved::WrongKind(Target::Document(other)) => {
                        context.handbook.document(other).kind.with_article()
                    }
                    Resolved::WrongKind(_) => "something else",
                    _ => "no role that we have",
                };
                let message = format!(
                    "`{}` is {is}; people change and roles stay, so a role owns this",
                    short(&link.target.value)
                );
                add(context, &document.path, link.target.span, message, &link.target.value, findings);
            }
        }
    }
    for (path, fault, _) in context.faults(RULE.name) {
        if let FaultKind::BadValue { found, .. } = &fault.kind {
            let message = "an owner is the id of one role, and this is none".to_string();
            add(context, path, fault.span, message, found, findings);
        }
    }
}

/// Whether another finding speaks of it already.
fn is_told(context: &Context<'_>, document: &Document, link: &HeaderLink, resolved: Resolved) -> bool {
    let unread =
        matches!(resolved, Resolved::WrongKind(target) if doubt::is_unread(context.handbook, target));
    let one_of_two = document.faults.iter().any(|fault| {
        matches!(fault.kind, FaultKind::TwoOwners { field: "owner", .. })
            && fault.span.start <= link.target.span.start
    });
    unread || one_of_two || doubt::is_explained(context, ROLE, &link.target.value)
}

fn add(
    context: &Context<'_>,
    path: &VPath,
    span: Span,
    message: String,
    typed: &str,
    findings: &mut Findings,
) {
    let handbook = context.handbook;
    let roles = ids_of(handbook, Kind::Role);
    let by_title =
        handbook.of_kind(Kind::Role).map(|id| handbook.document(id)).find(|role| role.title() == typed);
    let near =
        by_title.map(|role| role.id.value.as_str()).or_else(|| handbook.names.nearest(handbook, ROLE, typed));
    let otherwise = match roles.as_slice() {
        [] => "write a role in `content/roles/`, and put its id here".to_string(),
        roles => format!("write the role instead: {}", any_of(roles.iter().copied())),
    };
    findings.add(path, span, message).help(meant(near, otherwise));
}
