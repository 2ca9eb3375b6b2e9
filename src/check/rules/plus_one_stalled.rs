//! `plus-one-stalled`: a floor that is firm, and nothing new on top of it.

use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::logs::Week;
use crate::record::{Improvement, Verdict};

pub(super) const RULE: Rule = Rule {
    name: "plus-one-stalled",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A standing promise that is kept consistently, and no plus-one was tried for six weeks on what keeps it.",
    why: "A floor that holds is the moment to add one per cent. Small improvements come from the people who work the \
          list, they come one at a time, and they stop coming when nobody asks for the next one.",
    example: "# plus-ones.csv, read in 2026-W47, and the promise is kept\nremember,2026-W30,call-back,Mention one thing from last time,front-desk,kept",
    fix: "remember,2026-W30,call-back,Mention one thing from last time,front-desk,kept\nfirst-name,2026-W46,call-back,Leave your own first name,front-desk,trying",
    check,
};

/// Weeks that may pass without a trial.
const WEEKS: i32 = 6;

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.record.any_improvements {
        return;
    }
    let recently = Week::of(context.today).before(WEEKS);
    let was_tried =
        |improvement: &Improvement| improvement.trials().any(|(_, end)| end.is_none_or(|end| end > recently));
    for (id, document, promise, kept) in recorded::promises(context) {
        let systems = context.handbook.sources(id, LinkField::Keeps);
        let mut improvements = systems.iter().flat_map(|system| context.record.improvements_of(*system));
        let is_firm = promise.state == State::Standing && kept.verdict() == Verdict::Keeping;
        if !is_firm || systems.is_empty() || improvements.any(was_tried) {
            continue;
        }
        let message = "the floor is firm, and nothing was tried on top of it for six weeks";
        findings.add(&document.path, recorded::target(document, promise), message).help(
            "ask whoever works the list for the next one per cent, and log it: `throughline log plus-one`",
        );
    }
}
