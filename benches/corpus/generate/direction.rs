//! The top of the line: the vision and the missions.

use super::markup::{Header, slug};
use super::prose::Writer;
use super::random::Random;
use super::{File, Plan, people, settings, words};
use std::fmt::Write as _;

/// The one vision. It allows as many standing promises as there are.
pub(crate) fn vision(plan: &Plan, index: usize) -> File {
    let mut aims = String::from("aims:\n");
    for (id, text) in &settings::AIMS[..plan.aims()] {
        let _ = writeln!(aims, "  {id}: {text}"); // writing to a String cannot fail
    }
    let header = Header::new()
        .text("says", "Nobody leaves our door wondering what happens next.")
        .plain("owner", people::role_id(0))
        .lines(&aims)
        .plain("when_in_doubt", "[safety, kindness, clarity, speed]")
        .plain("promises_at_most", plan.standing().count())
        .close();
    let mut body = Writer::new(plan, Random::new("vision", index), "", header, 12);
    body.paragraph(6, 2);
    for heading in ["The picture", "When in doubt"] {
        body.heading(heading);
        body.paragraph(4, 5);
    }
    File { path: "content/vision.md".to_owned(), text: body.finish() }
}

/// A mission: what a department does for the aims it serves.
pub(crate) fn mission(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("mission", index);
    let concern = words::CONCERNS[index % words::CONCERNS.len()];
    let department = department(index);
    let says = format!(
        "Whoever comes to us {concern} meets a team that {} {}.",
        random.pick(&words::VERBS),
        random.pick(&words::OBJECTS)
    );
    let (aim, another) = plan.aims_of(index);
    let aims: Vec<String> =
        [Some(aim), another].into_iter().flatten().map(|aim| settings::AIMS[aim].0.to_owned()).collect();
    let header = Header::new()
        .text("title", &format!("{department} {concern}"))
        .text("says", &says)
        .ids("serves", &aims)
        .plain("owner", people::role_id(random.below(plan.counts.roles)))
        .text("department", department)
        .close();
    let mut body = Writer::new(plan, random, "../", header, 12);
    body.paragraph(3, 3);
    for heading in ["Whom we serve", "How we know"] {
        body.heading(heading);
        body.paragraph(3, 3);
        body.list("-", 3, 2);
    }
    File { path: format!("content/missions/{}.md", mission_id(index)), text: body.finish() }
}

/// The id of a mission, equal to the stem of its file.
pub(crate) fn mission_id(index: usize) -> String {
    format!("mission-{:05}-{}", index + 1, slug(department(index)))
}

fn department(index: usize) -> &'static str {
    words::DEPARTMENTS[index % words::DEPARTMENTS.len()]
}
