//! `throughline check`: which findings fail, and how each format tells them.

use serde_json::Value;

use crate::helpers::Workshop;

/// The starter with one finding of each weight, in three files.
fn one_of_each() -> Workshop {
    let workshop = Workshop::broken();
    workshop.append("handbook.yaml", "rules: { unknown-field: warning, empty-aim: note }\n");
    workshop.append("content/roles.yaml", "  pepole: 3\n");
    workshop.replace(
        "content/promises/answer-today.md",
        "owner: front-desk",
        "owner: front-desk\nstate: standing\nserves: first-contact\nat: []\nlevel: care",
    );
    workshop
}

#[test]
fn a_sound_handbook_ends_with_0_and_says_how_much_was_read() {
    let run = Workshop::starter().run(&["check"]).succeeded();
    assert_eq!(run.stdout, "7 documents: no findings\n");
    assert_eq!(run.stderr, "");
}

#[test]
fn an_error_ends_with_1_whatever_the_format() {
    let workshop = Workshop::broken();
    for format in ["text", "short", "json"] {
        let run = workshop.run(&["check", "--format", format]).found_something();
        assert_eq!(run.stderr, "", "findings go to standard output alone");
    }
}

#[test]
fn fail_on_says_which_weight_fails() {
    let expected = [("error", [1, 0, 0]), ("warning", [1, 1, 0]), ("note", [1, 1, 1]), ("never", [0, 0, 0])];
    for (position, weight) in ["error", "warning", "note"].into_iter().enumerate() {
        let workshop = Workshop::broken();
        workshop.append("handbook.yaml", &format!("rules: {{ broken-link: {weight} }}\n"));
        for (fail_on, codes) in expected {
            let run = workshop.run(&["check", "--fail-on", fail_on]);
            assert_eq!(run.code, codes[position], "a {weight} with --fail-on {fail_on}: {run:#?}");
            assert!(run.stdout.contains("answer-todya"), "it is told all the same: {run:#?}");
        }
    }
}

#[test]
fn a_rule_that_is_off_says_nothing() {
    let workshop = Workshop::broken();
    workshop.append("handbook.yaml", "rules: { broken-link: off }\n");
    workshop.run(&["check", "--fail-on", "note"]).succeeded();
}

#[test]
fn the_text_format_shows_the_line_the_reason_and_what_to_type() {
    let run = Workshop::broken().run(&["check"]).found_something();
    insta::assert_snapshot!(run.stdout, @r"
    error[broken-link]: there is no promise `answer-todya`
      --> content/vision.md:11:5
       |
    11 | See [our answer](promise:answer-todya).
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `answer-today`?

    7 documents: 1 error
    ");
}

#[test]
fn the_short_format_is_one_line_a_finding_for_editors() {
    let run = Workshop::broken().run(&["check", "--format", "short"]).found_something();
    insta::assert_snapshot!(run.stdout, @"content/vision.md:11:5: error[broken-link] there is no promise `answer-todya`");
}

#[test]
fn the_short_format_of_no_findings_is_empty() {
    let run = Workshop::starter().run(&["check", "--format", "short"]).succeeded();
    assert_eq!(run.stdout, "");
}

#[test]
fn the_json_report_is_one_object_of_a_fixed_shape() {
    let (report, code) = one_of_each().check_json(&[]);
    assert_eq!(code, 1);
    assert_eq!(keys(&report), ["findings", "on", "summary", "version"]);
    assert_eq!(report["version"], 1);
    assert_is_date(&report["on"]);
    assert_eq!(keys(&report["summary"]), ["error", "note", "warning"]);
    let findings = report["findings"].as_array().expect("a list");
    assert!(findings.len() >= 2, "{report:#}");
    for finding in findings {
        assert_finding_has_the_shape(finding);
    }
    for weight in ["error", "warning", "note"] {
        let counted = findings.iter().filter(|finding| finding["severity"] == weight).count();
        assert_eq!(report["summary"][weight], counted, "the summary counts the findings: {report:#}");
    }
}

#[test]
fn the_json_report_points_at_the_words_in_characters() {
    let workshop = Workshop::starter();
    workshop.append("content/vision.md", "\nZwölf: [unsere Antwort](promise:answer-todya).\n");
    let (report, _) = workshop.check_json(&[]);
    let finding = &report["findings"][0];
    let line = workshop.read("content/vision.md").lines().count();
    assert_eq!(finding["rule"], "broken-link");
    assert_eq!(finding["path"], "content/vision.md");
    assert_eq!((&finding["line"], &finding["end_line"]), (&line.into(), &line.into()));
    assert_eq!((&finding["column"], &finding["end_column"]), (&8.into(), &46.into()));
    assert_eq!(finding["help"], "did you mean `answer-today`?");
}

#[test]
fn the_json_report_is_sorted_by_path_line_and_rule() {
    let workshop = one_of_each();
    workshop.append("content/missions/first-contact.md", "\n[b](promise:b) [a](promise:a)\n\n[c](role:c)\n");
    let (report, _) = workshop.check_json(&["--all"]);
    let findings = report["findings"].as_array().expect("a list");
    let place = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().expect("text").to_string();
        (text("path"), finding["line"].as_u64(), text("rule"))
    };
    assert!(findings.len() > 4, "{report:#}");
    assert!(findings.is_sorted_by_key(place), "{report:#}");
}

#[test]
fn every_format_but_text_tells_every_note() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "rules: { broken-link: note }\n");
    workshop.append(
        "content/vision.md",
        "\n[a](promise:a) [b](promise:b) [c](promise:c) [d](promise:d) [e](promise:e)\n",
    );
    let text = workshop.run(&["check"]).succeeded().stdout;
    assert_eq!(text.matches("note[broken-link]").count(), 3, "{text}");
    assert!(text.contains("2 more notes not shown; `throughline check --all` prints everything"), "{text}");
    let all = workshop.run(&["check", "--all"]).succeeded().stdout;
    assert_eq!(all.matches("note[broken-link]").count(), 5, "{all}");
    let short = workshop.run(&["check", "--format", "short"]).succeeded().stdout;
    assert_eq!(short.lines().count(), 5, "{short}");
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["summary"]["note"], 5);
}

#[test]
fn check_writes_nothing() {
    let workshop = Workshop::broken();
    let before = workshop.snapshot("");
    workshop.run(&["check"]).found_something();
    assert_eq!(workshop.snapshot(""), before);
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn assert_is_date(value: &Value) {
    let text = value.as_str().expect("a date as text");
    assert!(text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10, "{text}");
}

fn assert_finding_has_the_shape(finding: &Value) {
    let expected = [
        "column",
        "end_column",
        "end_line",
        "fingerprint",
        "help",
        "line",
        "message",
        "path",
        "related",
        "rule",
        "severity",
        "state",
    ];
    assert_eq!(keys(finding), expected);
    for text in ["rule", "severity", "path", "message"] {
        assert!(finding[text].as_str().is_some_and(|text| !text.is_empty()), "{text} is text: {finding:#}");
    }
    assert!(finding["help"].is_string() || finding["help"].is_null(), "{finding:#}");
    assert!(
        ["error", "warning", "note"].contains(&finding["severity"].as_str().expect("text")),
        "{finding:#}"
    );
    for number in ["line", "column", "end_line", "end_column"] {
        assert!(finding[number].as_u64().is_some_and(|n| n >= 1), "{number} is 1-based: {finding:#}");
    }
    for related in finding["related"].as_array().expect("a list") {
        assert_eq!(keys(related), ["line", "message", "path"]);
        assert!(related["path"].is_string() && related["message"].is_string() && related["line"].is_u64());
    }
}

#[test]
fn rules_that_are_weighed_in_words_that_mean_nothing_cannot_be_run() {
    let slips = [
        ("rules: { broken-lnk: off }", "handbook.yaml:1:10: there is no rule `broken-lnk`"),
        ("rules: { list-too-long: { at_most: many } }", "`many` is not a whole number"),
        ("rules: { list-too-long: { at_mots: 3 } }", "did you mean `at_most`?"),
        ("rules: { broken-link: loud }", "`loud`"),
        ("allow: [{ rule: to-many, reason: x }]", "did you mean `too-many`?"),
    ];
    for (settings, words) in slips {
        let workshop = Workshop::starter();
        workshop.write("handbook.yaml", settings);
        workshop.run(&["check"]).could_not_run(words);
        workshop.run(&["build"]).could_not_run(words);
        assert!(!workshop.has("public"), "nothing was built");
    }
}

#[test]
fn an_excuse_for_a_rule_that_does_not_exist_is_told_with_all_the_rest() {
    let workshop = Workshop::starter();
    let page = "---\nallow: { rule: brokn-link, reason: x }\n---\n[Gone](gone.md)\n";
    workshop.write("content/greeting.md", page);
    let told = "content/greeting.md:2:16: there is no rule `brokn-link`, so this changes nothing: did you mean `broken-link`?";
    let checked = workshop.run(&["check"]).could_not_run_after_telling();
    assert!(checked.stderr.contains(told) && checked.stdout.contains("gone.md"), "{checked:#?}");
    let built = workshop.run(&["build"]).could_not_run_after_telling();
    assert!(built.stderr.contains(told) && !workshop.has("public"), "{built:#?}");
}
