//! `/promises/` and its likes: every document of one kind.

use tera::Value;

use super::super::shared::{plural, sentence};
use super::super::value::{list, record, text};
use super::role::in_force;
use super::{Head, Maker, Page};
use crate::diagnostic::counted;
use crate::model::DocId;
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::{Decision, Role, State};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, kind: Kind) -> Page {
    let handbook = &*maker.site.handbook;
    let folder = kind.folder().unwrap_or("pages");
    let front = handbook.of_kind(Kind::Page).find(|id| handbook.address(*id).trim_end_matches('/') == folder);
    let body = front.map(|id| maker.site.bodies().prose(id, maker.root)).unwrap_or_default();
    let head = Head {
        title: front.map_or(plural(kind), |id| handbook.document(id).title()),
        kind: "index",
        kind_label: "Index",
        section: folder,
        description: "",
        body: &body,
    };
    let mut context = maker.view(&head);
    if let Some(front) = front {
        context.insert_value("page", maker.page_record(&head, Some(front)));
    }
    let ids = handbook.in_order(handbook.of_kind(kind));
    let empty = ids
        .is_empty()
        .then(|| format!("{} Write content/{folder}/NAME.md, and it stands here.", nothing(kind)));
    context.insert_value("groups", list(groups(maker, kind, &ids)));
    context.insert_value("items", list(ids.iter().map(|id| item(maker, *id))));
    context.insert_value("empty", text(empty.as_deref()));
    context.insert_value("crumbs", list([]));
    Page { template: "index.html", context }
}

/// What is missing while a list is empty, and why it would be worth having.
fn nothing(kind: Kind) -> &'static str {
    match kind {
        Kind::Mission => "No mission is written yet: what each team does for the vision.",
        Kind::Promise => "No promise is written yet: one sentence that a customer may hold us to.",
        Kind::System => "No system is written yet: the checklist that keeps a promise.",
        Kind::Role => "No role is written yet: who does the steps, whoever is on shift.",
        Kind::Customer => "No customer group is written yet: for whom we make promises.",
        Kind::Want => {
            "No want is written yet: what customers say, what they mean by it, and what we decided."
        }
        Kind::Story => "No story is written yet: one day on which a promise was kept, or was not.",
        Kind::Vision | Kind::Page => "Nothing is written here yet.",
    }
}

/// Promises stand by state and wants by decision; other kinds need no groups.
fn groups(maker: &Maker<'_>, kind: Kind, ids: &[DocId]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let group = |title: &str, keep: &dyn Fn(&DocId) -> bool| {
        let items: Vec<Value> = ids.iter().filter(|id| keep(id)).map(|id| item(maker, *id)).collect();
        (!items.is_empty())
            .then(|| record([("title", title.into()), ("href", Value::none()), ("items", list(items))]))
    };
    let state = |state: State| move |id: &DocId| handbook.state(*id) == Some(state);
    let decision = |decision: Decision| {
        move |id: &DocId| handbook.document(*id).want().is_some_and(|want| want.decision == decision)
    };
    let groups = match kind {
        Kind::Promise => vec![
            group("In force", &state(State::Standing)),
            group("On trial", &state(State::Trial)),
            group("Being written", &state(State::Draft)),
            group("No longer made", &state(State::Retired)),
        ],
        Kind::Want => vec![
            group("We said yes", &decision(Decision::Adopt)),
            group("It changes what we want", &decision(Decision::ChangeVision)),
            group("Still listening", &decision(Decision::Listening)),
            group("We said no, kindly", &decision(Decision::Decline)),
        ],
        _ => Vec::new(),
    };
    groups.into_iter().flatten().collect()
}

/// Where a role belongs, and how much of the work is its own.
fn of_role(maker: &Maker<'_>, id: DocId, role: &Role) -> String {
    let jobs = maker.site.handbook.jobs_of(id);
    let steps: usize = jobs.iter().map(|(_, steps)| steps.len()).sum();
    let work = format!("{} on {}", counted(steps, "step"), counted(jobs.len(), "list"));
    let department = role.department.as_ref().map(|department| department.value.clone());
    let work = Some(work).filter(|_| steps > 0);
    department.into_iter().chain(work).collect::<Vec<_>>().join(" · ")
}

/// One entry: the link, its sentence, and a word on its state.
pub(super) fn item(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let meta = match &document.data {
        Data::Story(story) => {
            story.date.as_ref().map(|date| format!("{} · {}", date.value, story.story_type.word()))
        }
        Data::System(_) => Some(counted(document.steps().len(), "step")),
        Data::Role(role) => Some(of_role(maker, id, role)),
        Data::Customer(_) => {
            Some(counted(in_force(maker, &handbook.sources(id, LinkField::For)).len(), "promise"))
        }
        _ => None,
    };
    // A role or a customer says no sentence of its own: what is written about them begins with one.
    let summary = || {
        let is_told = matches!(document.kind, Kind::Role | Kind::Customer);
        Some(document.body.summary.as_str()).filter(|summary| is_told && !summary.is_empty())
    };
    record([
        ("title", document.title().into()),
        ("href", super::super::shared::href(handbook, id).into()),
        ("mark", maker.site.shared.mark(handbook, id).into()),
        ("kind", document.kind.word().into()),
        ("kind_label", super::super::shared::label(document.kind).into()),
        ("text", text(sentence(document).or_else(summary))),
        ("state", text(handbook.state(id).map(State::word))),
        ("meta", text(meta.as_deref().filter(|meta| !meta.is_empty()))),
        ("kept", maker.site.shared.kept(handbook, id)),
    ])
}
