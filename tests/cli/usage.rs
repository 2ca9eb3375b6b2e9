//! Exit code 2: a command that means nothing, a folder that is not there.

use crate::helpers::Workshop;

#[test]
fn what_nobody_knows_is_refused_with_exit_code_2() {
    let workshop = Workshop::starter();
    let meaningless: [&[&str]; 10] = [
        &["bild"],
        &["--bild"],
        &["check", "--frobnicate"],
        &["check", "content"],
        &["check", "--format", "xml"],
        &["check", "--fail-on", "sometimes"],
        &["build", "--output"],
        &["build", "--color", "green"],
        &["init", "one", "two"],
        &["check", "--quiet", "--verbose"],
    ];
    for arguments in meaningless {
        let run = workshop.run(arguments).could_not_run("");
        assert!(run.stderr.contains("Usage:") || run.stderr.contains("--help"), "{arguments:?}: {run:#?}");
    }
    assert!(!workshop.has("public"), "nothing was built");
}

#[test]
fn a_slip_in_a_command_gets_the_word_that_was_meant() {
    let run = Workshop::empty().run(&["chekc"]).could_not_run("");
    assert!(run.stderr.contains("'check'"), "{run:#?}");
}

#[test]
fn without_a_command_the_help_is_shown_and_nothing_counts_as_done() {
    let run = Workshop::empty().run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:#?}");
    assert!(run.stderr.contains("Usage: throughline"), "{run:#?}");
}

#[test]
fn help_and_version_are_asked_for_and_so_go_to_standard_output() {
    for arguments in [["--help"], ["--version"]] {
        let run = Workshop::empty().run(&arguments).succeeded();
        assert!(run.stdout.contains("throughline") && run.stderr.is_empty(), "{run:#?}");
    }
    for command in ["build", "check", "init"] {
        let run = Workshop::empty().run(&[command, "--help"]).succeeded();
        assert!(run.stdout.contains(&format!("Usage: throughline {command}")), "{run:#?}");
    }
}

#[test]
fn a_missing_folder_is_told_in_one_sentence() {
    for command in ["check", "build"] {
        let run = Workshop::empty().run(&[command, "--root", "nowhere"]);
        run.could_not_run("there is no folder `").in_one_line();
    }
}

#[test]
fn a_file_is_no_handbook() {
    let workshop = Workshop::with(&[("notes.md", "# Notes\n")]);
    for command in ["check", "build"] {
        let run = workshop.run(&[command, "--root", "notes.md"]);
        run.could_not_run("notes.md` is a file; a handbook is a folder").in_one_line();
    }
}

#[test]
fn the_handbook_is_found_upward_from_where_one_is() {
    let workshop = Workshop::broken();
    for folder in ["content", "content/missions"] {
        let run = workshop.run_in(folder, &["check", "--format", "short"]).found_something();
        assert!(run.stdout.starts_with("content/vision.md:"), "paths are read from the root: {run:#?}");
    }
}

#[test]
fn root_beats_the_folder_one_is_in() {
    let workshop = Workshop::broken();
    workshop.run(&["init", "other"]).succeeded();
    workshop.run(&["check", "--root", "other"]).succeeded();
    workshop.run_in("other", &["check"]).succeeded();
    workshop.run_in("other", &["check", "--root", ".."]).found_something();
    workshop.run_in("other/content", &["--root", "../..", "check"]).found_something();
}

#[test]
fn a_folder_without_settings_is_read_as_plain_pages() {
    let workshop = Workshop::with(&[("notes/README.md", "# Notes\n\nHello.\n")]);
    let run = workshop.run_in("notes", &["check"]).succeeded();
    assert!(run.stdout.contains("1 document: no findings"), "{run:#?}");
}

#[cfg(not(feature = "git"))]
#[test]
fn without_git_no_states_are_compared() {
    Workshop::starter()
        .run(&["check", "--since", "main"])
        .could_not_run("was built without `git`")
        .in_one_line();
}
