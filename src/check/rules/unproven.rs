//! `unproven`: a promise that is about to stand, and no trial has shown that it can.

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::record::Verdict;

pub(super) const RULE: Rule = Rule {
    name: "unproven",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "When an edition is cut: a promise that stands now and did not in the edition before, while the record does not \
           show that it is kept consistently. Promises of the first edition are taken over as not yet shown.",
    why: "A promise that stands is told to every customer. One that was only hoped for is broken in public, and then \
          mended by promising less, which is worse than never having promised. A trial costs eight weeks and tells \
          beforehand what the gate needs: `throughline gate` says how many checks are still missing.",
    example: "# content/promises/price-first.md, 14 checks in three weeks\nstate: standing\ntarget: 95%",
    fix: "state: trial",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(cut), Some(since)) = (&context.cut, context.since_last()) else { return };
    let handbook = context.handbook;
    for id in handbook.of_kind(Kind::Promise) {
        let document = handbook.document(id);
        let was = document.common.was.iter().map(|was| was.value.as_str());
        let before = std::iter::once(document.id.value.as_str())
            .chain(was)
            .find_map(|id| since.old.names.document(id))
            .and_then(|id| since.old.state(id));
        let becomes_standing = handbook.state(id) == Some(State::Standing) && before != Some(State::Standing);
        if !becomes_standing || document.unreadable || context.record.verdict(id) == Verdict::Keeping {
            continue;
        }
        let sentence = context.record.kept(id).map_or("", |kept| kept.reading.sentence.as_str());
        let message = format!(
            "\"{}\" would stand from edition {} on, and the record does not show that it is kept: {sentence}",
            document.title(),
            cut.name
        );
        let help = format!(
            "leave it on trial with `state: trial`; or cut with `--despite {} --because \"…\"`, for all to see",
            RULE.name
        );
        findings.add(&document.path, promises::field(document, "state"), message).help(help);
    }
}
