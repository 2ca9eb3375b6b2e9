//! `falling-short`: a promise that the record says is not kept.

use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::parse::quantity::Percent;
use crate::record::{Reason, Verdict, words};

pub(super) const RULE: Rule = Rule {
    name: "falling-short",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise whose record is so far below its target that luck explains it at most once in a hundred times.",
    why: "A promise that is not kept is worse than none: it was believed. One time in a hundred is a stricter test \
          than usual, because a record is watched every week. Mend what keeps the promise, or promise less and say \
          so; leaving it as it stands is the one thing that cheats the customer.",
    example: "# target: 90%, and kept.csv has 13 of 20\n2026-W46,flare-up-call,dock-rd,20,20,13",
    fix: "# promise what can be kept, until more can\ntarget: 60%",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document, promise, kept) in recorded::promises(context) {
        let reading = &kept.reading;
        if (reading.verdict, reading.reason) != (Verdict::FallingShort, Reason::InAll) {
            continue;
        }
        let message = format!(
            "kept {} of {} where {} is promised; luck explains that {}",
            reading.kept,
            reading.checked,
            reading.target.map_or_else(String::new, |target: Percent| target.to_string()),
            words::how_often(reading.this_badly.unwrap_or(0.0))
        );
        findings
            .add(&document.path, recorded::target(document, promise), message)
            .help("mend what keeps it, or promise less");
    }
}
