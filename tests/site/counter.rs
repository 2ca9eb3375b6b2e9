//! The pages for the people at the counter: a role, its first day, its card, the line-up, the register.

use throughline::site::Options;
use throughline::source::SourceTree;

use crate::handbook::bakery;
use crate::website::Website;

#[test]
fn a_new_starters_page() {
    insta::assert_snapshot!(Website::bakery().main("roles/counter-lead/start/"));
}

#[test]
fn a_pocket_card() {
    insta::assert_snapshot!(Website::bakery().main("roles/baker/card/"));
}

#[test]
fn the_line_up() {
    let page = Website::bakery().main("today/");
    let (first_days, _) = page.split_once("data-turn=\"10\"").expect("a fourth day");
    insta::assert_snapshot!(first_days);
    assert_eq!(page.matches("data-turn=").count(), 28);
}

#[test]
fn the_register_and_the_same_for_a_spreadsheet() {
    let site = Website::bakery();
    insta::assert_snapshot!(site.file("register.csv"));
    let rows = site.file("register.csv").lines().count() - 1;
    assert_eq!(site.main("register/").matches("<tr><th scope=\"row\">").count(), rows);
}

#[test]
fn the_throughline_says_how_much_hangs_on_it_and_where_it_breaks() {
    let whole = Website::bakery().main("throughline/");
    assert!(whole.contains("1 aim, 1 mission, 2 promises, 1 system and 4 steps."), "{whole}");
    assert!(!whole.contains("Where the line breaks"), "{whole}");
    let cut = Website::with(&[("content/systems/second-bake.md", "")]).main("throughline/");
    let (_, breaks) = cut.split_once("Where the line breaks").expect("a list of breaks");
    assert!(breaks.contains("No system keeps this promise: it is a wish."), "{breaks}");
}

/// Only a handbook that somebody gave a day keeps browsers to it.
#[test]
fn a_browser_goes_by_its_own_day_unless_the_handbook_has_one() {
    let page = |is_dated| {
        let options = Options { is_dated, ..Options::default() };
        Website::asked(&bakery(&[]), "2026-03-01", options).page("today/").to_string()
    };
    assert!(page(true).contains("data-on=\"2026-03-01\""));
    assert!(!page(false).contains("data-on="));
    assert!(page(false).contains("<time datetime=\"2026-03-01\">Sunday 1 March</time>"));
}

/// An index without entries names the file to write, and the menu leaves it out.
#[test]
fn an_empty_index_says_what_to_write_and_stands_in_no_menu() {
    let full = Website::bakery();
    let empty = Website::of(&SourceTree::from_texts("empty", [("handbook.yaml", "")]), "2026-03-01");
    let menu = |site: &Website| {
        let page = site.page("");
        page.split_once("<main").map(|(menu, _)| menu.to_string()).expect("a menu")
    };
    for kind in ["missions", "promises", "systems", "roles", "customers", "wants", "stories"] {
        let page = empty.main(&format!("{kind}/"));
        assert!(page.contains(&format!("content/{kind}/NAME.md")), "{page}");
        assert!(menu(&full).contains(&format!("{kind}/index.html")), "{kind}");
        assert!(!menu(&empty).contains(&format!("{kind}/index.html")), "{kind}");
    }
    assert!(menu(&full).contains("today/index.html") && !menu(&empty).contains("today/index.html"));
    assert!(empty.main("today/").contains("content/records/kept.csv"));
    assert!(empty.main("throughline/").contains("Write content/vision.md"));
}

/// A hundred wants at one moment would be none that anybody listens for: what one's own promise answers comes first.
#[test]
fn of_many_wants_at_one_moment_a_role_hears_six_and_is_told_where_the_others_are() {
    let paths: Vec<String> = (0..8).map(|n| format!("content/wants/a{n}.md")).collect();
    let texts: Vec<String> = (0..8)
        .map(|n| format!("---\ntitle: Want {n}\nsays: \"Do you have number {n}?\"\nfrom: early-birds\nat: at-the-door\n---\n"))
        .collect();
    let wants: Vec<(&str, &str)> = paths.iter().zip(&texts).map(|(path, text)| (&**path, &**text)).collect();
    let page = |wants: &[(&str, &str)]| {
        let page = Website::with(wants).main("roles/baker/");
        let heard = page.split_once("Listen for").expect("a part").1;
        heard.split_once("<h2").map_or(heard, |(heard, _)| heard).to_string()
    };
    let many = page(&wants);
    assert_eq!(many.matches("<dt>").count(), 6, "{many}");
    let (first, _) = many.split_once("number 0").expect("the first of the others");
    assert!(first.contains("smell it on the way"), "{many}");
    assert!(many.contains("wants/index.html\">3 more among all wants</a>"), "{many}");
    assert!(!page(&wants[..5]).contains("more among"), "six are all told");
}
