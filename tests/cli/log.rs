//! `throughline log`: one valid row more, whole or not at all; everything else as it was.

use std::fs;
use std::os::unix::fs::symlink;
use std::thread;

use crate::helpers::Workshop;

const KEPT: &str = "content/records/kept.csv";

fn starter() -> Workshop {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "as_of: 2026-11-16\n");
    workshop
}

fn kept<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["log", "kept", "--promise", "answer-today", "--place", "here"], more].concat()
}

#[test]
fn the_first_row_makes_the_log() {
    let workshop = starter();
    workshop.run(&kept(&["--due", "12", "--kept", "11", "--note", "one, late"])).succeeded();
    assert_eq!(
        workshop.read(KEPT),
        "week,promise,place,due,checked,kept,picked,remedied,note\n2026-W47,answer-today,here,12,12,11,,,\"one, late\"\n"
    );
    workshop
        .run(&["log", "voice", "--from", "new-customers", "--how", "asked", "--says", "Was anyone there?"])
        .succeeded();
    assert!(
        workshop
            .read("content/records/voices.csv")
            .contains("\n2026-11-16,new-customers,asked,Was anyone there?,,,,\n")
    );
    workshop.run(&["check", "--fail-on", "warning"]).succeeded();
}

#[test]
fn the_logs_own_columns_and_line_ends_stay() {
    let workshop = starter();
    let before = "\u{feff}mine;week;promise;place;due;checked;kept\r\n;2026-W46;answer-today;here;3;3;3";
    workshop.write(KEPT, before);
    workshop.run(&kept(&["--due", "12", "--kept", "11"])).succeeded();
    assert_eq!(workshop.read(KEPT), format!("{before}\r\n;2026-W47;answer-today;here;12;12;11\r\n"));
}

/// The same words as those of `check`, and nothing is written.
#[test]
fn what_check_would_refuse_is_refused_in_the_same_words() {
    let cases: [(&[&str], &str); 6] = [
        (&["--due", "12", "--kept", "13"], "kept 13 of 12 checked"),
        (&["--due", "12", "--kept", "many"], "`many` cannot be read in the column `kept`"),
        (&["--due", "12", "--kept", "12", "--week", "2025-W53"], "write a week that the year has"),
        (&["--due", "12", "--kept", "12", "--week", "2026-W48"], "does not count yet"),
        (&["--due", "12", "--kept", "12", "--week", "2026-W45"], "has two rows for this week and place"),
        (&["--due", "12", "--kept", "12", "--picked", "some"], "one of `all`, `random`, `convenient`"),
    ];
    let workshop = starter();
    workshop.run(&kept(&["--due", "2", "--kept", "2", "--week", "2026-W45"])).succeeded();
    let before = workshop.snapshot("content");
    for (more, words) in cases {
        workshop.run(&kept(more)).could_not_run(words).in_one_line();
    }
    let meant = ["log", "kept", "--promise", "answer-todya", "--place", "here", "--due", "1", "--kept", "1"];
    workshop.run(&meant).could_not_run("did you mean `answer-today`?").in_one_line();
    assert_eq!(workshop.snapshot("content"), before, "nothing was written, and nothing lies about");
}

#[test]
fn a_log_that_cannot_be_read_takes_no_row() {
    let workshop = starter();
    for (text, words) in [
        ("week,promise,place,due,kept\n", "no column `checked`"),
        (
            "week,promise,place,due,checked,kept,note\n2026-W45,answer-today,here,1,1,1,\"open\n",
            "does not close",
        ),
    ] {
        workshop.write(KEPT, text);
        workshop.run(&kept(&["--due", "12", "--kept", "12"])).could_not_run(words);
        assert_eq!(workshop.read(KEPT), text);
    }
}

#[test]
fn a_log_that_is_a_link_gets_its_row_only_within_the_handbook() {
    let head = "week,promise,place,due,checked,kept\n";
    let elsewhere = Workshop::with(&[("kept.csv", head)]);
    let workshop = starter();
    workshop.write("content/records/really.csv", head);
    symlink("really.csv", workshop.path(KEPT)).expect("a link");
    workshop.run(&kept(&["--due", "12", "--kept", "12"])).succeeded();
    let really = "content/records/really.csv";
    assert_eq!(workshop.read(really), format!("{head}2026-W47,answer-today,here,12,12,12\n"));
    assert!(workshop.path(KEPT).is_symlink(), "the link stays");
    fs::remove_file(workshop.path(KEPT)).expect("it can go");
    symlink(elsewhere.path("kept.csv"), workshop.path(KEPT)).expect("a link");
    let refused = format!("`{KEPT}` cannot be read, so it is not written either");
    workshop.run(&kept(&["--due", "12", "--kept", "12"])).could_not_run(&refused).in_one_line();
    assert_eq!(elsewhere.read("kept.csv"), head);
}

#[test]
fn a_plus_one_goes_on_where_it_was() {
    let workshop = starter();
    workshop.write("content/systems/list.md", "---\ntitle: The list\nkeeps: answer-today\n---\n");
    let role = workshop.read("content/roles.yaml");
    let role =
        role.split_once("id: ").and_then(|(_, rest)| rest.split([',', '\n', ' ']).next()).expect("a role");
    let first = [
        "log",
        "plus-one",
        "--id",
        "tea",
        "--state",
        "trying",
        "--system",
        "list",
        "--what",
        "Offer tea",
        "--by",
        role,
        "--week",
        "2026-W44",
    ];
    workshop.run(&first).succeeded();
    workshop
        .run(&["log", "plus-one", "--id", "tea", "--state", "kept", "--result", "they smile"])
        .succeeded();
    let text = workshop.read("content/records/plus-ones.csv");
    assert!(text.ends_with(&format!("\ntea,2026-W47,list,Offer tea,{role},kept,,they smile\n")), "{text}");
}

#[test]
fn rows_written_at_the_same_time_are_all_there() {
    let workshop = starter();
    thread::scope(|scope| {
        for week in 10..22 {
            let workshop = &workshop;
            scope.spawn(move || {
                let week = format!("2026-W{week}");
                workshop.run(&kept(&["--due", "1", "--kept", "1", "--week", &week])).succeeded();
            });
        }
    });
    let text = workshop.read(KEPT);
    assert_eq!(text.lines().count(), 13, "{text}");
    assert!((10..22).all(|week| text.contains(&format!("2026-W{week},"))), "{text}");
}
