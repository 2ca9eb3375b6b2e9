//! `/journey/`: a service blueprint. Per moment: what was heard, what is promised, what the customer sees of it, what
//! happens behind, and where work changes hands.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::super::route::encode;
use super::super::shared::plain;
use super::super::value::{list, record, said, text, written};
use super::{Head, Maker, Page, standing, want};
use crate::diagnostic::counted;
use crate::model::line::Point;
use crate::model::{DocId, Handbook};
use crate::parse::checklist::{Section, Step};
use crate::parse::document::Kind;
use crate::parse::kinds::Level;
use crate::parse::link::LinkField;
use crate::parse::lists::{During, Expects};

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.view_at(&Head {
        title: "The journey",
        kind: "journey",
        kind_label: "Moment by moment",
        section: "journey",
        description: "What customers meet in each moment, and what has to happen behind it.",
        body: "",
    });
    let is_empty = handbook.moments.is_empty();
    let empty = "No moment is written down yet. Write `content/journey.yaml` with `id`, `title` and `during` for each, and the journey stands here.";
    context.insert_value("empty", written(is_empty.then_some(empty)));
    let mut journey = Journey::of(maker);
    let stretches = stretches(handbook);
    let answer = journey.answer();
    let shown = stretches.into_iter().map(|(during, moments)| {
        let moments = moments.into_iter().map(|moment| journey.moment(moment));
        record([("title", stretch(during).into()), ("moments", list(moments.collect::<Vec<_>>()))])
    });
    context.insert_value("stretches", list(shown.collect::<Vec<_>>()));
    context.insert_value("answer", text((!is_empty).then_some(&*answer)));
    let loose = journey.nowhere.iter().map(|id| standing::promise(maker, *id));
    context.insert_value("loose", list(loose));
    Page { template: "journey.html", context }
}

/// The moments in the order of the journey: before, arriving, using, leaving, after, trouble, and as they are written.
fn in_order(handbook: &Handbook) -> Vec<usize> {
    let during = |at: &usize| handbook.moments[*at].entry.during.as_ref().map(|during| during.value);
    let mut moments: Vec<usize> = (0..handbook.moments.len()).collect();
    moments.sort_by_key(|at| (during(at).is_none(), during(at)));
    moments
}

/// The place of each moment in the journey.
pub(super) fn places(handbook: &Handbook) -> Vec<usize> {
    let mut places = vec![0; handbook.moments.len()];
    for (place, moment) in in_order(handbook).into_iter().enumerate() {
        places[moment] = place;
    }
    places
}

/// Where a moment stands, as links name it.
pub(super) fn href(handbook: &Handbook, moment: usize) -> String {
    let id = handbook.moments.get(moment).map_or("", |moment| &moment.entry.id.value);
    format!("journey/index.html#{}", encode(id))
}

fn stretches(handbook: &Handbook) -> Vec<(Option<During>, Vec<usize>)> {
    let mut stretches: Vec<(Option<During>, Vec<usize>)> = Vec::new();
    for moment in in_order(handbook) {
        let during = handbook.moments[moment].entry.during.as_ref().map(|during| during.value);
        match stretches.last_mut() {
            Some((last, moments)) if *last == during => moments.push(moment),
            _ => stretches.push((during, vec![moment])),
        }
    }
    stretches
}

fn stretch(during: Option<During>) -> &'static str {
    match during {
        Some(During::Before) => "Before they come",
        Some(During::Arriving) => "Arriving",
        Some(During::Using) => "While they are with us",
        Some(During::Leaving) => "Leaving",
        Some(During::After) => "Afterwards",
        Some(During::Trouble) => "When something goes wrong",
        None => "At some time",
    }
}

/// What each moment holds, collected in one pass.
struct Journey<'a> {
    maker: &'a Maker<'a>,
    promises: Vec<Vec<DocId>>,
    wants: Vec<Vec<DocId>>,
    voices: Vec<usize>,
    /// Promises that are made at no moment.
    nowhere: Vec<DocId>,
    /// Moments whose id another one before them has; only the first can be linked to.
    second: BTreeSet<usize>,
    /// The moment at which a system's steps were told.
    told: BTreeMap<DocId, usize>,
}

impl<'a> Journey<'a> {
    fn of(maker: &'a Maker<'a>) -> Self {
        let handbook = &*maker.site.handbook;
        let moments = handbook.moments.len();
        let mut journey = Self {
            maker,
            promises: vec![Vec::new(); moments],
            wants: vec![Vec::new(); moments],
            voices: vec![0; moments],
            nowhere: Vec::new(),
            second: BTreeSet::new(),
            told: BTreeMap::new(),
        };
        for id in standing::made(handbook) {
            let at: BTreeSet<usize> = handbook.moments_of(id).collect();
            if at.is_empty() {
                journey.nowhere.push(id);
            }
            at.into_iter().for_each(|moment| journey.promises[moment].push(id));
        }
        for id in handbook.in_order(handbook.of_kind(Kind::Want)) {
            let at: BTreeSet<usize> = handbook.moments_of(id).collect();
            at.into_iter().for_each(|moment| journey.wants[moment].push(id));
        }
        for voice in handbook.logs.iter().flat_map(|log| log.rows.voices()) {
            let at = voice.at.as_ref().filter(|_| voice.date.value <= maker.site.on);
            if let Some(moment) = at.and_then(|at| handbook.names.moment(&at.value)) {
                journey.voices[moment] += 1;
            }
        }
        let mut ids = BTreeSet::new();
        let named = handbook.moments.iter().enumerate();
        journey.second = named
            .filter(|(_, moment)| !ids.insert(moment.entry.id.value.as_str()))
            .map(|(at, _)| at)
            .collect();
        journey
    }

    /// Which moments customers dread, and in which nothing is promised.
    fn answer(&self) -> String {
        let handbook = &*self.maker.site.handbook;
        let titles = |keep: &dyn Fn(usize) -> bool| -> Vec<String> {
            let kept = in_order(handbook).into_iter().filter(|at| keep(*at));
            kept.map(|at| format!("“{}”", self.maker.moment(at))).collect()
        };
        let dreaded = titles(&|at| is_dreaded(handbook, at));
        let bare = titles(&|at| self.promises[at].is_empty());
        let mut parts = vec![format!("{}.", counted(handbook.moments.len(), "moment"))];
        if !dreaded.is_empty() {
            parts.push(format!("Customers dread {}.", dreaded.join(" and ")));
        }
        parts.push(if bare.is_empty() {
            "Something is promised in each.".to_string()
        } else {
            format!("Nothing is promised at {}.", bare.join(" and "))
        });
        parts.join(" ")
    }

    fn moment(&mut self, at: usize) -> Value {
        let handbook = &*self.maker.site.handbook;
        let entry = &handbook.moments[at].entry;
        let expects = match entry.expects.as_ref().map(|expects| expects.value) {
            Some(Expects::Fine) => Some("Customers expect it to be fine."),
            Some(Expects::Nothing) => Some("Customers expect nothing in particular."),
            Some(Expects::Dread) | None => None,
        };
        let anchor = (!self.second.contains(&at)).then_some(entry.id.value.as_str());
        let promises = self.promises[at].iter().map(|id| standing::promise(self.maker, *id));
        let heard =
            (self.voices[at] > 0).then(|| format!("{} heard here", counted(self.voices[at], "voice")));
        record([
            ("id", text(anchor)),
            ("title", self.maker.moment(at).into()),
            ("dread", text(self.dread(at))),
            ("expects", text(expects)),
            ("wants", list(self.wants[at].iter().map(|id| self.want(*id)))),
            ("voices", text(heard.as_deref())),
            ("promises", list(promises.collect::<Vec<_>>())),
            ("has_backstage", self.has_backstage(at).into()),
            ("systems", list(self.systems(at))),
        ])
    }

    /// A dreaded moment, and whether more than the agreed is done about it.
    fn dread(&self, at: usize) -> Option<&'static str> {
        let handbook = &*self.maker.site.handbook;
        let level = |id: &DocId| handbook.document(*id).promise().map(|promise| promise.level);
        let is_answered =
            self.promises[at].iter().any(|id| matches!(level(id), Some(Level::Care | Level::Delight)));
        is_dreaded(handbook, at).then_some(if is_answered {
            "Customers dread it."
        } else {
            "Customers dread it, and nothing above satisfaction is promised here."
        })
    }

    fn want(&self, id: DocId) -> Value {
        let handbook = &*self.maker.site.handbook;
        let document = handbook.document(id);
        let want = document.want();
        record([
            ("title", document.title().into()),
            ("href", super::super::shared::href(handbook, id).into()),
            ("means", want.map_or_else(Value::none, |want| said(&want.means))),
            ("decision", text(want.map(|want| want::label(want.decision)))),
        ])
    }

    /// The systems that keep what is promised at a moment. Their steps are told once; where they come again, a link leads
    /// back.
    fn systems(&mut self, at: usize) -> Vec<Value> {
        let handbook = &*self.maker.site.handbook;
        let keeping = self.promises[at].iter().flat_map(|id| handbook.sources(*id, LinkField::Keeps));
        handbook.in_order(keeping).into_iter().map(|id| self.system(id, at)).collect()
    }

    /// Whether anything that the customer does not see is still to be told, and belongs to this moment.
    fn has_backstage(&self, at: usize) -> bool {
        let handbook = &*self.maker.site.handbook;
        let keeping = self.promises[at].iter().flat_map(|id| handbook.sources(*id, LinkField::Keeps));
        let mut untold = keeping.filter(|system| !self.told.contains_key(system));
        untold.any(|system| {
            let mut steps = handbook.document(system).steps().iter().enumerate();
            steps.any(|(n, step)| {
                let hands_over = handbook.step_documents(system, n, LinkField::Then).next().is_some();
                step.section == Section::GoesWrong || !is_seen(step) || hands_over
            })
        })
    }

    fn system(&mut self, id: DocId, at: usize) -> Value {
        let (maker, handbook) = (self.maker, &*self.maker.site.handbook);
        let before = *self.told.entry(id).or_insert(at);
        let told = (before != at).then(|| {
            record([("title", maker.moment(before).into()), ("href", href(handbook, before).into())])
        });
        let is_told = told.is_some();
        let steps = handbook.document(id).steps().iter().enumerate().filter(|_| !is_told);
        let steps: Vec<(usize, &Step)> = steps.collect();
        let on_the_way = |step: &Step| step.section != Section::GoesWrong;
        let some = |keep: &dyn Fn(&Step) -> bool| {
            list(steps.iter().filter(|(_, step)| keep(step)).map(|(n, step)| self.step(id, *n, step)))
        };
        let hand_offs = steps.iter().filter(|(_, step)| on_the_way(step));
        record([
            ("system", maker.link(id)),
            ("told", told.unwrap_or_else(Value::none)),
            ("seen", some(&|step| on_the_way(step) && is_seen(step))),
            ("behind", some(&|step| on_the_way(step) && !is_seen(step))),
            ("wrong", some(&|step| !on_the_way(step))),
            ("hand_offs", list(hand_offs.flat_map(|(n, step)| self.hand_offs(id, *n, step)))),
        ])
    }

    fn step(&self, system: DocId, n: usize, step: &Step) -> Value {
        let node = self.maker.site.shared.point(&self.maker.site.handbook, Point::Step(system, n));
        record([("node", node), ("is_plus", (step.section == Section::PlusOne).into())])
    }

    /// Where this step passes the work on to somebody else.
    fn hand_offs(&self, system: DocId, n: usize, step: &Step) -> Vec<Value> {
        let handbook = &*self.maker.site.handbook;
        let role = |field| handbook.step_documents(system, n, field).next();
        let Some(to) = role(LinkField::Then) else { return Vec::new() };
        let from = role(LinkField::StepRole).map(|role| handbook.document(role).title());
        vec![record([
            ("from", text(from)),
            ("to", handbook.document(to).title().into()),
            ("step", plain(&step.action.value).into()),
        ])]
    }
}

fn is_dreaded(handbook: &Handbook, at: usize) -> bool {
    handbook.moments[at].entry.expects.as_ref().is_some_and(|expects| expects.value == Expects::Dread)
}

/// Whether the customer sees a step happen.
fn is_seen(step: &Step) -> bool {
    step.seen
        .as_ref()
        .is_some_and(|seen| !matches!(seen.value.trim().to_lowercase().as_str(), "" | "no" | "false"))
}
