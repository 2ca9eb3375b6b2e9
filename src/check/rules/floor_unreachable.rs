//! `floor-unreachable`: steps that together may take longer than the floor allows.

use crate::check::words::duration;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::checklist::{Section, Step};
use crate::parse::document::Kind;
use crate::parse::quantity::Measure;
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    name: "floor-unreachable",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A system whose steps' limits (`within`) add up to more than its floor's `at_most`.",
    why: "Steps are done one after the other, so their limits add up. When each person keeps their own and the sum is \
          still over the floor, the customer waits too long and nobody has done anything wrong. That is found with a \
          pencil, before it is found by a customer.",
    example: "floor: { at_most: 4 hours, target: 97% }\n…\n- [ ] @front-desk Write it down. ^list\n  - within: 2 hours\n\
              - [ ] @front-desk Call back. ^call\n  - within: 3 hours",
    fix: "- [ ] @front-desk Write it down. ^list\n  - within: 15 minutes\n- [ ] @front-desk Call back. ^call\n  - within: 3 hours",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        let measure = document.system().and_then(|system| system.floor.as_ref()?.measure.as_ref());
        let Some(Spanned { value: Measure::AtMost(limit), span }) = measure else { continue };
        let Some(at_most) = limit.seconds() else { continue };
        let within = |step: &Step| step.within.as_ref().and_then(|within| within.value.seconds());
        let timed = || {
            let floor = document.steps().iter().filter(|step| step.section == Section::Floor);
            floor.filter_map(move |step| Some((step, within(step)?)))
        };
        let sum = timed().fold(0, |sum: i64, (_, seconds)| sum.saturating_add(seconds));
        let Some((longest, _)) = timed().max_by_key(|(_, seconds)| *seconds) else { continue };
        if sum <= at_most {
            continue;
        }
        let message = format!(
            "the steps may take {} together and the floor says {limit}, so it can be missed though everyone is in time",
            duration(sum)
        );
        let help =
            format!("shorten a step by {}, or let the floor say how long it takes", duration(sum - at_most));
        let finding = findings.add(&document.path, *span, message).help(help);
        if let Some(within) = &longest.within {
            finding.related(&document.path, within.span, "the longest of them");
        }
    }
}
