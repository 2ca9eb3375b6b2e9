//! `overloaded`: a role with more to do at once than one can hold in mind.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::check::words::short;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook, Target};
use crate::parse::checklist::Section;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "overloaded",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &["at_most"],
    what: "A role with more than nine steps in the same moment or at the same pause, summed over its systems \
           (another number: `overloaded: { at_most: 12 }` under `rules:` in handbook.yaml).",
    why: "Each list looks short to whoever wrote it, and they meet in one person at one counter. Five to nine items are \
          what people work through with care; behind that they choose, and nobody told them how. A single list that \
          is too long is told at the list.",
    example: "# two systems for the moment `arrival`, together seventeen steps\n- [ ] @front-desk Greet the patient by name. ^greet",
    fix: "- [ ] @caretaker Bring the room cards to the front desk. ^cards",
    check,
};

/// When a step is due: in a moment of the journey, or at a pause of the same words.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone)]
enum When {
    Moment(usize),
    Pause(String),
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let limit = context.parameter(RULE.name, "at_most", 9) as usize;
    let mut loads: BTreeMap<DocId, BTreeMap<When, Vec<(DocId, usize)>>> = BTreeMap::new();
    for system in handbook.of_kind(Kind::System) {
        let due = due(handbook, system);
        for (role, steps) in steps_by_role(handbook, system) {
            let load = loads.entry(role).or_default();
            for when in &due {
                load.entry(when.clone()).or_default().push((system, steps));
            }
        }
    }
    for (role, load) in loads {
        let total = |systems: &[(DocId, usize)]| systems.iter().map(|(_, steps)| steps).sum::<usize>();
        let worst = load
            .iter()
            .filter(|(_, systems)| systems.len() > 1 && systems.iter().all(|(_, steps)| *steps <= limit))
            .map(|(when, systems)| (total(systems), when, systems))
            .filter(|(total, _, _)| *total > limit)
            // The first of those that weigh the most.
            .min_by_key(|(total, when, _)| (usize::MAX - total, (*when).clone()));
        if let Some((total, when, systems)) = worst {
            tell(context, role, total, when, systems, findings);
        }
    }
}

fn tell(
    context: &Context<'_>,
    role: DocId,
    total: usize,
    when: &When,
    systems: &[(DocId, usize)],
    findings: &mut Findings,
) {
    let handbook = context.handbook;
    let document = handbook.document(role);
    let when = match when {
        When::Moment(moment) => {
            let moment = &handbook.moments[*moment].entry;
            format!("in the moment \"{}\"", short(&moment.title.as_ref().unwrap_or(&moment.id).value))
        }
        When::Pause(pause) => format!("at the pause \"{}\"", short(pause)),
    };
    let message =
        format!("\"{}\" has {total} steps {when}, from {} lists at once", document.title(), systems.len());
    let span = document.title_place();
    let mut finding = findings.add(&document.path, span, message).help(
        "give some of these steps to another role, or let one of the lists wait for a pause of its own",
    );
    for (system, steps) in systems.iter().take(6) {
        let system = handbook.document(*system);
        let steps =
            if *steps == 1 { "one step is here".to_string() } else { format!("{steps} steps are here") };
        finding = finding.related(&system.path, system.top, steps);
    }
}

/// When the steps of a system are due: at its pause, and in the moments of the promises it keeps.
fn due(handbook: &Handbook, system: DocId) -> BTreeSet<When> {
    let kept = handbook
        .target_documents(system, LinkField::Keeps)
        .filter(|promise| handbook.state(*promise).is_some_and(State::is_made));
    let mut due: BTreeSet<When> =
        kept.flat_map(|promise| promises::at(handbook, promise)).map(When::Moment).collect();
    let pause = handbook.document(system).system().and_then(|system| system.pause.as_ref());
    let pause =
        pause.map(|pause| pause.value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
    due.extend(pause.filter(|pause| !pause.is_empty()).map(When::Pause));
    due
}

/// How many steps each role has in a system on an ordinary day.
fn steps_by_role(handbook: &Handbook, system: DocId) -> HashMap<DocId, usize> {
    let steps = handbook.document(system).steps();
    let mut roles: HashMap<DocId, usize> = HashMap::new();
    for (field, target, step) in handbook.outgoing(system) {
        let is_ordinary =
            step.and_then(|step| steps.get(step)).is_some_and(|step| step.section != Section::GoesWrong);
        if let (LinkField::StepRole, Target::Document(role), true) = (field, target, is_ordinary) {
            *roles.entry(role).or_default() += 1;
        }
    }
    roles
}
