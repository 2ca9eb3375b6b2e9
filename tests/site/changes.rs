//! The pages of what changed: the list of editions, a difference, a role's sheet, feeds, and each page's own history.

use anyhow::anyhow;
use throughline::edition::{Found, Shelf};
use throughline::parse::settings::EditionSource;
use throughline::site::Options;
use throughline::source::{Digest, SourceTree};

use crate::frozen::{digest, frozen};
use crate::handbook::{bakery, edited};
use crate::website::{Website, normalised, says};

type Files = &'static [(&'static str, &'static str)];

const WARM: &str = "content/promises/warm-bread.md";

/// The bakery as it was in its first edition.
fn first() -> SourceTree {
    let promise = old_promise(&[("3 hours", "4 hours"), ("before nine", "before eight")]);
    let bake = "content/systems/second-bake.md";
    let system = edited(
        bake,
        &[
            ("15 minutes", "30 minutes"),
            ("So that nothing is older than three hours at nine.\n\n", ""),
            (
                "## Plus one\n- [ ] @counter-lead Offer the first customer a **piece**. ^piece\n  - costs: free\n\n",
                "",
            ),
        ],
    );
    let glossary = edited("content/glossary.yaml", &[("go in at six", "go in at half past five")]);
    let baker = edited("content/roles/baker.md", &[("may: throw away a tray without asking\n", "")]);
    bakery(&[
        (WARM, &promise),
        (bake, &system),
        ("content/roles/baker.md", &baker),
        ("content/glossary.yaml", &glossary),
    ])
}

/// The promise without what it does not include and why it is made, and otherwise edited.
fn old_promise(edits: &[(&str, &str)]) -> String {
    let why = "Warm bread is the reason to get up. It rests on [the second bake](system:second-bake).\n";
    edited(WARM, &[edits, &[("not_included: Rye bread rests for a day.\n", ""), (why, "")]].concat())
}

/// What is said when the bakery's editions are cut: parts of their lines behind `files:`.
const SAID: [(&str, &str); 2] = [
    ("2025-4", "cut:2025-12-01 from:2026-01-01 by:counter-lead note:\"What we have always done.\""),
    (
        "2026-1",
        "cut:2026-02-20 from:2026-02-25 by:counter-lead note:\"Warm for longer.\" despite:unproven=\"The new oven is faster.\" \
         gate:warm-bread=too-early,18/20,0.801,1/4,-",
    ),
];

/// The bakery of today with two editions: in the first other files, in the second those of `second`, today those of `now`.
fn shop(second: &[(&str, &str)], now: &[(&str, &str)]) -> Website {
    with_editions(&SAID, &[Some(first()), Some(bakery(second))], now, "2026-03-01")
}

/// Editions with what is said of them; one without a tree cannot be read.
fn with_editions(
    said: &[(&str, &str)],
    trees: &[Option<SourceTree>],
    now: &[(&str, &str)],
    day: &str,
) -> Website {
    let digests: Vec<Digest> =
        trees.iter().map(|tree| tree.as_ref().map_or(Digest::of_bytes(b"gone"), digest)).collect();
    let candidates = said.iter().zip(&digests).map(|((name, _), digest)| frozen(name, *digest));
    let found =
        Found { source: Some(EditionSource::Folder), candidates: candidates.collect(), ..Found::default() };
    let copies: Vec<(String, Option<SourceTree>)> =
        said.iter().map(|(name, _)| (*name).to_string()).zip(trees.iter().cloned()).collect();
    let shelf = Shelf::new(found, move |edition| {
        let copy = copies.iter().find(|(name, _)| name == edition.name.as_str());
        copy.and_then(|(_, tree)| tree.clone()).ok_or_else(|| anyhow!("its files are gone"))
    });
    let lines =
        said.iter().zip(&digests).map(|((name, said), digest)| format!("{name} files:{digest} {said}\n"));
    let lock: String = lines.collect();
    let now: Vec<(&str, &str)> = now.iter().copied().chain([("editions.lock", lock.as_str())]).collect();
    Website::shelved(&bakery(&now), &shelf, day, Options::default())
}

/// Today's bakery pleases the baker a little more than the second edition.
const NOW: Files = &[(
    "content/roles/baker.md",
    "---\ntitle: Baker\nreports_to: counter-lead\nbackup: counter-lead\nmay: [throw away a tray without asking, give a roll to a child]\n---\n",
)];

#[test]
fn the_list_of_editions() {
    insta::assert_snapshot!(shop(&[], NOW).main("changes/"));
}

#[test]
fn a_difference() {
    insta::assert_snapshot!(shop(&[], NOW).main("changes/2026-1/from/2025-4/"));
}

#[test]
fn a_sheet_for_a_role() {
    insta::assert_snapshot!(shop(&[], NOW).main("changes/2026-1/from/2025-4/roles/baker/"));
}

#[test]
fn the_feeds() {
    let site = shop(&[], NOW);
    let feeds = ["feed.xml", "roles/baker/feed.xml"].map(|file| normalised(site.file(file)));
    insta::assert_snapshot!(feeds.join("\n\n"));
}

/// Somebody else's reader of XML.
#[test]
fn feeds_are_well_formed_and_their_links_lead_to_pages() {
    let site = shop(&[], NOW);
    let base = "https://handbook.example.org/bakery/";
    for file in ["feed.xml", "roles/baker/feed.xml", "roles/counter-lead/feed.xml"] {
        let mut reader = quick_xml::Reader::from_str(site.file(file));
        let (mut depth, mut entries) = (0, 0);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{file}: {error}")) {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(start) => {
                    depth += 1;
                    entries += usize::from(start.name().as_ref() == b"entry");
                }
                quick_xml::events::Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{file}");
        assert!(entries > 0, "{file}");
        for link in site.file(file).split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let address = link.strip_prefix(base).unwrap_or_else(|| panic!("{file} leads to {link}"));
            let page =
                if address.ends_with(".xml") { address.to_string() } else { format!("{address}index.html") };
            assert!(site.files.contains_key(&page), "{file} leads to {page}");
        }
    }
    assert!(site.page("").contains("type=\"application/atom+xml\""));
    assert!(site.page("roles/baker/").contains("href=\"../../roles/baker/feed.xml\""));
}

#[test]
fn without_an_edition_the_page_names_the_command_and_is_not_in_the_menu() {
    let site = Website::bakery();
    says(&site.main("changes/"), &["Nothing was cut yet", "<code>throughline edition cut NAME</code>"]);
    assert!(!site.page("").contains("changes/index.html") && !site.files.contains_key("feed.xml"));
    says(shop(&[], &[]).page(""), &["changes/index.html"]);
}

#[test]
fn another_handbook_has_another_difference() {
    let at = |hours: &str| {
        let promise = old_promise(&[("3 hours", hours)]);
        let changes = [(WARM, promise.as_str())];
        shop(&changes, &[]).main("changes/2026-1/from/2025-4/")
    };
    says(&at("2 hours"), &["What customers now hear", "raised", "<del>4</del> <ins>2</ins>"]);
    // Why it is easier now is what was said of the edition.
    says(&at("6 hours"), &["lowered", "<del>4</del> <ins>6</ins>", "<b>Why:</b> Warm for longer."]);
    assert!(!at("4 hours").contains("lowered"));
}

#[test]
fn the_working_folder_is_held_against_the_newest_edition() {
    let site = shop(&[], NOW);
    says(&site.main("changes/now/from/2026-1/"), &["may do more", "give a roll to a child"]);
    says(&site.main("changes/"), &["The working text, against edition 2026-1", "1 change"]);
    let same = shop(&[], &[]);
    says(&same.main("changes/"), &["The working text, against edition 2026-1", "nothing changed"]);
    says(&same.main("changes/now/from/2026-1/roles/baker/"), &["Nothing in this edition concerns you."]);
}

#[test]
fn a_sheet_ends_with_what_does_not_concern_its_role_and_a_place_to_sign() {
    let site = shop(&[], NOW);
    let sheet = site.main("changes/2026-1/from/2025-4/roles/baker/");
    says(
        &sheet,
        &[
            "Do differently",
            "Show it once",
            "Know only",
            "Nothing else in this edition concerns you (",
            "Name or initials",
            "Date",
        ],
    );
    says(
        &site.main("roles/baker/"),
        &["changes/2026-1/from/2025-4/roles/baker/index.html", "What changed for me"],
    );
}

#[test]
fn a_page_tells_its_own_history_and_leads_to_the_change_itself() {
    let site = shop(&[], NOW);
    for page in ["promises/warm-bread/", "systems/second-bake/", "roles/baker/"] {
        let main = site.main(page);
        says(&main, &["Through the editions", "2026-1"]);
        let difference = site.main("changes/2026-1/from/2025-4/");
        let links = main.split("changes/2026-1/from/2025-4/index.html#").skip(1);
        let anchors: Vec<&str> = links.filter_map(|rest| rest.split('"').next()).collect();
        assert!(!anchors.is_empty(), "{page}");
        for anchor in anchors {
            assert!(difference.contains(&format!("id=\"{anchor}\"")), "{page} leads to no change: {anchor}");
        }
    }
    assert!(!site.main("roles/counter-lead/").contains("Through the editions"), "nothing of it changed");
}

/// Three editions, the last of which renamed the baker.
fn three(now: &[(&str, &str)]) -> Website {
    let said = [SAID[0], SAID[1], ("2026-2", "cut:2026-02-27 from:2026-02-28 by:counter-lead")];
    with_editions(&said, &[Some(first()), Some(bakery(&[])), Some(bakery(&renamed()))], now, "2026-03-01")
}

/// The baker is called otherwise, and so is who bakes.
fn renamed() -> Vec<(&'static str, &'static str)> {
    const OVEN: &str =
        "---\ntitle: Oven keeper\nwas: baker\nreports_to: counter-lead\nbackup: counter-lead\n---\n";
    vec![("content/roles/baker.md", ""), ("content/roles/oven-keeper.md", OVEN)]
}

#[test]
fn every_edition_is_held_against_the_newest_and_against_the_working_folder() {
    let site = three(NOW);
    let list = site.main("changes/");
    for edition in ["2025-4", "2026-1", "2026-2"] {
        says(&site.main(&format!("changes/now/from/{edition}/")), &["may do more", "give a roll to a child"]);
        assert!(
            list.contains(&format!("changes/now/from/{edition}/index.html\">the working text</a>")),
            "{list}"
        );
    }
    says(&site.main("changes/now/from/2025-4/"), &["raised", "<del>4</del> <ins>3</ins>"]);
    says(&list, &["2025-4", "up to", "the newest edition", "the working text"]);
    assert!(site.files.contains_key("changes/now/from/2026-2/roles/baker/index.html"));
    let sheet = site.page("changes/now/from/2026-1/roles/baker/");
    says(sheet, &["http-equiv=\"refresh\"", "changes/2026-2/from/2026-1/roles/baker/index.html"]);
}

#[test]
fn what_was_told_under_another_name_leads_on() {
    let site = three(&renamed());
    let redirects = site.file("_redirects");
    for pair in ["2026-1/from/2025-4", "2026-2/from/2026-1", "now/from/2026-2"] {
        let (old, new) =
            (format!("changes/{pair}/roles/baker/"), format!("changes/{pair}/roles/oven-keeper/"));
        says(site.page(&old), &["http-equiv=\"refresh\"", &format!("{new}index.html"), "go on"]);
        says(&site.main(&new), &["Oven keeper"]);
        assert!(redirects.contains(&format!("/bakery/{old} /bakery/{new} 301\n")), "{redirects}");
    }
    assert!(redirects.contains("/bakery/roles/baker/feed.xml /bakery/roles/oven-keeper/feed.xml 301\n"));
    let [old, new] = ["baker", "oven-keeper"].map(|id| site.file(&format!("roles/{id}/feed.xml")));
    let at = |id: &str| format!("https://handbook.example.org/bakery/roles/{id}/feed.xml");
    says(
        old,
        &[
            &format!("<id>{}</id>", at("baker")),
            &format!("rel=\"self\" type=\"application/atom+xml\" href=\"{}\"", at("oven-keeper")),
        ],
    );
    assert_eq!(old.replace(&at("baker"), &at("oven-keeper")), new, "it tells the same");
    assert!(!site.file("sitemap.xml").contains("roles/baker"), "only what stands there is listed");
}

#[test]
fn a_difference_that_is_not_told_any_more_leads_to_what_is() {
    let all = [Some(first()), Some(bakery(&[])), Some(bakery(&[])), Some(bakery(&[]))];
    let said = ["2025-3", "2025-4", "2026-1", "2026-2"].map(|name| (name, "cut:2026-02-27 by:counter-lead"));
    let site = with_editions(&said, &all, &[], "2026-03-01");
    let newest = "changes/2026-2/from/2025-3/";
    says(&site.main(newest), &["raised"]);
    says(
        site.page("changes/2026-1/from/2025-3/"),
        &["http-equiv=\"refresh\"", &format!("{newest}index.html")],
    );
    let one = "title: Corner Bakery\nbase_url: https://handbook.example.org/bakery/\neditions: { keep: 1 }\n";
    let site = with_editions(&said, &all, &[("handbook.yaml", one)], "2026-03-01");
    says(site.page("changes/now/from/2025-3/"), &["changes/index.html#edition:2025-3"]);
    says(&site.main("changes/"), &["id=\"edition:2025-3\""]);
    says(
        site.file("_redirects"),
        &["/bakery/changes/now/from/2025-3/ /bakery/changes/#edition%3A2025-3 301\n"],
    );
}

#[test]
fn an_edition_that_cannot_be_read_says_so_and_hides_no_other() {
    let said = [SAID[0], SAID[1], ("2026-2", "cut:2026-02-27 from:2026-02-28 by:counter-lead")];
    let site = with_editions(&said, &[Some(first()), Some(bakery(&[])), None], NOW, "2026-03-01");
    let list = site.main("changes/");
    says(
        &list,
        &["2026-2", "cannot be told", "edition 2026-2: its files are gone", "What it changed", "2025-4"],
    );
    says(&site.main("changes/2026-2/from/2026-1/"), &["cannot be told", "its files are gone"]);
    says(&site.main("changes/2026-1/from/2025-4/"), &["raised"]);
}

#[test]
fn what_was_in_force_on_a_day_stands_in_the_table() {
    let rows = |day: &str| {
        let site = with_editions(&SAID, &[Some(first()), Some(bakery(&[]))], &[], day);
        let page = site.main("changes/");
        let line = |start: &str| page.lines().find(|line| line.starts_with(start)).map(str::to_string);
        (line("<p class=\"says\">"), page)
    };
    let (says_so, page) = rows("2026-02-01");
    assert!(says_so.is_some_and(|line| line.contains(">2025-4</a> is in force")));
    says(&page, &["data-from=\"2026-02-25\"", "data-from=\"2026-01-01\" data-until=\"2026-02-24\""]);
    assert!(rows("2026-03-01").0.is_some_and(|line| line.contains(">2026-1</a> is in force")));
    assert!(rows("2025-12-24").0.is_some_and(|line| line.contains("No edition is in force yet")));
}

#[test]
fn anybodys_words_stay_words_on_pages_and_in_feeds() {
    let said = [
        SAID[0],
        (
            "2026-1",
            "cut:2026-02-20 from:2026-02-25 by:\"<b>&\" note:\"]]> <script>alert(1)</script> & \u{1}\"",
        ),
    ];
    let site = with_editions(&said, &[Some(first()), Some(bakery(&[]))], NOW, "2026-03-01");
    for (file, text) in &site.files {
        assert!(!text.contains("<script>alert"), "{file}");
    }
    let feed = site.file("feed.xml");
    assert!(feed.contains("]]&gt; &lt;script&gt;") && !feed.contains('\u{1}'));
}
