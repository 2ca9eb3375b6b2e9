//! `unowned`: something that nobody answers for.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "unowned",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A vision, mission, promise, system, want or policy without an `owner`.",
    why: "Personal responsibility is where keeping a promise starts. When a thing has an owner, somebody notices that \
          it slips, and everybody knows whom to ask. When it has none, each of us supposes that another one looks \
          after it.",
    example: "# content/promises/call-back-today.md, without `owner`\nstate: standing",
    fix: "owner: front-desk-lead",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, id) in context.faults(RULE.name) {
        let FaultKind::MissingField { place, .. } = fault.kind else { continue };
        let this = match id.map(|id| context.handbook.document(id).kind) {
            Some(Kind::Page) => "this policy".to_string(),
            _ => place.replacen("a ", "this ", 1),
        };
        let message = format!("nobody answers for {this}");
        let help = match id.and_then(|id| likely_owner(context.handbook, id)) {
            Some(role) => format!("add `owner: {role}`, or another role"),
            None => "add `owner:` with the id of one role".into(),
        };
        findings.add(path, fault.span, message).help(help);
    }
}

/// The owner of what is directly above, else of the vision.
fn likely_owner(handbook: &Handbook, id: DocId) -> Option<&str> {
    let above = [LinkField::Keeps, LinkField::ServesMission];
    let above = above.into_iter().flat_map(|field| handbook.target_documents(id, field));
    let vision = handbook.vision().map(|(vision, _)| vision);
    let mut owners = above.chain(vision).flat_map(|above| handbook.target_documents(above, LinkField::Owner));
    owners.next().map(|owner| handbook.document(owner).id.value.as_str())
}
