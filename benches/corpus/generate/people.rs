//! The people: roles, which form one tree, and customers.

use super::markup::{Header, slug};
use super::prose::Writer;
use super::random::Random;
use super::{File, Plan, words};

/// How many roles report to the same role.
const SPAN: usize = 5;

/// The addresses of the headings in a role's body.
pub(crate) const ROLE_ANCHORS: [&str; 3] = ["the-shift", "habits", "asking-for-help"];
const ROLE_HEADINGS: [&str; 3] = ["The shift", "Habits", "Asking for help"];

const MAY: [&str; 4] = [
    "spend up to 40 euros or 30 minutes to put a mistake right, without asking",
    "stop any job that is not safe, without asking",
    "waive a fee of up to 25 euros and note it on the list",
    "give away a spare part worth up to 15 euros",
];

fn job(index: usize) -> &'static str {
    words::JOBS[index % words::JOBS.len()]
}

fn department(index: usize) -> &'static str {
    words::DEPARTMENTS[(index / words::JOBS.len() + index) % words::DEPARTMENTS.len()]
}

pub(crate) fn role_id(index: usize) -> String {
    format!("role-{:05}-{}", index + 1, job(index))
}

/// Department and job; their numbers have no common factor, so the pairs repeat only after 493 roles,
/// and then the teams differ.
pub(crate) fn role_title(index: usize) -> String {
    if index == 0 {
        return "General manager".to_owned();
    }
    let team = index / (words::JOBS.len() * words::DEPARTMENTS.len());
    format!("{} {}{}", department(index), job(index), words::TEAMS[team % words::TEAMS.len()])
}

pub(crate) fn role(plan: &Plan, index: usize) -> File {
    let roles = plan.counts.roles;
    let header = Header::new().text("title", &role_title(index));
    let header = if index == 0 { header } else { header.plain("reports_to", role_id((index - 1) / SPAN)) };
    let header = if roles == 1 { header } else { header.plain("backup", role_id((index + 1) % roles)) };
    let header = header.text("may", MAY[index % MAY.len()]).text("department", department(index)).close();
    let mut body = Writer::new(plan, Random::new("role", index), "../", header, 12);
    for heading in ROLE_HEADINGS {
        body.heading(heading);
        body.paragraph(3, 2);
        body.list("-", 3, 2);
    }
    File { path: format!("content/roles/{}.md", role_id(index)), text: body.finish() }
}

fn manner(index: usize) -> &'static str {
    words::CUSTOMER_MANNERS[index % words::CUSTOMER_MANNERS.len()]
}

fn group(index: usize) -> &'static str {
    words::CUSTOMER_GROUPS[index % words::CUSTOMER_GROUPS.len()]
}

/// Manners and groups have lengths without a common factor, so their pairs repeat only after 204 customers.
pub(crate) fn customer_title(index: usize) -> String {
    format!("{} {}", manner(index), group(index))
}

pub(crate) fn customer_id(index: usize) -> String {
    format!("customer-{:05}-{}", index + 1, slug(group(index)))
}

pub(crate) fn customer(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("customer", index);
    let listening =
        format!("we ask {} and watch {}", random.pick(&words::PLACES), random.pick(&words::PLACES));
    let header = Header::new()
        .text("title", &customer_title(index))
        .plain("hear_every", "90 days")
        .text("how_we_listen", &listening)
        .close();
    let mut body = Writer::new(plan, random, "../", header, 12);
    body.paragraph(3, 3);
    body.heading("In their shoes");
    body.quote();
    body.paragraph(3, 4);
    body.heading("What helps");
    body.list("-", 5, 5);
    File { path: format!("content/customers/{}.md", customer_id(index)), text: body.finish() }
}
