//! `throughline diff`: which states are compared, what is answered in each format, and that nobody is called by it.

use serde_json::Value;

use crate::helpers::Workshop;

const PROMISE: &str = "content/promises/answer-today.md";

/// The starter in a repository, with its promise in force and raised since.
fn raised() -> Workshop {
    let workshop = Workshop::starter();
    workshop.replace(
        PROMISE,
        "at_most: 6 hours",
        "state: standing\nserves: first-contact\nlevel: satisfaction\nat_most: 6 hours",
    );
    workshop.commit("Begin");
    workshop.replace(PROMISE, "at_most: 6 hours", "at_most: 4 hours");
    workshop
}

fn json(workshop: &Workshop, more: &[&str]) -> Value {
    workshop.run(&[&["diff", "--format", "json"], more].concat()).succeeded().json()
}

#[test]
fn a_limit_that_was_raised_since_a_commit() {
    let workshop = raised();
    let text = workshop.run(&["diff", "HEAD"]).succeeded().stdout;
    assert!(text.contains("What customers now hear\n  raised  We answer today"), "{text}");
    assert!(text.contains("at most [-6-]{+4+} hours"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colour where there is no terminal: {text}");
    let coloured = workshop.run(&["--color", "always", "diff", "HEAD"]).succeeded().stdout;
    assert!(coloured.contains('\u{1b}') && !coloured.contains("[-6-]"), "{coloured}");
}

#[test]
fn machines_get_the_same_change() {
    let workshop = raised();
    let answer = json(&workshop, &["HEAD"]);
    assert_eq!((&answer["old"], &answer["new"]), (&Value::from("HEAD"), &Value::from("now")));
    let change = &answer["changes"][0];
    for (field, wanted) in [
        ("name", "raised"),
        ("kind", "promise"),
        ("id", "answer-today"),
        ("from", "at most 6 hours"),
        ("to", "at most 4 hours"),
        ("direction", "raised"),
        ("section", "customers-hear"),
    ] {
        assert_eq!(change[field], wanted, "{change:#}");
    }
    assert_eq!(change["customers"][0], "new-customers", "{change:#}");
    assert_eq!(change["roles"][0], "front-desk", "{change:#}");
    assert_eq!(answer["changes"].as_array().map(Vec::len), Some(1), "{answer:#}");
    assert_eq!(json(&workshop, &["HEAD", "HEAD"])["changes"], Value::Array(Vec::new()));
}

#[test]
fn alone_it_compares_the_newest_edition_with_the_folder() {
    let workshop = Workshop::starter();
    let run = workshop.run(&["diff"]).could_not_run("there is no edition yet").in_one_line();
    assert!(run.stderr.contains("throughline diff HEAD~1"), "{}", run.stderr);
    workshop.freeze("2026-1");
    workshop.replace(PROMISE, "at_most: 6 hours", "at_most: 8 hours");
    workshop.freeze("2026-2");
    workshop.replace(PROMISE, "at_most: 8 hours", "at_most: 2 hours");
    let answer = json(&workshop, &[]);
    assert_eq!(
        (&answer["old"], &answer["changes"][0]["from"]),
        (&Value::from("2026-2"), &Value::from("at most 8 hours"))
    );
    let between = json(&workshop, &["2026-1", "2026-2"]);
    assert_eq!(between["changes"][0]["name"], "lowered", "{between:#}");
    workshop.run(&["diff", "2026-3"]).could_not_run("there is no edition `2026-3`");
    workshop.run(&["diff", "nope"]).could_not_run("`throughline edition list` tells which there are");
}

#[test]
fn what_changed_for_one_role() {
    let workshop = raised();
    let text = workshop.run(&["diff", "HEAD", "--role", "front-desk"]).succeeded().stdout;
    assert!(text.contains("What changed for front-desk"), "{text}");
    assert!(text.contains("do differently"), "{text}");
    assert!(text.ends_with("Nothing else concerns you (0 other changes).\n"), "{text}");
    let other = workshop.run(&["diff", "HEAD", "--role", "manager"]).succeeded().stdout;
    assert!(other.ends_with("Nothing else concerns you (1 other change).\n"), "{other}");
    workshop.run(&["diff", "HEAD", "--role", "manger"]).could_not_run("did you mean `manager`?");
}

#[test]
fn a_comment_calls_nobody_and_opens_nothing() {
    let workshop = Workshop::starter();
    workshop.append("content/roles.yaml", "- { id: all, title: All of us, reports_to: manager }\n");
    workshop.replace(PROMISE, "owner: front-desk", "owner: all");
    workshop.commit("Begin");
    workshop.replace(PROMISE, "at_most: 6 hours", "at_most: 4 hours");
    let hostile =
        "\"@all | <img src=x> `code` </details> #12 [x](javascript:y) www.example.org https://example.org\"";
    workshop.write(
        "content/promises/hostile.md",
        format!("---\ntitle: {hostile}\nsays: {hostile}\nowner: all\n---\n"),
    );
    let comment = workshop.run(&["diff", "HEAD", "--format", "markdown"]).succeeded().stdout;
    assert!(comment.contains("`all`"), "{comment}");
    for called in ["@all", "#12", "](javascript", "www.example", "https://example"] {
        assert!(!comment.contains(called), "`{called}` stands in\n{comment}");
    }
    const OURS: [&str; 8] = ["details>", "/details>", "summary>", "/summary>", "br>", "del>", "ins>", "/"];
    for (at, _) in comment.match_indices('<').filter(|(at, _)| !comment[..*at].ends_with('\\')) {
        let tag = &comment[at + 1..];
        assert!(OURS.iter().any(|ours| tag.starts_with(ours)), "<{tag}");
    }
    assert_eq!(comment.matches("</details>").count(), comment.matches("<details>").count(), "{comment}");
}

#[test]
fn a_comment_fits_and_counts_the_rest() {
    let workshop = Workshop::starter();
    workshop.commit("Begin");
    let words = "word ".repeat(60);
    for n in 0..400 {
        workshop.write(&format!("content/notes/{n}.md"), format!("# Note {n} {words}\n\n{words}\n"));
    }
    let comment = workshop.run(&["diff", "HEAD", "--format", "markdown"]).succeeded().stdout;
    assert!(comment.chars().count() < 65_536, "{} characters", comment.chars().count());
    assert!(
        comment.contains("more changes: `throughline diff` tells all."),
        "{}",
        &comment[comment.len() - 500..]
    );
}

#[test]
fn a_comment_links_to_the_pages_and_says_what_to_review() {
    let workshop = raised();
    workshop.append("handbook.yaml", "base_url: https://handbook.example.org/\n");
    workshop.write(
        "content/systems/answers.md",
        "---\ntitle: Answers\nkeeps: answer-today\nrun_when: a letter comes\nowner: front-desk\nfloor: { at_most: 4 hours, target: 90% }\n---\n## Floor\n- [ ] @front-desk Answer. ^answer\n",
    );
    let comment = workshop.run(&["diff", "HEAD", "--format", "markdown"]).succeeded().stdout;
    assert!(comment.contains("](https://handbook.example.org/promises/answer-today/)"), "{comment}");
    assert!(
        comment.contains("### To review again\n\n- `answers`, since `answer-today` changed"),
        "{comment}"
    );
}
