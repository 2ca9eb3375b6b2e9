//! Addresses, links and the pages that people see first.

use std::collections::BTreeSet;

use crate::handbook::bakery;
use crate::website::{Website, attributes, normalised, resolve};

#[test]
fn every_address_of_the_site() {
    let site = Website::bakery();
    let is_a_rule = |file: &&String| file.starts_with("rules/") && *file != "rules/index.html";
    let mut files: Vec<String> =
        site.files.keys().filter(|file| !is_a_rule(file)).map(|file| normalised(file)).collect();
    // The hash in a name is not to decide where it stands.
    files.sort();
    insta::assert_snapshot!(files.join("\n"));
}

#[test]
fn every_rule_has_a_page_with_its_essay() {
    let site = Website::bakery();
    for rule in throughline::check::rules::ALL {
        let page = site.page(&format!("rules/{}/", rule.name));
        assert!(page.contains(rule.name), "{}", rule.name);
        assert_eq!(page.matches("<pre><code>").count(), 2, "{}: example and fix", rule.name);
        assert!(site.page("rules/").contains(&format!("rules/{}/index.html", rule.name)), "{}", rule.name);
    }
}

#[test]
fn the_health_page_tells_the_verdict_to_whoever_answers_for_it() {
    let sound = Website::bakery();
    assert!(sound.main("health/").contains("nothing waits to be mended"));
    let ill = Website::with(&[(
        "content/index.md",
        "---\ntitle: Welcome\nowner: baker\n---\nSee [the list](lost.md).\n",
    )]);
    let page = ill.main("health/");
    assert!(page.contains("there is no file <code>lost.md</code>"), "{page}");
    assert!(page.contains("rules/broken-link/index.html"), "{page}");
    assert!(page.contains("content/index.md:5"), "{page}");
}

#[test]
fn the_home_page() {
    insta::assert_snapshot!(normalised(Website::bakery().page("")));
}

#[test]
fn a_promise() {
    insta::assert_snapshot!(Website::bakery().main("promises/warm-bread/"));
}

#[test]
fn a_system() {
    insta::assert_snapshot!(Website::bakery().main("systems/second-bake/"));
}

#[test]
fn a_run_sheet() {
    insta::assert_snapshot!(Website::bakery().main("systems/second-bake/run/"));
}

#[test]
fn a_role() {
    insta::assert_snapshot!(Website::bakery().main("roles/counter-lead/"));
}

#[test]
fn a_plain_page() {
    insta::assert_snapshot!(Website::bakery().main("welcome/"));
}

/// So the site works from any folder of a server and from disk.
#[test]
fn every_link_is_relative_and_names_a_file_of_the_site() {
    let website = Website::bakery();
    let files: BTreeSet<&str> = website.files.keys().map(String::as_str).collect();
    let mut followed = 0;
    for (page, html) in website.pages().filter(|(page, _)| *page != "404.html") {
        for link in attributes(html, "href").chain(attributes(html, "src")) {
            if ["https://", "mailto:", "#"].iter().any(|outside| link.starts_with(outside)) {
                continue;
            }
            let (target, anchor) = link.split_once('#').map_or((&*link, None), |(to, at)| (to, Some(at)));
            let target = resolve(page, target).unwrap_or_else(|| panic!("{page}: `{link}` leaves the site"));
            assert!(files.contains(target.as_str()), "{page}: `{link}` names no file of the site");
            if let Some(anchor) = anchor {
                let there = website.file(&target).contains(&format!("id=\"{anchor}\""));
                assert!(there, "{page}: nothing in {target} is called `#{anchor}`");
            }
            followed += 1;
        }
    }
    assert!(followed > 300, "{followed} links were followed");
}

#[test]
fn anchors_on_the_same_page_exist() {
    let website = Website::bakery();
    for (page, html) in website.pages() {
        for link in attributes(html, "href").filter(|link| link.len() > 1 && link.starts_with('#')) {
            assert!(html.contains(&format!("id=\"{}\"", &link[1..])), "{page}: `{link}`");
        }
    }
}

/// A host shows it for a missing address at any depth, so it alone cannot be relative.
#[test]
fn the_page_for_missing_addresses_links_from_the_root_of_the_site() {
    let website = Website::bakery();
    let local = |link: &String| !link.starts_with("https://") && !link.starts_with('#');
    for link in attributes(website.file("404.html"), "href").filter(local) {
        assert!(link.starts_with("/bakery/"), "{link}");
    }
    let website = Website::with(&[("handbook.yaml", "title: Corner Bakery\n")]);
    for link in attributes(website.file("404.html"), "href").filter(local) {
        assert!(link.starts_with('/') && !link.starts_with("//"), "{link}");
    }
}

#[test]
fn pages_have_one_main_heading_a_title_and_a_language() {
    for (page, html) in Website::bakery().pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert_eq!(html.matches("<main").count(), 1, "{page}");
        assert!(html.contains("<title>") && html.contains("<html lang=\"en\""), "{page}");
        assert!(html.contains("rel=\"icon\""), "{page}: an icon on every page");
    }
}

#[test]
fn an_old_address_and_an_old_id_lead_on() {
    let page =
        "---\ntitle: Allergies\ntype: policy\nowner: baker\naliases: [old/allergies.html, nuts]\n---\n";
    let baker = "---\ntitle: Baker\nreports_to: counter-lead\nwas: oven-hand\n---\n";
    let website =
        Website::with(&[("content/policies/allergies.md", page), ("content/roles/baker.md", baker)]);
    for (old, new) in [
        ("old/allergies.html", "../policies/allergies/index.html"),
        ("nuts/index.html", "../policies/allergies/index.html"),
        ("roles/oven-hand/index.html", "../../roles/baker/index.html"),
    ] {
        let redirect = website.file(old);
        assert!(redirect.contains(&format!("content=\"0; url={new}\"")), "{old}: {redirect}");
    }
}

#[test]
fn numbers_that_order_pages_are_no_part_of_their_address() {
    let website = Website::bakery();
    assert!(website.files.contains_key("welcome/index.html"));
    assert!(!website.files.keys().any(|file| file.contains("01-")));
}

#[test]
fn only_files_that_pages_link_to_are_part_of_the_site() {
    let mut tree = bakery(&[]);
    for (path, text) in [
        ("content/shown.csv", "a,b\n"),
        ("content/unseen.csv", "a,b\n"),
        ("content/prices.md", "[all](shown.csv)\n"),
    ] {
        let path = throughline::source::VPath::new(path).expect("a path");
        tree.insert(throughline::source::SourceFile::text(path, text));
    }
    let website = Website::of(&tree, "2026-03-01");
    assert_eq!(website.file("shown.csv"), "a,b\n");
    assert!(!website.files.contains_key("unseen.csv"));
}

#[test]
fn themes_can_replace_one_template_and_the_style() {
    let settings = "title: Corner Bakery\ntheme: ours\n";
    let promise = "{% extends \"base.html\" %}{% block content %}<p class=\"ours\">{{ promise.says }}</p>{% endblock %}";
    let website = Website::with(&[
        ("handbook.yaml", settings),
        ("themes/ours/templates/promise.html", promise),
        ("themes/ours/assets/style.css", "body { margin: 1em }\n"),
    ]);
    assert!(website.page("promises/warm-bread/").contains("<p class=\"ours\">Come before nine"));
    assert_eq!(website.main("roles/baker/"), Website::bakery().main("roles/baker/"), "the rest is built in");
    let style = website.files.iter().find(|(file, _)| file.starts_with("assets/style.")).expect("a style");
    assert_eq!(style.1, "body { margin: 1em }\n");
    for (page, html) in website.pages() {
        assert!(html.contains(style.0.as_str()), "{page} asks for it");
    }
}

/// The later of two days counts, and starts the time until the next review.
#[test]
fn a_recorded_review_shows_on_its_page_and_in_the_register() {
    let page = "---\ntitle: The house\ntype: policy\nowner: baker\nreviewed: 2025-12-31\nreview_every: 3 months\n---\nKeys.\n";
    let site = Website::with(&[("content/house.md", page), ("reviews.lock", "house - 2026-01-31 baker\n")]);
    for address in ["house/", "register/"] {
        let shown = site.page(address);
        assert!(shown.contains("2026-01-31") && shown.contains("2026-04-30"), "{address}: {shown}");
        assert!(!shown.contains("2025-12-31"), "{address}: {shown}");
    }
}
