//! `throughline init`: a starter that says something true and has no findings.

use std::fs;

use crate::helpers::Workshop;

#[test]
fn the_starter_has_no_findings_not_even_a_note_and_builds() {
    let workshop = Workshop::starter();
    let (report, code) = workshop.check_json(&["--fail-on", "note", "--all"]);
    assert_eq!(code, 0, "{report:#}");
    assert_eq!(report["findings"], serde_json::json!([]));
    workshop.run(&["build", "--fail-on", "note"]).succeeded();
    assert!(workshop.has("public/index.html") && workshop.has("public/promises/answer-today/index.html"));
}

#[test]
fn the_starter_is_five_short_files_and_its_settings() {
    let workshop = Workshop::starter();
    let content = workshop.snapshot("content");
    assert_eq!(content.len(), 5, "{:?}", content.keys());
    for (path, bytes) in content {
        assert!(bytes.len() < 1000, "{path} is short");
    }
    assert!(workshop.has("handbook.yaml"));
}

#[test]
fn git_is_told_to_ignore_what_is_built() {
    let workshop = Workshop::starter();
    assert!(workshop.read(".gitignore").lines().any(|line| line == "/public/"));
}

#[test]
fn it_makes_the_folder_that_it_is_given_and_says_what_to_type_next() {
    let workshop = Workshop::empty();
    let run = workshop.run(&["init", "a/new/handbook"]).succeeded();
    assert!(workshop.has("a/new/handbook/content/vision.md"));
    assert!(run.stderr.contains("throughline build --root a/new/handbook"), "{run:#?}");
    assert_eq!(run.stdout, "", "progress goes to standard error");
}

#[test]
fn what_it_says_to_type_next_works() {
    let workshop = Workshop::empty();
    let run = workshop.run(&["init", "handbook"]).succeeded();
    let next =
        run.stderr.lines().find_map(|line| line.strip_prefix("Next: throughline ")).expect("a next step");
    workshop.run(&next.split(' ').collect::<Vec<_>>()).succeeded();
    assert!(workshop.has("handbook/public/index.html"));
}

#[test]
fn a_folder_that_holds_something_is_refused_and_left_alone() {
    let workshop = Workshop::with(&[("handbook/notes.txt", "mine")]);
    let before = workshop.snapshot("handbook");
    workshop.run(&["init", "handbook"]).could_not_run("is not empty (it holds `notes.txt`)").in_one_line();
    workshop.run_in("handbook", &["init"]).could_not_run("is not empty");
    assert_eq!(workshop.snapshot("handbook"), before);
}

#[test]
fn a_second_init_overwrites_nothing() {
    let workshop = Workshop::starter();
    workshop.append("content/vision.md", "Ours.\n");
    let before = workshop.snapshot("");
    workshop.run(&["init"]).could_not_run("init overwrites nothing");
    assert_eq!(workshop.snapshot(""), before);
}

#[test]
fn a_fresh_repository_counts_as_empty() {
    let workshop = Workshop::with(&[(".git/HEAD", "ref: refs/heads/main\n")]);
    workshop.run(&["init"]).succeeded();
    assert!(workshop.has("content/vision.md"));
}

#[test]
fn a_file_in_the_way_is_told_in_one_sentence() {
    let workshop = Workshop::with(&[("handbook", "a file")]);
    workshop.run(&["init", "handbook"]).could_not_run("is not a folder to write into").in_one_line();
    assert_eq!(workshop.read("handbook"), "a file");
}

#[test]
fn a_link_to_nowhere_is_not_written_through() {
    let workshop = Workshop::empty();
    std::os::unix::fs::symlink(workshop.path("gone"), workshop.path("link")).expect("a link");
    let run = workshop.run(&["init", "link"]);
    assert!(run.code == 2 || fs::read_link(workshop.path("link")).is_ok(), "{run:#?}");
    assert_eq!(run.code, 2, "{run:#?}");
    assert!(!workshop.has("gone"));
}
