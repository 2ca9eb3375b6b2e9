//! What is wrong is said where it is seen, the last good page stays, and everything comes back by itself.

use crate::client::{Server, Stream};
use crate::helpers::Workshop;

const PROMISE: &str = "content/promises/answer-today.md";

#[test]
fn broken_yaml_is_shown_on_its_page_and_goes_when_it_is_mended() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::open(&server, "/promises/answer-today/");
    let mut other = Stream::open(&server, "/register/");
    stream.until("faults");
    let good = workshop.read(PROMISE);
    workshop.write(PROMISE, good.replacen("---\n", "---\nnot_included: [\"half\n", 1));
    let told = heard(&mut stream, |told| told["here"] == true);
    let shown = told["faults"].as_str().expect("text");
    for part in
        ["<h3>In content/promises/answer-today.md</h3>", "/rules/bad-yaml/index.html", "answer-today.md:2:"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let elsewhere = heard(&mut other, |told| told["weight"] == "error");
    assert_eq!(elsewhere["here"], false, "{elsewhere}");
    assert_eq!(server.get("/promises/answer-today/").status, 200, "the page can still be read");
    workshop.write(PROMISE, &good);
    heard(&mut stream, |told| told["summary"] == "");
    heard(&mut other, |told| told["summary"] == "");
}

/// Waits for faults of this sort, whether the page itself is loaded again or not.
fn heard(stream: &mut Stream, is_it: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    loop {
        let told = serde_json::from_str(&stream.until("faults")).expect("JSON");
        if is_it(&told) {
            return told;
        }
    }
}

#[test]
fn a_template_that_cannot_be_read_leaves_the_last_theme() {
    let workshop = Workshop::starter();
    let template = "themes/default/templates/404.html";
    workshop.write(template, "{% extends \"base.html\" %}\n{% block content %}Nothing here{% endblock %}\n");
    let server = Server::start(&workshop, &[]);
    server.shows("/nowhere/", "Nothing here");
    let mut stream = Stream::open(&server, "/");
    stream.until("faults");
    workshop.write(template, "{% extends \"base.html\" %}\n{% block content %}{{ never closed\n");
    let told = stream.faults_until(|told| told["here"] == true);
    assert!(told["faults"].as_str().expect("text").contains("404.html"), "the template is named: {told}");
    server.shows("/nowhere/", "Nothing here");
    server.tells("404.html");
    workshop.write(template, "{% extends \"base.html\" %}\n{% block content %}All is well{% endblock %}\n");
    stream.faults_until(|told| told["summary"] == "");
    server.shows("/nowhere/", "All is well");
}

#[test]
fn a_template_that_cannot_be_rendered_leaves_the_last_page() {
    let workshop = Workshop::starter();
    let template = "themes/default/templates/promise.html";
    let good = include_str!("../../themes/default/templates/promise.html");
    workshop.write(template, good);
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::open(&server, "/promises/answer-today/");
    stream.until("faults");
    workshop
        .write(template, good.replace("{% block content %}", "{% block content %}{{ nobody.knows.this }}"));
    let told = stream.faults_until(|told| told["here"] == true);
    assert!(told["faults"].as_str().expect("text").contains("promise.html"), "the template is named: {told}");
    let broken = server.get("/promises/answer-today/");
    assert_eq!(broken.status, 500);
    assert!(broken.text().contains("<h1>"), "the page as it last was: {}", broken.text());
    assert_eq!(server.get("/register/").status, 200, "other pages are as they were");
    workshop.write(template, good.replace("{% block content %}", "{% block content %}{{ nor.this }}"));
    heard(&mut stream, |told| told["faults"].as_str().is_some_and(|text| text.contains("nor")));
    assert!(
        server.get("/promises/answer-today/").text().contains("<h1>"),
        "a second slip takes nothing away"
    );
    workshop.write(template, good);
    stream.faults_until(|told| told["summary"] == "");
    server.answers("/promises/answer-today/", 200);
}

#[test]
fn a_theme_that_is_broken_from_the_start_is_said_on_the_page() {
    let workshop = Workshop::starter();
    let base = include_str!("../../themes/default/templates/base.html");
    let broken = base.replace("<body", "{{ nobody.knows.this }}<body");
    workshop.write("themes/default/templates/base.html", broken);
    let server = Server::start(&workshop, &[]);
    let page = server.get("/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("A template cannot be rendered"), "{}", page.text());
    assert!(page.text().contains("/.throughline/live.js"), "it comes back by itself");
    std::fs::remove_file(workshop.path("themes/default/templates/base.html")).expect("removed");
    server.answers("/", 200);
}

#[test]
fn broken_settings_are_said_on_every_page_and_end_nothing() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::open(&server, "/register/");
    stream.until("faults");
    let good = workshop.read("handbook.yaml");
    workshop.write("handbook.yaml", format!("{good}\nrules: {{ no-such-rule: off }}\n"));
    let told = stream.faults_until(|told| told["here"] == true);
    assert!(told["faults"].as_str().expect("text").contains("no-such-rule"), "{told}");
    workshop.write("handbook.yaml", "title: [\n");
    server.tells("handbook.yaml");
    assert_eq!(server.get("/register/").status, 200);
    workshop.write("handbook.yaml", &good);
    server.agrees_with_a_build(&workshop);
}

#[test]
fn settings_that_are_deleted_make_a_plain_folder_until_they_are_back() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let good = workshop.read("handbook.yaml");
    std::fs::remove_file(workshop.path("handbook.yaml")).expect("removed");
    server.answers("/content/promises/answer-today/", 200);
    server.answers("/promises/answer-today/", 404);
    workshop.write("handbook.yaml", &good);
    server.answers("/promises/answer-today/", 200);
    server.answers("/content/promises/answer-today/", 404);
    server.agrees_with_a_build(&workshop);
}

/// Whoever runs tests as root can read everything, so that the folder becomes a file instead: that cannot be listed
/// either.
#[test]
fn a_folder_that_cannot_be_read_is_said_and_comes_back() {
    let workshop = Workshop::starter();
    let mut server = Server::start_in(&workshop, "", &["-p", "0"]);
    std::fs::rename(workshop.path("content/promises"), workshop.path("aside")).expect("moved");
    workshop.write("content/promises", "not a folder");
    server.answers("/promises/answer-today/", 404);
    std::fs::remove_file(workshop.path("content/promises")).expect("removed");
    std::fs::rename(workshop.path("aside"), workshop.path("content/promises")).expect("moved");
    server.answers("/promises/answer-today/", 200);
    assert!(server.is_alive());
}

#[cfg(unix)]
#[test]
fn a_folder_without_its_rights_is_said_and_comes_back() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let workshop = Workshop::starter();
    let promises = workshop.path("content/promises");
    set_permissions(&promises, Permissions::from_mode(0o000)).expect("rights");
    let is_readable = std::fs::read_dir(&promises).is_ok();
    set_permissions(&promises, Permissions::from_mode(0o755)).expect("rights");
    if is_readable {
        eprintln!("left out: this user may read everything");
        return;
    }
    let server = Server::start(&workshop, &[]);
    set_permissions(&promises, Permissions::from_mode(0o000)).expect("rights");
    server.answers("/promises/answer-today/", 404);
    server.tells("unreadable-file");
    set_permissions(&promises, Permissions::from_mode(0o755)).expect("rights");
    server.answers("/promises/answer-today/", 200);
}

#[test]
fn a_handbook_that_is_moved_away_stays_as_it_was_until_it_is_back() {
    let workshop = Workshop::empty();
    workshop.run(&["init", "hb"]).succeeded();
    let server = Server::start_in(&workshop, "hb", &["-p", "0", "--root", "."]);
    let mut stream = Stream::open(&server, "/");
    stream.until("faults");
    std::fs::rename(workshop.path("hb"), workshop.path("away")).expect("moved");
    let told = stream.faults_until(|told| told["here"] == true);
    assert!(told["faults"].as_str().expect("text").contains("how it last was"), "{told}");
    assert_eq!(server.get("/promises/answer-today/").status, 200);
    std::fs::rename(workshop.path("away"), workshop.path("hb")).expect("moved");
    stream.faults_until(|told| told["summary"] == "");
    server.tells("The folder is back.");
    // It is watched again, in its new life.
    workshop.append("hb/content/vision.md", "\nAnd it goes on.\n");
    server.shows("/", "And it goes on.");
    // Another folder takes its place.
    std::fs::rename(workshop.path("hb"), workshop.path("old")).expect("moved");
    workshop.run(&["init", "hb"]).succeeded();
    workshop.append("hb/content/vision.md", "\nA second life.\n");
    server.shows("/", "A second life.");
    workshop.append("hb/content/vision.md", "\nWatched as well.\n");
    server.shows("/", "Watched as well.");
}
