//! `broken-line`: something that does not reach the vision.

use crate::check::words::{any_of, ids_of};
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "broken-line",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A mission that serves no aim, or a promise that serves no mission: nothing below it reaches the vision.",
    why: "One message should run from the top of the company to the step that one person does at a counter. Where the \
          line is cut, people below do what they are told and cannot see what for. The fault is reported once, where \
          the line is cut, and not again for everything that hangs below.",
    example: "# in content/promises/call-back-today.md, without `serves`\nsays: Leave a message before 16:30 and a person calls you back today.",
    fix: "serves: front-office",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, id) in context.faults(RULE.name) {
        let Some(id) = id else { continue };
        let (message, help) = match context.handbook.document(id).kind {
            Kind::Mission => of_mission(context.handbook, id),
            _ => of_promise(context.handbook, id),
        };
        findings.add(path, fault.span, message).help(help);
    }
}

fn of_mission(handbook: &Handbook, id: DocId) -> (String, String) {
    let promises = handbook.sources(id, LinkField::ServesMission).len();
    let message = match promises {
        0 => "this mission serves no aim, so nobody can see why the team does it".into(),
        1 => "this mission serves no aim, so the line of its one promise stops here".into(),
        n => format!("this mission serves no aim, so the lines of its {n} promises stop here"),
    };
    let aims = any_of(handbook.aims.iter().map(|aim| aim.id.value.as_str()));
    let help = if aims.is_empty() { String::new() } else { format!(": {aims}") };
    (message, format!("add `serves:` with an aim of the vision{help}"))
}

fn of_promise(handbook: &Handbook, id: DocId) -> (String, String) {
    let systems = handbook.sources(id, LinkField::Keeps);
    let steps: usize = systems.iter().map(|system| handbook.document(*system).steps().len()).sum();
    let message = match steps {
        0 => "this promise serves no mission, so nobody can see why it is made".into(),
        1 => "this promise serves no mission, so nobody can see why the step that keeps it exists".into(),
        n => {
            format!("this promise serves no mission, so nobody can see why the {n} steps that keep it exist")
        }
    };
    let missions = ids_of(handbook, Kind::Mission);
    let help = match missions.as_slice() {
        [] => "write a mission in `content/missions/`, and add `serves:` with its id".into(),
        [only] => format!("add `serves: {only}`"),
        several => format!("add `serves:` with a mission: {}", any_of(several.iter().copied())),
    };
    (message, help)
}
