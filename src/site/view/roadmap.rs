//! `/roadmap/`: what is on trial, and what does each promise still need to stand?

use tera::Value;

use super::super::shared::{href, sentence};
use super::super::value::{list, record, said, text, written};
use super::weeks::unbroken;
use super::{Head, Maker, Page, limit};
use crate::check::rungs;
use crate::diagnostic::counted;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;
use crate::parse::kinds::{Level, Promise, State};
use crate::parse::link::LinkField;
use crate::record::words::{change, percent};
use crate::record::{Reading, Verdict, gate, statistics};

/// Promises that may stand where the vision names no number.
const AT_MOST: u32 = 5;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let head = Head {
        title: "What comes next",
        kind: "roadmap",
        kind_label: "Roadmap",
        section: "roadmap",
        description: "Promises on trial and what each still needs to stand; then those that are being written.",
        body: "",
    };
    let mut context = maker.view_at(&head);
    let in_state = |state: State| {
        handbook.in_order(handbook.of_kind(Kind::Promise).filter(|id| handbook.state(*id) == Some(state)))
    };
    let room = Room { standing: in_state(State::Standing).len(), at_most: at_most(maker) };
    let (trials, drafts) = (in_state(State::Trial), in_state(State::Draft));
    let first_rung = rungs::first(handbook);
    let mut told: Vec<(usize, Value)> =
        trials.into_iter().filter_map(|id| trial(maker, id, &room, &first_rung)).collect();
    // Whoever is nearest comes first.
    told.sort_by_key(|(missing, _)| *missing);
    let empty = "Nothing is on trial and nothing is being written. A promise begins as a file \
                 content/promises/NAME.md with one line, `says:`; with `state: trial` it is tried.";
    let is_empty = told.is_empty() && drafts.is_empty();
    context.insert_value("trials", list(told.into_iter().map(|(_, value)| value)));
    context.insert_value("drafts", list(drafts.into_iter().map(|id| draft(maker, id))));
    context.insert_value("room", room.says().into());
    context.insert_value("empty", written(is_empty.then_some(empty)));
    Page { template: "roadmap.html", context }
}

fn at_most(maker: &Maker<'_>) -> u32 {
    let vision = maker.site.handbook.vision().and_then(|(_, vision)| vision.promises_at_most.as_ref());
    vision.map_or(AT_MOST, |at_most| at_most.value)
}

/// How many promises stand, and how many may.
struct Room {
    standing: usize,
    at_most: u32,
}

impl Room {
    fn is_full(&self) -> bool {
        self.standing >= self.at_most as usize
    }

    fn says(&self) -> String {
        let stand = if self.standing == 1 { "promise stands" } else { "promises stand" };
        format!("{} {stand}; the vision allows {}.", self.standing, self.at_most)
    }
}

/// One thing that a promise needs to stand.
struct Need {
    is_met: bool,
    says: String,
}

fn met(says: impl Into<String>) -> Need {
    Need { is_met: true, says: says.into() }
}

fn missing(says: impl Into<String>) -> Need {
    Need { is_met: false, says: says.into() }
}

fn trial(maker: &Maker<'_>, id: DocId, room: &Room, first_rung: &[DocId]) -> Option<(usize, Value)> {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let promise = document.promise()?;
    let mut needs = vec![measure(promise), remedy(promise), system(maker, id)];
    let reading = maker.site.record().kept(id).map(|kept| &kept.reading);
    if let Some(reading) = reading {
        needs.extend(shown(reading));
    }
    needs.extend(rung(maker, id, promise, first_rung));
    if room.is_full() {
        needs.push(missing(format!(
            "Room: {} stand and {} may, so one has to retire first.",
            room.standing, room.at_most
        )));
    }
    let left = needs.iter().filter(|need| !need.is_met).count();
    let need = |need: Need| {
        record([("is_met", need.is_met.into()), ("says", super::with_code(&unbroken(&need.says)))])
    };
    let value = record([
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("text", text(sentence(document))),
        ("kept", maker.site.shared.kept(handbook, id)),
        ("left", left.into()),
        ("needs", list(needs.into_iter().map(need))),
        ("owner", maker.first_link(id, LinkField::Owner)),
        ("starts", said(&promise.starts)),
    ]);
    Some((left, value))
}

fn measure(promise: &Promise) -> Need {
    match (&promise.measure, &promise.target) {
        (Some(measure), Some(target)) => {
            met(format!("It can be measured: {}, {} of the time.", limit(&measure.value), target.value))
        }
        (None, Some(_)) => missing("A measure: `at_most`, `at_least` or `by`."),
        (Some(_), None) => missing("A target: how often, at the least, such as `target: 95%`."),
        (None, None) => missing("A measure and a target: `at_most`, `at_least` or `by`, and `target`."),
    }
}

fn remedy(promise: &Promise) -> Need {
    match &promise.if_we_miss {
        Some(_) => met("It says what the customer gets when it is missed."),
        None => missing("What the customer gets when it is missed: `if_we_miss`."),
    }
}

fn system(maker: &Maker<'_>, id: DocId) -> Need {
    let handbook = &*maker.site.handbook;
    let systems = handbook.sources(id, LinkField::Keeps);
    let titles: Vec<&str> = systems.iter().map(|system| handbook.document(*system).title()).collect();
    if titles.is_empty() {
        let id = &handbook.document(id).id.value;
        missing(format!("A system that keeps it: a file in content/systems/ with `keeps: [{id}]`."))
    } else {
        met(format!("Kept by {}.", titles.join(", ")))
    }
}

/// What the gate asks for: weeks, checks, and nothing that gives way.
fn shown(reading: &Reading) -> Vec<Need> {
    let weeks = counted(reading.weeks, "week");
    let mut needs = vec![match gate::WEEKS.saturating_sub(reading.weeks) {
        0 => met(format!("{weeks} with checks; {} are asked for.", gate::WEEKS)),
        left => missing(format!(
            "{} with checks: {} of {} are there.",
            counted(left, "more week"),
            reading.weeks,
            gate::WEEKS
        )),
    }];
    if reading.verdict == Verdict::FallingShort {
        needs.push(missing(reading.sentence.as_str()));
        return needs;
    }
    needs.extend(target(reading));
    if let Some(signal) = reading.runs.as_ref().and_then(|runs| runs.signal) {
        needs.push(missing(format!("Steady weeks: {}.", change(reading, signal))));
    }
    needs
}

fn target(reading: &Reading) -> Option<Need> {
    let share = reading.target?.share();
    let target = percent(share);
    let counted = format!("kept {} of {}", reading.kept, reading.checked);
    if reading.this_well.is_some_and(|well| well <= reading.alpha) {
        return Some(met(format!("{target} is shown: {counted}.")));
    }
    // With nothing checked yet, what would do without a miss.
    let misses = reading.checked - reading.kept;
    let checks = statistics::checks_needed(share, misses, reading.alpha);
    Some(missing(match checks {
        Some(checks) => {
            let with = match misses {
                0 => "no miss".to_string(),
                1 => "1 miss".to_string(),
                misses => format!("{misses} misses"),
            };
            let so_far = if reading.checked == 0 {
                "nothing is checked yet".to_string()
            } else {
                format!("so far {counted}")
            };
            format!("Proof of {target}: {checks} checks with {with} would do; {so_far}.")
        }
        None => format!(
            "Proof of {target}, which no number of checks can give: a target that allows no miss is a wish."
        ),
    }))
}

/// Whether the rung below is taken.
fn rung(maker: &Maker<'_>, id: DocId, promise: &Promise, first_rung: &[DocId]) -> Option<Need> {
    let handbook = &*maker.site.handbook;
    if promise.level == Level::Satisfaction || !maker.site.record().any_kept {
        return None;
    }
    let level = promise.level.word();
    let Some(gap) = rungs::gap(handbook, maker.site.record(), id, first_rung) else {
        return Some(met(format!("The rung below {level} is taken: satisfaction is kept there.")));
    };
    let moment = maker.moment(gap.moment);
    Some(missing(match gap.below {
        Some((below, kept)) => format!(
            "Satisfaction before {level}, at \"{moment}\": \"{}\" is kept {} of {} ({}).",
            handbook.document(below).title(),
            kept.reading.kept,
            kept.reading.checked,
            kept.verdict()
        ),
        None => {
            format!("Satisfaction before {level}, at \"{moment}\": nothing is promised there at that level.")
        }
    }))
}

/// A draft and what it lacks to be tried.
fn draft(maker: &Maker<'_>, id: DocId) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let mut lacks: Vec<String> = document
        .faults
        .iter()
        .filter_map(|fault| match &fault.kind {
            FaultKind::Unfinished { lacks } => Some(lacks.iter().map(|lack| format!("`{lack}`"))),
            _ => None,
        })
        .flatten()
        .collect();
    if handbook.sources(id, LinkField::Keeps).is_empty() {
        lacks.push("a system that keeps it".to_string());
    }
    record([
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("text", text(sentence(document))),
        ("lacks", list(lacks.iter().map(|lack| super::with_code(lack)))),
        ("owner", maker.first_link(id, LinkField::Owner)),
    ])
}
