//! `/roles/ID/`: what do I do, must I do, may I do without asking, listen for, and whom do I serve next?

use std::collections::BTreeSet;

use tera::Value;

use super::super::kept;
use super::super::shared::{href, plain};
use super::super::value::{list, record, text};
use super::system::step_record;
use super::{Maker, Page};
use crate::model::DocId;
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::Role;
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, role: &Role) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "roles");
    let touches = handbook.touched_by(id);
    let department = role.department.as_ref().map(|department| department.value.as_str());
    let record = record([
        ("title", handbook.document(id).title().into()),
        ("department", text(department)),
        ("may", list(role.may.iter().map(|may| may.value.as_str().into()))),
        ("backup", maker.links(id, LinkField::Backup)),
        ("reports_to", maker.first_link(id, LinkField::ReportsTo)),
        ("reports", maker.links_from(id, LinkField::ReportsTo)),
        ("does", list(jobs(maker, id))),
        ("owns", maker.list_of(touches.owns)),
        ("listens_for", list(listens_for(maker, &touches.promises))),
        ("promises", maker.list_of(touches.promises)),
        ("customers", maker.list_of(touches.people)),
        ("gives_to", list(hand_offs(maker, id, LinkField::StepRole, LinkField::Then))),
        ("takes_from", list(hand_offs(maker, id, LinkField::Then, LinkField::StepRole))),
    ]);
    context.insert_value("role", record);
    context.insert_value("places", kept::choice(handbook));
    Page { template: "role.html", context }
}

/// Each system that the role acts in, with its own steps there.
fn jobs(maker: &Maker<'_>, role: DocId) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let mut jobs: Vec<(DocId, Vec<usize>)> = Vec::new();
    for (system, n) in handbook.steps_naming(role, LinkField::StepRole) {
        match jobs.last_mut() {
            Some((last, steps)) if *last == system => steps.push(n),
            _ => jobs.push((system, vec![n])),
        }
    }
    jobs.into_iter()
        .map(|(id, steps)| {
            let when = handbook.document(id).system().and_then(|system| system.run_when.as_ref());
            record([
                ("system", maker.link(id)),
                ("run_when", text(when.map(|when| when.value.as_str()))),
                ("steps", list(steps.into_iter().enumerate().map(|(i, n)| step_record(maker, id, n, i + 1)))),
            ])
        })
        .collect()
}

/// Cues of the wants behind these promises.
fn listens_for(maker: &Maker<'_>, promises: &[DocId]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let wants: BTreeSet<DocId> =
        promises.iter().flat_map(|promise| handbook.target_documents(*promise, LinkField::Wants)).collect();
    wants
        .into_iter()
        .filter_map(|id| match &handbook.document(id).data {
            Data::Want(want) => {
                let cue = want.cue.as_ref().or(want.says.as_ref())?;
                let means = want.means.as_ref().map_or("", |means| &means.value);
                Some(record([
                    ("title", means.into()),
                    ("cue", cue.value.as_str().into()),
                    ("href", href(handbook, id).into()),
                    ("places", kept::places(handbook, id)),
                ]))
            }
            _ => None,
        })
        .collect()
}

/// Steps where `mine` names this role and `theirs` names another: what is passed on, or taken over.
fn hand_offs(maker: &Maker<'_>, role: DocId, mine: LinkField, theirs: LinkField) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let mut found = Vec::new();
    for (system, n) in handbook.steps_naming(role, mine) {
        let document = handbook.document(system);
        let Some(step) = document.steps().get(n) else { continue };
        let anchor = step.anchor.as_ref().map(|anchor| format!("#{}", anchor.value)).unwrap_or_default();
        let others = handbook
            .step_documents(system, n, theirs)
            .filter(|other| handbook.document(*other).kind == Kind::Role);
        found.extend(others.filter(|other| *other != role).map(|other| {
            record([
                ("role", maker.link(other)),
                ("step", plain(&step.action.value).into()),
                ("href", format!("{}{anchor}", href(handbook, system)).into()),
                ("places", kept::places(handbook, system)),
            ])
        }));
    }
    found
}
