//! `/roles/ID/start/`: what somebody new reads first, from the vision to three stories, in five minutes.

use tera::Value;

use super::super::value::{list, record, safe, text};
use super::{Head, Maker, Page, home, promise, role, story};
use crate::model::{DocId, Handbook};
use crate::parse::link::LinkField;

/// As many steps as five minutes have room for; the others stand on the role's page.
const STEPS: usize = 30;
/// As many stories.
const STORIES: usize = 3;

pub(super) fn page(maker: &Maker<'_>, id: DocId) -> Page {
    let handbook = &*maker.site.handbook;
    let title = format!("New here: {}", handbook.document(id).title());
    let body = maker.site.bodies().prose(id, maker.root);
    let head = Head {
        title: &title,
        kind: "start",
        kind_label: "Your first five minutes",
        section: "roles",
        description: "",
        body: &body,
    };
    let mut context = maker.view(&head);
    let promises = role::in_force(maker, &handbook.touched_by(id).promises);
    let jobs = handbook.jobs_of(id);
    let shown = fitting(&jobs);
    context.insert_value("role", maker.link(id));
    context.insert_value("vision", home::vision(maker));
    context.insert_value("promises", list(promises.iter().filter_map(|id| promise::card(maker, *id))));
    context.insert_value("does", list(jobs[..shown].iter().map(|(id, steps)| role::job(maker, *id, steps))));
    context.insert_value("more_lists", (jobs.len() - shown).into());
    context.insert_value("listens_for", list(role::listens_for(maker, id)));
    let stories = stories(maker, id, &promises);
    context.insert_value("stories", list(stories.into_iter().map(|id| told(maker, id))));
    Page { template: "start.html", context }
}

/// How many of the lists fit into five minutes; the first always does.
fn fitting(jobs: &[(DocId, Vec<usize>)]) -> usize {
    let mut steps = 0;
    let fits = jobs.iter().enumerate().take_while(|(n, (_, own))| {
        steps += own.len();
        *n == 0 || steps <= STEPS
    });
    fits.count()
}

/// Three stories, one after the other: best one that shows a promise of the role's or that it tells itself, of a sort and
/// from a place that is not there yet; else the newest.
fn stories(maker: &Maker<'_>, id: DocId, promises: &[DocId]) -> Vec<DocId> {
    let handbook = &*maker.site.handbook;
    let shown = promises.iter().flat_map(|promise| handbook.sources(*promise, LinkField::Shows));
    let mut own: Vec<DocId> = shown.chain(handbook.told_by(id).iter().copied()).collect();
    handbook.newest_first(&mut own);
    own.dedup();
    let mut chosen: Vec<DocId> = Vec::new();
    while chosen.len() < STORIES {
        let best = best(handbook, &own, &chosen).or_else(|| best(handbook, handbook.stories(), &chosen));
        let Some(best) = best else { break };
        chosen.push(best);
    }
    chosen
}

/// The first of those that are not chosen yet whose sort and place is least like that of any that is.
fn best(handbook: &Handbook, stories: &[DocId], chosen: &[DocId]) -> Option<DocId> {
    let facts = |id: DocId| {
        let story = handbook.document(id).story();
        let place = story.and_then(|story| story.place.as_ref()).map(|place| place.value.as_str());
        (story.map(|story| story.story_type), place)
    };
    let told: Vec<_> = chosen.iter().map(|id| facts(*id)).collect();
    let rank = |id: DocId| {
        let (sort, place) = facts(id);
        (told.iter().any(|told| told.0 == sort), told.iter().any(|told| told.1 == place))
    };
    let mut least: Option<((bool, bool), DocId)> = None;
    for story in stories.iter().copied().filter(|id| !chosen.contains(id)) {
        let rank = rank(story);
        if least.is_none_or(|(least, _)| rank < least) {
            least = Some((rank, story));
        }
        // None can be better.
        if rank == (false, false) {
            break;
        }
    }
    least.map(|(_, story)| story)
}

/// A story as a whole. One with headings or notes of its own is told in its first words: two could use one anchor.
fn told(maker: &Maker<'_>, id: DocId) -> Value {
    let document = maker.site.handbook.document(id);
    let body = maker.site.bodies().prose(id, maker.root);
    let is_whole = !body.contains(" id=\"") && document.body.headings.is_empty();
    record([
        ("story", maker.link(id)),
        ("about", story::about(maker, id)),
        ("body_html", if is_whole { safe(&body) } else { Value::none() }),
        ("text", text(Some(document.body.summary.as_str()).filter(|words| !words.is_empty()))),
    ])
}
