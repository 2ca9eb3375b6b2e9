//! `raised-too-soon`: a hurdle that goes up while the old height is not shown to be kept.

use crate::check::{Context, Findings, Rule, past};
use crate::diagnostic::Severity;
use crate::parse::kinds::State;
use crate::record::Verdict;

pub(super) const RULE: Rule = Rule {
    name: "raised-too-soon",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "When an edition is cut: a standing promise whose limit or target is stricter than in the edition before, while \
           the record does not show that it is kept consistently.",
    why: "Do not raise the hurdle until you keep it consistently. Whoever is clipping six hours will not keep four, and \
          learns that the number on the wall is not meant. The gate looks at the edition's own moment only, because \
          watching every week until it happens to be green passes a team that is not there yet.",
    example: "# content/promises/call-back-today.md, 36 of 40 kept; the edition before said 6 hours\nat_most: 4 hours\ntarget: 95%",
    fix: "at_most: 6 hours\ntarget: 95%",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.cut.is_none() {
        return;
    }
    let Some(since) = context.since_last() else { return };
    for (id, change) in since.of_promises() {
        let document = context.handbook.document(id);
        let stood = since.promise_before(change).is_some_and(|before| before.state == State::Standing);
        let stands = context.handbook.state(id) == Some(State::Standing);
        if !(stood && stands && past::is_raised(change)) || context.record.verdict(id) == Verdict::Keeping {
            continue;
        }
        let promise = document.promise();
        let measure = promise.and_then(|promise| promise.measure.as_ref()).map(|measure| measure.span);
        let target = promise.and_then(|promise| promise.target.as_ref()).map(|target| target.span);
        let is_the_target = change.fields.iter().all(|field| field == "target");
        let span = if is_the_target { target.or(measure) } else { measure.or(target) };
        let sentence = context.record.kept(id).map_or("", |kept| kept.reading.sentence.as_str());
        let message = format!(
            "raised from {} to {} since edition {}, and the record does not show that it is kept: {sentence}",
            change.from.as_deref().unwrap_or("nothing"),
            change.to.as_deref().unwrap_or("nothing"),
            since.edition.name
        );
        let help = format!(
            "do not raise a hurdle that you are clipping: put the old one back; or cut with `--despite {} --because \"…\"`, for all to see",
            RULE.name
        );
        findings.add(&document.path, span.unwrap_or(document.top), message).help(help);
    }
}
