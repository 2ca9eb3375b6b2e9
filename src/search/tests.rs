//! What is fed, and what the engine makes of it.

use std::io::Read as _;
use std::sync::Arc;

use super::{ENGINE, FED, FOLDER, Feed, File, index};
use crate::pipeline;
use crate::site::{Options, Site, Theme, theme};
use crate::source::SourceTree;

const VISION: &str =
    "---\nsays: Nobody leaves wondering.\nowner: lead\naims:\n  informed: You know the next step.\n---\n";
const ROLES: &str = "- id: lead\n  title: Front-desk lead\n";
const SYSTEM: &str = "---\ntitle: Empty the message list\nowner: lead\nrun_when: every message\n---\n## Floor\n- [ ] @lead Ring back, kindly. ^call\n  - if not: tell somebody before noon\n- [ ] @lead Then write it down.\n";

fn site(files: &[(&str, &str)], search: bool) -> Site {
    let tree = SourceTree::from_texts("Harbour", files.iter().copied());
    let verdict = pipeline::examine(&tree, |_| "2026-11-16".parse().unwrap());
    let theme = Arc::new(Theme::load(&tree, theme::BUILT_IN).unwrap());
    Site::new(verdict.handbook, tree, theme, Options { search, ..Options::default() }, verdict.on)
}

fn handbook(page: &str) -> Site {
    let files = [
        ("handbook.yaml", "title: Harbour\n"),
        ("content/vision.md", VISION),
        ("content/roles.yaml", ROLES),
        ("content/systems/messages.md", SYSTEM),
        ("content/glossary.yaml", "- term: Caller\n  means: whoever rings\n  instead_of: [punter]\n"),
        ("content/tea.md", page),
    ];
    site(&files, true)
}

fn entry(feed: &Feed, href: &str) -> String {
    feed.entries.iter().find(|entry| entry.href == href).map(|entry| entry.html.clone()).unwrap()
}

#[test]
fn a_page_is_fed_as_what_it_says_and_where_its_parts_are() {
    let feed = Feed::of(&handbook("# Tea & cake\n\nWe drink *Assam*.\n\n## The pot\n\nIt is blue.\n"));
    let hrefs: Vec<&str> = feed.entries.iter().map(|entry| entry.href.as_str()).collect();
    let expected = [
        "index.html",
        "glossary/index.html",
        "roles/lead/index.html",
        "systems/messages/index.html",
        "tea/index.html",
    ];
    let mut sorted = hrefs.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, {
        let mut all = expected;
        all.sort_unstable();
        all
    });

    let tea = entry(&feed, "tea/index.html");
    assert!(tea.contains("<h1>Tea &amp; cake</h1>"), "{tea}");
    assert!(tea.contains("<h2 id=\"the-pot\">The pot</h2>"), "{tea}");
    let messages = entry(&feed, "systems/messages/index.html");
    assert!(messages.contains("data-pagefind-filter=\"owner\">Front-desk lead<"), "{messages}");
    assert!(messages.contains("<h4 id=\"call\" data-pagefind-title=\"Ring back, kindly.\""), "{messages}");
    assert!(messages.contains("<p>tell somebody before noon</p>"), "{messages}");
    // A step without an anchor is no part of the step above it.
    assert!(messages.contains("<h4 id=\"\" data-pagefind-title=\"Then write it down.\""), "{messages}");
    assert!(entry(&feed, "index.html").contains("<h4 id=\"informed\""));
    assert!(entry(&feed, "glossary/index.html").contains("<p>punter</p>"));
}

#[test]
fn the_same_words_have_the_same_fingerprint_and_no_others() {
    let one = Feed::of(&handbook("# Tea\n\nWe drink Assam.\n")).fingerprint();
    assert_eq!(
        one,
        Feed::of(&handbook("---\nreviewed: 2026-01-01\n---\n# Tea\n\nWe drink Assam.\n")).fingerprint()
    );
    assert_ne!(one, Feed::of(&handbook("# Tea\n\nWe drink Darjeeling.\n")).fingerprint());
}

/// Everything that results can show, with the address of each page.
fn told(files: &[File]) -> String {
    let fragments = files.iter().filter(|file| file.path.contains("/fragment/"));
    fragments.map(|file| read(&file.bytes)).collect::<Vec<String>>().join("\n")
}

/// The words that can be asked for, as the engine cuts and joins them.
fn asked(files: &[File]) -> String {
    let pieces = files.iter().filter(|file| file.path.contains("/index/"));
    pieces.map(|file| read(&file.bytes)).collect()
}

fn read(bytes: &[u8]) -> String {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    String::from_utf8_lossy(&plain).into_owned()
}

fn names(files: &[File]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn the_index_is_the_same_each_time_and_holds_what_the_page_asks_for() {
    let make = || index(Feed::of(&handbook("# Tea\n\nWe drink Assam.\n"))).unwrap();
    let files = make();
    assert!(files == make(), "the same feed gives the same bytes");
    assert!(files.iter().all(|file| file.path.starts_with(FOLDER)), "{:?}", names(&files));
    let count = |part: &str| files.iter().filter(|file| file.path.contains(part)).count();
    assert_eq!(count("/fragment/"), 5, "one for each page");
    assert_eq!(count("-ui."), 0);
    for needed in ["pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"] {
        assert!(files.iter().any(|file| file.path == format!("{FOLDER}{needed}")), "{needed}");
    }
    let told = told(&files);
    for said in [
        "Nobody leaves wondering.",
        "systems/messages/index.html",
        "Front-desk lead",
        "tell somebody before noon",
        "\"id\":\"call\"",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let fed = files.iter().find(|file| file.path == FED).unwrap();
    assert!(String::from_utf8_lossy(&fed.bytes).contains(ENGINE));
}

#[test]
fn a_word_that_is_gone_leaves_no_piece_behind() {
    let made = |page| index(Feed::of(&handbook(page))).unwrap();
    let (old, new) = (made("# Tea\n\nWe drink Assam.\n"), made("# Tea\n\nWe drink Darjeeling.\n"));
    let pieces = |files: &[File], part: &str| {
        let names = files.iter().filter(|file| file.path.contains(part));
        names.map(|file| file.path.clone()).collect::<Vec<String>>()
    };
    assert!(told(&old).contains("We drink Assam.") && asked(&old).contains("assam"));
    assert!(told(&new).contains("We drink Darjeeling.") && asked(&new).contains("darjeel"));
    assert!(!told(&new).contains("Assam") && !asked(&new).contains("assam"), "it is gone");
    for part in ["/fragment/", "/index/"] {
        let (old, new) = (pieces(&old, part), pieces(&new, part));
        assert_eq!(old.len(), new.len());
        assert_eq!(old.iter().filter(|name| !new.contains(name)).count(), 1, "{part}: {old:?} {new:?}");
    }
}

#[test]
fn hostile_words_and_languages_end_well() {
    let page = "# </h1><script>x</script>\n\n___PAGEFIND_WEIGHT___99 ___END_PAGEFIND_WEIGHT___ ___PAGEFIND_ANCHOR___h1:0:x\n\n\u{200b} \u{0} 😀 é\n";
    for language in ["../../../etc", "日本語", "x-a-very-long-language-tag-of-nobody", "ja"] {
        let files =
            [("handbook.yaml", format!("language: \"{language}\"\n")), ("content/x.md", page.to_string())];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let made = index(Feed::of(&site(&files, true))).unwrap();
        assert!(made.iter().all(|file| file.path.starts_with(FOLDER) && !file.path.contains("..")));
    }
}

#[test]
fn a_site_without_search_has_no_page_for_it_and_a_taken_address_is_left_alone() {
    let page = |site: &Site| site.route_at("search/").cloned();
    assert!(page(&handbook("# Tea\n")).is_some());
    assert!(page(&site(&[("handbook.yaml", ""), ("content/vision.md", VISION)], false)).is_none());
    let folder = site(&[("README.md", "# Docs\n"), ("search/README.md", "# How search works\n")], true);
    assert!(!folder.has_search() && page(&folder).is_some());
    assert!(site(&[("README.md", "# Docs\n"), ("a.md", "# A\n")], true).has_search());
}

#[test]
fn a_folder_of_one_page_needs_no_search() {
    assert!(!site(&[], true).has_search());
    assert!(!site(&[("README.md", "# Docs\n")], true).has_search());
    assert!(handbook("# Tea\n").has_search(), "a handbook's addresses are the same from its first page on");
}
