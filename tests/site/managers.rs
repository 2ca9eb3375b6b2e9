//! The views for managers: what the bakery's say, when the menu names them, and where their moments and front pages are.

use crate::website::Website;

const VIEWS: [&str; 5] = ["ladder/", "alignment/", "journey/", "not-promised/", "costs/"];

#[test]
fn the_ladder() {
    insta::assert_snapshot!(Website::bakery().main("ladder/"));
}

#[test]
fn the_alignment() {
    insta::assert_snapshot!(Website::bakery().main("alignment/"));
}

#[test]
fn the_journey() {
    insta::assert_snapshot!(Website::bakery().main("journey/"));
}

#[test]
fn what_is_not_promised() {
    insta::assert_snapshot!(Website::bakery().main("not-promised/"));
}

#[test]
fn what_it_costs() {
    insta::assert_snapshot!(Website::bakery().main("costs/"));
}

#[test]
fn stories_by_principle() {
    let principle = "---\ntitle: Say it first\ntype: principle\n---\nBefore they have to ask.\n";
    let story = "---\ntitle: The power cut\ndate: 2026-02-03\nwhere: mill-lane\ntype: miss\nshows: [warm-bread, principles/say-it]\n---\nThe oven stood still.\n";
    let website = Website::with(&[
        ("content/principles/say-it.md", principle),
        ("content/stories/the-power-cut.md", story),
    ]);
    insta::assert_snapshot!(website.main("stories/"));
}

/// A view with nothing to show is there, says what to write, and is not in the menu.
#[test]
fn an_empty_view_names_the_file_to_write_and_is_absent_from_the_menu() {
    let nothing = [
        "content/promises/warm-bread.md",
        "content/promises/name-on-the-bag.md",
        "content/systems/second-bake.md",
        "content/wants/still-warm.md",
        "content/journey.yaml",
        "content/stories/the-power-cut.md",
    ]
    .map(|path| (path, ""));
    let (full, empty) = (Website::bakery(), Website::with(&nothing));
    for view in VIEWS.into_iter().chain(["stories/"]) {
        let entry = format!("href=\"../{view}index.html\"");
        assert!(full.page(view).contains(&entry), "{view} has an entry");
        assert!(!empty.page(view).contains(&entry), "{view} has none when it is empty");
        let main = empty.main(view);
        assert!(main.contains("<p class=\"empty\">"), "{view}: {main}");
        assert!(main.contains("<code>content/"), "{view} names no file: {main}");
        assert!(!full.main(view).contains("<p class=\"empty\">") || view == "stories/", "{view}");
    }
}

#[test]
fn a_moment_has_an_anchor_that_bodies_link_to() {
    let website =
        Website::with(&[("content/hello.md", "# Hello\n\nBegin [at the door](moment:at-the-door).\n")]);
    assert!(website.page("hello/").contains("href=\"../journey/index.html#at-the-door\""));
    assert!(website.page("journey/").contains("id=\"at-the-door\""));
}

/// As a kind's index does, a view gives the front page of a folder of its name a place to stand.
#[test]
fn a_front_page_opens_its_view() {
    for view in VIEWS.into_iter().chain(["stories/"]) {
        let path = format!("content/{view}README.md");
        let website = Website::with(&[(&path, "---\ntitle: Read me first\n---\nHow to read it.\n")]);
        let main = website.main(view);
        assert!(main.contains("<h1>Read me first</h1>") && main.contains("<p>How to read it.</p>"), "{main}");
    }
}
