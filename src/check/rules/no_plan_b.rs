//! `no-plan-b`: a must that does not say what to do when it cannot be done.

use crate::check::words;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::{Document, Kind};
use crate::parse::fault::FaultKind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "no-plan-b",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A step that is a must and has no `if not`.",
    why: "A must will be impossible one day: the line is dead, the colleague is ill. Whoever stands there then has to \
          invent something, in a hurry and alone. One line written on a quiet day is the difference between a \
          detour and a miss.",
    example: "- [ ] @front-desk Call back. ! ^call",
    fix: "- [ ] @front-desk Call back. ! ^call\n  - if not: tell the front-desk lead before 16:00",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        let steps = document.steps();
        for (number, step) in steps.iter().enumerate().filter(|(_, step)| step.must) {
            let has_plan = step.if_not.as_ref().is_some_and(|plan| !plan.value.is_empty());
            let end = steps.get(number + 1).map_or(document.body.span.end, |next| next.span.start);
            if has_plan || has_stray_detail(document, Span { start: step.span.start, end }) {
                continue;
            }
            let message =
                format!("{} is a must and does not say what to do when it cannot be done", words::step(step));
            findings
                .add(&document.path, step.action.span, message)
                .help("add a line below it: `  - if not: whom to tell, or what to do instead`");
        }
    }
}

/// Whether a detail of the step has a name that nobody knows: it may have been meant as `if not`.
fn has_stray_detail(document: &Document, step: Span) -> bool {
    document.faults.iter().any(|fault| {
        let is_here = (step.start..step.end).contains(&fault.span.start);
        is_here
            && matches!(&fault.kind, FaultKind::UnknownField { near, place: "a step", .. }
                if near.as_deref().is_none_or(|near| near == "if not"))
    })
}
