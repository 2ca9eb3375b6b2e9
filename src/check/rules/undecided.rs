//! `undecided`: a want that nobody answers.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, promises, recorded};
use crate::diagnostic::Severity;
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::Decision;

pub(super) const RULE: Rule = Rule {
    name: "undecided",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &["at_most"],
    what: "A want that is `listening` for more than 60 days: since `decided`, else since the first voice that names \
           it.",
    why: "Listening is a decision only for a while. A want that is never answered becomes a rumour on both sides of \
          the counter: the customer waits for it, and staff make up an answer. A kind no, with a reason, is better \
          than a long perhaps.",
    example: "# content/wants/someone-beside-me.md, first heard in March\ndecision: listening",
    fix: "decision: decline\nreason: The rooms hold two people and no more.\nsay_instead: You can have them beside you in the talk before and after.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let voices = &context.record.voices;
    if !voices.any {
        return;
    }
    let at_most = context.parameter(RULE.name, "at_most", 60) as usize;
    for id in context.handbook.of_kind(Kind::Want) {
        let document = context.handbook.document(id);
        let Data::Want(want) = &document.data else { continue };
        let unsure = ["decision", "decided"].iter().any(|field| document.is_unsure(field));
        if want.decision != Decision::Listening || unsure {
            continue;
        }
        let first = voices.first_of_want.get(&id);
        let Some(since) = want.decided.as_ref().map(|day| day.value).or_else(|| first.map(|(day, _)| *day))
        else {
            continue;
        };
        let days = context.days_since(since);
        if days <= at_most {
            continue;
        }
        let message = format!(
            "listening for {} (limit {at_most}), and a want that is never answered becomes a rumour",
            count(days, "day", "days")
        );
        let finding = findings
            .add(&document.path, promises::field(document, "decision"), message)
            .help("decide: `adopt`, `change-vision`, or `decline` with a reason and kind words");
        let row =
            first.filter(|_| want.decided.is_none()).and_then(|(_, at)| recorded::row(context.handbook, *at));
        if let Some((path, span)) = row {
            finding.related(path, span, "first heard here");
        }
    }
}
