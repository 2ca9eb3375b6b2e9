//! `/roles/ID/`: what do I do, must I do, may I do without asking, listen for, and whom do I serve next?

use std::cell::LazyCell;
use std::collections::BTreeMap;

use tera::Value;

use super::super::kept;
use super::super::shared::{href, plain, plural, step_href};
use super::super::value::{list, record, said, text};
use super::system::{step_record, style_label};
use super::{Maker, Page, changes, promise};
use crate::diagnostic::counted;
use crate::model::DocId;
use crate::model::role::HandOff;
use crate::parse::document::Kind;
use crate::parse::kinds::{Decision, Role, State};
use crate::parse::link::LinkField;

/// So many wants are told of a moment: nobody can listen for a hundred. What one's own promises answer comes first.
const HEARD: usize = 6;

pub(super) fn page(maker: &Maker<'_>, id: DocId, role: &Role) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "roles");
    context.insert_value("history", changes::history(maker, id));
    context.insert_value("newest_sheet", changes::newest_sheet(maker, id));
    let touches = handbook.touched_by(id);
    let promises = in_force(maker, &touches.promises);
    let own = |page: &str| href(handbook, id).replace("index.html", &format!("{page}/index.html"));
    let jobs = handbook.jobs_of(id);
    context.insert_value(
        "role",
        Value::from(BTreeMap::from([
            ("title", handbook.document(id).title().into()),
            ("id", handbook.document(id).id.value.as_str().into()),
            ("department", said(&role.department)),
            ("may", may(role)),
            ("backup", maker.links(id, LinkField::Backup)),
            ("stands_in_for", maker.links_from(id, LinkField::Backup)),
            ("reports_to", maker.first_link(id, LinkField::ReportsTo)),
            ("reports", maker.links_from(id, LinkField::ReportsTo)),
            ("musts", list(musts(maker, &jobs))),
            ("does", list(jobs.iter().map(|(system, steps)| job(maker, *system, steps)))),
            ("owns", list(owns(maker, touches.owns))),
            ("listens_for", list(listens_for(maker, id))),
            ("promises", list(promises.iter().filter_map(|promise| promise::card(maker, *promise)))),
            ("customers", list(better_off(maker, &promises))),
            ("gives_to", list(hand_offs(maker, &handbook.hands_to(id)))),
            ("takes_from", list(hand_offs(maker, &handbook.takes_from(id)))),
            ("start_href", own("start").into()),
            ("card_href", own("card").into()),
            ("feed_href", href(handbook, id).replace("index.html", "feed.xml").into()),
        ])),
    );
    context.insert_value("places", kept::choice(handbook));
    Page { template: "role.html", context }
}

/// What a role may do without asking.
pub(super) fn may(role: &Role) -> Value {
    list(role.may.iter().map(|may| may.value.as_str().into()))
}

/// The promises that nobody has taken back.
pub(super) fn in_force(maker: &Maker<'_>, promises: &[DocId]) -> Vec<DocId> {
    let state = |id: &&DocId| maker.site.handbook.state(**id);
    promises.iter().filter(|id| state(id) != Some(State::Retired)).copied().collect()
}

/// A system that the role acts in, with its own steps there.
pub(super) fn job(maker: &Maker<'_>, id: DocId, steps: &[usize]) -> Value {
    let document = maker.site.handbook.document(id);
    let system = document.system();
    let run_when = system.and_then(|system| system.run_when.as_ref()).map(|when| when.value.as_str());
    let pause = system.and_then(|system| system.pause.as_ref()).map(|pause| pause.value.as_str());
    let musts = steps.iter().filter(|n| document.steps()[**n].must).count();
    let count = match musts {
        0 => counted(steps.len(), "step"),
        musts => format!("{}, {musts} must", counted(steps.len(), "step")),
    };
    let numbered = steps.iter().enumerate().map(|(at, n)| step_record(maker, id, *n, at + 1));
    record([
        ("system", maker.link(id)),
        ("run_href", super::system::run_href(maker, id).into()),
        ("run_when", text(run_when)),
        ("pause", text(pause)),
        ("style_label", text(system.map(style_label))),
        ("count", count.into()),
        ("steps", list(numbered)),
    ])
}

/// The steps that may never be left out, of all systems, in the order in which they are worked.
fn musts(maker: &Maker<'_>, jobs: &[(DocId, Vec<usize>)]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let steps = jobs.iter().flat_map(|(system, steps)| steps.iter().map(|n| (*system, *n)));
    let musts = steps.filter(|(system, n)| handbook.document(*system).steps()[*n].must);
    let told = musts.map(|(system, n)| {
        record([("step", step_record(maker, system, n, n + 1)), ("system", maker.link(system))])
    });
    told.collect()
}

/// Wants to listen for, by the moment in which they are met.
pub(super) fn listens_for(maker: &Maker<'_>, role: DocId) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let answered: LazyCell<Vec<DocId>, _> = LazyCell::new(|| {
        let promises = handbook.touched_by(role).promises;
        let wants = promises.iter().flat_map(|promise| handbook.target_documents(*promise, LinkField::Wants));
        handbook.in_order(wants)
    });
    let moments = handbook.listens_for(role).into_iter().map(|(moment, wants)| {
        let more = wants.len().saturating_sub(HEARD);
        // Of many, those that a promise of the role's answers come first.
        let first: &[DocId] = if more > 0 { &answered } else { &[] };
        let is_here =
            |want: &&DocId| wants.binary_search_by(|other| handbook.reading_order(*other, **want)).is_ok();
        let others = wants.iter().filter(|want| !first.contains(want));
        let told = first.iter().filter(is_here).chain(others).take(HEARD);
        let told = told.filter_map(|want| listen(maker, *want));
        record([
            ("moment", text(moment.map(|moment| maker.moment(moment)))),
            ("wants", list(told)),
            ("more", text((more > 0).then(|| format!("{more} more among all wants")).as_deref())),
        ])
    });
    moments.collect()
}

/// One want: how one notices it, and what is behind it. One that says neither is nothing to listen for.
fn listen(maker: &Maker<'_>, id: DocId) -> Option<Value> {
    let document = maker.site.handbook.document(id);
    let want = document.want()?;
    let instead = if want.decision == Decision::Decline { said(&want.say_instead) } else { Value::none() };
    Some(record([
        ("title", document.title().into()),
        ("href", href(&maker.site.handbook, id).into()),
        ("says", said(&want.says)),
        ("cue", said(&want.cue)),
        ("means", said(&want.means)),
        ("say_instead", instead),
        ("places", kept::places(&maker.site.handbook, id)),
    ]))
}

/// The customers and colleagues at the end of one's lines, each with the promises that reach them.
fn better_off(maker: &Maker<'_>, promises: &[DocId]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let mut reached: BTreeMap<DocId, Vec<DocId>> = BTreeMap::new();
    for promise in promises {
        for person in handbook.target_documents(*promise, LinkField::For) {
            reached.entry(person).or_default().push(*promise);
        }
    }
    let people = handbook.in_order(reached.keys().copied());
    let told = people.into_iter().map(|person| {
        let promises = reached.remove(&person).unwrap_or_default();
        record([("person", maker.link(person)), ("promises", maker.list_of(promises))])
    });
    told.collect()
}

/// What one answers for, by kind.
fn owns(maker: &Maker<'_>, owned: Vec<DocId>) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let mut by_kind: BTreeMap<Kind, Vec<DocId>> = BTreeMap::new();
    for id in owned {
        by_kind.entry(handbook.document(id).kind).or_default().push(id);
    }
    let told = by_kind
        .into_iter()
        .map(|(kind, ids)| record([("label", plural(kind).into()), ("items", maker.list_of(ids))]));
    told.collect()
}

/// Hand-offs, by the other role.
fn hand_offs(maker: &Maker<'_>, hand_offs: &[HandOff]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let by_role = hand_offs.chunk_by(|a, b| a.other == b.other);
    let told = by_role.map(|hand_offs| {
        let steps = hand_offs.iter().filter_map(|hand| {
            let step = handbook.document(hand.system).steps().get(hand.step)?;
            Some(record([
                ("text", plain(&step.action.value).into()),
                ("href", step_href(handbook, hand.system, step).into()),
                ("places", kept::places(handbook, hand.system)),
            ]))
        });
        record([("role", maker.link(hand_offs[0].other)), ("steps", list(steps))])
    });
    told.collect()
}
