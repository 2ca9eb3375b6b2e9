//! What machines read: `handbook.json`, the sitemap, `robots.txt`.

use serde_json::Value;

use crate::handbook::{BAKERY, bakery};
use crate::website::Website;

fn model(website: &Website) -> Value {
    serde_json::from_str(website.file("handbook.json")).expect("JSON")
}

#[test]
fn the_model_holds_everything_and_how_it_hangs_together() {
    let model = model(&Website::bakery());
    let mut keys: Vec<&String> = model.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(keys, ["aims", "documents", "language", "moments", "places", "terms", "title", "version"]);
    assert_eq!(model["version"], 1);
    assert_eq!(model["places"]["mill-lane"], "Mill Lane");
    insta::assert_snapshot!(format!("{:#}", document(&model, "warm-bread")));
    insta::assert_snapshot!(format!("{:#}", document(&model, "second-bake")));
}

#[test]
fn every_document_has_a_kind_an_id_a_title_a_path_and_an_address() {
    let website = Website::bakery();
    let model = model(&website);
    let documents = model["documents"].as_array().expect("a list");
    let markdown = BAKERY.iter().filter(|(path, _)| path.strip_suffix(".md").is_some()).count();
    assert_eq!(documents.len(), markdown);
    for document in documents {
        for field in ["kind", "id", "title", "path", "address"] {
            assert!(document[field].is_string(), "{field}: {document:#}");
        }
        assert!(document["links"].is_object(), "{document:#}");
        let address = document["address"].as_str().expect("text");
        assert!(website.files.contains_key(&format!("{address}index.html")), "{address} is on the site");
    }
    assert!(documents.is_sorted_by_key(|document| document["path"].as_str().map(str::to_string)));
}

#[test]
fn the_model_knows_no_clock() {
    let tree = bakery(&[]);
    let (then, now) = (Website::of(&tree, "2020-01-01"), Website::of(&tree, "2035-12-31"));
    assert_eq!(then.file("handbook.json"), now.file("handbook.json"));
}

#[test]
fn the_sitemap_lists_every_page_once_by_its_full_address() {
    let website = Website::bakery();
    let sitemap = website.file("sitemap.xml");
    let listed: Vec<&str> =
        sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    assert!(listed.is_sorted(), "{listed:#?}");
    let pages = website.pages().filter(|(page, _)| *page != "404.html");
    let mut expected: Vec<String> = pages
        .map(|(page, _)| {
            format!("https://handbook.example.org/bakery/{}", page.trim_end_matches("index.html"))
        })
        .collect();
    expected.sort();
    assert_eq!(listed, expected);
}

#[test]
fn without_a_base_url_there_is_no_sitemap_and_no_canonical_link() {
    let website = Website::with(&[("handbook.yaml", "title: Corner Bakery\n")]);
    assert!(!website.files.contains_key("sitemap.xml"));
    for (page, html) in website.pages() {
        assert!(!html.contains("rel=\"canonical\""), "{page}");
    }
}

#[test]
fn with_a_base_url_every_page_names_its_full_address() {
    let website = Website::bakery();
    let canonical =
        "<link rel=\"canonical\" href=\"https://handbook.example.org/bakery/promises/warm-bread/\">";
    assert!(website.page("promises/warm-bread/").contains(canonical));
}

/// A handbook is for those inside; whoever publishes one can say otherwise in a theme.
#[test]
fn search_engines_are_asked_to_stay_away() {
    assert_eq!(Website::bakery().file("robots.txt"), "User-agent: *\nDisallow: /\n");
}

fn document<'a>(model: &'a Value, id: &str) -> &'a Value {
    let documents = model["documents"].as_array().expect("a list");
    documents.iter().find(|document| document["id"] == id).expect("a document of this id")
}
