//! `no-sorry`: misses that nobody put right.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::record::Entry;

pub(super) const RULE: Rule = Rule {
    name: "no-sorry",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise with more misses in the last 26 weeks than were put right, by the column `remedied`. A log without \
           that column is left alone.",
    why: "A miss that is put right well makes more friends than none at all; one that is passed over makes an enemy \
          who tells others. What was promised for that case (`if_we_miss`) is a promise too, and the column \
          `remedied` is its record.",
    example: "week,promise,place,due,checked,kept,picked,remedied\n2026-W46,call-back-today,main-st,41,41,37,all,1",
    fix: "week,promise,place,due,checked,kept,picked,remedied\n2026-W46,call-back-today,main-st,41,41,37,all,4",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document, promise, kept) in recorded::promises(context) {
        // A log without the column says nothing of remedies, neither way.
        let told: Vec<&Entry> = kept.recent().filter(|entry| entry.remedied.is_some()).collect();
        let misses: usize = told.iter().map(|entry| entry.missed() as usize).sum();
        let remedies: usize = told.iter().map(|entry| put_right(entry)).sum();
        if misses <= remedies {
            continue;
        }
        let message = format!(
            "{} since {}, and {} recorded: somebody may still wait for a word",
            count(misses, "miss", "misses"),
            kept.reading.window.from,
            count(remedies, "remedy is", "remedies are")
        );
        let finding = findings
            .add(&document.path, recorded::target(document, promise), message)
            .help("do what `if_we_miss` says, then write how many were put right in the column `remedied`");
        let last = told.iter().rfind(|entry| put_right(entry) < entry.missed() as usize);
        if let Some((path, span)) = last.and_then(|entry| recorded::row(context.handbook, entry.at)) {
            finding.related(path, span, "the last row with one that was not");
        }
    }
}

/// Of the misses of this row; more may have been put right than the sample found.
fn put_right(entry: &Entry) -> usize {
    entry.remedied.unwrap_or(0).min(entry.missed()) as usize
}
