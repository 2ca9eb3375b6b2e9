//! `step-without-role`: a step that nobody is asked to do.

use crate::check::words::short;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::checklist::Step;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "step-without-role",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A step of a checklist without an `@role`.",
    why: "What is everybody's job is nobody's job. Each step is done by one role, so that everyone on shift knows \
          which lines are theirs without asking, and nobody needs to look whether somebody else has seen to it.",
    example: "- [ ] Write the name and the number in the list. ^list",
    fix: "- [ ] @front-desk Write the name and the number in the list. ^list",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document) in context.documents() {
        for (number, step) in document.steps().iter().enumerate().filter(|(_, step)| step.role.is_none()) {
            let name = match &step.anchor {
                Some(anchor) => format!("step ^{}", anchor.value),
                None => "this step".into(),
            };
            let message = format!("{name} names no role, and everybody's job is nobody's job");
            let anchor = step.anchor.as_ref().map(|anchor| format!(" ^{}", anchor.value)).unwrap_or_default();
            let role = likely_role(context, id, number);
            let help = format!("type `- [ ] @{role} {}{anchor}`", short(&words(step)));
            findings.add(&document.path, step.action.span, message).help(help);
        }
    }
}

fn words(step: &Step) -> String {
    step.action.value.trim_start_matches('@').trim_start().to_string()
}

/// The role of the step before, or of the step after, or the system's owner.
fn likely_role<'a>(context: &Context<'a>, id: DocId, number: usize) -> &'a str {
    let handbook = context.handbook;
    let steps = handbook.document(id).steps();
    let before = steps[..number].iter().rev().chain(&steps[number..]).find_map(|step| step.role.as_ref());
    let owner = || handbook.target_documents(id, LinkField::Owner).next();
    match before {
        Some(role) => &role.value,
        None => owner().map_or("role", |owner| &handbook.document(owner).id.value),
    }
}
