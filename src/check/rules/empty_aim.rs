//! `empty-aim`: an aim that no standing promise reaches.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "empty-aim",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An aim of the vision that no standing promise reaches.",
    why: "An aim becomes real for a customer only where somebody promises something for it and a system keeps it. \
          Until then it is a sentence on a wall. The idea that the top must demand its parts below comes from \
          coverage in requirements tracing.",
    example: "aims:\n  informed: You always know the next step.\n# and no standing promise serves a mission that serves `informed`",
    fix: "Let a mission serve the aim (`serves: [informed]`) and make one promise for it, or drop the aim.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let Some((vision, _)) = handbook.vision() else { return };
    // Before the first promise stands, every aim is empty, and nobody needs to be told.
    let any_stands =
        handbook.of_kind(Kind::Promise).any(|promise| handbook.state(promise) == Some(State::Standing));
    if !any_stands || doubt::aims_are_unsure(handbook) || may_be_carried(handbook) {
        return;
    }
    for (number, aim) in handbook.aims.iter().enumerate() {
        let missions = handbook.missions_of_aim(number);
        let carried = missions.iter().any(|mission| {
            let promises = handbook.sources(*mission, LinkField::ServesMission);
            promises.iter().any(|promise| handbook.state(*promise) == Some(State::Standing))
        });
        if !carried {
            let message = format!("the aim `{}` is only words: no standing promise carries it", aim.id.value);
            let help = if missions.is_empty() {
                format!("add `{}` to the `serves:` of a mission, and make one promise for it", aim.id.value)
            } else {
                "make one promise for it `state: standing`, or drop the aim".to_string()
            };
            findings.add(&handbook.document(vision).path, aim.id.span, message).help(help);
        }
    }
}

/// Whether a line that is broken, and reported as such, may belong to any of the aims.
pub(super) fn may_be_carried(handbook: &Handbook) -> bool {
    let lacks = |id: DocId| {
        let faults = handbook.document(id).faults.iter();
        faults
            .map(|fault| &fault.kind)
            .any(|kind| matches!(kind, FaultKind::MissingField { field: "serves", .. }))
    };
    let mission = |id| lacks(id) || doubt::is_unsure(handbook, id, LinkField::ServesAim);
    let promise = |id| {
        let unread = handbook.document(id).is_unsure("state");
        unread || lacks(id) || doubt::is_unsure(handbook, id, LinkField::ServesMission)
    };
    handbook.of_kind(Kind::Mission).any(mission) || handbook.of_kind(Kind::Promise).any(promise)
}
