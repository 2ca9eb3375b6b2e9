//! Stories: where a principle was lived, or missed.

use super::markup::{Header, capital};
use super::prose::Writer;
use super::random::Random;
use super::{File, Plan, pages, people, promises, words};

pub(crate) fn id(index: usize) -> String {
    format!("story-{:05}-{}", index + 1, words::FOLDERS[index * 7 % words::FOLDERS.len()])
}

/// A thing and a place, and once the pairs are used up, somebody as well.
pub(crate) fn title(index: usize) -> String {
    let (things, places) = (words::OBJECTS.len(), words::PLACES.len());
    let (thing, place) = (words::OBJECTS[index % things], words::PLACES[(index / things + index) % places]);
    match index / (things * places) {
        0 => capital(&format!("{thing} {place}")),
        lap => capital(&format!("{thing} {place}, and {}", words::SUBJECTS[lap % words::SUBJECTS.len()])),
    }
}

pub(crate) fn file(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("story", index);
    let promise = Plan::standing_near(random.below(plan.counts.promises));
    let principle = plan.principle_of(index).map(pages::principle_id);
    let shows: Vec<String> = [Some(promises::id(promise)), principle].into_iter().flatten().collect();
    let header = Header::new()
        .text("title", &title(index))
        .plain("date", format_args!("2026-{:02}-{:02}", random.between(1, 10), random.between(1, 28)))
        .plain("where", plan.place_of(index))
        .plain("type", ["example", "fan-letter", "example", "miss"][index % 4])
        .ids("shows", &shows)
        .plain("told_by", people::role_id(random.below(plan.counts.roles)))
        .close();
    let mut body = Writer::new(plan, random, "../", header, 10);
    body.paragraph(4, 2);
    body.paragraph(4, 3);
    body.quote();
    body.heading("What we take from it");
    body.paragraph(3, 3);
    body.list("-", 2, 2);
    File { path: format!("content/stories/{}.md", id(index)), text: body.finish() }
}
