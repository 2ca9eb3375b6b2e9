//! `slipping`: weeks that say that something changed for the worse.

use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::record::words;

pub(super) const RULE: Rule = Rule {
    name: "slipping",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise whose weeks lie below their usual level for longer than luck explains, or cross it too seldom \
           with the lower half last.",
    why: "A single bad week is weather. A long run below the usual level is not: something changed, and it is \
          cheapest to find while people remember what. The limits are those of Anhøj's run charts (PLoS ONE 2014, \
          e113825); below twelve weeks or ten useful points nothing is said.",
    example: "# kept.csv: nine weeks running below the usual 92 %\n2026-W46,seen-on-time,main-st,149,28,22,random",
    fix: "# content/promises/seen-on-time.md, when the cause is known\nallow: [{ rule: slipping, reason: The new diary took the gap away; asked for in September, until: 2027-01-31, by: front-desk-lead }]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document, promise, kept) in recorded::promises(context) {
        let Some(signal) = kept.reading.slips() else { continue };
        let message = format!("{}: something changed", words::change(&kept.reading, signal));
        let help = format!(
            "find out what changed before you ask for more; `throughline gate {}` shows the numbers",
            document.id.value
        );
        findings.add(&document.path, recorded::target(document, promise), message).help(help);
    }
}
