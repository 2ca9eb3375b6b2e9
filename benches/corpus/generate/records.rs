//! The logs: how often promises were kept, and what customers and colleagues said.

use super::random::Random;
use super::{File, Plan, people, settings, wants, words};
use std::fmt::Write as _;

/// The ISO weeks of the year before the day the handbook is read as of, 2025-W47 to 2026-W46: year, first,
/// last.
const WEEKS: [(u16, u16, u16); 2] = [(2025, 47, 52), (2026, 1, 46)];

/// 52 weekly rows for each standing promise, as a log grows: week by week.
///
/// A promise is measured at one place. Misses come 0, 2, 1, 0, 2, 1 of 60 to 80 checks, which keeps each
/// target with room to spare, and crosses the usual level too often to look like a slip. Every miss was put
/// right.
pub(crate) fn kept(plan: &Plan, _: usize) -> File {
    let weeks =
        WEEKS.into_iter().flat_map(|(year, first, last)| (first..=last).map(move |week| (year, week)));
    let mut text = String::from("week,promise,place,due,checked,kept,picked,remedied,note\n");
    for (nth, (year, week)) in weeks.enumerate() {
        for promise in plan.standing() {
            let mut random = Random::new("kept", promise * 64 + nth);
            let (checked, left_out) = (random.between(60, 80), random.below(3));
            let missed = [0, 2, 1][(nth + promise) % 3];
            let (due, kept) = (checked + left_out, checked - missed);
            let picked = if left_out == 0 { "all" } else { "random" };
            let note = if missed == 2 { random.pick(&NOTES) } else { "" };
            let place = settings::PLACES[promise / 2 % settings::PLACES.len()].0;
            let id = super::promises::id(promise);
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{year}-W{week:02},{id},{place},{due},{checked},{kept},{picked},{missed},{note}"
            );
        }
    }
    File { path: "content/records/kept.csv".to_owned(), text }
}

const NOTES: [&str; 5] = [
    "telephone line down",
    "van in the snow",
    "\"late: the key was missing\"",
    "part out of stock",
    "stand-in on the desk",
];

/// Recent rows, oldest first: three for each customer, asked, seen and told, and one for each role, because
/// colleagues who receive hand-offs are customers too.
pub(crate) fn voices(plan: &Plan, _: usize) -> File {
    let customers = (0..plan.counts.customers).flat_map(|customer| {
        ["asked", "seen", "told"].into_iter().enumerate().map(move |(nth, how)| {
            let want = plan.wants_of(2 * customer).next().filter(|_| how == "asked").map(wants::id);
            let mut random = Random::new("voice", customer * 3 + nth);
            voice(plan, &people::customer_id(customer), how, &want.unwrap_or_default(), &mut random)
        })
    });
    let roles = (0..plan.counts.roles)
        .map(|role| voice(plan, &people::role_id(role), "asked", "", &mut Random::new("colleague", role)));
    let mut rows: Vec<String> = customers.chain(roles).collect();
    rows.sort_unstable(); // rows begin with their date
    let text = format!("date,from,how,says,at,means,want,by\n{}", rows.concat());
    File { path: "content/records/voices.csv".to_owned(), text }
}

/// One row, of the last six weeks.
fn voice(plan: &Plan, from: &str, how: &str, want: &str, random: &mut Random) -> String {
    let day = random.between(1, 45);
    let (month, day) = if day > 31 { (11, day - 31) } else { (10, day) };
    let (says, means) = (random.pick(&words::SAYINGS), random.pick(&words::MEANINGS));
    let at = settings::MOMENTS[random.below(settings::MOMENTS.len())].0;
    let by = people::role_id(random.below(plan.counts.roles));
    format!("2026-{month:02}-{day:02},{from},{how},\"{says}\",{at},\"{means}\",{want},{by}\n")
}
