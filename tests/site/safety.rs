//! No content breaks out of a page, and no page runs or asks for anything.

use throughline::site::route::to_root;

use crate::website::{Website, attributes};

const HOSTILE: &str = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'";

/// No script but the theme's files, no inline style, no handler, no request to anyone else: the policy says so, and so do the pages.
fn assert_harmless(website: &Website) {
    for (page, html) in website.pages() {
        assert!(html.contains("default-src 'none'"), "{page} has a content security policy");
        // The page for missing addresses names the root by its path.
        let at_root = if page == "404.html" { "/bakery/".to_string() } else { to_root(page) };
        let html = &html
            .replace(&format!("<script defer src=\"{at_root}assets/"), "")
            .replace("<script defer src=\"/assets/", "");
        for part in ["<script", "<style", "<iframe", "javascript:", "<object", "<base "] {
            assert!(!html.to_lowercase().contains(part), "{page} holds `{part}`");
        }
        for attribute in ["style", "onerror", "onclick", "onload"] {
            assert_eq!(attributes(html, attribute).next(), None, "{page} has an attribute `{attribute}`");
        }
        for asked in attributes(html, "src") {
            assert!(!asked.contains("//"), "{page} asks for {asked}");
        }
    }
}

#[test]
fn pages_hold_no_inline_script_and_no_inline_style() {
    assert_harmless(&Website::bakery());
}

#[test]
fn hostile_words_in_headers_stay_words() {
    let quoted = HOSTILE.replace('\'', "''");
    let promise = format!(
        "---\ntitle: '{quoted}'\nsays: '{quoted}'\nserves: counter\nfor: early-birds\nfeels: '{quoted}'\nours: '{quoted}'\nif_we_miss: '{quoted}'\n---\n"
    );
    let role = format!("---\ntitle: '{quoted}'\nmay: '{quoted}'\n---\n");
    let settings = format!("title: '{quoted}'\nplaces: {{ mill-lane: '{quoted}' }}\n");
    let system = format!(
        "---\ntitle: '{quoted}'\nkeeps: warm-bread\nowner: baker\nrun_when: '{quoted}'\nfloor: {{ at_most: 2 hours, target: 98% }}\n---\n## Floor\n- [ ] @baker {HOSTILE} ^x\n  - if not: {HOSTILE}\n"
    );
    let website = Website::with(&[
        ("handbook.yaml", &settings),
        ("content/promises/name-on-the-bag.md", &promise),
        ("content/roles/baker.md", &role),
        ("content/systems/second-bake.md", &system),
        ("content/glossary.yaml", &format!("- term: '{quoted}'\n  means: '{quoted}'\n")),
        ("content/journey.yaml", &format!("- {{ id: at-the-door, title: '{quoted}', during: arriving }}\n")),
    ]);
    assert_harmless(&website);
    assert!(
        website.page("promises/name-on-the-bag/").contains("&lt;script&gt;alert(1)"),
        "it is shown as text"
    );
}

#[test]
fn hostile_html_in_a_body_is_cleaned_and_harmless_html_stays() {
    let body = format!(
        "# Page\n\n{HOSTILE}\n\n<div onclick=\"alert(3)\" style=\"color: red\">a <b>bold</b> word</div>\n\n\
         [run](javascript:alert(4)) ![x](javascript:alert(5)) <a href=\" jAvaScript:alert(6)\">x</a>\n\n</main></body></html>\n"
    );
    let website = Website::with(&[("content/page.md", &body)]);
    assert_harmless(&website);
    let page = website.page("page/");
    assert!(page.contains("<b>bold</b>"), "{page}");
    assert_eq!(page.matches("</main>").count(), 1, "the page's own structure stands");
    assert_eq!(page.matches("</html>").count(), 1);
}

#[test]
fn raw_html_can_be_shown_as_the_text_it_is() {
    let website = Website::with(&[
        ("handbook.yaml", "title: Corner Bakery\nraw_html: escape\n"),
        ("content/page.md", "# Page\n\na <b>bold</b> word\n"),
    ]);
    assert!(website.page("page/").contains("&lt;b&gt;bold&lt;/b&gt;"), "{}", website.page("page/"));
}
