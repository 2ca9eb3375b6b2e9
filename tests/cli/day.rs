//! The day that a handbook is read as of: `--on` beats `SOURCE_DATE_EPOCH` beats `as_of:` beats today.

use jiff::Zoned;

use crate::helpers::{Run, Workshop};

/// 2020-01-02, ten minutes before midnight in UTC.
const SECOND_OF_JANUARY: &str = "1578009000";

/// The day that `check` says it read the handbook as of.
fn day(workshop: &Workshop, arguments: &[&str], epoch: Option<&str>) -> String {
    let mut command = workshop.command(&[&["check", "--format", "json"], arguments].concat());
    if let Some(epoch) = epoch {
        command.env("SOURCE_DATE_EPOCH", epoch);
    }
    let report = Run::of(&mut command).succeeded().json();
    report["on"].as_str().expect("a date").to_string()
}

#[test]
fn the_flag_beats_the_environment_beats_the_settings_beats_the_clock() {
    let workshop = Workshop::starter();
    let before = Zoned::now().date().to_string();
    let today = day(&workshop, &[], None);
    let after = Zoned::now().date().to_string();
    assert!(today == before || today == after, "{today}");

    workshop.append("handbook.yaml", "as_of: 2019-05-06\n");
    assert_eq!(day(&workshop, &[], None), "2019-05-06");
    assert_eq!(day(&workshop, &[], Some(SECOND_OF_JANUARY)), "2020-01-02");
    assert_eq!(day(&workshop, &["--on", "2021-03-04"], Some(SECOND_OF_JANUARY)), "2021-03-04");
}

#[test]
fn an_empty_variable_counts_as_unset() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "as_of: 2019-05-06\n");
    assert_eq!(day(&workshop, &[], Some("")), "2019-05-06");
}

#[test]
fn a_day_that_is_none_is_told_with_an_example() {
    let workshop = Workshop::starter();
    for command in ["check", "build"] {
        for typed in ["yesterday", "2026-02-30", "01.02.2026", ""] {
            let run = workshop.run(&[command, "--on", typed]);
            run.could_not_run("is no date: write it as year-month-day, such as 2026-01-31").in_one_line();
        }
    }
}

#[test]
fn a_moment_that_is_none_is_told_in_one_sentence() {
    let workshop = Workshop::starter();
    for typed in ["yesterday", "99999999999999999999", "9999999999999999"] {
        let run = Run::of(workshop.command(&["check"]).env("SOURCE_DATE_EPOCH", typed));
        run.could_not_run("SOURCE_DATE_EPOCH").in_one_line();
    }
}

#[test]
fn the_same_input_and_day_give_the_same_bytes() {
    let workshop = Workshop::starter();
    workshop.run(&["build", "--on", "2026-01-31", "-o", "one"]).succeeded();
    workshop.run(&["build", "--on", "2026-01-31", "-o", "two"]).succeeded();
    let (mut one, mut two) = (workshop.snapshot("one"), workshop.snapshot("two"));
    // The manifest is the tool's own note of what it wrote when, and no part of the site.
    one.retain(|path, _| !path.starts_with('.'));
    two.retain(|path, _| !path.starts_with('.'));
    assert_eq!(one, two);
    assert!(!one.is_empty());
}
