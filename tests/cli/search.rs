//! The index that goes with a site: made, kept, made anew, left out.

use std::collections::BTreeMap;

use crate::helpers::Workshop;

const INDEX: &str = "public/search/pagefind";

fn built() -> Workshop {
    let workshop = Workshop::starter();
    workshop.run(&["build"]).succeeded();
    workshop
}

fn pieces(workshop: &Workshop) -> Vec<String> {
    let is_piece = |path: &String| path.contains("fragment/") || path.contains("index/");
    workshop.snapshot(INDEX).into_keys().filter(is_piece).collect()
}

#[test]
fn every_page_leads_to_the_search_and_the_index_is_of_the_site() {
    let workshop = built();
    assert!(workshop.read("public/roles/index.html").contains("href=\"../search/index.html#search-words\""));
    let page = workshop.read("public/search/index.html");
    assert!(page.contains("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"), "{page}");
    assert!(page.contains("data-index=\"../search/pagefind/\""), "{page}");
    assert!(!workshop.read("public/index.html").contains("wasm"), "no other page may do that");
    let manifest = workshop.read("public/.throughline-manifest");
    for (file, _) in workshop.snapshot(INDEX) {
        assert!(manifest.contains(&format!("search/pagefind/{file}")), "the manifest lists {file}");
    }
}

#[test]
fn the_same_words_keep_their_index_and_other_words_get_another() {
    let workshop = built();
    let first = workshop.snapshot(INDEX);
    assert!(workshop.run(&["build"]).succeeded().stderr.contains("nothing had changed"));

    // What nobody reads is not searched.
    workshop.append("handbook.yaml", "report_url: mailto:us@example.org\n");
    workshop.run(&["build"]).succeeded();
    assert_eq!(workshop.snapshot(INDEX), first);

    let before = pieces(&workshop);
    workshop.append("content/vision.md", "\nA zeppelin over the harbour.\n");
    workshop.run(&["build"]).succeeded();
    let after = pieces(&workshop);
    assert_eq!(before.len(), after.len());
    assert_eq!(before.iter().filter(|file| !after.contains(file)).count(), 2, "one page and its words");
    let fresh = Workshop::starter();
    fresh.append("handbook.yaml", "report_url: mailto:us@example.org\n");
    fresh.append("content/vision.md", "\nA zeppelin over the harbour.\n");
    fresh.run(&["build"]).succeeded();
    assert_eq!(workshop.snapshot(INDEX), fresh.snapshot(INDEX), "as if there had never been another");
}

#[test]
fn an_index_that_somebody_touched_is_made_anew() {
    let workshop = built();
    let first = workshop.snapshot(INDEX);
    workshop.write("public/search/pagefind/pagefind-entry.json", "{}");
    workshop.run(&["build"]).succeeded();
    assert_eq!(workshop.snapshot(INDEX), first);
}

#[test]
fn no_search_leaves_out_the_page_the_link_and_the_index() {
    let workshop = built();
    workshop.run(&["build", "--no-search"]).succeeded();
    assert!(!workshop.has("public/search"), "what the last build wrote is gone");
    let home = workshop.read("public/index.html");
    assert!(!home.contains("search"), "{home}");
    let assets: BTreeMap<String, Vec<u8>> = workshop.snapshot("public/assets");
    assert!(
        assets.keys().all(|file| !file.contains("search.") && !file.contains("find.")),
        "{:?}",
        assets.keys()
    );
    workshop.run(&["build"]).succeeded();
    assert!(workshop.has("public/search/pagefind/pagefind.js"));
}

#[test]
fn a_plain_folder_with_pages_at_that_address_keeps_them() {
    let workshop = Workshop::with(&[("README.md", "# Docs\n"), ("search/README.md", "# How we search\n")]);
    workshop.run(&["build"]).succeeded();
    assert!(workshop.read("public/search/index.html").contains("How we search"));
    assert!(!workshop.has(INDEX));
}
