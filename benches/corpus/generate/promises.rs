//! Promises: what customers can hold us to.

use super::markup::{Header, capital, slug};
use super::prose::Writer;
use super::random::Random;
use super::{File, Level, Plan, State, direction, pages, people, settings, wants, words};

/// A promise's limit, and a system's way of staying below it.
pub(crate) struct Measure {
    /// The header field of the promise, such as `at_most: 6 hours`.
    limit: &'static str,
    /// The same in the promise's sentence.
    spoken: &'static str,
    /// The system's floor, at least as strict and in the same unit.
    pub(crate) floor: &'static str,
    /// The longest times of the three timed steps; they add up to less than the floor.
    pub(crate) within: [&'static str; 3],
}

const MEASURES: [Measure; 11] = [
    measure("at_most: 6 hours", "within 6 hours", "at_most: 4 hours", ["10 minutes", "2 hours", "1 hour"]),
    measure(
        "at_most: 30 minutes",
        "within 30 minutes",
        "at_most: 20 minutes",
        ["2 minutes", "10 minutes", "5 minutes"],
    ),
    measure("at_most: 4 days", "within 4 days", "at_most: 3 days", ["1 hour", "1 day", "10 hours"]),
    measure(
        "at_most: 15 minutes",
        "within 15 minutes",
        "at_most: 10 minutes",
        ["1 minute", "5 minutes", "3 minutes"],
    ),
    measure(
        "at_least: 2 choices",
        "with 2 choices",
        "at_least: 3 choices",
        ["5 minutes", "20 minutes", "1 hour"],
    ),
    measure(
        "at_most: 24 hours",
        "within 24 hours",
        "at_most: 18 hours",
        ["30 minutes", "12 hours", "4 hours"],
    ),
    measure("at_most: 7 days", "within 7 days", "at_most: 5 days", ["1 day", "2 days", "1 day"]),
    measure("by: 18:00", "by 18:00", "by: 17:30", ["15 minutes", "2 hours", "1 hour"]),
    measure(
        "at_most: 90 minutes",
        "within 90 minutes",
        "at_most: 60 minutes",
        ["5 minutes", "30 minutes", "15 minutes"],
    ),
    measure("at_most: 48 hours", "within 48 hours", "at_most: 36 hours", ["2 hours", "20 hours", "10 hours"]),
    measure("at_most: 3 days", "within 3 days", "at_most: 2 days", ["2 hours", "1 day", "12 hours"]),
];

const fn measure(
    limit: &'static str,
    spoken: &'static str,
    floor: &'static str,
    within: [&'static str; 3],
) -> Measure {
    Measure { limit, spoken, floor, within }
}

const NOT_INCLUDED: [&str; 6] = [
    "Requests that reach us on a public holiday wait for the next working morning.",
    "Parts that are no longer made are not covered.",
    "Work begun by another company is looked at afresh.",
    "Visits outside the town are arranged separately.",
    "Messages left with a neighbour do not reach us.",
    "Damage by storm goes through your insurance.",
];

const REMEDIES: [&str; 6] = [
    "The shift lead phones next morning, says sorry, and offers the earliest slot.",
    "We come to you, at our cost, at a time of your choosing.",
    "You do not pay for the visit, and the lead writes to say why.",
    "The planner calls, explains what happened, and sets a new date with you.",
    "We lend you a replacement until yours is ready.",
    "The adviser says sorry in person and takes the rest off your hands.",
];

const OURS: [&str; 5] = [
    "Nobody asks for it, yet our vision leaves nobody wondering.",
    "Customers have given up asking; our aims say they should not need to.",
    "We would want it for our own families.",
    "The vision speaks of the whole way home, and this part was bare.",
    "No customer sees this gap, but every colleague does.",
];

fn topic(index: usize) -> &'static str {
    words::TOPICS[index % words::TOPICS.len()]
}

/// What the promise is about, such as `call back about deliveries`.
pub(crate) fn subject(index: usize) -> String {
    let concern = (index / words::TOPICS.len() + index) % words::CONCERNS.len();
    format!("{} {}", topic(index), words::CONCERNS[concern])
}

pub(crate) fn id(index: usize) -> String {
    format!("promise-{:05}-{}", index + 1, slug(topic(index)))
}

pub(crate) fn title(index: usize) -> String {
    capital(&subject(index))
}

pub(crate) fn measure_of(index: usize) -> &'static Measure {
    &MEASURES[index % MEASURES.len()]
}

/// The one sentence, of at most 25 words.
///
/// It has five parts of 17 wordings each, and a handbook's promises must not read alike, or one would count
/// as a drifted copy of another. So the wordings are chosen as in a Reed-Solomon code: part x of promise a +
/// 17 b + 289 c is wording (a + b x + c x²) mod 17. Two different parabolas meet in at most two places, so
/// any two of the first 4,913 promises share at most two parts of five.
fn says(index: usize) -> String {
    let (a, b, c) = (index % 17, index / 17 % 17, index / 289 % 17);
    let [opening, who, deed, then, manner] =
        std::array::from_fn(|x| words::PROMISE_PARTS[x][(a + b * x + c * x * x) % 17]);
    format!("{opening} {who} {deed} {then} {manner} {}.", measure_of(index).spoken)
}

pub(crate) fn file(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("promise", index);
    let header = header(plan, index, &mut random);
    let mut body = Writer::new(plan, random, "../", header, 12);
    body.paragraph(3, 3);
    body.heading("Why we promise this");
    body.paragraph(3, 3);
    body.heading("What customers notice");
    body.list("-", 4, 3);
    body.heading("What it asks of us");
    body.paragraph(2, 3);
    File { path: format!("content/promises/{}.md", id(index)), text: body.finish() }
}

fn header(plan: &Plan, index: usize, random: &mut Random) -> String {
    let (customer, another) = plan.customers_of(index);
    let customers: Vec<_> =
        [Some(customer), another].into_iter().flatten().map(people::customer_id).collect();
    let wants: Vec<_> = plan.wants_of(index).map(wants::id).collect();
    let header = Header::new()
        .text("title", &title(index))
        .text("says", &says(index))
        .plain("serves", direction::mission_id(plan.mission_of(index)))
        .ids("for", &customers)
        .plain("at", settings::MOMENTS[Plan::moment(index)].0)
        .lines(&format!("{}\n", measure_of(index).limit))
        .plain("target", if index.is_multiple_of(3) { "90%" } else { "95%" })
        .ids("wants", &wants);
    let header = if wants.is_empty() { header.text("ours", random.pick(&OURS)) } else { header };
    let header = with_level(header, plan, index);
    let header = with_state(header, index);
    header
        .text("not_included", random.pick(&NOT_INCLUDED))
        .text("if_we_miss", random.pick(&REMEDIES))
        .text("feels", random.pick(&words::FEELINGS))
        .plain("owner", people::role_id(random.below(plan.counts.roles)))
        .plain("reviewed", format_args!("2026-{:02}-{:02}", random.between(5, 10), random.between(1, 28)))
        .plain("review_every", "12 months")
        .close()
}

/// Care has its policy written down; delight is not announced, and has its cost beside it.
fn with_level(header: Header, plan: &Plan, index: usize) -> Header {
    match Plan::level(index) {
        Level::Satisfaction => header.plain("level", "satisfaction"),
        Level::Care => {
            let policy = pages::id(plan, index % plan.policies());
            header.plain("level", "care").ids("policies", &[policy])
        }
        Level::Delight => header.plain("level", "delight").plain("told", "no").plain("costs", "free"),
    }
}

/// A retired promise names the one that took its place: its even neighbour.
fn with_state(header: Header, index: usize) -> Header {
    match Plan::state(index) {
        State::Standing => header.plain("state", "standing"),
        State::Trial => header.plain("state", "trial"),
        State::Retired => header.plain("state", "retired").plain("replaced_by", id(index - 1)),
    }
}
