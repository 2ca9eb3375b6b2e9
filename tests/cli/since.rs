//! `check --since`: only what another state of the repository lacked, wherever it lies.

use crate::helpers::{Run, Workshop};

/// The starter in a repository, with an error that `main` has.
fn repository() -> Workshop {
    let workshop = Workshop::broken();
    workshop.commit("Begin");
    workshop
}

/// What is told as new, one line a finding.
fn news(workshop: &Workshop, reference: &str) -> Vec<String> {
    lines(
        &workshop
            .run(&["check", "--format", "short", "--fail-on", "never", "--since", reference])
            .succeeded(),
    )
}

fn lines(run: &Run) -> Vec<String> {
    run.stdout.lines().map(str::to_string).collect()
}

#[test]
fn a_rename_is_told_in_the_files_that_nobody_touched() {
    let workshop = Workshop::starter();
    for n in 1..=3 {
        workshop.write(&format!("content/notes/{n}.md"), "# Note\n\nSee [it](promise:answer-today).\n");
    }
    workshop.commit("Begin");
    workshop.git(&["mv", "content/promises/answer-today.md", "content/promises/answer-soon.md"]);
    let news = news(&workshop, "HEAD");
    assert_eq!(news.len(), 3, "{news:#?}");
    assert!(
        news.iter().all(|line| line.contains("error[broken-link]") && line.starts_with("content/notes/"))
    );
    workshop.append("content/promises/answer-soon.md", "\nMore.\n");
    workshop.replace("content/promises/answer-soon.md", "says:", "was: answer-today\nsays:");
    assert_eq!(self::news(&workshop, "HEAD"), Vec::<String>::new(), "the old id still leads there");
}

#[test]
fn what_was_there_before_is_counted_and_does_not_fail() {
    let workshop = repository();
    let run = workshop.run(&["check", "--since", "main"]).succeeded();
    assert_eq!(run.stdout, "7 documents: no findings\n1 finding that main has already is not shown\n");
    workshop.append("content/vision.md", "\nSee [them](promise:answer-nobody).\n");
    let run = workshop.run(&["check", "--since", "main"]).found_something();
    assert!(run.stdout.contains("answer-nobody") && !run.stdout.contains("answer-todya"), "{run:#?}");
    assert!(run.stdout.ends_with("1 finding that main has already is not shown\n"), "{run:#?}");
}

#[test]
fn every_format_and_every_report_tells_the_new_ones_only() {
    let workshop = repository();
    workshop.append("content/vision.md", "\nSee [them](promise:answer-nobody).\n");
    for format in ["text", "short", "json", "sarif", "junit", "github", "gitlab"] {
        let report = format!("{format}=report");
        let run = workshop.run(&["check", "--since", "main", "--format", format, "--report", &report]);
        for told in [&run.stdout, &workshop.read("report")] {
            assert!(told.contains("answer-nobody") && !told.contains("answer-todya"), "{format}: {told}");
        }
        assert_eq!(run.code, 1);
    }
}

#[test]
fn a_second_slip_of_the_same_words_is_new() {
    let workshop = repository();
    workshop.break_a_link();
    assert_eq!(news(&workshop, "main").len(), 1);
}

#[test]
fn what_is_known_from_a_baseline_is_marked_beside_it() {
    let workshop = repository();
    workshop.append("content/vision.md", "\nSee [them](promise:answer-nobody).\n");
    workshop.run(&["check", "--write-baseline", "known"]).succeeded();
    workshop.append("content/vision.md", "\nSee [us](promise:answer-us).\n");
    let run = workshop.run(&["check", "--baseline", "known", "--since", "main"]).found_something();
    assert!(run.stdout.contains("answer-us") && !run.stdout.contains("answer-todya"), "{run:#?}");
    assert!(!run.stderr.contains("mended"), "what main has is not mended: {run:#?}");
}

#[test]
fn a_stricter_rule_is_no_news_and_an_excuse_taken_away_is() {
    let workshop = Workshop::broken();
    workshop.append("handbook.yaml", "rules: { broken-link: off }\n");
    workshop.commit("Begin");
    workshop.replace("handbook.yaml", "broken-link: off", "broken-link: error");
    assert_eq!(news(&workshop, "main"), Vec::<String>::new());

    let workshop = excused("");
    assert_eq!(news(&workshop, "main"), Vec::<String>::new());
    workshop.replace("content/notes.md", "rule: long-sentence", "rule: vague-step");
    let told = news(&workshop, "main");
    assert!(told.iter().any(|line| line.contains("[long-sentence]")), "{told:?}");
}

/// A handbook in a repository with a sentence that is too long, which is excused.
fn excused(until: &str) -> Workshop {
    let workshop = Workshop::starter();
    let words = "and again we count on you ".repeat(12);
    let excuse = format!("allow: [{{ rule: long-sentence, reason: a song{until} }}]");
    workshop.write("content/notes.md", format!("---\n{excuse}\n---\n# Notes\n\nWe sing {words}.\n"));
    workshop.commit("Begin");
    workshop
}

#[test]
fn both_states_are_read_as_of_the_same_day() {
    let workshop = excused(", until: 2026-01-31");
    let check = |more: &[&str]| {
        let run = workshop.run(&[&["check", "--fail-on", "never", "--format", "short"], more].concat());
        lines(&run.succeeded()).iter().filter(|line| line.contains("[long-sentence]")).count()
    };
    assert_eq!((check(&["--on", "2026-01-01"]), check(&["--on", "2026-03-01"])), (0, 1));
    assert_eq!(check(&["--on", "2026-03-01", "--since", "main"]), 0, "nobody has changed anything");
}

#[test]
fn a_handbook_below_the_top_of_its_repository() {
    let workshop = Workshop::empty();
    workshop.run(&["init", "docs/handbook"]).succeeded();
    workshop.write("README.md", "[gone](nowhere.md)\n");
    let vision = "docs/handbook/content/vision.md";
    workshop.append(vision, "\nSee [our answer](promise:answer-todya).\n");
    workshop.commit("Begin");
    workshop.append(vision, "\nSee [them](promise:answer-nobody).\n");
    for (folder, root) in [("", "docs/handbook"), ("docs/handbook/content", "..")] {
        let run = workshop.run_in(folder, &["check", "--root", root, "--format", "short", "--since", "main"]);
        assert_eq!(run.stdout.lines().count(), 1, "{run:#?}");
        assert!(run.stdout.contains("answer-nobody"), "{run:#?}");
    }
}

#[test]
fn a_handbook_that_did_not_exist_is_all_new() {
    let workshop = Workshop::with(&[("README.md", "# Us\n")]);
    workshop.commit("Begin");
    workshop.run(&["init", "handbook"]).succeeded();
    workshop.append("handbook/content/vision.md", "\nSee [it](promise:gone).\n");
    let run = workshop.run(&["check", "--root", "handbook", "--since", "main"]).found_something();
    assert_eq!(run.stderr, "This handbook does not exist at main, so every finding is new.\n");
    assert!(!run.stdout.contains("not shown"), "{run:#?}");

    let plain = Workshop::with(&[("README.md", "# Us\n\n[it](gone.md)\n")]);
    plain.commit("Begin");
    plain.append("README.md", "\n[more](gone-too.md)\n");
    let told = news(&plain, "main");
    assert!(told.len() == 1 && told[0].contains("gone-too"), "a plain folder has a past too: {told:?}");
    plain.write("handbook.yaml", "title: Us\n");
    let run = plain.run(&["check", "--since", "main"]);
    assert!(run.stderr.contains("does not exist at main"), "{run:#?}");
}

#[test]
fn a_checkout_with_other_line_ends_brings_no_news() {
    let workshop = repository();
    for (path, bytes) in workshop.snapshot("content") {
        let text = String::from_utf8(bytes).expect("text").replace('\n', "\r\n");
        workshop.write(&format!("content/{path}"), text);
    }
    assert!(workshop.read("content/vision.md").contains("\r\n"));
    assert_eq!(news(&workshop, "main"), Vec::<String>::new());
}

#[test]
fn what_the_company_says_elsewhere_is_compared_too() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "\noutside: [\"website/**/*.html\"]\n");
    workshop.write("website/home.html", "<p>We guarantee free returns for the rest of your life.</p>\n");
    workshop.commit("Begin");
    assert_eq!(news(&workshop, "main"), Vec::<String>::new());
    workshop.write("website/a/b.html", "<p>We guarantee free coffee for the rest of your life.</p>\n");
    let told = news(&workshop, "main");
    assert!(told.len() == 1 && told[0].starts_with("website/a/b.html"), "{told:?}");
}

#[test]
fn what_lies_in_a_submodule_is_no_news() {
    let shared = Workshop::with(&[("note.md", "# Note\n\nSee [it](promise:gone).\n")]);
    shared.commit("Begin");
    let workshop = Workshop::starter();
    workshop.commit("Begin");
    let address = shared.path("").display().to_string();
    workshop.git(&["submodule", "--quiet", "add", &address, "content/shared"]);
    workshop.commit("Share notes");
    assert_eq!(news(&workshop, "HEAD"), Vec::<String>::new());
    assert_eq!(news(&workshop, "HEAD~1").len(), 1, "there it was not yet");
}
