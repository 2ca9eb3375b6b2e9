//! Bad input: each gets a finding with its place, or one clear sentence; never a panic, never half a site.

use std::fs::{self, File};
use std::os::unix::fs::symlink;

use rustix::fs::{CWD, Mode, mkfifoat};

use crate::helpers::Workshop;

/// A build of a handbook that nobody can mend but its author: it is told, and nothing is written.
#[track_caller]
fn assert_told_and_nothing_written(workshop: &Workshop, path: &str, rule: &str) {
    let rules = workshop.rules_at(path);
    assert!(rules.iter().any(|found| found == rule), "{rule} at {path}: {rules:?}");
    workshop.run(&["build"]).found_something();
    assert_nothing_written(workshop);
}

fn assert_nothing_written(workshop: &Workshop) {
    assert!(!workshop.has("public") && !workshop.has(".public.throughline-new"));
}

#[test]
fn broken_utf_8_is_told_and_the_rest_is_still_read() {
    let workshop = Workshop::starter();
    workshop.write("content/missions/second.md", b"---\ntitle: Caf\xe9\n---\n");
    assert_told_and_nothing_written(&workshop, "content/missions/second.md", "unreadable-file");
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["summary"]["error"], 1, "one fault, one finding: {report:#}");
}

#[test]
fn broken_utf_8_in_the_settings_is_told() {
    let workshop = Workshop::starter();
    workshop.write("handbook.yaml", b"title: Caf\xe9\n");
    assert_told_and_nothing_written(&workshop, "handbook.yaml", "unreadable-file");
}

#[test]
fn a_file_of_50_megabytes_is_told_and_not_read() {
    let workshop = Workshop::starter();
    let file = File::create(workshop.path("content/everything.md")).expect("a file");
    file.set_len(50 * 1024 * 1024).expect("room for it");
    assert_told_and_nothing_written(&workshop, "content/everything.md", "unreadable-file");
}

#[test]
fn a_link_out_of_the_folder_is_told_and_not_followed() {
    let outside = Workshop::with(&[("secret.md", "# The secret\n")]);
    let workshop = Workshop::starter();
    symlink(outside.path("secret.md"), workshop.path("content/open.md")).expect("a link");
    assert_told_and_nothing_written(&workshop, "content/open.md", "unreadable-file");
    workshop.run(&["build", "--fail-on", "never"]).succeeded();
    for (path, bytes) in workshop.snapshot("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("The secret"), "{path}");
    }
}

#[test]
fn a_folder_linked_in_from_outside_is_told_and_not_followed() {
    let outside = Workshop::with(&[("notes/secret.md", "# The secret\n")]);
    let workshop = Workshop::starter();
    symlink(outside.path("notes"), workshop.path("content/notes")).expect("a link");
    assert_told_and_nothing_written(&workshop, "content/notes", "unreadable-file");
}

#[test]
fn a_link_to_nothing_and_a_link_in_a_circle_are_told() {
    let workshop = Workshop::starter();
    symlink("gone.md", workshop.path("content/dangling.md")).expect("a link");
    symlink("circle.md", workshop.path("content/circle.md")).expect("a link");
    assert_told_and_nothing_written(&workshop, "content/dangling.md", "unreadable-file");
    assert_told_and_nothing_written(&workshop, "content/circle.md", "unreadable-file");
}

#[test]
fn a_link_to_a_file_of_the_handbook_counts_as_that_file() {
    let workshop = Workshop::starter();
    workshop.write("static/hours.md", "# Opening hours\n");
    symlink(workshop.path("static/hours.md"), workshop.path("content/hours.md")).expect("a link");
    workshop.run(&["build", "--fail-on", "note"]).succeeded();
    assert!(workshop.read("public/hours/index.html").contains("Opening hours"));
}

/// Reading it would wait for ever.
#[test]
fn a_pipe_among_the_files_is_told_and_not_waited_for() {
    let workshop = Workshop::starter();
    mkfifoat(CWD, workshop.path("content/pipe.md"), Mode::RUSR | Mode::WUSR).expect("a pipe");
    assert_told_and_nothing_written(&workshop, "content/pipe.md", "unreadable-file");
}

#[test]
fn a_folder_with_the_name_of_a_page_is_a_folder() {
    let workshop = Workshop::starter();
    workshop.write("content/hours.md/today.md", "# Open until six\n");
    workshop.run(&["build", "--fail-on", "note"]).succeeded();
    assert!(workshop.read("public/hours.md/today/index.html").contains("Open until six"));
}

#[test]
fn an_empty_file_is_a_page_with_a_name() {
    let workshop = Workshop::starter();
    workshop.write("content/opening-hours.md", "");
    workshop.run(&["build"]).succeeded();
    let page = workshop.read("public/opening-hours/index.html").to_lowercase().replace('-', " ");
    assert!(page.contains("<h1>opening hours</h1>"), "the file's name is all there is: {page}");
}

#[test]
fn an_empty_promise_is_told_what_it_lacks() {
    let workshop = Workshop::starter();
    workshop.write("content/promises/second.md", "");
    assert_told_and_nothing_written(&workshop, "content/promises/second.md", "missing-field");
}

#[test]
fn empty_lists_logs_and_settings_are_fine() {
    let workshop = Workshop::starter();
    for path in ["handbook.yaml", "content/journey.yaml", "content/glossary.yaml", "content/records/kept.csv"]
    {
        workshop.write(path, "");
    }
    workshop.run(&["build"]).succeeded();
}

#[test]
fn a_header_without_an_end_is_told() {
    let workshop = Workshop::starter();
    workshop.write("content/missions/second.md", "---\ntitle: Second\nsays: We do.\n\nAnd so on.\n");
    assert_told_and_nothing_written(&workshop, "content/missions/second.md", "bad-yaml");
}

#[test]
fn a_document_whose_header_cannot_be_read_still_exists_by_its_id() {
    let workshop = Workshop::starter();
    workshop.replace("content/missions/first-contact.md", "---\ntitle", "---\n[\ntitle");
    workshop.append("content/vision.md", "\n[The team](mission:first-contact)\n");
    let (report, _) = workshop.check_json(&[]);
    let findings = report["findings"].as_array().expect("a list");
    assert!(!findings.is_empty(), "{report:#}");
    for finding in findings {
        assert_eq!(finding["path"], "content/missions/first-contact.md", "{finding:#}");
        assert_ne!(finding["rule"], "broken-link", "{finding:#}");
    }
}

#[test]
fn settings_that_cannot_be_read_are_told() {
    let workshop = Workshop::starter();
    workshop.write("handbook.yaml", "title: [unclosed\n");
    assert_told_and_nothing_written(&workshop, "handbook.yaml", "bad-yaml");
}

#[test]
fn two_promises_with_one_id_are_told_at_both() {
    let workshop = Workshop::starter();
    let promise = workshop.read("content/promises/answer-today.md");
    workshop.write("content/promises/again.md", promise.replacen("---\n", "---\nid: answer-today\n", 1));
    let (report, code) = workshop.check_json(&[]);
    assert_eq!(code, 1);
    let findings = report["findings"].as_array().expect("a list");
    let same_id: Vec<_> = findings.iter().filter(|finding| finding["rule"] == "same-id").collect();
    assert_eq!(same_id.len(), 1, "one fault, one finding: {report:#}");
    let related = same_id[0]["related"].as_array().expect("a list");
    let places: Vec<_> = related.iter().chain([same_id[0]]).map(|place| place["path"].as_str()).collect();
    for path in ["content/promises/again.md", "content/promises/answer-today.md"] {
        assert!(places.contains(&Some(path)), "{path}: {report:#}");
    }
    workshop.run(&["build"]).found_something();
    assert_nothing_written(&workshop);
}

#[test]
fn a_million_aliases_are_refused_soon() {
    let aliases = "*a, ".repeat(1_000_000);
    let workshop = Workshop::starter();
    workshop.write("content/missions/second.md", format!("---\ntitle: &a Second\ntags: [{aliases}]\n---\n"));
    assert_told_and_nothing_written(&workshop, "content/missions/second.md", "bad-yaml");
}

/// Each line stands for ten of the line above: nine lines, a thousand million words.
#[test]
fn aliases_of_aliases_are_refused_soon() {
    let mut header = "a0: &a0 [lol]\n".to_string();
    for n in 1..10 {
        let below = format!("*a{}, ", n - 1).repeat(10);
        header.push_str(&format!("a{n}: &a{n} [{below}]\n"));
    }
    let workshop = Workshop::starter();
    workshop.write("content/missions/second.md", format!("---\n{header}tags: *a9\n---\n"));
    assert_told_and_nothing_written(&workshop, "content/missions/second.md", "bad-yaml");
    fs::remove_file(workshop.path("content/missions/second.md")).expect("it can be removed");
    workshop.write("handbook.yaml", format!("{header}title: *a9\n"));
    assert_told_and_nothing_written(&workshop, "handbook.yaml", "bad-yaml");
}

#[test]
fn brackets_in_brackets_in_a_header_are_refused_soon() {
    for nested in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000)] {
        let workshop = Workshop::starter();
        workshop.write("content/missions/second.md", format!("---\ntags: {nested}\n---\n"));
        assert_told_and_nothing_written(&workshop, "content/missions/second.md", "bad-yaml");
    }
}

/// Not a mistake that needs words, only one that must not break anything.
#[test]
fn markdown_nested_ten_thousand_deep_ends_well() {
    let deep = 10_000;
    let nested = [
        "- ".repeat(deep),
        "> ".repeat(deep),
        "1. ".repeat(deep),
        "[".repeat(deep),
        "![".repeat(deep),
        "*a ".repeat(deep),
        "<b>".repeat(deep),
        "`".repeat(deep),
        "| a ".repeat(deep) + "|\n" + &"|---".repeat(deep) + "|\n",
    ];
    for (n, text) in nested.into_iter().enumerate() {
        let workshop = Workshop::starter();
        workshop.write("content/deep.md", format!("# Deep\n\n{text} bottom\n"));
        workshop
            .write("content/systems/deep.md", format!("---\ntitle: Deep\n---\n## Floor\n{text} bottom\n"));
        let check = workshop.run(&["check", "--format", "short"]);
        assert!(check.code <= 1, "number {n}: {check:#?}");
        let build = workshop.run(&["build", "--fail-on", "never"]);
        assert_eq!(build.code, 0, "number {n}: {}", build.stderr);
        assert!(
            workshop.read("public/deep/index.html").ends_with("</html>\n"),
            "number {n}: the page is whole"
        );
    }
}

#[test]
fn lists_indented_a_thousand_deep_end_well() {
    let text: String = (0..1000).map(|depth| format!("{}- {depth}\n", "  ".repeat(depth))).collect();
    let workshop = Workshop::starter();
    workshop.write("content/deep.md", text);
    workshop.run(&["build", "--fail-on", "never"]).succeeded();
}

/// Four thousand years of weeks; every row counts, and each wrong one is named up to a point.
#[test]
fn two_hundred_thousand_rows_are_read() {
    let workshop = Workshop::starter();
    let mut log = String::from("\u{feff}week;promise;place;due;checked;kept;note\r\n");
    let mut rows = 0;
    'years: for year in (0..2026).rev() {
        for week in 1..=52 {
            for place in ["here", "there"] {
                log += &format!(
                    "{year:04}-W{week:02};answer-today;{place};9;9;9;\"one line;\r\nand another\"\r\n"
                );
                rows += 1;
                if rows == 200_000 {
                    break 'years;
                }
            }
        }
    }
    workshop.write("content/records/kept.csv", &log);
    let (report, code) = workshop.check_json(&["--on", "2026-01-05"]);
    assert_eq!((code, &report["summary"]["warning"]), (0, &0.into()), "{:#}", report["summary"]);
    let gate = workshop.run(&["gate", "answer-today", "--on", "2026-01-05", "--format", "json"]).succeeded();
    let answer = gate.json();
    assert_eq!(answer["checked"], 24 * 2 * 9, "{answer:#}");

    // The same in another format, shorter: a row that cannot be read costs more than one that can.
    let few: String = log.split_inclusive("\"\r\n").take(5000).collect();
    workshop.write("content/records/kept.csv", few.replace("-W", "W"));
    let (report, code) = workshop.check_json(&["--on", "2026-01-05"]);
    assert_eq!((code, &report["summary"]["error"]), (1, &101.into()));
}
