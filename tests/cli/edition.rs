//! `throughline edition`, with folders: cut whole or not at all, listed in order, told when one was touched.

use std::fs;

use serde_json::Value;

use crate::helpers::{Run, Workshop};

/// What says that it is 10 September 2026.
pub const DAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1789000000");

fn run(workshop: &Workshop, arguments: &[&str]) -> Run {
    Run::of(workshop.command(arguments).env(DAY.0, DAY.1))
}

fn cut(workshop: &Workshop, name: &str) -> Run {
    run(workshop, &["edition", "cut", name, "--approved-by", "manager"])
}

fn list(workshop: &Workshop) -> Value {
    run(workshop, &["edition", "list", "--format", "json"]).succeeded().json()
}

fn names(list: &Value) -> Vec<&str> {
    list["editions"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|edition| edition["name"].as_str())
        .collect()
}

/// The starter, which lies in no repository and so keeps its editions as folders.
fn starter() -> Workshop {
    let workshop = Workshop::starter();
    assert!(!workshop.has(".git"));
    workshop
}

#[test]
fn an_edition_is_a_whole_copy_and_a_line_that_says_what_it_was() {
    let workshop = starter();
    let told = run(
        &workshop,
        &[
            "edition",
            "cut",
            "2026-3",
            "--approved-by",
            "manager",
            "--valid-from",
            "2026-10-01",
            "--note",
            "The \"first\" one",
        ],
    )
    .succeeded();
    assert!(told.stderr.contains("valid from 2026-10-01, approved by manager"), "{told:#?}");
    assert_eq!(workshop.snapshot("content"), workshop.snapshot("editions/2026-3/content"));
    assert!(!workshop.has("editions/2026-3/editions.lock"));
    let lock = workshop.read("editions.lock");
    assert!(
        lock.contains("cut:2026-09-10 from:2026-10-01 by:manager note:\"The \\\"first\\\" one\""),
        "{lock}"
    );
    let list = list(&workshop);
    let edition = &list["editions"][0];
    assert_eq!((&edition["state"], &edition["in_force"]), (&"recorded".into(), &false.into()));
    assert_eq!(edition["note"], "The \"first\" one");
    assert_eq!(list["troubles"], serde_json::json!([]));
    run(&workshop, &["check", "--fail-on", "note"]).succeeded();
}

#[test]
fn with_the_first_edition_the_handbook_is_young_no_more() {
    let workshop = starter();
    workshop.write("content/roles/porter.md", "---\ntitle: Night porter\nreports_to: manager\n---\n");
    run(&workshop, &["check", "--fail-on", "warning"]).succeeded();
    cut(&workshop, "2026-3").succeeded();
    let found = run(&workshop, &["check", "--fail-on", "warning", "--format", "short"]).found_something();
    assert!(found.stdout.contains("warning[role-with-nothing]"), "{found:#?}");
}

#[test]
fn what_stands_in_the_way_is_told_and_nothing_is_written() {
    let workshop = Workshop::broken();
    let found = cut(&workshop, "2026-3").found_something();
    assert!(
        found.stdout.contains("broken-link") && found.stderr.contains("No edition was cut"),
        "{found:#?}"
    );
    assert!(!workshop.has("editions") && !workshop.has("editions.lock"));
}

#[test]
fn what_changed_wants_somebodys_yes() {
    let workshop = Workshop::empty();
    run(&workshop, &["init", "--example"]).succeeded();
    let lock = workshop.read("editions.lock");
    let refused = run(&workshop, &["edition", "cut", "2026-4"]).found_something();
    assert!(refused.stdout.contains("nobody has approved edition 2026-4"), "{refused:#?}");
    assert!(refused.stdout.contains("`friday-sweep`"), "it is new since 2026-3: {refused:#?}");
    assert_eq!(workshop.read("editions.lock"), lock);
    run(&workshop, &["edition", "cut", "2026-4", "--approved-by", "practice-manager"]).succeeded();
    assert!(workshop.has("editions/2026-4/content/systems/friday-sweep.md"));
    assert!(workshop.read("editions.lock").starts_with(&lock));
}

#[test]
fn what_cannot_be_an_edition_is_refused_with_what_would_do() {
    let workshop = starter();
    let refused = |arguments: &[&str], words: &str| {
        run(&workshop, &[&["edition", "cut"], arguments].concat()).could_not_run(words);
    };
    refused(&["2026/3"], "try `2026-3`");
    refused(&[".."], "try `edition-1`");
    refused(&["now"], "kept for something else");
    refused(&["2026-3", "--approved-by", "manger"], "did you mean `manager`?");
    refused(&["2026-3", "--valid-from", "soon"], "write it as year-month-day");
    refused(&["2026-3", "--despite", "vanished", "--because", "x"], "only `unproven` and `raised-too-soon`");
    refused(&["2026-3", "--despite", "unproven"], "--because");
    assert!(!workshop.has("editions") && !workshop.has("editions.lock"));
    cut(&workshop, "2026-3").succeeded();
    cut(&workshop, "2026-3").could_not_run("there is an edition 2026-3 already");
    let plain = Workshop::with(&[("README.md", "# Notes")]);
    run(&plain, &["edition", "cut", "2026-3"]).could_not_run("has no handbook.yaml");
    run(&plain, &["edition", "list"]).could_not_run("has no handbook.yaml");
}

#[test]
fn a_copy_that_was_touched_is_told() {
    let workshop = starter();
    cut(&workshop, "2026-3").succeeded();
    workshop.append("editions/2026-3/content/vision.md", "\nOne more word.\n");
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["findings"][0]["rule"], "moved-tag");
    assert_eq!(list(&workshop)["editions"][0]["state"], "differs");
}

#[test]
fn line_ends_that_a_checkout_changed_are_no_touch() {
    let workshop = starter();
    cut(&workshop, "2026-3").succeeded();
    let path = "editions/2026-3/content/vision.md";
    workshop.write(path, workshop.read(path).replace('\n', "\r\n"));
    assert_eq!(list(&workshop)["editions"][0]["state"], "recorded");
}

#[test]
fn a_folder_that_nobody_recorded_is_listed_told_and_can_be_recorded() {
    let workshop = starter();
    cut(&workshop, "2026-3").succeeded();
    fs::remove_file(workshop.path("editions.lock")).expect("it is there");
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["findings"][0]["rule"], "unapproved");
    assert_eq!(list(&workshop)["editions"][0]["state"], "no-line");
    cut(&workshop, "2026-3").succeeded();
    assert_eq!(list(&workshop)["editions"][0]["state"], "recorded");
}

#[test]
fn what_is_no_edition_beside_the_editions_is_told_or_nobodys_business() {
    let workshop = starter();
    cut(&workshop, "2026-3").succeeded();
    workshop.write("editions/README.md", "# What these are");
    workshop.write("editions/.cache/x", "");
    workshop.write("editions/notes/a.md", "# Notes");
    workshop.write("editions/über uns/handbook.yaml", "");
    std::os::unix::fs::symlink("2026-3", workshop.path("editions/2026-4")).expect("a link");
    let list = list(&workshop);
    assert_eq!(names(&list), ["2026-3"]);
    let troubles = list["troubles"].as_array().expect("a list");
    let mut kinds: Vec<_> = troubles.iter().filter_map(|trouble| trouble["kind"].as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["astray", "astray", "unfit-name"], "{list:#}");
}

#[test]
fn seventy_three_editions_are_listed_as_people_count() {
    let workshop = starter();
    let wanted: Vec<String> = (1..=73).map(|number| format!("e{number}")).collect();
    for name in &wanted {
        workshop.write(&format!("editions/{name}/handbook.yaml"), format!("title: {name}\n"));
    }
    let list = list(&workshop);
    assert_eq!(names(&list), wanted);
    assert_eq!(list["troubles"], serde_json::json!([]));
}

#[test]
fn editions_are_no_part_of_the_handbook_of_today() {
    let workshop = starter();
    cut(&workshop, "2026-3").succeeded();
    workshop.write("editions/2026-3/content/vision.md", "---\nsays: [nowhere](promise:nowhere)\n---\n");
    let (report, _) = workshop.check_json(&[]);
    let rules: Vec<_> =
        report["findings"].as_array().expect("a list").iter().map(|it| it["rule"].clone()).collect();
    assert_eq!(rules, ["moved-tag"]);
    run(&workshop, &["build"]).succeeded();
    assert!(workshop.has("public/editions/2026-3/index.html"), "it has its own place on the site");
}

#[test]
fn where_no_folder_can_be_made_nothing_is_recorded() {
    let workshop = starter();
    workshop.write("editions", "a file of this name");
    run(&workshop, &["--quiet", "edition", "cut", "2026-3", "--approved-by", "manager"])
        .could_not_run("cannot be made");
    assert!(!workshop.has("editions.lock"));
    assert_eq!(workshop.read("editions"), "a file of this name");
}

#[test]
fn the_example_has_three_editions_and_no_findings() {
    let workshop = Workshop::empty();
    let told = run(&workshop, &["init", "--example", "practice"]).succeeded();
    assert!(told.stderr.contains("three editions"), "{told:#?}");
    let checked =
        workshop.run_in("practice", &["check", "--fail-on", "warning", "--format", "short"]).succeeded();
    assert_eq!(checked.stdout, "");
    let list = workshop.run_in("practice", &["edition", "list", "--format", "json"]).succeeded().json();
    assert_eq!(names(&list), ["2025-4", "2026-1", "2026-3"]);
    assert!(
        list["editions"].as_array().expect("a list").iter().all(|edition| edition["state"] == "recorded")
    );
    assert_eq!(list["editions"][2]["in_force"], true);
    workshop.run(&["init", "--example", "practice"]).could_not_run("is not empty");
}

#[test]
fn an_address_that_only_an_old_copy_had_is_told() {
    let workshop = starter();
    workshop.write("content/parking.md", "# Where to park\n");
    cut(&workshop, "2026-3").succeeded();
    fs::remove_file(workshop.path("content/parking.md")).expect("it is there");
    cut(&workshop, "2026-4").succeeded();
    let run = run(&workshop, &["check", "--format", "short"]);
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("removed-url")).collect();
    assert_eq!(told.len(), 1, "{run:#?}");
    assert!(told[0].contains("edition 2026-3 has “Where to park” at `/parking/`"), "{told:?}");
}
