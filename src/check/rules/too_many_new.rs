//! `too-many-new`: a team that is asked for more than one new thing at once.

use std::collections::BTreeMap;

use crate::check::{Context, Findings, Rule, past, promises};
use crate::diagnostic::{Severity, counted};
use crate::difference::{Change, Name};
use crate::model::DocId;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "too-many-new",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &["at_most"],
    what: "More than one promise of a mission that is new or raised since the last edition. The number is `at_most`.",
    why: "Improve a little, often. Two new promises at once halve the attention that each of them gets, and when one slips \
          nobody knows which of the two cost the other. The second is not lost: it is next quarter's.",
    example: "# since the last edition, in one mission\nprice-first     state: trial\ncall-back-today at_most: 4 hours   (was 6 hours)",
    fix: "price-first     state: draft\ncall-back-today at_most: 4 hours   (was 6 hours)",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(since) = context.since_last() else { return };
    let handbook = context.handbook;
    let at_most = context.parameter(RULE.name, "at_most", 1) as usize;
    let mut by_mission: BTreeMap<DocId, Vec<(DocId, &Change)>> = BTreeMap::new();
    for (id, change) in since.of_promises().filter(|(id, change)| is_new(handbook.state(*id), change)) {
        for mission in handbook.target_documents(id, LinkField::ServesMission) {
            let of_mission = by_mission.entry(mission).or_default();
            // One that is new and raised at once is asked for once.
            if of_mission.last().is_none_or(|(last, _)| *last != id) {
                of_mission.push((id, change));
            }
        }
    }
    for (mission, new) in by_mission.into_iter().filter(|(_, new)| new.len() > at_most) {
        let Some((last, more)) = new.split_last() else { continue };
        let document = handbook.document(last.0);
        let message = format!(
            "{} has {} since edition {}: one at a time",
            handbook.document(mission).title(),
            counted(new.len(), "new or raised promise"),
            since.edition.name
        );
        let help = "keep the one that matters most, and leave the others for the next edition: `state: draft`, or the old limit";
        let mut finding = findings.add(&document.path, place(context, last), message).help(help);
        for other in more {
            let path = &handbook.document(other.0).path;
            finding = finding.related(path, place(context, other), other.1.name.words());
        }
    }
}

/// Whether a change asks something new of the people who keep the promise. What stands now was on trial before.
fn is_new(state: Option<State>, change: &Change) -> bool {
    let is_made = state.is_some_and(State::is_made);
    let from_draft = change.name == Name::NowStanding && change.from.as_deref() == Some(State::Draft.word());
    is_made
        && (matches!(change.name, Name::Added | Name::Tried | Name::BroughtBack)
            || from_draft
            || past::is_raised(change))
}

/// Where the promise says what is new about it.
fn place(context: &Context<'_>, (id, change): &(DocId, &Change)) -> Span {
    let document = context.handbook.document(*id);
    let measure = document.promise().and_then(|promise| promise.measure.as_ref());
    match measure {
        Some(measure) if past::is_raised(change) => measure.span,
        _ => promises::field(document, "state"),
    }
}
