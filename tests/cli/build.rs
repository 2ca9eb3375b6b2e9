//! `throughline build`: checked first, then written whole or not at all.

use crate::helpers::Workshop;

#[test]
fn nothing_is_written_when_there_are_errors() {
    let workshop = Workshop::broken();
    let before = workshop.snapshot("");
    workshop.run(&["build"]).found_something();
    assert_eq!(workshop.snapshot(""), before);
    assert!(!workshop.has("public"), "not even the folder is made");
}

#[test]
fn the_old_site_stays_when_the_next_build_finds_errors() {
    let workshop = Workshop::starter();
    workshop.run(&["build"]).succeeded();
    let site = workshop.snapshot("public");
    workshop.break_a_link();
    workshop.run(&["build"]).found_something();
    assert_eq!(workshop.snapshot("public"), site);
}

#[test]
fn the_old_site_stays_when_a_page_cannot_be_rendered() {
    let workshop = Workshop::starter();
    workshop.run(&["build"]).succeeded();
    let site = workshop.snapshot("public");
    workshop.append("handbook.yaml", "theme: ours\n");
    workshop.write("themes/ours/templates/promise.html", "{{ promise.nothing.of.the.sort }}");
    let run = workshop.run(&["build"]).could_not_run("the template `promise.html` cannot be rendered");
    assert!(run.stderr.contains("promises/answer-today/index.html"), "it says for which page: {run:#?}");
    assert_eq!(workshop.snapshot("public"), site);
    assert!(!workshop.has(".public.throughline-new"), "nothing is left beside it");
}

#[test]
fn fail_on_never_builds_what_there_is() {
    let workshop = Workshop::broken();
    let run = workshop.run(&["build", "--fail-on", "never"]).succeeded();
    assert!(run.stderr.contains("Found 1 error"), "it says that something is wrong: {run:#?}");
    let home = workshop.read("public/index.html");
    assert!(home.contains("our answer") && !home.contains("answer-todya"), "no link leads nowhere");
}

#[test]
fn fail_on_decides_which_weight_stops_a_build() {
    let workshop = Workshop::broken();
    workshop.append("handbook.yaml", "rules: { broken-link: warning }\n");
    workshop.run(&["build", "--fail-on", "warning"]).found_something();
    assert!(!workshop.has("public"));
    workshop.run(&["build"]).succeeded();
    assert!(workshop.has("public/index.html"));
}

#[test]
fn drafts_are_checked_but_left_out_unless_asked_for() {
    let workshop = Workshop::starter();
    workshop.write("content/summer-party.md", "---\ndraft: yes\n---\n# Summer party\n");
    workshop.append("content/vision.md", "\nCome to the [party](summer-party.md), all of you.\n");
    workshop.run(&["build", "--fail-on", "note"]).succeeded();
    assert!(!workshop.has("public/summer-party"));
    let home = workshop.read("public/index.html");
    assert!(home.contains("party") && !home.contains("summer-party"), "the words stay, the link goes");
    for (path, bytes) in workshop.snapshot("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Summer party"), "{path} does not tell of it");
    }

    workshop.run(&["build", "--drafts"]).succeeded();
    assert!(workshop.has("public/summer-party/index.html"));
    assert!(workshop.read("public/index.html").contains("href=\"./summer-party/index.html\""));
}

#[test]
fn a_mistake_in_a_draft_is_still_a_mistake() {
    let workshop = Workshop::starter();
    workshop.write("content/summer-party.md", "---\ndraft: yes\n---\n[Where?](place.md)\n");
    workshop.run(&["build"]).found_something();
}

#[test]
fn the_base_url_of_the_command_beats_that_of_the_settings() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "base_url: https://one.example/\n");
    workshop.run(&["build"]).succeeded();
    assert!(workshop.read("public/sitemap.xml").contains("<loc>https://one.example/</loc>"));
    workshop.run(&["build", "--base-url", "https://two.example/sub"]).succeeded();
    assert!(workshop.read("public/sitemap.xml").contains("<loc>https://two.example/sub/</loc>"));
}

#[test]
fn a_base_url_that_is_none_is_told_with_an_example() {
    let workshop = Workshop::starter();
    for typed in ["handbook.example.org", "/handbook", "mailto:a@example.org", "https://x.example/?q"] {
        let run = workshop.run(&["build", "--base-url", typed]);
        run.could_not_run("is no address: write it whole, such as https://handbook.example.org/")
            .in_one_line();
    }
}

#[test]
fn without_a_base_url_one_note_says_what_is_left_out() {
    let workshop = Workshop::starter();
    let run = workshop.run(&["build"]).succeeded();
    assert_eq!(run.stderr.matches("note: without a base_url").count(), 1, "{run:#?}");
    assert!(!workshop.has("public/sitemap.xml"));
}

#[test]
fn a_theme_that_is_not_there_is_told_with_the_folder_to_make() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "theme: ours\n");
    let run = workshop.run(&["build"]);
    run.could_not_run("there is no theme `ours`: make a folder `themes/ours/`").in_one_line();
    assert!(!workshop.has("public"));
}

#[test]
fn a_slip_in_a_template_is_told_with_its_name_and_line() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "theme: ours\n");
    workshop.write(
        "themes/ours/templates/promise.html",
        "{% extends \"base.html\" %}\n{% block content %}\n{% if promise.says %}\n{% endblock %}\n",
    );
    let run = workshop.run(&["build"]).could_not_run("a template cannot be read");
    assert!(run.stderr.contains("promise.html:4"), "{run:#?}");
    assert!(!workshop.has("public"));
}

#[test]
fn a_template_and_a_style_of_ones_own_take_the_place_of_the_built_in_ones() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "theme: ours\n");
    workshop.write(
        "themes/ours/templates/promise.html",
        "{% extends \"base.html\" %}{% block content %}<p>Ours: {{ promise.says }}</p>{% endblock %}",
    );
    workshop.write("themes/ours/assets/style.css", "body { color: rebeccapurple }");
    workshop.run(&["build"]).succeeded();
    let promise = workshop.read("public/promises/answer-today/index.html");
    assert!(promise.contains("<p>Ours: Write to us before 16:00"), "{promise}");
    assert!(workshop.read("public/missions/first-contact/index.html").contains("Whoever turns to us"));
    let site = workshop.snapshot("public");
    let (name, style) = site.iter().find(|(path, _)| path.starts_with("assets/style.")).expect("a style");
    assert_eq!(style, b"body { color: rebeccapurple }");
    assert!(promise.contains(name.as_str()), "pages ask for it by its hashed name");
}

#[test]
fn a_label_marks_every_page_and_needs_words() {
    let workshop = Workshop::starter();
    workshop.run(&["build", "--label", " change 123,\n not in force "]).succeeded();
    for page in ["index.html", "promises/answer-today/index.html", "404.html", "rules/index.html"] {
        let html = workshop.read(&format!("public/{page}"));
        assert!(html.contains(">change 123, not in force</aside>"), "{page}");
    }
    workshop.run(&["build", "--label", " "]).could_not_run("`--label` has no words");
    assert!(workshop.read("public/index.html").contains("not in force"), "nothing was written");
    workshop.run(&["build"]).succeeded();
    assert!(!workshop.read("public/index.html").contains("not in force"));
}

#[test]
fn the_day_that_was_chosen_is_the_day_of_browsers() {
    let workshop = Workshop::starter();
    let meta = "<meta name=\"throughline-day\" content=\"2026-05-04\">";
    workshop.run(&["build", "--on", "2026-05-04"]).succeeded();
    assert!(workshop.read("public/index.html").contains(meta));
    workshop.run(&["build"]).succeeded();
    assert!(!workshop.read("public/index.html").contains("throughline-day"));
}
