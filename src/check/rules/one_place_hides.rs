//! `one-place-hides`: a total that hides one bad place.

use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::record::{Reason, words};

pub(super) const RULE: Rule = Rule {
    name: "one-place-hides",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise that is kept in all, while one place is clearly below its target.",
    why: "A customer goes to one place, not to the average. A total of 97 % can hide a branch where every second \
          customer is let down. Of several places one is always the worst, so the chances are corrected for how many \
          there are (S. Holm, 1979) before anybody is accused.",
    example: "# kept.csv: 97 % in all\n2026-W46,call-back-today,main-st,400,400,395\n2026-W46,call-back-today,dock-rd,12,12,7",
    fix: "# mend what keeps it there\n2026-W47,call-back-today,dock-rd,12,12,12",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document, promise, kept) in recorded::promises(context) {
        let reading = &kept.reading;
        let Reason::AtPlace(place) = reading.reason else { continue };
        let Some(at) = reading.places.iter().find(|at| at.place == place) else { continue };
        let name = context.record.place(place);
        let message = format!(
            "{} of {} are kept in all, but {name} kept {} of {}; luck explains that {}",
            reading.kept,
            reading.checked,
            at.reading.kept,
            at.reading.checked,
            words::how_often(at.this_badly)
        );
        findings
            .add(&document.path, recorded::target(document, promise), message)
            .help(format!("find out what {name} lacks that the others have"));
    }
}
