//! The signature: every page shows its own line, why and how, and where it is cut.

use crate::handbook::{BAKERY, edited};
use crate::website::Website;

const VISION: &str = "Nobody walks home with yesterday's bread.";
const STEPS: [&str; 4] = [
    "Put the second tray in at six.",
    "Feel one loaf of each tray.",
    "Offer the first customer a piece.",
    "Halve the price and say why.",
];

/// The addresses of all documents that are no vision.
fn documents() -> Vec<String> {
    let inside = BAKERY.iter().filter_map(|(path, _)| path.strip_prefix("content/")?.strip_suffix(".md"));
    inside.filter(|path| *path != "vision").map(|path| format!("{}/", path.replace("01-", ""))).collect()
}

/// The part of a page's main text that begins with `opening`, up to the end of its `nav`.
fn nav(main: &str, opening: &str) -> Option<String> {
    let start = main.find(opening)?;
    let end = main[start..].find("</nav>")?;
    Some(main[start..start + end].replace("&#39;", "'").replace("&#x27;", "'"))
}

fn why(main: &str) -> Option<String> {
    nav(main, "<nav class=\"why\"")
}

fn how(main: &str) -> Option<String> {
    nav(main, "<nav class=\"how\"")
}

#[test]
fn every_document_says_why_up_to_the_vision() {
    let website = Website::bakery();
    for address in documents() {
        let why = why(&website.main(&address)).unwrap_or_else(|| panic!("{address} does not say why"));
        assert!(why.contains(VISION), "{address} does not reach the vision: {why}");
        assert!(!why.contains("cut"), "{address}: nothing is broken here: {why}");
    }
}

#[test]
fn every_view_hangs_on_the_vision() {
    let website = Website::bakery();
    for address in
        ["promises/", "systems/", "roles/", "customers/", "wants/", "stories/", "glossary/", "register/"]
    {
        let why = why(&website.main(address)).unwrap_or_else(|| panic!("{address} does not say why"));
        assert!(why.contains(VISION), "{address}: {why}");
    }
}

#[test]
fn the_line_up_names_every_rung_from_the_top() {
    let why = why(&Website::bakery().main("systems/second-bake/")).expect("a line");
    let rungs = [VISION, "What you buy was baked today.", "Behind the counter", "Warm until nine"];
    let places: Vec<usize> =
        rungs.map(|rung| why.find(rung).unwrap_or_else(|| panic!("{rung}: {why}"))).to_vec();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn missions_and_promises_say_how_down_to_each_step() {
    let website = Website::bakery();
    for address in
        ["missions/counter/", "promises/warm-bread/", "customers/early-birds/", "wants/still-warm/"]
    {
        let how = how(&website.main(address)).unwrap_or_else(|| panic!("{address} does not say how"));
        for step in STEPS {
            assert!(how.contains(step), "{address} lacks `{step}`: {how}");
        }
        assert!(how.contains("Counter lead"), "{address} says who does it");
    }
}

#[test]
fn a_system_and_its_run_sheet_show_each_step() {
    let website = Website::bakery();
    for address in ["systems/second-bake/", "systems/second-bake/run/"] {
        let main = website.main(address).replace("<strong>", "").replace("</strong>", "");
        for step in STEPS {
            assert!(main.contains(step), "{address} lacks `{step}`");
        }
    }
}

#[test]
fn the_home_page_and_the_throughline_lead_down_from_the_vision() {
    let website = Website::bakery();
    assert!(website.page("").contains("href=\"./promises/warm-bread/index.html\""));
    let throughline = website.main("throughline/");
    for rung in ["Behind the counter", "Warm until nine", "The second bake", STEPS[0]] {
        assert!(throughline.contains(rung), "{rung}");
    }
}

#[test]
fn a_promise_that_nothing_keeps_is_drawn_as_a_break() {
    let website = Website::with(&[("content/systems/second-bake.md", "")]);
    let sentence = "No system keeps this promise: it is a wish.";
    for address in ["missions/counter/", "throughline/"] {
        let main = website.main(address);
        assert!(main.contains(&format!("<p class=\"cut\">{sentence}</p>")), "{address}: {main}");
    }
}

#[test]
fn a_mission_that_serves_nothing_is_cut_off_above() {
    let mission = "---\ntitle: Behind the counter\nsays: We hand over bread.\nserves: frehs\nowner: counter-lead\n---\n";
    let website = Website::with(&[("content/missions/counter.md", mission)]);
    for address in ["missions/counter/", "promises/warm-bread/", "systems/second-bake/"] {
        let why = why(&website.main(address)).unwrap_or_else(|| panic!("{address} does not say why"));
        assert!(why.contains("class=\"cut\""), "{address}: {why}");
        assert!(
            why.contains("It serves no aim, so nobody can see why the team does it."),
            "{address}: {why}"
        );
    }
}

#[test]
fn an_aim_that_no_mission_serves_is_a_break_on_the_throughline() {
    let vision = "content/vision.md";
    let edit = ("aims:\n", "aims:\n  cheap: You can afford it every day.\n");
    let website = Website::with(&[(vision, &edited(vision, &[edit]))]);
    let throughline = website.main("throughline/");
    assert!(throughline.contains("<p class=\"cut\">No mission serves this aim yet.</p>"), "{throughline}");
}

#[test]
fn a_step_that_nobody_does_is_a_break() {
    let system = "content/systems/second-bake.md";
    let website = Website::with(&[(system, &edited(system, &[("@counter-lead Feel", "Feel")]))]);
    let how = how(&website.main("promises/warm-bread/")).expect("a line");
    assert!(how.contains("<p class=\"cut\">Nobody does this step.</p>"), "{how}");
}
