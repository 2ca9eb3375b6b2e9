//! `dread-unanswered`: a moment that customers dread, and that we leave as it is.

use crate::check::words::short;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::parse::kinds::Level;
use crate::parse::lists::{Expects, Moment};

pub(super) const RULE: Rule = Rule {
    name: "dread-unanswered",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A moment with `expects: dread`, in which no promise of care or delight stands or is tried.",
    why: "Where people expect the worst, a little kindness goes furthest. Nobody needs much to be surprised by a bill \
          that is what it was said to be. The cheapest fan is made here.",
    example: "# content/journey.yaml, while no promise of care has `at: paying`\n- { id: paying, title: Paying, during: leaving, expects: dread }",
    fix: "# content/promises/price-first.md\nat: paying\nlevel: care",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let Some(by_moment) = promises::by_moment(handbook) else { return };
    if !promises::any_stands(handbook) {
        return;
    }
    for (moment, made) in handbook.moments.iter().zip(&by_moment) {
        let is_answered = || {
            let promises = made.iter().filter_map(|id| handbook.document(*id).promise());
            promises.map(|promise| promise.level).any(|level| matches!(level, Level::Care | Level::Delight))
        };
        if !is_dread(&moment.entry) || is_answered() {
            continue;
        }
        let title = moment.entry.title.as_ref().unwrap_or(&moment.entry.id);
        let message = format!(
            "customers dread \"{}\", and no promise of care or delight meets them there",
            short(&title.value)
        );
        let span = moment.entry.expects.as_ref().map_or(moment.entry.id.span, |expects| expects.span);
        findings.add(&moment.path, span, message).help(format!(
            "make one small promise with `at: {}` and `level: care`; the cheapest fan is made here",
            moment.entry.id.value
        ));
    }
}

/// Whether customers dread a moment.
pub(super) fn is_dread(moment: &Moment) -> bool {
    moment.expects.as_ref().is_some_and(|expects| expects.value == Expects::Dread)
}
