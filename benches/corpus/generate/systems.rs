//! Systems: checklists of seven steps, each of which keeps one promise.

use super::markup::Header;
use super::prose::Writer;
use super::random::Random;
use super::{File, Plan, Team, people, promises, words};

/// The anchors of the seven steps, in order; systems take the three sets in turn.
const ANCHORS: [[&str; 7]; 3] = [
    ["note", "look", "pass", "take", "close", "extra", "sorry"],
    ["open", "count", "hand-on", "receive", "tell", "remember", "mend"],
    ["write", "match", "give", "accept", "file", "add", "repair"],
];

pub(crate) fn anchors(index: usize) -> &'static [&'static str; 7] {
    &ANCHORS[index % ANCHORS.len()]
}

pub(crate) fn id(index: usize) -> String {
    format!("system-{:05}-{}", index + 1, words::FOLDERS[index * 5 % words::FOLDERS.len()])
}

/// A round, which differs between the systems of one promise, and the promise's subject.
pub(crate) fn title(plan: &Plan, index: usize) -> String {
    let (turn, rank) = (index / plan.live(), index % plan.live());
    let round = words::ROUNDS[(turn + 5 * rank) % words::ROUNDS.len()];
    format!("{round}: {}", promises::subject(plan.promise_kept_by(index)))
}

/// What starts the list; no two systems of one promise start alike.
fn run_when(plan: &Plan, index: usize) -> String {
    let (turn, rank) = (index / plan.live(), index % plan.live());
    let place = words::PLACES[(turn + 3 * rank) % words::PLACES.len()];
    format!("a request comes in {place}: {}", promises::subject(plan.promise_kept_by(index)))
}

pub(crate) fn file(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("system", index);
    let (promise, team) = (plan.promise_kept_by(index), plan.teams[index]);
    let style = if index % 4 == 3 { "read-then-do" } else { "do-then-check" };
    let header = Header::new()
        .text("title", &title(plan, index))
        .ids("keeps", &[promises::id(promise)])
        .plain("owner", people::role_id(team.mender))
        .text("run_when", &run_when(plan, index))
        .plain("style", style)
        .plain("floor", format_args!("{{ {}, target: 97% }}", promises::measure_of(promise).floor))
        .plain("reviewed", format_args!("2026-{:02}-{:02}", random.between(5, 10), random.between(1, 28)))
        .plain("review_every", "12 months")
        .close();
    let mut body = Writer::new(plan, random, "../", header, 6);
    body.paragraph(2, 3);
    body.paragraph(2, 3);
    checklist(&mut body, team, index, promises::measure_of(promise).within);
    File { path: format!("content/systems/{}.md", id(index)), text: body.finish() }
}

/// Five steps of the floor, one plus-one, one for when it goes wrong.
///
/// The performer has steps 1, 2, 3 and 6, the receiver 4 and 5, the mender 7. `within` bounds steps 1, 3 and
/// 4. Step 3 is a must and hands over to the receiver, whose step 4 takes it; in each third system step 5 is
/// a must as well.
fn checklist(body: &mut Writer, team: Team, index: usize, within: [&str; 3]) {
    let [performer, receiver, mender] = [team.performer, team.receiver, team.mender].map(people::role_id);
    let hands_over = performer != receiver;
    let must = "must: yes\nif not: tell the shift lead and write the reason on the board";
    let fields = [
        format!("within: {}", within[0]),
        "takes: 20 seconds".to_owned(),
        format!("within: {}\n{must}", within[1]) + &when(hands_over, format!("\nthen: {receiver}")),
        when(hands_over, format!("from: {performer}\n")) + &format!("within: {}", within[2]),
        "proof: the tick and the initials on the list".to_owned()
            + &when(index.is_multiple_of(3), format!("\n{must}")),
        format!("costs: {}", ["free", "1 minute", "2 euros"][index % 3]),
        String::new(),
    ];
    let who = [&performer, &performer, &performer, &receiver, &receiver, &performer, &mender];
    for (nth, (who, fields)) in who.into_iter().zip(fields).enumerate() {
        if let Some(heading) = heading(nth) {
            body.heading(heading);
        }
        let action = action(&mut body.random, nth);
        body.line(&format!("- [ ] @{who} {action} ^{}", anchors(index)[nth]));
        fields.lines().for_each(|field| body.line(&format!("  - {field}")));
        if heading(nth + 1).is_some() {
            body.line("");
        }
    }
}

/// The heading before a step, if it is the first of its part.
fn heading(nth: usize) -> Option<&'static str> {
    match nth {
        0 => Some("Floor"),
        5 => Some("Plus one"),
        6 => Some("If it goes wrong"),
        _ => None,
    }
}

/// What the person does: an act that can be ticked. Neighbouring steps begin with different verbs.
fn action(random: &mut Random, nth: usize) -> String {
    match nth {
        5 => format!("Ask about {}, as last time.", random.pick(&words::OBJECTS)),
        6 => format!(
            "Phone the customer, say sorry, and {} {}.",
            random.pick(&["explain", "bring", "replace"]),
            random.pick(&words::OBJECTS)
        ),
        _ => {
            let share = words::ORDERS.len() / 5;
            let order = words::ORDERS[nth * share + random.below(share)];
            format!("{order} {} {}.", random.pick(&words::OBJECTS), random.pick(&words::PLACES))
        }
    }
}

fn when(condition: bool, text: String) -> String {
    if condition { text } else { String::new() }
}
