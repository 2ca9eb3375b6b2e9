//! `/ladder/`: per customer and moment, which of satisfaction, care and delight is promised and kept, and where do we
//! skip a rung?

use std::collections::BTreeMap;

use tera::Value;

use super::super::shared::href;
use super::super::value::{list, record, text, written};
use super::{Head, Maker, Page, journey, or_none, standing};
use crate::diagnostic::counted;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::{Level, State, StoryType};
use crate::parse::link::LinkField;
use crate::record::Verdict;

const LEVELS: [Level; 3] = [Level::Satisfaction, Level::Care, Level::Delight];

/// What one customer is promised in one moment, rung by rung.
type Rungs = [Vec<DocId>; 3];

/// The rows of one customer by the place of their moment in the journey.
type Rows = BTreeMap<(usize, Option<usize>), Rungs>;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.view_at(&Head {
        title: "The ladder",
        kind: "ladder",
        kind_label: "Rung by rung",
        section: "ladder",
        description: "What each customer is promised in each moment, and whether it is kept.",
        body: "",
    });
    let mut gaps = Vec::new();
    let mut customers = rows_by_customer(handbook);
    let shown: Vec<Value> = people(handbook, &customers)
        .into_iter()
        .map(|id| customer(maker, id, &customers.remove(&id).unwrap_or_default(), &mut gaps))
        .collect();
    let is_empty = !standing::any_made(handbook);
    let empty = "Nothing is promised yet. Write `content/promises/NAME.md` with `for`, `at` and `level`, and its rung shows here.";
    context.insert_value("empty", written(is_empty.then_some(empty)));
    let is_recorded = standing::is_recorded(maker);
    context.insert_value("answer", answer(gaps.len(), is_recorded).into());
    context.insert_value("is_recorded", is_recorded.into());
    context.insert_value("gaps", list(gaps));
    context.insert_value("customers", list(shown));
    Page { template: "ladder.html", context }
}

fn answer(gaps: usize, is_recorded: bool) -> String {
    match gaps {
        0 if !is_recorded => {
            "No rung is skipped. Nothing is recorded yet, so nobody knows which rungs hold.".into()
        }
        0 => {
            "No rung is skipped: nothing is promised on top of something that is missing or not kept.".into()
        }
        1 => "In one place a rung is skipped, or climbed before the one below it holds.".into(),
        gaps => format!("In {gaps} places a rung is skipped, or climbed before the one below it holds."),
    }
}

/// One pass over the promises: whom each is for, when, and on which rung. A promise of loyalty has no rung; a rule says so.
fn rows_by_customer(handbook: &Handbook) -> BTreeMap<Option<DocId>, Rows> {
    let places = journey::places(handbook);
    let mut found: BTreeMap<Option<DocId>, Rows> = BTreeMap::new();
    for id in standing::made(handbook) {
        let Some(promise) = handbook.document(id).promise() else { continue };
        let Some(rung) = LEVELS.iter().position(|level| *level == promise.level) else { continue };
        let customers = or_none(&handbook.target_documents(id, LinkField::For).collect());
        let moments = or_none(&handbook.moments_of(id).collect());
        for customer in &customers {
            for moment in &moments {
                let place = moment.map_or(usize::MAX, |moment| places[moment]);
                let rows = found.entry(*customer).or_default();
                rows.entry((place, *moment)).or_default()[rung].push(id);
            }
        }
    }
    found
}

/// Every group of customers, then the colleagues that something is promised to, then nobody in particular.
fn people(handbook: &Handbook, rows: &BTreeMap<Option<DocId>, Rows>) -> Vec<Option<DocId>> {
    let customers = handbook.in_order(handbook.of_kind(Kind::Customer));
    let is_colleague = |id: &DocId| handbook.document(*id).kind != Kind::Customer;
    let colleagues = handbook.in_order(rows.keys().flatten().copied().filter(is_colleague));
    let all = customers.into_iter().chain(colleagues).map(Some);
    all.chain(rows.contains_key(&None).then_some(None)).collect()
}

fn customer(maker: &Maker<'_>, id: Option<DocId>, rows: &Rows, gaps: &mut Vec<Value>) -> Value {
    let handbook = &*maker.site.handbook;
    let title = id.map_or("Nobody in particular", |id| handbook.document(id).title());
    let shown: Vec<Value> = rows
        .iter()
        .map(|((_, moment), rungs)| {
            let notes = notes(maker, rungs);
            let when = moment.map_or("At no moment in particular", |at| maker.moment(at));
            gaps.extend(notes.iter().map(|note| {
                record([("customer", title.into()), ("moment", when.into()), ("note", note.as_str().into())])
            }));
            record([
                ("title", when.into()),
                ("href", text(moment.map(|at| journey::href(handbook, at)).as_deref())),
                ("cells", list((0..LEVELS.len()).map(|rung| cell(maker, rungs, rung)))),
                ("letters", maker.list_of(letters(handbook, rungs))),
            ])
        })
        .collect();
    record([
        ("title", title.into()),
        ("href", text(id.map(|id| href(handbook, id)).as_deref())),
        ("moments", counted(rows.len(), "moment").into()),
        ("rows", list(shown)),
    ])
}

fn cell(maker: &Maker<'_>, rungs: &Rungs, rung: usize) -> Value {
    record([
        ("rung", word(rung).into()),
        ("promises", list(rungs[rung].iter().map(|id| standing::promise(maker, *id)))),
        ("is_skipped", is_skipped(rungs, rung).into()),
    ])
}

/// Whether nothing is promised on a rung and something on a higher one.
fn is_skipped(rungs: &Rungs, rung: usize) -> bool {
    rungs[rung].is_empty() && rungs[rung + 1..].iter().any(|above| !above.is_empty())
}

/// What is wrong with a row, in words: rungs that are skipped, and rungs that were climbed while the lowest does not hold.
fn notes(maker: &Maker<'_>, rungs: &Rungs) -> Vec<String> {
    let Some(top) = rungs.iter().rposition(|promises| !promises.is_empty()) else { return Vec::new() };
    let mut notes = Vec::new();
    for rung in (0..top).filter(|rung| is_skipped(rungs, *rung)) {
        let (low, high) = (word(rung).to_lowercase(), word(top).to_lowercase());
        notes.push(format!("{high} is promised and {low} is skipped."));
    }
    notes.extend(climbed_too_soon(maker, rungs));
    notes
}

/// Care or delight stands while the record shows of no agreed promise there that it is kept. One that was never counted
/// is said to be so in its cell.
fn climbed_too_soon(maker: &Maker<'_>, rungs: &Rungs) -> Option<String> {
    let handbook = &*maker.site.handbook;
    let stands = |id: &&DocId| handbook.state(**id) == Some(State::Standing);
    let higher = rungs[1..].iter().flatten().find(stands)?;
    let record = maker.site.record();
    let holds = |id: &DocId| matches!(record.verdict(*id), Verdict::Keeping | Verdict::NotMeasured);
    let first = rungs[0].first().filter(|_| !rungs[0].iter().any(holds))?;
    let level = handbook.document(*higher).promise()?.level.word();
    Some(format!(
        "{level} is promised before satisfaction is kept: “{}” ({}).",
        handbook.document(*first).title(),
        standing::words(maker, *first)
    ))
}

/// Fan letters about anything promised here: loyalty is read from them and never promised.
fn letters(handbook: &Handbook, rungs: &Rungs) -> Vec<DocId> {
    let about = rungs.iter().flatten().flat_map(|id| handbook.sources(*id, LinkField::Shows));
    let sort = |id: &DocId| handbook.document(*id).story().map(|story| story.story_type);
    handbook.in_order(about.filter(|id| sort(id) == Some(StoryType::FanLetter)))
}

fn word(rung: usize) -> &'static str {
    ["Satisfaction", "Care", "Delight"][rung]
}
