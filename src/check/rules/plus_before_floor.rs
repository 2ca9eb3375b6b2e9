//! `plus-before-floor`: a plus-one on top of a floor that gives way.

use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::checklist::Section;
use crate::parse::document::Kind;
use crate::parse::link::LinkField;
use crate::parse::logs::{PlusOneState, Week};
use crate::record::{Kept, Verdict};
use crate::source::{Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "plus-before-floor",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A system with a plus-one, in its checklist or in `plus-ones.csv`, whose promise is slipping or falls short.",
    why: "A plus-one on top of a floor that gives way is decoration. First empty the message list, then remember the \
          stairs: people who are stretched do the pleasant part and leave the other.",
    example: "# content/systems/call-back.md, while call-back-today falls short\n## Plus one\n- [ ] @front-desk Say one thing from last time. ^remember",
    fix: "# take it out until the floor holds\n## Floor\n- [ ] @front-desk Call back. ^call",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let unkept: Vec<(DocId, &Kept)> = recorded::promises(context)
        .filter(|(.., kept)| kept.verdict() == Verdict::FallingShort || kept.reading.slips().is_some())
        .map(|(id, _, _, kept)| (id, kept))
        .collect();
    for system in handbook.of_kind(Kind::System) {
        let mut keeps = handbook.target_documents(system, LinkField::Keeps);
        let Some((promise, kept)) = keeps.find_map(|id| unkept.iter().find(|(unkept, _)| *unkept == id))
        else {
            continue;
        };
        let Some((path, span, what)) = active(context, system) else { continue };
        let how = match kept.verdict() {
            Verdict::FallingShort => "falls short",
            _ => "is slipping",
        };
        let message = format!(
            "\"{what}\" is a plus-one, and \"{}\" {how}: first the floor, then more",
            handbook.document(*promise).title()
        );
        findings
            .add(path, span, message)
            .help("take it out until the floor holds again; in plus-ones.csv that is a row with `dropped`");
    }
}

/// A plus-one that is being done, and where it is written: in the checklist, else in the log.
fn active<'a>(context: &'a Context<'_>, system: DocId) -> Option<(&'a VPath, Span, &'a str)> {
    let document = context.handbook.document(system);
    let step = document.steps().iter().find(|step| step.section == Section::PlusOne);
    if let Some(step) = step {
        return Some((&document.path, step.action.span, step.action.value.as_str()));
    }
    let this_week = Week::of(context.today);
    let is_done = |state| matches!(state, PlusOneState::Trying | PlusOneState::Kept);
    let mut improvements = context.record.improvements_of(system);
    let improvement = improvements.find(|one| one.state_in(this_week).is_some_and(is_done))?;
    let (path, span) = recorded::row(context.handbook, improvement.steps.last()?.at)?;
    Some((path, span, improvement.what.as_str()))
}
