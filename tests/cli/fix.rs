//! `check --fix`: what is mended on the disk, what is only shown, and what stays as it is.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::helpers::Workshop;

/// A handbook whose every fault can be mended.
fn mendable() -> Workshop {
    let workshop = Workshop::with(&[
        ("handbook.yaml", "title: Corner Bakery\n"),
        (
            "content/vision.md",
            "---\nsays: Nobody walks home with yesterday's bread.\nowner: lead\naims:\n  fresh: What you buy was baked today.\n---\n",
        ),
        ("content/roles.yaml", "- { id: lead, title: Counter lead }\n"),
        ("content/customers/early-birds.md", "---\ntitle: Early birds\n---\n"),
        ("content/missions/counter.md", "---\nsays: We hand over bread.\nserves: frehs\nowner: lead\n---\n"),
        (
            "content/promises/warm-bread.md",
            "---\nsays: Come before nine and your bread is warm.\nserves: counter\nfor: early-brids\nowner: lead\nwas: hot-bread\n---\n",
        ),
        (
            "content/systems/oven.md",
            "\u{feff}---\r\ntitle: The oven\r\nkeeps: hot-bread\r\nowner: lead\r\nrun_when: 05:45\r\nfloor: { at_most: 2 hours, target: 97% }\r\n---\r\n## Floor\r\n- [ ] @lead Put the second tray in.\r\n  - within: 10 minutes\r\n- [ ] @lead Feel one loaf.",
        ),
        ("content/notes.md", "# Notes\n\n{{promise:hot-bread}} and [bread](promise:warm-bred)\n"),
    ]);
    workshop.run(&["check"]).found_something();
    workshop
}

#[test]
fn what_would_change_is_shown_and_nothing_is_written() {
    let workshop = mendable();
    let before = workshop.snapshot("");
    let run = workshop.run(&["check", "--fix", "--dry-run"]);
    assert_eq!(run.code, 1, "the faults are still there: {run:#?}");
    insta::assert_snapshot!(format!("{}\n{}", run.stdout.replace('\r', ""), run.stderr));
    assert_eq!(workshop.snapshot(""), before);
}

#[test]
fn what_is_mended_is_told_and_the_check_is_clean_then() {
    let workshop = mendable();
    let untouched = ["handbook.yaml", "content/vision.md", "content/roles.yaml"];
    let before = workshop.snapshot("");
    let run = workshop.run(&["check", "--fix"]).succeeded();
    assert_eq!(run.stderr, "Mended 7 faults in 4 files: 3 misspelt ids, 2 old ids, 2 missing anchors.\n");
    assert!(!run.stdout.contains("error"), "{run:#?}");
    let after = workshop.snapshot("");
    for path in untouched {
        assert_eq!(before[path], after[path]);
    }
    let wanted = String::from_utf8(before["content/systems/oven.md"].clone())
        .expect("text")
        .replace("hot-bread", "warm-bread")
        .replace("tray in.", "tray in. ^put-second")
        .replace("one loaf.", "one loaf. ^feel-loaf");
    assert_eq!(
        workshop.read("content/systems/oven.md"),
        wanted,
        "mark, line ends and the missing last one stay"
    );
    assert_eq!(
        workshop.read("content/notes.md"),
        "# Notes\n\n{{promise:warm-bread}} and [bread](promise:warm-bread)\n"
    );
    assert_eq!(after.len(), before.len(), "no draft is left behind");
    let (report, code) = workshop.check_json(&[]);
    assert_eq!((code, &report["summary"]["error"]), (0, &0.into()), "{report:#}");
    let again = workshop.run(&["check", "--fix"]).succeeded();
    assert_eq!(again.stderr, "There was nothing to mend without a guess.\n");
    assert_eq!(workshop.snapshot(""), after, "a second run changes nothing");
    assert_eq!(workshop.run(&["check", "--fix", "--dry-run"]).succeeded().stdout, "");
}

#[test]
fn what_is_left_is_reported_as_ever() {
    let workshop = mendable();
    workshop.append("content/notes.md", "\n[x](promise:parking)\n");
    let run = workshop.run(&["check", "--fix", "--format", "json", "-q"]);
    let report = run.json();
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let errors = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["severity"] == "error");
    let messages: Vec<&str> = errors.filter_map(|finding| finding["message"].as_str()).collect();
    assert_eq!(messages, ["there is no promise `parking`"]);
    assert_eq!(
        report["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|f| f["path"] == "content/notes.md")
            .count(),
        1
    );
}

#[test]
fn the_starter_needs_no_mending_and_one_slip_is_one_edit() {
    let clean = Workshop::starter();
    let before = clean.snapshot("");
    clean.run(&["check", "--fix"]).succeeded();
    assert_eq!(clean.snapshot(""), before);
    let run = Workshop::broken().run(&["check", "--fix"]).succeeded();
    assert_eq!(run.stderr, "Mended 1 fault in 1 file: 1 misspelt id.\n");
}

#[test]
fn a_dry_run_is_one_of_a_fix_and_writes_no_report() {
    let workshop = mendable();
    for arguments in [
        &["check", "--dry-run"][..],
        &["check", "--fix", "--dry-run", "--report", "json=out.json"],
        &["check", "--fix", "--dry-run", "--write-baseline", "known"],
    ] {
        workshop.run(arguments).could_not_run("");
    }
    assert!(!workshop.has("out.json") && !workshop.has("known"));
}

#[test]
fn a_plain_folder_is_never_touched() {
    let workshop = Workshop::with(&[
        ("a.md", "---\nwas: old\n---\n# A\n"),
        ("b.md", "# B\n[x](page:old) [y](page:aa)\n"),
    ]);
    let before = workshop.snapshot("");
    workshop.run(&["check", "--fix", "--root", "."]);
    assert_eq!(workshop.snapshot(""), before);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stops_it_before_anything_is_written() {
    let workshop = mendable();
    let path = workshop.path("content/systems/oven.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("permissions can be set");
    let before = workshop.snapshot("");
    let run = workshop.run(&["check", "--fix"]);
    run.could_not_run("`content/systems/oven.md` is read-only: allow writing to it, and run this again (no file was changed)").in_one_line();
    assert_eq!(workshop.snapshot(""), before);
    workshop.run(&["check", "--fix", "--dry-run"]).found_something();
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_stays_a_link() {
    let workshop = mendable();
    let path = workshop.path("content/systems/oven.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions can be set");
    fs::rename(workshop.path("content/notes.md"), workshop.path("content/really.txt"))
        .expect("it can be moved");
    symlink("really.txt", workshop.path("content/notes.md")).expect("a link can be made");
    workshop.run(&["check", "--fix"]).succeeded();
    assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(workshop.path("content/notes.md")).expect("it is there").is_symlink());
    assert!(
        workshop.read("content/really.txt").contains("{{promise:warm-bread}}"),
        "the file behind it is mended"
    );
}
