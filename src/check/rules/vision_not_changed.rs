//! `vision-not-changed`: we said that a want changes our vision, and cut the next edition with the old one.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::Handbook;
use crate::parse::document::{Data, Kind};
use crate::parse::fingerprint::Fingerprint;
use crate::parse::kinds::Decision;
use crate::parse::meaning;

pub(super) const RULE: Rule = Rule {
    name: "vision-not-changed",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A want that was decided as `change-vision`, with an edition cut since, while the vision says what it said when \
           that was decided.",
    why: "Customers told us that we had the wrong picture, and we agreed. A decision that changes nothing is worse than a \
          no, because whoever brought the want believes that it was heard. Either the vision changes in the next edition, \
          or the decision was another one.",
    example: "# wants/is-it-meant-to-hurt.md, with an edition cut in April\ndecision: change-vision\ndecided: 2026-01-10",
    fix: "# vision.md\naims:\n  safe: You know what is meant to hurt, and what is not.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(newest) = context.editions.newest() else { return };
    let now = vision(context.handbook);
    for id in context.handbook.of_kind(Kind::Want) {
        let document = context.handbook.document(id);
        let Data::Want(want) = &document.data else { continue };
        let Some(decided) = want.decided.as_ref().filter(|_| want.decision == Decision::ChangeVision) else {
            continue;
        };
        let came_since = newest.starts().is_some_and(|start| start > decided.value);
        let Some(then) = context.editions.in_force(decided.value).filter(|_| came_since) else { continue };
        let Ok(before) = context.editions.handbook(then) else { continue };
        if now.is_none() || vision(&before) != now {
            continue;
        }
        let message = format!(
            "decided {} that the vision is to change; it still says what it said in edition {}",
            decided.value, then.name
        );
        let finding = findings.add(&document.path, decided.span, message);
        let finding =
            finding.help("change its sentence or an aim in `vision.md`, or decide anew: `adopt`, or `decline` with a reason");
        if let Some((vision, _)) = context.handbook.vision() {
            let vision = context.handbook.document(vision);
            finding.related(&vision.path, vision.top, "the vision");
        }
    }
}

/// What the vision is held to: its sentence and its aims, in the order of their names.
fn vision(handbook: &Handbook) -> Option<Vec<(String, Option<Fingerprint>)>> {
    let (id, _) = handbook.vision()?;
    let mut prints = meaning::prints(handbook.document(id));
    prints.sort();
    Some(prints)
}
