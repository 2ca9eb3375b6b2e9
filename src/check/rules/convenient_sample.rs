//! `convenient-sample`: checks that were made when it suited.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::parse::logs::Picked;
use crate::record::Entry;

pub(super) const RULE: Rule = Rule {
    name: "convenient-sample",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise with rows in the last 26 weeks that were checked as it suited: `picked: convenient`, or fewer \
           than one case in five without picking by chance.",
    why: "Whoever checks when there is time checks on quiet days, and on quiet days everything is kept. Such a sample \
          can be shown, but it can prove nothing, so the gate leaves it out. A few cases picked by chance say more \
          than many that were at hand.",
    example: "week,promise,place,due,checked,kept,picked\n2026-W46,call-back-today,main-st,140,12,12,convenient",
    fix: "week,promise,place,due,checked,kept,picked\n2026-W46,call-back-today,main-st,140,12,12,random",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document, promise, kept) in recorded::promises(context) {
        let rows = kept.recent().count();
        let suited: Vec<&Entry> = kept.recent().filter(|entry| !entry.is_honest()).collect();
        let Some(last) = suited.last() else { continue };
        let how = if last.picked == Picked::Convenient {
            "as it suited"
        } else {
            "fewer than one case in five, and not by chance"
        };
        let message = format!(
            "{} of {} since {} were checked {how}, and the gate can count none of that",
            suited.len(),
            count(rows, "row", "rows"),
            kept.reading.window.from
        );
        let finding = findings
            .add(&document.path, recorded::target(document, promise), message)
            .help("check all cases, or let chance pick them and write `random` in the column `picked`");
        if let Some((path, span)) = recorded::row(context.handbook, last.at) {
            finding.related(path, span, "the last such row");
        }
    }
}
