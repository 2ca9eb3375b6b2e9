//! Plain pages: policies first, then principles, then guides in folders of fifty.

use super::markup::{Header, capital, slug};
use super::prose::Writer;
use super::random::Random;
use super::{File, Plan, people, settings, words};

/// Pages in a topic's folder, and topics in an area's folder.
const PAGES: usize = 50;
const TOPICS: usize = 20;

/// What a page is; each with its index among its like.
enum Page {
    Policy(usize),
    Principle(usize),
    Guide(usize),
}

fn page(plan: &Plan, index: usize) -> Page {
    let (policies, principles) = (plan.policies(), plan.principles());
    if index < policies {
        Page::Policy(index)
    } else if index < policies + principles {
        Page::Principle(index - policies)
    } else {
        Page::Guide(index - policies - principles)
    }
}

/// The id of a plain page is its path below `content/`, without `.md`.
pub(crate) fn id(plan: &Plan, index: usize) -> String {
    match page(plan, index) {
        Page::Policy(nth) => format!("policies/policy-{:05}-{}", nth + 1, slug(policy_topic(nth))),
        Page::Principle(nth) => principle_id(nth),
        Page::Guide(nth) => {
            let (topic, area) = (nth / PAGES, nth / PAGES / TOPICS);
            let (area, topic) = (folder(area, area), folder(topic % TOPICS, topic + area));
            format!("guides/{area}/{topic}/page-{:05}", nth + 1)
        }
    }
}

/// A folder with the two-digit prefix that orders it, counted from 01.
fn folder(place: usize, name: usize) -> String {
    format!("{:02}-{}", place + 1, words::FOLDERS[name % words::FOLDERS.len()])
}

pub(crate) fn principle_id(nth: usize) -> String {
    format!("principles/{}", settings::PRINCIPLES[nth].0)
}

fn policy_topic(nth: usize) -> &'static str {
    words::TOPICS[nth % words::TOPICS.len()]
}

pub(crate) fn title(plan: &Plan, index: usize) -> String {
    match page(plan, index) {
        Page::Policy(nth) => {
            let concern = words::CONCERNS[nth / words::TOPICS.len() % words::CONCERNS.len()];
            format!("Policy: {} {concern}", policy_topic(nth))
        }
        Page::Principle(nth) => settings::PRINCIPLES[nth].1.to_owned(),
        Page::Guide(nth) => {
            let (kinds, concerns) = (words::PAGE_TITLES.len(), words::CONCERNS.len());
            capital(&format!(
                "{} {}",
                words::PAGE_TITLES[nth % kinds],
                words::CONCERNS[(nth / kinds + nth) % concerns]
            ))
        }
    }
}

pub(crate) fn file(plan: &Plan, index: usize) -> File {
    let mut random = Random::new("page", index);
    let title = title(plan, index);
    let (header, up) = match page(plan, index) {
        Page::Policy(_) => (policy_header(plan, &title, &mut random), "../"),
        Page::Principle(_) => (Header::new().text("title", &title).plain("type", "principle").close(), "../"),
        // Each fourth guide is as people move in with: no header, the title is the heading.
        Page::Guide(nth) if nth % 4 == 3 => (format!("# {title}\n\n"), "../../../"),
        Page::Guide(_) => (Header::new().text("title", &title).close(), "../../../"),
    };
    let links = random.between(13, 21);
    let mut body = Writer::new(plan, random, up, header, links);
    body.paragraph(3, 2);
    sections(&mut body);
    File { path: format!("content/{}.md", id(plan, index)), text: body.finish() }
}

fn policy_header(plan: &Plan, title: &str, random: &mut Random) -> String {
    Header::new()
        .text("title", title)
        .plain("type", "policy")
        .plain("owner", people::role_id(random.below(plan.counts.roles)))
        .plain("reviewed", format_args!("2026-{:02}-{:02}", random.between(5, 10), random.between(1, 28)))
        .plain("review_every", "12 months")
        .close()
}

/// Three to six sections under neighbouring headings: a paragraph, and then something other than a paragraph.
fn sections(body: &mut Writer) {
    let count = body.random.between(3, 6);
    let first = body.random.below(words::HEADINGS.len());
    for nth in 0..count {
        body.heading(words::HEADINGS[(first + nth) % words::HEADINGS.len()]);
        body.paragraph(3, 2);
        match body.random.below(8) {
            0 | 1 => body.list("-", 4, 2),
            2 => body.list("1.", 4, 1),
            3 => body.table(4),
            4 => body.alert(),
            5 => body.card(),
            6 => body.restate(),
            _ => body.quote(),
        }
    }
}
