//! `no-cost`: a kindness of which nobody wrote down what it costs.

use crate::check::words;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::checklist::Section;
use crate::parse::document::{Document, Kind};
use crate::parse::fault::FaultKind;
use crate::parse::kinds::Level;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "no-cost",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A step under `## Plus one`, or a promise of delight, without `costs`.",
    why: "A kindness that nobody has counted is the first to go when somebody counts. Most cost a minute or nothing at \
          all, and with that written beside them they are safe. \"Free\" is a fine answer.",
    example: "## Plus one\n- [ ] @front-desk Ask how the stairs went. ^remember",
    fix: "## Plus one\n- [ ] @front-desk Ask how the stairs went. ^remember\n  - costs: 1 minute",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for id in context.handbook.of_kind(Kind::System) {
        steps(context.handbook.document(id), findings);
    }
    for id in context.handbook.of_kind(Kind::Promise) {
        let document = context.handbook.document(id);
        let Some(promise) = document.promise() else { continue };
        let is_due = promise.level == Level::Delight && promise.state.is_made();
        if !is_due || promise.costs.is_some() || document.is_unsure("costs") {
            continue;
        }
        let message = format!("\"{}\" delights, and nobody has written what it costs", document.title());
        let span = document.says().map_or(document.top, |says| says.span);
        findings.add(&document.path, span, message).help("add `costs: 5 minutes`, a sum, or `costs: free`");
    }
}

fn steps(document: &Document, findings: &mut Findings) {
    let steps = document.steps();
    for (number, step) in steps.iter().enumerate().filter(|(_, step)| step.section == Section::PlusOne) {
        let end = steps.get(number + 1).map_or(document.body.span.end, |next| next.span.start);
        let has_cost = step.costs.as_ref().is_some_and(|costs| !costs.value.is_empty());
        if has_cost || may_be_misspelt(document, Span { start: step.span.start, end }) {
            continue;
        }
        let message = format!("{} is a kindness, and nobody has written what it costs", words::step(step));
        findings
            .add(&document.path, step.action.span, message)
            .help("add a line below it: `  - costs: 1 minute`, a sum, or `  - costs: free`");
    }
}

fn may_be_misspelt(document: &Document, step: Span) -> bool {
    document.faults.iter().any(|fault| {
        let is_here = (step.start..step.end).contains(&fault.span.start);
        is_here
            && matches!(&fault.kind, FaultKind::UnknownField { near, place: "a step", .. }
                if near.as_deref().is_none_or(|near| near == "costs"))
    })
}
