//! `no-record`: a standing promise that nobody has counted lately.

use crate::check::{Context, Findings, Rule, doubt, recorded};
use crate::diagnostic::Severity;
use crate::parse::kinds::State;
use crate::parse::logs::{LogKind, Week};

pub(super) const RULE: Rule = Rule {
    name: "no-record",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A standing promise whose last row in `kept.csv` is more than three weeks old.",
    why: "A record that stops is read as good news, and it is no news at all: lists that are no longer counted are \
          the first that are no longer worked. A row a week takes a minute, and a week without any case is a row too \
          (due 0).",
    example: "# content/records/kept.csv, read in 2026-W47\n2026-W40,call-back-today,main-st,41,41,40",
    fix: "2026-W40,call-back-today,main-st,41,41,40\n2026-W46,call-back-today,main-st,38,38,38",
    check,
};

/// Weeks that may pass without a row, the running one not counted.
const WEEKS: i32 = 3;

fn check(context: &Context<'_>, findings: &mut Findings) {
    if doubt::lost_rows(context, LogKind::Kept) {
        return;
    }
    for (_, document, promise, kept) in recorded::promises(context) {
        // One that never had a row is told by `never-tried`.
        let Some(last) = kept.last().filter(|_| promise.state == State::Standing && kept.left_out == 0)
        else {
            continue;
        };
        if Week::of(context.today).since(last.week) <= WEEKS {
            continue;
        }
        let message = format!("no record since {}, so we do not know whether this is still kept", last.week);
        let help = format!(
            "write last week's row: `throughline log kept --promise {}`, or a line in kept.csv",
            document.id.value
        );
        let finding = findings.add(&document.path, recorded::target(document, promise), message).help(help);
        if let Some((path, span)) = recorded::row(context.handbook, last.at) {
            finding.related(path, span, "the last row");
        }
    }
}
