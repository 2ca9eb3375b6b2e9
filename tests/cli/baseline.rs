//! `--baseline`: what is known is told and does not count, and is known again after everything around it has moved.

use serde_json::Value;

use crate::helpers::{Run, Workshop};

/// A broken handbook whose one finding is known.
fn known() -> Workshop {
    let workshop = Workshop::broken();
    let run = workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
    assert_eq!(run.stderr, "Wrote 1 known finding into known.txt.\n");
    workshop
}

fn check(workshop: &Workshop) -> Run {
    workshop.run(&["check", "--baseline", "known.txt"])
}

/// How many findings are new, known and mended.
fn states(workshop: &Workshop, more: &[&str]) -> (usize, u64, u64) {
    let (report, _) = workshop.check_json(&[&["--baseline", "known.txt"], more].concat());
    let findings = report["findings"].as_array().expect("a list");
    let count = |state: &str| findings.iter().filter(|finding| finding["state"] == state).count();
    let baseline = |key: &str| report["baseline"][key].as_u64().expect("a number");
    assert_eq!(count("known") as u64, baseline("known"));
    (count("new"), baseline("known"), baseline("mended"))
}

#[test]
fn known_findings_are_told_and_do_not_count() {
    let workshop = known();
    let run = check(&workshop).succeeded();
    insta::assert_snapshot!(run.stdout, @"7 documents: no new findings; 1 known finding does not count; `throughline check --all` shows what is known");
    for fail_on in ["note", "warning", "error"] {
        workshop.run(&["check", "--baseline", "known.txt", "--fail-on", fail_on]).succeeded();
    }
    workshop.run(&["check"]).found_something();
}

#[test]
fn a_new_finding_beside_known_ones_counts() {
    let workshop = known();
    workshop.append("content/vision.md", "\n[b](promise:another)\n");
    let run = check(&workshop).found_something();
    assert!(run.stdout.contains("there is no promise `another`"), "{run:#?}");
    assert!(!run.stdout.contains("answer-todya"), "{run:#?}");
    assert!(run.stdout.contains("7 documents: 1 error; 1 known finding does not count"), "{run:#?}");
}

#[test]
fn the_baseline_is_lines_that_people_can_read_and_merge() {
    insta::assert_snapshot!(known().read("known.txt"), @"
    # Known findings of this handbook, version 1. Written by `throughline check --write-baseline`, read by `--baseline`.
    content/vision.md	broken-link	5caab2cbc1737a66	there is no promise `answer-todya`
    # end
    ");
}

#[test]
fn lines_merged_in_any_order_are_a_baseline() {
    let workshop = known();
    workshop.append("content/vision.md", "\n[b](promise:another)\n");
    workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
    let text = workshop.read("known.txt");
    let mut lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    lines.swap(1, 2);
    workshop.write("known.txt", lines.join("\r\n") + "\r\n");
    assert_eq!(states(&workshop, &[]), (0, 2, 0));
}

#[test]
fn a_finding_is_known_on_another_line_on_another_day_and_under_another_title() {
    let workshop = known();
    workshop.replace(
        "content/vision.md",
        "\nSee [our answer]",
        "\nA line.\n\nAnother one, and\nsee [our answer]",
    );
    assert_eq!(states(&workshop, &["--on", "2031-02-03"]), (0, 1, 0));
    workshop.append("handbook.yaml", "\ntitle_of_nothing: x\n");
    assert_eq!(states(&workshop, &[]), (1, 1, 0));
}

/// The message of this finding names the neighbour, which is called something else by then.
#[test]
fn a_finding_is_known_when_its_neighbour_has_another_name() {
    let workshop = Workshop::starter();
    workshop.replace("content/promises/answer-today.md", "target: 90%", "target: 90%\nstate: standing");
    workshop.append("content/vision.md", "\nWe [answer](promise:answer-today) in 24 hours.\n");
    let message = || {
        let (report, _) = workshop.check_json(&["--baseline", "known.txt"]);
        let findings = report["findings"].as_array().expect("a list").clone();
        let drift = findings.into_iter().find(|finding| finding["rule"] == "number-drift").expect("told");
        assert_eq!(drift["state"], "known");
        drift["message"].to_string()
    };
    workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
    assert!(message().contains("`answer-today`"));
    let old = workshop.path("content/promises/answer-today.md");
    std::fs::rename(old, workshop.path("content/promises/reply.md")).expect("another name");
    let reply = workshop.read("content/promises/reply.md");
    workshop.write("content/promises/reply.md", reply.replacen("---", "---\nwas: answer-today", 1));
    assert!(message().contains("`reply`"));
}

#[test]
fn equal_findings_in_one_file_are_told_apart_by_their_number() {
    let workshop = known();
    workshop.break_a_link();
    assert_eq!(states(&workshop, &[]), (1, 1, 0));
    workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
    assert_eq!(workshop.read("known.txt").matches("answer-todya").count(), 2);
    assert_eq!(states(&workshop, &[]), (0, 2, 0));
    workshop.break_a_link();
    assert_eq!(states(&workshop, &[]), (1, 2, 0));
    let (report, _) = workshop.check_json(&[]);
    let findings = report["findings"].as_array().expect("a list");
    let mut prints: Vec<&Value> = findings.iter().map(|finding| &finding["fingerprint"]).collect();
    prints.dedup();
    assert_eq!(prints.len(), 3, "each has a fingerprint of its own: {prints:?}");
}

#[test]
fn what_is_mended_is_said() {
    let workshop = known();
    workshop.append("content/vision.md", "\n[b](promise:b) [c](promise:c) [d](promise:d)\n");
    workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
    workshop.replace("content/vision.md", "[b](promise:b) [c](promise:c) [d](promise:d)", "");
    let run = check(&workshop).succeeded();
    assert_eq!(run.stderr, "3 known findings are mended; write the baseline again with --write-baseline\n");
    assert_eq!(states(&workshop, &[]), (0, 1, 3));
    workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
    assert_eq!(check(&workshop).succeeded().stderr, "");
}

#[test]
fn a_list_of_what_is_known_can_be_read_and_written_in_one_run() {
    let workshop = known();
    workshop.append("content/vision.md", "\n[b](promise:another)\n");
    workshop.run(&["check", "--baseline", "known.txt", "--write-baseline", "known.txt"]).succeeded();
    assert_eq!(states(&workshop, &[]), (0, 2, 0));
}

#[test]
fn what_is_no_whole_baseline_is_refused_with_what_to_do() {
    let workshop = known();
    let whole = workshop.read("known.txt");
    let lines: Vec<&str> = whole.lines().collect();
    let cases = [
        (
            whole.replace("version 1", "version 2"),
            "is of version 2, and this program reads version 1: write it again",
        ),
        (whole.replace("# end\n", ""), "is cut off, its last line is missing: restore it, or write it again"),
        (
            whole[..whole.len() / 2].to_string(),
            "write it again with `throughline check --write-baseline known.txt`",
        ),
        (format!("{whole}{whole}"), "known.txt:4: this line of the baseline"),
        (String::new(), "`known.txt` is no baseline: name the file that"),
        ("{}".to_string(), "`known.txt` is no baseline"),
        (workshop.read("content/vision.md"), "`known.txt` is no baseline"),
        ([lines[0], "<<<<<<< ours", lines[1], lines[2]].join("\n"), "known.txt:2: this line of the baseline"),
    ];
    for (text, words) in cases {
        workshop.write("known.txt", &text);
        check(&workshop).could_not_run(words).in_one_line();
        assert_eq!(workshop.read("known.txt"), text, "it is left as it was");
    }
    std::fs::remove_file(workshop.path("known.txt")).expect("it can go");
    check(&workshop).could_not_run("`throughline check --write-baseline known.txt` makes one").in_one_line();
}

#[test]
fn a_baseline_cut_anywhere_is_never_taken_for_a_whole_one() {
    let workshop = known();
    let whole = workshop.read("known.txt");
    // Without its very last sign, the end of a line, nothing is missing.
    for length in 0..whole.len() - 1 {
        let cut = whole.get(..length).expect("plain letters");
        assert!(throughline::diagnostic::Baseline::parse(cut).is_err(), "{cut:?}");
    }
}

#[test]
fn a_baseline_goes_only_where_a_file_may() {
    let workshop = Workshop::broken();
    let before = workshop.snapshot("");
    for (file, words) in [
        ("nowhere/known.txt", "there is no folder `"),
        ("content", "is a folder: name a file in it"),
        ("content/vision.md", "may be somebody's text"),
    ] {
        workshop.run(&["check", "--write-baseline", file]).could_not_run(words).in_one_line();
    }
    assert_eq!(workshop.snapshot(""), before);
}
