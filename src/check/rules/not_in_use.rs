//! `not-in-use`: promises everywhere but where the customer uses what we do.

use crate::check::words::short;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::kinds::State;
use crate::parse::lists::During;

pub(super) const RULE: Rule = Rule {
    name: "not-in-use",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A journey in which no standing promise holds while customers use what we do (`during: using`).",
    why: "It is easy to promise much before the sale and at the door. Most of a customer's time with us comes later, \
          when they use what they came for, and there they find out what we are like.",
    example: "# content/journey.yaml, while no standing promise has `at: first-visit`\n- { id: first-visit, title: The first visit, during: using }",
    fix: "# content/promises/next-step-on-paper.md\nat: first-visit\nstate: standing",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let Some(by_moment) = promises::by_moment(handbook) else { return };
    let Some(first) = first_unused(handbook, &by_moment) else { return };
    let moment = &handbook.moments[first];
    let title = moment.entry.title.as_ref().unwrap_or(&moment.entry.id);
    findings
        .add(
            &moment.path,
            moment.entry.id.span,
            format!(
                "no promise stands while customers use what we do, beginning with \"{}\"",
                short(&title.value)
            ),
        )
        .help(format!("ask what they need then, and make one promise with `at: {}`", moment.entry.id.value));
}

/// The first moment of use, when promises stand and none of them in any moment of use.
pub(super) fn first_unused(handbook: &Handbook, by_moment: &[Vec<DocId>]) -> Option<usize> {
    let stands = |id: &DocId| handbook.state(*id) == Some(State::Standing);
    let is_use = |moment: usize| {
        handbook.moments[moment].entry.during.as_ref().is_some_and(|during| during.value == During::Using)
    };
    let is_used = |moment: usize| by_moment[moment].iter().any(stands);
    let mut moments = (0..handbook.moments.len()).filter(|moment| is_use(*moment)).peekable();
    let first = *moments.peek()?;
    (promises::any_stands(handbook) && !moments.any(is_used)).then_some(first)
}
