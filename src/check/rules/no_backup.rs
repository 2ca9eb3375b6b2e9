//! `no-backup`: a step that must be done, and one role alone to do it.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Data, Document};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "no-backup",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A role with a step that must be done and no `backup`, unless several `people` fill it.",
    why: "Musts do not go on holiday. Who steps in is easily settled in January and hardly on the morning when somebody \
          phones in sick. Several people in one role stand in for each other.",
    example: "# content/roles/front-desk.md, without `backup`\ntitle: Front desk",
    fix: "title: Front desk\nbackup: front-desk-lead",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for (id, document) in context.documents() {
        let Data::Role(role) = &document.data else { continue };
        let several = role.people.as_ref().is_some_and(|people| people.value > 1);
        let names_one = document.links.iter().any(|link| link.field == LinkField::Backup);
        if several || names_one || document.is_unsure("backup") || document.is_unsure("people") {
            continue;
        }
        let Some((system, step)) = must(handbook, id) else { continue };
        let message = format!(
            "\"{}\" has a step that must be done, and nobody to do it on a holiday",
            document.title()
        );
        let span = document.title_place();
        findings
            .add(&document.path, span, message)
            .help("add `backup:` with the role that steps in, or `people:` and how many share the work")
            .related(&system.path, system.steps()[step].place(), "this step must be done");
    }
}

/// The first step that this role must do.
fn must(handbook: &Handbook, role: DocId) -> Option<(&Document, usize)> {
    handbook.steps_naming(role, LinkField::StepRole).into_iter().find_map(|(system, step)| {
        let document = handbook.document(system);
        document.steps().get(step).filter(|step| step.must).map(|_| (document, step))
    })
}
