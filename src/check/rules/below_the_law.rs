//! `below-the-law`: a promise that the law asks for, lowered or taken back.

use crate::check::{Context, Findings, Rule, past, promises};
use crate::diagnostic::Severity;
use crate::difference::{Change, Name, Thing};
use crate::model::Target;
use crate::parse::document::Kind;
use crate::source::{SETTINGS, Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "below-the-law",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise that had `basis: legal` in the last edition, and is lowered, narrowed, taken back or gone now.",
    why: "The lowest rung is what the law sets; nobody may go below it, and no vote in the company changes that. If the law \
          has changed, say so where the promise says why: then everybody can see that it was no whim.",
    example: "# basis: legal, and 14 days in the last edition\nat_least: 7 days\nbasis: legal",
    fix: "at_least: 14 days\nbasis: legal",
    check,
};

/// What `basis:` says of a promise that the law asks for.
const LEGAL: &str = "legal";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(since), Some(settings)) = (context.since_last(), VPath::new(SETTINGS)) else { return };
    let of_promises =
        since.difference.changes.iter().filter(|change| change.on.thing == Thing::Document(Kind::Promise));
    for change in of_promises.filter(|change| goes_below(change)) {
        let basis = since.promise_before(change).and_then(|before| before.basis.as_ref());
        if !basis.is_some_and(|basis| basis.value.trim().eq_ignore_ascii_case(LEGAL)) {
            continue;
        }
        let (path, span) = match change.on.new {
            Some(Target::Document(id)) => {
                let document = context.handbook.document(id);
                (&document.path, place(context, change).unwrap_or(document.top))
            }
            _ => (&settings, context.handbook.settings.top),
        };
        let message = format!(
            "\"{}\" is what the law sets (`basis: legal` in edition {}), and it is {} now: you may not go below that",
            change.on.title(),
            since.edition.name,
            change.name.words()
        );
        let help = "put back what it said; if the law has changed, waive this with `allow:` and name the new law as the reason";
        findings.add(path, span, message).help(help);
    }
}

fn goes_below(change: &Change) -> bool {
    let taken_back =
        [Name::Retired, Name::Removed, Name::BackToTrial, Name::BackToDraft, Name::Narrowed, Name::LevelDown];
    taken_back.contains(&change.name) || past::is_lowered(change)
}

/// Where the promise says less than it did.
fn place(context: &Context<'_>, change: &Change) -> Option<Span> {
    let Some(Target::Document(id)) = change.on.new else { return None };
    let document = context.handbook.document(id);
    if past::is_lowered(change) {
        return document.promise()?.measure.as_ref().map(|measure| measure.span);
    }
    let field = match change.name {
        Name::Narrowed => "for",
        Name::LevelDown => "level",
        _ => "state",
    };
    Some(promises::field(document, field))
}
