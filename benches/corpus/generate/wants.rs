//! Wants: what customers say and mean, and what was decided.

use super::markup::{Header, slug};
use super::prose::Writer;
use super::random::Random;
use super::{File, Plan, people, settings, words};

const REASONS: [&str; 4] = [
    "Tired people make mistakes, and safety comes before speed with us.",
    "We cannot do it for everybody, and we will not do it for a few.",
    "It would take the time that the quiet customers need.",
    "Another company does this with more care than we could.",
];
const KIND_WORDS: [&str; 4] = [
    "We leave that to people who do nothing else. May I give you their name?",
    "We are closed then so that the morning is good. This desk is open tonight.",
    "I would not want to promise you that. Here is what I can do.",
    "That is not something we do well. I know who does.",
];
const ELSEWHERE: [&str; 4] = [
    "The town advice centre",
    "The night desk at the hospital",
    "The builders' guild",
    "The library's help table",
];

fn topic(index: usize) -> &'static str {
    words::TOPICS[index * 7 % words::TOPICS.len()]
}

pub(crate) fn id(index: usize) -> String {
    format!("want-{:05}-{}", index + 1, slug(topic(index)))
}

pub(crate) fn title(index: usize) -> String {
    let concern = words::CONCERNS[(index / words::TOPICS.len() + index) % words::CONCERNS.len()];
    format!("A wish: {} {concern}", topic(index))
}

pub(crate) fn file(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("want", index);
    let header = header(plan, index, &mut random);
    let mut body = Writer::new(plan, random, "../", header, 10);
    body.paragraph(2, 2);
    body.heading("What we heard");
    body.quote();
    body.paragraph(3, 3);
    body.heading("What we make of it");
    body.paragraph(3, 3);
    body.list("-", 3, 2);
    File { path: format!("content/wants/{}.md", id(index)), text: body.finish() }
}

/// An adopted want comes from the customers and the moment of the promise that answers it, and feeds an aim
/// that the promise reaches; any other want belongs to whomever the dice say.
fn header(plan: &Plan, index: usize, random: &mut Random) -> String {
    let promise = plan.answer(index).unwrap_or_else(|| random.below(plan.counts.promises));
    let (customer, _) = plan.customers_of(promise);
    let (aim, _) = plan.aims_of(plan.mission_of(promise));
    let means = format!("{} {}", random.pick(&words::MEANINGS), random.pick(&words::MEANING_ENDS));
    let header = Header::new()
        .text("title", &title(index))
        .ids("from", &[people::customer_id(customer)])
        .plain("at", settings::MOMENTS[Plan::moment(promise)].0)
        .text("says", random.pick(&words::SAYINGS))
        .text("means", &means)
        .text("cue", random.pick(&words::CUES))
        .plain("aim", settings::AIMS[aim].0)
        .plain("owner", people::role_id(random.below(plan.counts.roles)));
    with_decision(header, index, random).close()
}

/// Of ten wants five are adopted (see `Plan::wants_of`), two declined, one changes the vision, two are still
/// open.
fn with_decision(header: Header, index: usize, random: &mut Random) -> Header {
    let decided = format!("2026-{:02}-{:02}", random.between(1, 10), random.between(1, 28));
    match index % 10 {
        0..5 => header.plain("decision", "adopt").plain("decided", decided),
        5 | 6 => header
            .plain("decision", "decline")
            .text("reason", random.pick(&REASONS))
            .text("say_instead", random.pick(&KIND_WORDS))
            .text("send_to", random.pick(&ELSEWHERE))
            .plain("decided", decided),
        7 => header.plain("decision", "change-vision").plain("decided", decided),
        _ => header.plain("decision", "listening"),
    }
}
