//! `role-with-nothing`: a role without any line to a customer.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::names::Takes;
use crate::model::{DocId, Handbook, Resolved};
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "role-with-nothing",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A role that does no step, answers for nothing, hands nothing over, receives nothing and leads nobody.",
    why: "Every member of a team has some influence on a customer, if only through a colleague. A role whose page is \
          empty tells the person in it that their work does not matter here, and nobody means to say that.",
    example: "# content/roles/night-porter.md, which no step, owner or hand-off names\ntitle: Night porter",
    fix: "- [ ] @night-porter Put the late arrival's key and a map on the desk. ^key",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let mut idle = handbook.of_kind(Kind::Role).filter(|id| has_nothing(handbook, *id)).peekable();
    if idle.peek().is_none() || may_be_named(context) {
        return;
    }
    for id in idle {
        let role = handbook.document(id);
        let message = format!(
            "\"{}\" has no line to any customer, and everyone has some influence: which?",
            role.title()
        );
        let help = format!(
            "give it a step (`- [ ] @{0} …`), something to answer for (`owner: {0}`) or a hand-off (`then: {0}`)",
            role.id.value
        );
        let span = role.title_place();
        findings.add(&role.path, span, message).help(help);
    }
}

/// Any link to it counts, except its own.
fn has_nothing(handbook: &Handbook, id: DocId) -> bool {
    let role = handbook.document(id);
    let is_named = handbook.incoming(id).iter().any(|link| link.from != id);
    let is_copy = handbook.names.typed(&role.id.value) != Some(id);
    !is_named && !is_copy && !role.unreadable && !role.is_unsure("id")
}

/// Whether somewhere a role may be named that cannot be read, or is missing: those faults weigh more and come first.
fn may_be_named(context: &Context<'_>) -> bool {
    let handbook = context.handbook;
    context.documents().any(|(id, document)| {
        let strays = document.links.iter().enumerate().any(|(n, link)| {
            matches!(link.field.takes(), Takes::Kinds(kinds) if kinds.contains(&Kind::Role))
                && !matches!(handbook.resolved(id, n), Resolved::To(_))
        });
        let lacks_owner = document
            .faults
            .iter()
            .any(|fault| matches!(fault.kind, FaultKind::MissingField { field: "owner", .. }));
        let nobodys_step = document.steps().iter().any(|step| step.role.is_none());
        let unread = ["owner", "reports_to", "then", "from", "for", "talks_to", "backup"];
        let unread = unread.iter().any(|field| document.is_unsure(field));
        strays || lacks_owner || nobodys_step || unread || !document.has_whole_checklist()
    }) || doubt::lost_entries(context, "content/roles.yaml")
}
