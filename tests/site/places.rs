//! What is for some places only: named on the page, and marked for the script that shows one place.

use crate::website::Website;

const SETTINGS: &str = "title: Corner Bakery\nplaces: { mill-lane: Mill Lane, harbour: The Harbour }\n";
const NIGHT: &str = "---\ntitle: Night bread\nkeeps: warm-bread\nowner: baker\nrun_when: 22:00\nplaces: [harbour]\n---\n\
                     ## Floor\n- [ ] @baker Bake for the ships. ^ships\n  - then: counter-lead\n";

fn bakery() -> Website {
    Website::with(&[("handbook.yaml", SETTINGS), ("content/systems/night.md", NIGHT)])
}

#[test]
fn without_a_script_everything_is_there_with_its_place_named() {
    let role = bakery().main("roles/baker/");
    for words in ["Put the second tray in at six", "Bake for the ships", "only at The Harbour"] {
        assert!(role.contains(words), "no `{words}`: {role}");
    }
    assert!(role.contains("<section class=\"job\" data-places=\"harbour\">"), "{role}");
    assert!(role.contains("<section class=\"job\">"), "what is for everybody bears no mark: {role}");
    let sheet = bakery().main("systems/night/run/");
    assert!(sheet.contains("Only at The Harbour") && sheet.contains("data-places=\"harbour\""), "{sheet}");
}

#[test]
fn the_choice_is_hidden_until_its_script_shows_it() {
    let site = bakery();
    for address in ["roles/baker/", "systems/second-bake/run/"] {
        let page = site.page(address);
        assert!(page.contains("<div class=\"place-choice\" hidden>"), "{address}");
        assert!(page.contains("<option value=\"harbour\">The Harbour</option>"), "{address}");
        assert!(page.contains("assets/places."), "{address}");
    }
    let other = site.page("missions/counter/");
    assert!(!other.contains("assets/places."), "a page without the choice loads nothing for it");
}

#[test]
fn one_place_leaves_nothing_to_choose() {
    let site = Website::bakery();
    let page = site.page("roles/baker/");
    assert!(!page.contains("place-choice") && !page.contains("assets/places."), "{page}");
}
