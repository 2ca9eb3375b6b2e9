//! Old editions as sites of their own: in the dress of today, with a banner that leads to what is in force.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use throughline::archive::{Archive, Done, Leaf, Today};
use throughline::cache::Cache;
use throughline::edition::{Candidate, Editions, Found, Shelf};
use throughline::pipeline::{self, Drafts};
use throughline::site::{Options, Output, Site, Theme, logo_address, theme};
use throughline::source::{SourceFile, SourceTree, VPath};

use crate::frozen::{digest, frozen};
use crate::handbook::{bakery, edited, text};
use crate::website::{attributes, normalised, resolve};

type Texts<'a> = [(&'a str, &'a str)];

/// A bakery with a history, and the site of it all.
struct Shop {
    now: SourceTree,
    on: Date,
    label: Option<String>,
    past: Vec<(String, SourceTree, String)>,
    cache: Cache,
    _folder: tempfile::TempDir,
}

/// What came out.
struct Published {
    files: BTreeMap<String, String>,
    done: Done,
    opened: Vec<String>,
}

impl Published {
    fn page(&self, address: &str) -> &str {
        let file = format!("{address}index.html");
        self.files.get(&file).unwrap_or_else(|| panic!("no {file} among {:#?}", self.files.keys()))
    }

    /// The words of the banner on a page.
    fn banner(&self, address: &str) -> String {
        let page = self.page(address);
        let Some(start) = page.find("<aside class=\"edition") else { return String::new() };
        let banner = &page[start..start + page[start..].find("</aside>").expect("it ends")];
        let banner = banner.split("<p class=\"copy\"").next().unwrap_or_default();
        let parts = banner.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
        parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where the banner's link with these words leads, from the root of the site.
    fn leads(&self, address: &str, words: &str) -> String {
        let page = self.page(address);
        let at = page
            .find(&format!(">{words}</a>"))
            .unwrap_or_else(|| panic!("{words}: {}", self.banner(address)));
        let tag = &page[page[..at].rfind("<a ").expect("a link")..at];
        let href = attributes(tag, "href").next().expect("an address");
        resolve(&format!("{address}index.html"), &href).expect("it stays in the site")
    }
}

impl Shop {
    /// The bakery of today, with some files replaced, added or (by an empty text) taken away.
    fn today(changes: &Texts<'_>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("cache"));
        let on = "2026-03-01".parse().expect("a day");
        Self { now: bakery(changes), on, label: None, past: Vec::new(), cache, _folder: folder }
    }

    /// With an edition that was cut on a day.
    fn cut(mut self, name: &str, day: &str, changes: &Texts<'_>) -> Self {
        self.past.push((name.to_string(), bakery(changes), day.to_string()));
        self
    }

    fn found(&self) -> Found {
        let candidates = self.past.iter().map(|(name, tree, day)| Candidate {
            made: day.parse().ok(),
            message: Some(String::new()),
            ..frozen(name, digest(tree))
        });
        Found { candidates: candidates.collect(), ..Found::default() }
    }

    fn publish(&self) -> Published {
        let opened = Arc::new(Mutex::new(Vec::new()));
        let (past, log) = (self.past.clone(), Arc::clone(&opened));
        let shelf = Shelf::new(self.found(), move |edition| {
            let name = edition.name.to_string();
            log.lock().expect("a list").push(name.clone());
            Ok(past.iter().find(|(other, ..)| *other == name).expect("it was cut").1.clone())
        });
        let handbook = Arc::new(pipeline::link(&self.now, Drafts::LeaveOut));
        let editions = Arc::new(Editions::of(&shelf.found, &handbook.recorded));
        let theme = Theme::load(&self.now, theme::name_in(&handbook.settings)).expect("a theme");
        let theme = Arc::new(theme);
        let today = Today {
            settings: &handbook.settings,
            theme: &theme,
            base_url: handbook.settings.base_url.as_deref(),
            logo: logo_address(&handbook),
            on: self.on,
            label: self.label.as_deref(),
            search: false,
            tool: 7,
        };
        let (archive, done) =
            Archive::make(&editions, &today, &self.cache, &shelf, &|_| {}).expect("an archive");
        let options = Options { catalogue: Some(Arc::clone(archive.catalogue())), ..Options::default() };
        let site = Site::new(Arc::clone(&handbook), self.now.clone(), Arc::clone(&theme), options, self.on);
        let mut files = BTreeMap::new();
        for route in site.routes() {
            let text = match site.render(route).expect("every route can be rendered") {
                Output::Bytes(bytes) => String::from_utf8(bytes).expect("text"),
                Output::File(path) => format!("the file {path}"),
            };
            files.insert(site.file(route), text);
        }
        let today: Vec<String> = files.keys().cloned().collect();
        for (n, file) in archive.files().enumerate() {
            let text = match archive.leaf(&editions, n).expect("a file of the archive") {
                Leaf::Bytes(bytes) => String::from_utf8(bytes).expect("text"),
                Leaf::Linked(edition, linked) => format!("the file {} of {}", linked.path, edition.name),
            };
            assert_eq!(files.insert(file.clone(), text), None, "{file} is a file of today's site");
        }
        let leads_on =
            |file: &String| files[file].contains("http-equiv=\"refresh\"") && file.split('/').count() == 3;
        let is_below = |file: &&String| file.starts_with("editions/") && *file != "editions/index.html";
        assert!(today.iter().filter(is_below).all(leads_on), "but for those that are not published");
        let opened = opened.lock().expect("a list").clone();
        Published { files, done, opened }
    }
}

const WARM: &str = "content/promises/warm-bread.md";

/// The promise as it was before it was raised.
fn looser() -> String {
    edited(WARM, &[("at_most: 3 hours", "at_most: 4 hours")])
}

/// Three editions: a promise was raised, a role renamed, a want and a promise retired.
fn history() -> Shop {
    const RETIRED: &str = "---\ntitle: A slice to try\nsays: You taste before you buy.\nserves: counter\nfor: early-birds\nat: at-the-door\nlevel: care\nstate: retired\nreplaced_by: warm-bread\nowner: counter-lead\n---\n";
    let slice = RETIRED.replace("retired", "trial").replace("replaced_by: warm-bread\n", "");
    let looser = looser();
    let renamed =
        "---\ntitle: Oven keeper\nwas: baker\nreports_to: counter-lead\nbackup: counter-lead\n---\n";
    let again = |text: &str| text.replace("baker", "oven-keeper");
    let system = again(text("content/systems/second-bake.md"));
    let story = again(text("content/stories/the-power-cut.md"));
    let policy = again(text("content/policies/allergies.md"));
    let welcome = again(text("content/01-welcome.md"));
    let newer: Vec<(&str, &str)> = vec![
        ("content/promises/a-slice.md", RETIRED),
        ("content/roles/baker.md", ""),
        ("content/roles/oven-keeper.md", renamed),
        ("content/systems/second-bake.md", &system),
        ("content/stories/the-power-cut.md", &story),
        ("content/policies/allergies.md", &policy),
        ("content/01-welcome.md", &welcome),
        ("content/wants/still-warm.md", text("content/wants/still-warm.md")),
    ];
    let older: Vec<(&str, &str)> = vec![
        ("content/promises/a-slice.md", &slice),
        (WARM, &looser),
        ("content/old-prices.md", "# Old prices\n\nAs in the book.\n"),
    ];
    Shop::today(&newer).cut("2025-3", "2025-07-01", &older).cut("2025-4", "2025-10-01", &older).cut(
        "2026-1",
        "2026-01-12",
        &newer,
    )
}

#[test]
fn every_page_of_an_edition_says_what_superseded_it_and_leads_there() {
    let site = history().publish();
    assert_eq!(
        site.banner("editions/2025-4/promises/warm-bread/"),
        "Edition 2025-4, in force from 2025-10-01 to 2026-01-11. Superseded by 2026-1 on 2026-01-12. In force: the same page there."
    );
    let there = site.leads("editions/2025-4/promises/warm-bread/", "the same page there");
    assert_eq!(there, "editions/2026-1/promises/warm-bread/index.html");
    assert!(
        site.banner("editions/2025-3/promises/").starts_with(
            "Edition 2025-3, in force from 2025-07-01 to 2025-09-30. Superseded by 2025-4 on 2025-10-01. \
             In force is 2026-1, since 2026-01-12: the same page there."
        ),
        "{}",
        site.banner("editions/2025-3/promises/")
    );
    assert!(site.banner("editions/2026-1/").starts_with("Edition 2026-1, in force since 2026-01-12."));
    let pages =
        site.files.iter().filter(|(file, _)| file.starts_with("editions/2") && file.ends_with(".html"));
    let mut with = 0;
    for (file, html) in pages.filter(|(_, html)| !html.contains("http-equiv=\"refresh\"")) {
        assert_eq!(html.matches("<aside class=\"edition").count(), 1, "{file}");
        assert!(!html.contains("<!--edition:"), "{file}: the mark of the hole is taken out");
        with += 1;
    }
    assert!(with > 60, "{with} pages");
}

#[test]
fn it_leads_on_after_a_rename_and_tells_what_was_retired_and_by_what() {
    let site = history().publish();
    let role = "editions/2025-4/roles/baker/";
    assert!(
        site.banner(role).contains("the same page there, called “Oven keeper” now."),
        "{}",
        site.banner(role)
    );
    assert_eq!(site.leads(role, "the same page there"), "editions/2026-1/roles/oven-keeper/index.html");
    let slice = "editions/2025-4/promises/a-slice/";
    assert!(
        site.banner(slice).contains("it is retired there, replaced by Warm until nine."),
        "{}",
        site.banner(slice)
    );
    assert_eq!(site.leads(slice, "it is retired there"), "editions/2026-1/promises/a-slice/index.html");
    assert_eq!(site.leads(slice, "Warm until nine"), "editions/2026-1/promises/warm-bread/index.html");
    let gone = "editions/2025-4/old-prices/";
    assert!(site.banner(gone).contains("it is not there any more; see what is."), "{}", site.banner(gone));
    assert_eq!(site.leads(gone, "see what is"), "editions/2026-1/index.html");
    let run = "editions/2025-4/systems/second-bake/run/";
    assert_eq!(site.leads(run, "the same page there"), "editions/2026-1/systems/second-bake/run/index.html");
}

#[test]
fn links_of_an_edition_stay_in_it_or_lead_to_what_is_there() {
    let site = history().publish();
    let mut followed = 0;
    let pages =
        site.files.iter().filter(|(file, _)| file.starts_with("editions/") && file.ends_with(".html"));
    for (page, html) in pages {
        let own: Vec<&str> = page.splitn(3, '/').take(2).collect();
        let own = format!("{}/", own.join("/"));
        let banner = html.find("<aside class=\"edition").zip(html.find("</aside>"));
        for link in attributes(html, "href").chain(attributes(html, "src")) {
            if link.starts_with("https://") || link.starts_with('#') {
                continue;
            }
            let to = resolve(page, link.split('#').next().unwrap_or_default());
            let to = to.unwrap_or_else(|| panic!("{page}: `{link}` leaves the site"));
            assert!(site.files.contains_key(&to), "{page}: `{link}` names no file of the site");
            let is_in_banner =
                banner.is_some_and(|(start, end)| html[start..end].contains(&format!("\"{link}\"")));
            let is_dress = to.starts_with("assets/");
            assert!(
                to.starts_with(&own) || is_dress || is_in_banner || page == "editions/index.html",
                "{page}: `{link}`"
            );
            followed += 1;
        }
    }
    assert!(followed > 1000, "{followed} links were followed");
}

#[test]
fn an_edition_wears_todays_dress_and_keeps_its_own_words() {
    let then = "title: The Old Bakery\nlanguage: de\nbase_url: https://old.example.org/\nbrand: { accent: \"#112233\", logo: static/old.svg }\nedit_url: https://old.example.org/edit/{path}\n";
    let now = "title: Corner Bakery\nbase_url: https://new.example.org/\nbrand: { accent: \"#445566\", logo: content/pic.svg }\nedit_url: https://new.example.org/edit/{path}\neditions: { source: folder }\n";
    let shop = Shop::today(&[("handbook.yaml", now), ("content/pic.svg", "<svg/>")]).cut(
        "1",
        "2025-01-01",
        &[("handbook.yaml", then), ("static/old.svg", "<svg/>")],
    );
    let site = shop.publish();
    let page = site.page("editions/1/promises/warm-bread/");
    assert!(page.contains("The Old Bakery") && page.contains("<html lang=\"de\""), "{page}");
    assert!(
        page.contains("rel=\"canonical\" href=\"https://new.example.org/editions/1/promises/warm-bread/\"")
    );
    assert!(page.contains("https://new.example.org/edit/content/promises/warm-bread.md"));
    assert!(page.contains("<img src=\"../../../../pic.svg\""), "{page}");
    assert!(page.contains("name=\"robots\" content=\"noindex\""));
    assert!(!page.contains("old.example.org") && !site.files.contains_key("editions/1/static/old.svg"));
    let own: Vec<&String> = site.files.keys().filter(|file| file.starts_with("editions/1/")).collect();
    for todays in ["assets/", "robots.txt", "404.html", "sitemap.xml", "health/", "rules/", "_redirects"] {
        assert!(!own.iter().any(|file| file["editions/1/".len()..].starts_with(todays)), "{todays}");
    }
}

#[test]
fn a_page_of_today_that_says_something_else_than_the_edition_in_force_says_so() {
    let looser = looser();
    let prose = edited(WARM, &[("Warm bread is the reason", "Warm bread is a good reason")]);
    let new = "---\ntitle: A chair\nsays: You can sit down.\nserves: counter\nfor: early-birds\nat: at-the-door\nlevel: care\nstate: trial\nowner: counter-lead\n---\n";
    let edition: &Texts<'_> = &[(WARM, &looser)];
    let site =
        Shop::today(&[("content/promises/chair.md", new)]).cut("2026-1", "2026-01-12", edition).publish();
    assert_eq!(
        site.banner("promises/warm-bread/"),
        "This says something else than edition 2026-1, which is in force since 2026-01-12. The same page there."
    );
    let there = site.leads("promises/warm-bread/", "The same page there");
    assert_eq!(there, "editions/2026-1/promises/warm-bread/index.html");
    assert_eq!(
        site.banner("promises/chair/"),
        "This is not in edition 2026-1, which is in force since 2026-01-12."
    );
    for same in
        ["", "systems/second-bake/", "roles/baker/", "welcome/", "promises/", "promises/name-on-the-bag/"]
    {
        assert_eq!(site.banner(same), "", "{same}");
    }
    let edition: &Texts<'_> = &[(WARM, &prose)];
    let site = Shop::today(&[]).cut("2026-1", "2026-01-12", edition).publish();
    assert_eq!(site.banner("promises/warm-bread/"), "", "prose is not what anybody is held to");
    let later = Shop::today(&[]).cut("2026-2", "2026-06-01", &[(WARM, &looser)]).publish();
    assert_eq!(later.banner("promises/warm-bread/"), "", "no edition is in force yet");
    assert!(later.banner("editions/2026-2/").starts_with("Edition 2026-2, in force from 2026-06-01."));
}

/// What is in the cache is never rendered again, and the pages in it are the same but for the hole.
#[test]
fn a_newer_edition_changes_nothing_of_an_old_one_but_its_banner() {
    let mut shop = history();
    let last = shop.past.pop().expect("three editions");
    let before = shop.publish();
    assert_eq!(before.opened, ["2025-3", "2025-4"]);
    shop.past.push(last);
    shop.on = "2026-05-01".parse().expect("a day");
    let after = shop.publish();
    assert_eq!(after.opened, ["2026-1"], "the others are in the cache");
    assert_eq!(after.done, Done { rendered: vec!["2026-1".to_string()], kept: 2 });
    for (file, old) in before.files.iter().filter(|(file, _)| file.starts_with("editions/2")) {
        let new = &after.files[file];
        assert_eq!(bare(old), bare(new), "{file}");
        let is_page = file.ends_with(".html") && !old.contains("http-equiv=\"refresh\"");
        assert_eq!(old != new, is_page, "{file}: every banner tells of the new one");
    }
    assert_eq!(shop.publish().opened, Vec::<String>::new());
}

/// A label marks old pages in their hole: with another one, or none, nothing is rendered again.
#[test]
fn a_label_marks_every_page_of_an_old_edition_and_renders_none_anew() {
    let mut shop = history();
    let plain = shop.publish();
    shop.label = Some("change 123, <not> in force".to_string());
    let marked = shop.publish();
    assert_eq!(marked.done, Done { rendered: Vec::new(), kept: 3 });
    let mut pages = 0;
    for (file, html) in marked.files.iter().filter(|(file, _)| file.starts_with("editions/2")) {
        let is_page = file.ends_with(".html") && !html.contains("http-equiv=\"refresh\"");
        let mark = ">change 123, &lt;not&gt; in force</aside>";
        assert_eq!(html.matches(mark).count(), usize::from(is_page), "{file}");
        assert!(!plain.files[file].contains("class=\"label\""), "{file}");
        pages += usize::from(is_page);
    }
    assert!(pages > 60, "{pages} pages");
}

#[test]
fn what_an_edition_was_made_from_is_its_key() {
    let mut shop = history();
    shop.publish();
    let settings = text("handbook.yaml");
    shop.now.insert(file("handbook.yaml", &format!("{settings}raw_html: escape\n")));
    assert_eq!(shop.publish().opened.len(), 3, "today's settings that every page goes by");
    shop.now.insert(file("content/welcome-too.md", "# Welcome, too\n"));
    assert_eq!(shop.publish().opened.len(), 0, "a text of today is no part of an old page");
    shop.past[0].1.insert(file("content/01-welcome.md", "# Forged\n"));
    let forged = shop.publish();
    assert_eq!(forged.opened, ["2025-3"]);
    assert!(forged.page("editions/2025-3/welcome/").contains("Forged"));
}

#[test]
fn an_edition_that_cannot_be_read_whole_is_shown_as_far_as_it_goes() {
    let broken = "---\nsays: [never closed\n---\nStill warm at nine.\n";
    let odd = "---\ntitle: Baker\nreports_to: counter-lead\nbackup: counter-lead\nkeeps_keys: yes\n---\n";
    let changes: &Texts<'_> = &[(WARM, broken), ("content/roles/baker.md", odd)];
    let site = Shop::today(&[]).cut("1", "2025-01-01", changes).publish();
    assert!(site.page("editions/1/promises/warm-bread/").contains("Still warm at nine."));
    let told = site.page("editions/1/health/");
    assert!(told.contains("keeps_keys") && told.contains("content/promises/warm-bread.md"), "{told}");
    assert!(
        site.page("editions/").contains("editions/1/health/index.html\">2 places cannot be read"),
        "{}",
        site.page("editions/")
    );
    assert!(!site.page("health/").contains("keeps_keys"), "never mixed with today's");
}

/// Whatever somebody wrote into a page, the banner stands where the frame leaves a place for it.
#[test]
fn nothing_in_a_page_is_taken_for_the_hole() {
    let settings = format!("{}raw_html: allow\n", text("handbook.yaml"));
    let forged = "# Welcome\n\n<!--edition:00000000000000000000000000000000-->\n<body class=\"forged\">\n";
    let site = Shop::today(&[("handbook.yaml", &settings)])
        .cut("1", "2025-01-01", &[("content/01-welcome.md", forged)])
        .publish();
    let page = site.page("editions/1/welcome/");
    let banner = page.find("<aside class=\"edition").expect("a banner");
    assert!(banner < page.find("<main").expect("a main part"), "{page}");
    // A theme of somebody's own that has no place for it gets one.
    let base = include_str!("../../themes/default/templates/base.html");
    let base = base.replace("{{ page.edition_html | safe }}", "");
    let theirs = format!("{}theme: ours\n", text("handbook.yaml"));
    let site = Shop::today(&[("handbook.yaml", &theirs), ("themes/ours/templates/base.html", &base)])
        .cut("1", "2025-01-01", &[])
        .publish();
    assert!(site.page("editions/1/promises/").contains("<body class=\"index\"><aside class=\"edition"));
}

#[test]
fn the_list_tells_when_each_was_in_force_and_only_the_newest_are_published_in_full() {
    let names: Vec<(String, String)> =
        (0..73_u32).map(|n| (format!("v{n}"), format!("{}-{:02}-01", 2019 + n / 12, 1 + n % 12))).collect();
    let mut shop = Shop::today(&[]);
    for (name, day) in &names {
        shop = shop.cut(name, day, &[]);
    }
    let site = shop.publish();
    assert_eq!(site.done.rendered.len(), 10);
    let list = site.page("editions/");
    assert_eq!(list.matches("<tr><th scope=\"row\">").count(), 73);
    assert_eq!(list.matches("listed only").count(), 63);
    assert!(site.page("editions/v72/").contains("<main"));
    assert!(site.page("editions/v62/").contains("href=\"../../changes/index.html#edition:v62\""));
    let mut shop = Shop::today(&[("handbook.yaml", "title: Corner Bakery\neditions: { keep: 1 }\n")]);
    for (name, day) in [("1", "2025-01-01"), ("2", "2026-01-01"), ("3", "2026-09-01")] {
        shop = shop.cut(name, day, &[]);
    }
    let site = shop.publish();
    assert_eq!(site.done.rendered, ["2", "3"], "the newest, and the one in force");
}

/// Nothing of today stands where editions stand, and nothing of an edition stands anywhere else.
#[test]
fn editions_have_their_folder_to_themselves() {
    let link = "# Welcome\n\n[a](editions/1/index.csv)\n";
    let page = "---\ntitle: Mine\naliases: [editions/1/stolen.html, Editions/1/too/]\n---\n";
    let changes: &Texts<'_> = &[
        ("content/editions/1/index.md", page),
        ("content/editions/index.md", "# Also mine\n"),
        ("content/editions/1/index.csv", "a,b\n"),
        ("content/01-welcome.md", link),
    ];
    let site = Shop::today(changes).cut("1", "2025-01-01", changes).publish();
    for address in ["pages/editions/1/", "pages/editions/", "editions/1/pages/editions/1/"] {
        assert!(site.page(address).contains("ine</h1>"), "{address}");
    }
    assert_eq!(site.files["files/editions/1/index.csv"], "a,b\n");
}

#[test]
fn old_addresses_lead_on_or_are_declared_gone() {
    let settings = format!(
        "{}gone:\n  /parking/: We have no car park since May.\n  \"*\": nothing\n",
        text("handbook.yaml")
    );
    let renamed = text("content/systems/second-bake.md");
    let renamed = renamed.replacen("---\n", "---\nid: morning-bake\nwas: second-bake\n", 1);
    let policy = "---\ntitle: Allergies\ntype: policy\nowner: baker\naliases: [\"two words/nuts*\"]\n---\n";
    let welcome = "# Welcome\n\nStart with {{promise:warm-bread}}.\n";
    let shop = Shop::today(&[
        ("handbook.yaml", &settings),
        ("content/systems/second-bake.md", &renamed),
        ("content/policies/allergies.md", policy),
        ("content/01-welcome.md", welcome),
    ]);
    let site = shop.publish();
    let redirects = &site.files["_redirects"];
    for line in [
        "/bakery/systems/second-bake/ /bakery/systems/morning-bake/ 301\n",
        "/bakery/systems/second-bake/run/ /bakery/systems/morning-bake/run/ 301\n",
        "/bakery/two%20words/nuts%2A/ /bakery/policies/allergies/ 301\n",
    ] {
        assert!(redirects.contains(line), "{redirects}");
    }
    assert!(redirects.lines().all(|line| line.split(' ').count() == 3), "{redirects}");
    assert!(
        site.page("systems/second-bake/run/").contains("url=../../../systems/morning-bake/run/index.html\"")
    );
    assert!(site.page("parking/").contains("We have no car park since May."));
    let sitemap = &site.files["sitemap.xml"];
    assert!(sitemap.contains("/policies/allergies/") && !sitemap.contains("parking"), "{sitemap}");
}

#[test]
fn the_banner() {
    let site = history().publish();
    let page = site.page("editions/2025-4/roles/baker/");
    let start = page.find("<aside class=\"edition").expect("a banner");
    let end = start + page[start..].find("</aside>").expect("it ends");
    insta::assert_snapshot!(normalised(&page[start..end]));
}

#[test]
fn the_list_of_editions() {
    let site = history().publish();
    let page = site.page("editions/");
    let start = page.find("<main").expect("a main part");
    insta::assert_snapshot!(normalised(&page[start..page.find("</main>").expect("it ends")]));
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile::text(VPath::new(path).expect("a path"), text)
}

/// A page without its banner.
fn bare(page: &str) -> String {
    match page.find("<aside class=\"edition").zip(page.find("</aside>")) {
        Some((start, end)) => format!("{}{}", &page[..start], &page[end..]),
        None => page.to_string(),
    }
}
