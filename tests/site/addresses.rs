//! The contract of addresses: whatever a handbook published when an edition of it was cut is answered for ever.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use throughline::chronicle::Chronicle;
use throughline::edition::{Candidate, Editions, Found, Lock, Shelf};
use throughline::pipeline::{self, Drafts};
use throughline::site::edition::Catalogue;
use throughline::site::{Options, Output, Route, Site, Theme, theme};
use throughline::source::{SETTINGS, SourceTree};

use crate::frozen::{digest, frozen};
use crate::history::{Files, Step, states};
use crate::website::{attributes, resolve, says};

/// Documents that come, go and move.
const DOCUMENTS: [&str; 12] = [
    "content/policies/parking.md",
    "content/policies/dogs.md",
    "content/policies/README.md",
    "content/house/keys/door.md",
    "content/house/dogs.md",
    "content/house/keys.md",
    "content/editions/old.md",
    "content/roles/cook.md",
    "content/roles/guide.md",
    "content/roles/chef.md",
    "content/systems/open.md",
    "content/promises/warm.md",
];

/// Files beside them.
const FILES: [&str; 6] = [
    "content/policies/plan.png",
    "content/house/plan.png",
    "content/parking",
    "content/tool.html",
    "static/übung form.pdf",
    "static/logo.svg",
];

const LINKS: [&str; 7] = [
    "![plan](plan.png)",
    "![plan](/policies/plan.png)",
    "[park](../parking) [again](../parking)",
    "[tool](/tool.html#top) and [nothing](/nothing.pdf)",
    "[form](../../static/%C3%BCbung%20form.pdf?v=1)",
    "[form](<../../static/u\u{308}bung form.pdf>)",
    "[each](../house/dogs.md) other",
];

const SETTINGS_SAID: [&str; 5] = [
    "brand: { logo: static/logo.svg }\n",
    "gone: { /policies/parking/: No cars. }\n",
    "gone: { /parking: No cars., /static/form.pdf: No paper. }\n",
    "editions: { keep: 1 }\n",
    "\n",
];

fn said() -> impl Strategy<Value = String> {
    let id = prop::option::weighted(0.2, prop::sample::select(vec!["cook", "guide", "open"]));
    let was = prop::option::weighted(
        0.3,
        prop::sample::select(vec!["[cook]", "[guide, open]", "[warm]", "[dogs]"]),
    );
    let aliases = prop::option::weighted(
        0.2,
        prop::sample::select(vec!["[policies]", "[policies/dogs]", "[house, parking]"]),
    );
    let draft = prop::option::weighted(0.1, Just("yes"));
    let links = prop::collection::vec(prop::sample::select(LINKS.to_vec()), 0..3);
    (id, was, aliases, draft, links).prop_map(|(id, was, aliases, draft, links)| {
        let fields = [("id", id), ("was", was), ("aliases", aliases), ("draft", draft)];
        let lines = fields.iter().filter_map(|(name, value)| Some(format!("{name}: {}\n", (*value)?)));
        format!("---\n{}---\n{}\n", lines.collect::<String>(), links.join("\n"))
    })
}

fn step() -> impl Strategy<Value = Step> {
    let document = || prop::sample::select(DOCUMENTS.to_vec());
    let file = || prop::sample::select(FILES.to_vec());
    prop_oneof![
        5 => (document(), said()).prop_map(|(path, text)| Step::Write(path, text)),
        3 => file().prop_map(|path| Step::Write(path, path.to_string())),
        2 => (document(), document()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => (file(), file()).prop_map(|(from, to)| Step::Move(from, to)),
        2 => document().prop_map(Step::Delete),
        1 => file().prop_map(Step::Delete),
        1 => prop::sample::select(SETTINGS_SAID.to_vec())
            .prop_map(|said| Step::Write(SETTINGS, format!("{BASE}{said}"))),
    ]
}

const BASE: &str = "base_url: https://handbook.example.org/\n";

/// What each edition holds, oldest first, and what the working folder does.
fn histories() -> impl Strategy<Value = Vec<Files>> {
    let first = prop::collection::vec(step(), 6..16);
    let further = prop::collection::vec(prop::collection::vec(step(), 0..5), 1..4);
    (first, further).prop_map(|(first, further)| {
        states(Files::from([(SETTINGS, BASE.to_string())]), std::iter::once(first).chain(further))
    })
}

fn tree(files: &Files) -> SourceTree {
    SourceTree::from_texts("x", files.iter().map(|(path, text)| (*path, &**text)))
}

/// A shelf with these editions, each cut a day after the one before.
fn shelf(editions: &[Files]) -> Shelf {
    let trees: Vec<SourceTree> = editions.iter().map(tree).collect();
    let candidates = trees.iter().enumerate().map(|(n, tree)| Candidate {
        made: Some(date(2026, 1, 1).saturating_add(jiff::Span::new().days(n as i64))),
        message: Some(String::new()),
        ..frozen(&n.to_string(), digest(tree))
    });
    let found = Found { candidates: candidates.collect(), ..Found::default() };
    Shelf::new(found, move |edition| Ok(trees[edition.name.as_str().parse::<usize>()?].clone()))
}

/// The site of `now` with these editions, as a build without drafts makes it.
fn site(now: &Files, editions: &[Files]) -> Site {
    let (tree, shelf) = (tree(now), shelf(editions));
    let handbook = Arc::new(pipeline::link(&tree, Drafts::LeaveOut));
    let theme = Theme::load(&tree, theme::name_in(&handbook.settings)).expect("the theme can be read");
    let editions = Arc::new(Editions::on(&shelf, &Lock::default()));
    let on = day();
    let options = Options {
        catalogue: Some(Arc::new(Catalogue::of(&editions, handbook.settings.editions.keep, on))),
        published: Some(editions.published(None)),
        chronicle: Some(Arc::new(Chronicle::new(shelf, Drafts::LeaveOut))),
        editions,
        ..Options::default()
    };
    Site::new(handbook, tree, Arc::new(theme), options, on)
}

/// Every file of today's site, and the front page of each edition below it.
fn files(site: &Site) -> BTreeSet<String> {
    let listed = site.catalogue().into_iter().flat_map(|catalogue| &catalogue.editions);
    let editions = listed.filter(|one| one.is_kept).map(|one| one.file("index.html"));
    site.routes().iter().map(|route| site.file(route)).chain(editions).collect()
}

fn day() -> Date {
    "2026-03-01".parse().expect("a day")
}

/// The file that a page leads on to.
fn leads_to(site: &Site, route: &Route) -> String {
    let Output::Bytes(page) = site.render(route).expect("it can be rendered") else { panic!("it is a page") };
    let page = String::from_utf8(page).expect("text");
    let href = attributes(&page, "href").last().expect("a link");
    let href = percent_encoding::percent_decode_str(&href).decode_utf8_lossy().into_owned();
    resolve(&site.file(route), href.split('#').next().unwrap_or_default()).expect("it stays in the site")
}

/// The addresses that lead nowhere, as `removed-url` finds them.
fn lost(now: &Files, editions: &[Files]) -> Vec<String> {
    let verdict = pipeline::examine_with(&tree(now), &shelf(editions), |_| day());
    let lost = verdict.findings.iter().filter(|finding| finding.rule == "removed-url");
    lost.map(|finding| {
        let address = finding.message.split('`').nth(1).expect("it names the address");
        address.to_string()
    })
    .collect()
}

/// The same handbook with each of these addresses declared gone.
fn without(now: &Files, gone: &BTreeSet<String>) -> Files {
    let mut now = now.clone();
    let settings = now.entry(SETTINGS).or_default();
    let (before, declared) =
        settings.split_once("gone: {").map_or((settings.as_str(), ""), |(before, rest)| {
            (before, rest.trim_end().trim_end_matches('}').trim())
        });
    let declared: Vec<String> = std::iter::once(declared.to_string())
        .filter(|declared| !declared.is_empty())
        .chain(gone.iter().map(|address| format!("\"{address}\": It is over.")))
        .collect();
    *settings = format!("{before}gone: {{ {} }}\n", declared.join(", "));
    now
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever declares gone what `removed-url` finds, and nothing else, has answered every address that was ever published.
    #[test]
    fn what_removed_url_does_not_find_is_answered(history in histories()) {
        let (now, editions) = history.split_last().expect("the working folder");
        let mut gone = BTreeSet::new();
        let mut mended = now.clone();
        loop {
            let found = lost(&mended, editions);
            if found.is_empty() {
                break;
            }
            prop_assert!(found.iter().all(|address| gone.insert(address.clone())), "{found:?} is declared gone");
            mended = without(now, &gone);
        }
        let site_today = site(&mended, editions);
        let today = files(&site_today);
        for route in site_today.routes().iter().filter(|route| route.leads_on()) {
            let from = site_today.file(route);
            let to = leads_to(&site_today, route);
            prop_assert!(today.contains(&to), "{from} leads to {to}");
        }
        for n in 0..editions.len() {
            let then = files(&site(&editions[n], &editions[..=n]));
            let is_content = |file: &&String| !file.starts_with("assets/") && *file != "_redirects";
            let is_there = |file: &str| today.contains(file);
            // A page may stand in a folder of the name that a file had, and a file may have the name that a folder had.
            let is_answered = |file: &&String| {
                is_there(file)
                    || is_there(&format!("{file}/index.html"))
                    || file.strip_suffix("/index.html").is_some_and(is_there)
            };
            let unanswered: Vec<&String> =
                then.iter().filter(is_content).filter(|file| !is_answered(file)).collect();
            prop_assert!(unanswered.is_empty(), "edition {n} had {unanswered:?}; gone: {gone:?}");
        }
    }
}

/// A handbook of which two editions were cut, and what became of it.
fn moved() -> (Files, [Files; 2]) {
    let said = |texts: &[(&'static str, &str)]| -> Files {
        let texts = texts.iter().map(|(path, text)| (*path, text.to_string()));
        texts.chain([(SETTINGS, BASE.to_string())]).collect()
    };
    let first = said(&[
        ("content/policies/parking.md", "[The form](../forms/parking.pdf) and ![where](plan.png)."),
        ("content/policies/dogs.md", "No dogs."),
        ("content/policies/plan.png", "A plan."),
        ("content/forms/parking.pdf", "A form."),
        ("content/roles/guard.md", "---\ntitle: Guard\n---\n"),
        ("content/roles/cook.md", "---\ntitle: Cook\n---\n"),
    ]);
    let now = said(&[
        ("content/house/cars.md", "---\naliases: [policies/parking]\n---\nAsk at the counter."),
        ("content/house/dogs.md", "---\naliases: [policies/dogs]\n---\nNo dogs."),
        ("content/roles/cook.md", "---\ntitle: Cook\naliases: [roles/guard]\n---\n"),
    ]);
    (now, [first.clone(), first])
}

#[test]
fn what_no_author_answers_for_leads_on_by_itself() {
    let (now, editions) = moved();
    let site = site(&now, &editions);
    let onward = site.routes().iter().filter(|route| matches!(route, Route::Onward(_)));
    let onward: Vec<String> =
        onward.map(|route| format!("{} -> {}", site.file(route), leads_to(&site, route))).collect();
    insta::assert_snapshot!(onward.join("\n"), @r#"
    changes/now/from/0/roles/cook/index.html -> changes/1/from/0/roles/cook/index.html
    forms/parking.pdf/index.html -> house/cars/index.html
    policies/plan.png/index.html -> house/cars/index.html
    policies/index.html -> house/index.html
    changes/now/from/1/roles/guard/index.html -> changes/now/from/1/index.html
    changes/1/from/0/roles/guard/index.html -> changes/1/from/0/index.html
    changes/now/from/0/roles/guard/index.html -> changes/1/from/0/index.html
    "#);
    // A reader of feeds follows no page that leads on.
    let feed = site.route_at("roles/guard/feed.xml").expect("a feed");
    let Output::Bytes(feed) = site.render(feed).expect("it can be rendered") else { panic!("it is a feed") };
    assert!(
        String::from_utf8_lossy(&feed).contains("<entry>"),
        "it goes on telling what changed for anybody"
    );
}

#[test]
fn an_edition_that_is_not_published_in_full_any_more_leads_to_what_it_changed() {
    let (mut now, editions) = moved();
    now.insert(SETTINGS, format!("{BASE}editions: {{ keep: 1 }}\n"));
    let site = site(&now, &editions);
    let front = site.route_at("editions/0/").expect("it leads on");
    assert_eq!(leads_to(&site, front), "changes/index.html");
    let text = |file| {
        let route = site.route_at(file).expect("a file");
        let Output::Bytes(bytes) = site.render(route).expect("it can be rendered") else { panic!("text") };
        String::from_utf8(bytes).expect("text")
    };
    assert!(text("_redirects").contains("/editions/0/* /changes/#edition%3A0 301\n"));
    // Hosts that can be told nothing show that page for every other address below.
    says(&text("404.html"), &["Of 1 of them only", "/changes/index.html", "what they changed"]);
}
