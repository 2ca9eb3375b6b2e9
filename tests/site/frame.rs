//! The frame of every page: navigation, who answers, where to say what is wrong, what hosts and search engines are told.

use throughline::site::Options;

use crate::handbook::bakery;
use crate::website::{Website, attributes};

fn with_settings(settings: &str) -> Website {
    Website::with(&[("handbook.yaml", settings)])
}

fn labelled(changes: &[(&str, &str)], label: &str) -> Website {
    let options = Options { label: Some(label.into()), ..Options::default() };
    Website::asked(&bakery(changes), "2026-03-01", options)
}

/// Pages that are no redirects.
fn whole_pages(website: &Website) -> impl Iterator<Item = (&String, &String)> {
    website.pages().filter(|(_, html)| !html.contains("http-equiv=\"refresh\""))
}

#[test]
fn the_navigation_is_the_method_and_stands_open_where_the_page_is() {
    let website = Website::bakery();
    let page = website.page("promises/warm-bread/");
    let groups: Vec<&str> = page
        .split("<summary>")
        .skip(2)
        .filter_map(|rest| rest.split_once("</summary>"))
        .map(|(label, _)| label)
        .take(4)
        .collect();
    assert_eq!(groups, ["Decide", "Discover", "Deliver", "Look up"], "changes come with the first edition");
    assert!(page.contains("<details open><summary>Deliver"), "the page's own group stands open");
    assert_eq!(page.matches("<details open>").count(), 1);
    assert!(website.page("promises/").contains("promises/index.html\" aria-current=\"page\">"));
    assert!(page.contains("promises/index.html\" aria-current=\"true\">"));
}

#[test]
fn every_page_leads_to_the_roles_and_names_who_answers_for_it() {
    let website = Website::bakery();
    for (page, html) in whole_pages(&website) {
        assert!(html.contains("<a class=\"me\" href="), "{page}: my role is one tap away");
        if !["404.html", "systems/second-bake/run/index.html"].contains(&page.as_str()) {
            let is_owned = html.contains("<dt>Owner</dt>") || html.contains("Looked after by <a");
            assert!(is_owned, "{page}: nobody answers for it");
        }
    }
    for view in ["register/", "health/", "glossary/", "throughline/"] {
        let html = website.page(view);
        assert!(html.contains("Looked after by <a"), "{view}: whoever keeps the vision answers");
        assert!(!html.contains("<dt>Owner</dt>"), "{view}: it has no owner of its own");
    }
}

#[test]
fn a_letter_about_a_page_says_which_page() {
    let website = with_settings("title: Corner Bakery\nreport_url: mailto:desk@example.org\n");
    let letter = "mailto:desk@example.org?subject=Warm%20until%20nine&amp;body=promises%2Fwarm%2Dbread%2Findex%2Ehtml%0A%0A";
    assert!(website.page("promises/warm-bread/").contains(letter));
    let website = with_settings(
        "title: Corner Bakery\nreport_url: \"https://desk.example.org/new?title={title}&file={path}\"\n",
    );
    let form = "https://desk.example.org/new?title=Warm%20until%20nine&amp;file=content%2Fpromises%2Fwarm%2Dbread%2Emd";
    assert!(website.page("promises/warm-bread/").contains(form));
    for (page, html) in whole_pages(&website) {
        assert!(html.contains("Say what is wrong here"), "{page}");
        assert!(!html.contains("title={title}"), "{page}");
    }
}

#[test]
fn a_review_that_is_overdue_says_so() {
    let tree = bakery(&[]);
    let overdue = "class=\"over\">2026-07-12</time> <em class=\"late\">overdue</em>";
    assert!(
        !Website::of(&tree, "2026-07-12").page("promises/warm-bread/").contains(overdue),
        "it holds that day"
    );
    assert!(Website::of(&tree, "2026-07-13").page("promises/warm-bread/").contains(overdue));
}

#[test]
fn a_preview_is_marked_on_every_page_and_hidden_from_search_engines() {
    let website = labelled(&[], "change 123, <not> in force");
    for (page, html) in whole_pages(&website) {
        assert!(html.contains(">change 123, &lt;not&gt; in force</aside>"), "{page}");
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    }
    for (page, html) in Website::bakery().pages() {
        assert!(!html.contains("class=\"label\""), "{page}");
    }
}

#[test]
fn search_engines_are_let_in_only_when_asked_and_never_into_a_preview() {
    let settings = "title: Corner Bakery\nbase_url: https://handbook.example.org/\nsearch_engines: yes\n";
    let open = with_settings(settings);
    assert_eq!(
        open.file("robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://handbook.example.org/sitemap.xml\n"
    );
    assert!(!open.file("_headers").contains("noindex"));
    assert!(whole_pages(&open).all(|(_, html)| !html.contains("noindex")));
    let preview = labelled(&[("handbook.yaml", settings)], "x");
    assert_eq!(preview.file("robots.txt"), "User-agent: *\nDisallow: /\n");
    let closed = Website::bakery();
    assert!(closed.file("_headers").contains("X-Robots-Tag: noindex"));
    assert!(whole_pages(&closed).all(|(_, html)| html.contains("content=\"noindex\"")));
}

/// A browser obeys both policies: what the host sends may not take from a page what it needs.
#[test]
fn what_hosts_send_allows_what_pages_need_and_forbids_framing() {
    let website = Website::bakery();
    let headers = website.file("_headers");
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let allowed = directives(policy.expect("a policy"));
    assert!(allowed.contains(&("frame-ancestors", vec!["'none'"])), "{headers}");
    for (page, html) in website.pages() {
        let own = attributes(html, "content").find(|content| content.starts_with("default-src"));
        let own = own.unwrap_or_else(|| panic!("{page} has a policy"));
        for (name, sources) in directives(&own) {
            let allows = allowed.iter().find(|(other, _)| *other == name);
            let (_, allows) = allows.unwrap_or_else(|| panic!("{page}: {name} is not in {headers}"));
            assert!(sources.iter().all(|source| allows.contains(source)), "{page}: {name} {sources:?}");
        }
    }
    for line in ["X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "/assets/*", "immutable"]
    {
        assert!(headers.contains(line), "{line}");
    }
    assert_eq!(website.file(".nojekyll"), "");
}

fn directives(policy: &str) -> Vec<(&str, Vec<&str>)> {
    let directives = policy.split(';').map(str::split_whitespace);
    directives.filter_map(|mut words| Some((words.next()?, words.collect()))).collect()
}

#[test]
fn fonts_of_the_company_need_no_theme_and_come_from_the_site() {
    let settings = "title: Corner Bakery\nbrand: { accent: \"#7a3e00\", fonts: { text: static/our font.woff2, headings: \"Georgia, serif\" } }\n";
    let website = Website::with(&[("handbook.yaml", settings), ("static/our font.woff2", "font")]);
    let (_, style) =
        website.files.iter().find(|(file, _)| file.starts_with("assets/brand.")).expect("a style");
    assert_eq!(
        style,
        "@font-face { font-family: \"brand text\"; src: url(\"../static/our%20font.woff2\"); font-display: swap; }\n\
         :root { --accent: #7a3e00; --text: \"brand text\", var(--serif); --head: \"Georgia\", serif; }\n"
    );
    assert!(website.files.contains_key("static/our font.woff2"));
    assert!(website.page("").contains("font-src 'self'"));
    assert!(!Website::bakery().page("").contains("font-src"), "no more is allowed than is needed");
}

#[test]
fn browsers_go_by_a_day_only_when_somebody_chose_one() {
    let meta = "<meta name=\"throughline-day\" content=\"2026-03-01\">";
    assert!(!Website::bakery().page("").contains("throughline-day"));
    let tree = bakery(&[]);
    let chosen = Website::asked(&tree, "2026-03-01", Options { is_dated: true, ..Options::default() });
    assert!(chosen.page("").contains(meta));
    let as_of = with_settings("title: Corner Bakery\nas_of: 2026-03-01\n");
    assert!(as_of.page("").contains(meta));
}

#[test]
fn a_style_that_a_theme_adds_is_published() {
    let promise = "{#- from promise.html 0a1b2c3d -#}\n{% extends \"base.html\" %}{% block head %}<link rel=\"stylesheet\" href=\"{{ root }}{{ site.assets[\"ours.css\"] }}\">{% endblock %}";
    let website = Website::with(&[
        ("handbook.yaml", "title: Corner Bakery\ntheme: ours\n"),
        ("themes/ours/templates/promise.html", promise),
        ("themes/ours/assets/ours.css", "body { margin: 1em }\n"),
    ]);
    let (file, _) = website.files.iter().find(|(file, _)| file.starts_with("assets/ours.")).expect("a style");
    assert!(website.page("promises/warm-bread/").contains(&format!("href=\"../../{file}\"")));
}
