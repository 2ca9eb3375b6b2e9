//! `many-tops`: more than one role that reports to nobody.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Data, Kind};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "many-tops",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "More than one role without `reports_to`.",
    why: "Whatever cannot be settled where it happens goes up, and it must arrive somewhere. With two tops there are \
          two last words. Exactly one role reports to nobody; every other one says whom it reports to. (A handbook \
          in which every role reports to somebody has a `loop`.)",
    example: "# roles/practice-manager.md and roles/lead-therapist.md, both without\nreports_to: …",
    fix: "# roles/lead-therapist.md\nreports_to: practice-manager",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let tops: Vec<DocId> = handbook.of_kind(Kind::Role).filter(|id| is_top(handbook, *id)).collect();
    if tops.len() < 2 || doubt::lost_entries(context, "content/roles.yaml") {
        return;
    }
    let Some(top) = tops.iter().copied().max_by_key(|id| (weight(handbook, *id), std::cmp::Reverse(*id)))
    else {
        return;
    };
    let first = handbook.document(top);
    for id in tops.into_iter().filter(|id| *id != top) {
        let role = handbook.document(id);
        let message = format!(
            "`{}` reports to nobody, and neither does `{}`: there would be two last words",
            role.id.value, first.id.value
        );
        findings
            .add(&role.path, role.top, message)
            .help(format!("add `reports_to: {}`, or another role", first.id.value))
            .related(&first.path, first.top, "reports to nobody either");
    }
}

/// A role that is present with no word on whom it reports to; one with a broken word is reported as that.
fn is_top(handbook: &Handbook, id: DocId) -> bool {
    let document = handbook.document(id);
    let is_copy = handbook.names.typed(&document.id.value) != Some(id);
    let says_nothing = matches!(&document.data, Data::Role(role) if !role.reports);
    says_nothing && !is_copy && !document.is_unsure(LinkField::ReportsTo.name())
}

/// How likely a top is the one that was meant: who owns the vision, then who has most roles below.
fn weight(handbook: &Handbook, id: DocId) -> (bool, usize) {
    let vision = handbook.vision().map(|(vision, _)| vision);
    let owns_vision =
        vision.is_some_and(|vision| handbook.target_documents(vision, LinkField::Owner).any(|o| o == id));
    (owns_vision, handbook.sources(id, LinkField::ReportsTo).len())
}
