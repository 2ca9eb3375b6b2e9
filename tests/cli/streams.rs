//! Findings and reports go to standard output, progress and failures to standard error; colour only where it is wanted.

use std::process::{Command, Stdio};

use crate::helpers::{Run, Workshop, binary};

const ESCAPE: char = '\u{1b}';

#[test]
fn a_build_tells_its_progress_on_standard_error() {
    let run = Workshop::starter().run(&["build"]).succeeded();
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("Built "), "{run:#?}");
}

#[test]
fn a_build_that_is_stopped_tells_findings_and_failure_apart() {
    let run = Workshop::broken().run(&["build"]).found_something();
    assert!(run.stdout.contains("error[broken-link]"), "{run:#?}");
    assert!(run.stderr.contains("Nothing was written") && !run.stderr.contains("broken-link"), "{run:#?}");
}

#[test]
fn quiet_says_nothing_but_findings_and_failures() {
    let workshop = Workshop::starter();
    for arguments in [&["build", "-q"][..], &["--quiet", "build"], &["init", "other", "-q"]] {
        let run = workshop.run(arguments).succeeded();
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""), "{arguments:?}");
    }
    workshop.break_a_link();
    let run = workshop.run(&["build", "-q"]).found_something();
    assert_eq!(run.stderr, "");
    workshop.run(&["check", "-q", "--root", "nowhere"]).could_not_run("there is no folder");
}

#[test]
fn verbose_says_how_long_each_stage_took() {
    let workshop = Workshop::starter();
    let run = workshop.run(&["build", "-v"]).succeeded();
    for stage in ["read ", "linked and checked", "planned ", "rendered and wrote"] {
        assert!(run.stderr.contains(stage), "{stage}: {run:#?}");
    }
    let run = workshop.run(&["check", "-v", "--format", "json"]).succeeded();
    assert!(serde_json::from_str::<serde_json::Value>(&run.stdout).is_ok(), "{run:#?}");
}

#[test]
fn a_pipe_gets_no_colour_unless_it_is_asked_for() {
    let workshop = Workshop::broken();
    assert!(!workshop.run(&["check"]).stdout.contains(ESCAPE));
    assert!(!workshop.run(&["check", "--color", "never"]).stdout.contains(ESCAPE));
    assert!(workshop.run(&["check", "--color", "always"]).stdout.contains(ESCAPE));
    assert!(workshop.run(&["build", "--color=always"]).stdout.contains(ESCAPE));
}

#[test]
fn no_color_is_heard_and_a_flag_is_heard_over_it() {
    let workshop = Workshop::broken();
    let plain = Run::of(workshop.command(&["check"]).env("NO_COLOR", "1"));
    assert!(!plain.stdout.contains(ESCAPE));
    let asked = Run::of(workshop.command(&["check", "--color", "always"]).env("NO_COLOR", "1"));
    assert!(asked.stdout.contains(ESCAPE));
}

#[test]
fn machine_formats_are_never_coloured() {
    let workshop = Workshop::broken();
    for format in ["short", "json"] {
        let run = workshop.run(&["check", "--color", "always", "--format", format]).found_something();
        assert!(!run.stdout.contains(ESCAPE), "{run:#?}");
    }
}

/// `throughline check | head`: whoever reads may stop early.
#[test]
fn a_reader_who_stops_early_causes_no_failure() {
    let workshop = Workshop::starter();
    let many: String = (0..5000).map(|n| format!("[{n}](promise:nobody-made-{n})\n")).collect();
    workshop.append("content/vision.md", &many);
    for arguments in [["check", "--all"], ["check", "--format=short"], ["check", "--format=json"]] {
        let mut child = Command::new(binary())
            .args(arguments)
            .current_dir(workshop.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: the findings are there all the same");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}
