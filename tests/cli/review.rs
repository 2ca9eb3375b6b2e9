//! `review`: what it shows, what it records, and what it leaves alone in `reviews.lock`.

use crate::helpers::markdown::{fences, read};
use crate::helpers::{Run, Workshop};

const LOCK: &str = "reviews.lock";
const PROMISE: &str = "content/promises/call-back.md";

/// The small handbook of the suite.
fn small() -> Workshop {
    let workshop = Workshop::empty();
    let blocks = fences(&read("tests/suite/_base/small.md"));
    for block in blocks.iter().filter(|block| !block.about.is_empty()) {
        workshop.write(&block.about, &block.text);
    }
    workshop
}

fn review(workshop: &Workshop, id: &str, on: &str) -> Run {
    workshop.run(&["review", id, "--on", on]).succeeded()
}

/// The small handbook with all that can be reviewed held against what is above it, on 1 October.
fn reviewed() -> Workshop {
    let workshop = small();
    for id in ["front-office", "call-back", "message-list"] {
        review(&workshop, id, "2026-10-01");
    }
    assert_eq!(rules(&workshop), [""; 0]);
    workshop
}

/// The names of the rules that find something.
fn rules(workshop: &Workshop) -> Vec<String> {
    let (report, _) = workshop.check_json(&["--on", "2026-11-16"]);
    let findings = report["findings"].as_array().expect("a list");
    findings.iter().map(|finding| finding["rule"].as_str().expect("a name").to_string()).collect()
}

fn tighten(workshop: &Workshop) {
    workshop.replace(PROMISE, "at_most: 6 hours", "at_most: 4 hours");
}

/// Lines of the lock without its comments.
fn lines(lock: &str) -> Vec<&str> {
    lock.lines().filter(|line| !line.starts_with('#')).collect()
}

#[test]
fn a_review_is_shown_and_recorded_and_then_nothing_waits() {
    let workshop = reviewed();
    tighten(&workshop);
    assert_eq!(rules(&workshop), ["needs-review"]);
    let run = review(&workshop, "message-list", "2026-11-16");
    for part in ["last reviewed on 2026-10-01", "changed since 2026-10-01", "limit: at most 4 hours"] {
        assert!(run.stdout.contains(part), "{part}: {run:#?}");
    }
    assert!(run.stderr.contains("`message-list` was reviewed on 2026-11-16"), "{run:#?}");
    assert_eq!(rules(&workshop), [""; 0]);
    let lock = workshop.read(LOCK);
    let line = lines(&lock).into_iter().find(|line| line.starts_with("message-list ")).expect("a line");
    assert!(
        line.starts_with("message-list call-back at:") && line.ends_with(" 2026-11-16 manager"),
        "{line}"
    );
    assert_eq!(lines(&lock).len(), 5, "one line for each pair: {lock}");
    let again = review(&workshop, "message-list", "2026-11-16");
    assert!(again.stdout.contains("as it was on 2026-11-16"), "{again:#?}");
    assert_eq!(workshop.read(LOCK), lock, "the same review writes the same bytes");
}

/// The change walks down one level at a time.
#[test]
fn only_what_hangs_directly_below_is_asked_first() {
    let workshop = reviewed();
    workshop.replace("content/vision.md", "says: Nobody", "says: No one");
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["findings"].as_array().expect("a list").len(), 1);
    assert_eq!(report["findings"][0]["path"], "content/missions/front-office.md");
    // The mission answers the change, and its own children are next.
    workshop.replace("content/missions/front-office.md", "says: Whoever phones", "says: Everyone who phones");
    review(&workshop, "front-office", "2026-11-16");
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["findings"].as_array().expect("a list").len(), 1);
    assert_eq!(report["findings"][0]["path"], PROMISE);
}

#[test]
fn a_rehearsal_records_nothing() {
    let workshop = reviewed();
    tighten(&workshop);
    let before = workshop.snapshot("");
    let run = workshop.run(&["review", "message-list", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("limit: at most 4 hours") && run.stderr.contains("Nothing was recorded"));
    workshop.run(&["review", "call-back", "--wording-only", "--dry-run"]).could_not_run_after_telling();
    assert_eq!(workshop.snapshot(""), before);
}

#[test]
fn what_cannot_be_read_is_kept_where_it_is_with_its_line_ends() {
    let workshop = reviewed();
    let lock = workshop.read(LOCK).replace('\n', "\r\n");
    let lock = lock.replace("# message-list\r\n", "# message-list\r\nmessage-list ??? limit:1\r\n\t\r\n");
    let lock = format!("{lock}<<<<<<< ours\r\n=======\r\n>>>>>>> theirs\r\n# a note of ours");
    workshop.write(LOCK, &lock);
    review(&workshop, "message-list", "2026-11-16");
    let after = workshop.read(LOCK);
    assert_eq!(after.matches("2026-11-16").count(), 1, "{after}");
    for kept in [
        "\r\nmessage-list ??? limit:1\r\n\t\r\n",
        "<<<<<<< ours\r\n=======\r\n>>>>>>> theirs\r\n# a note of ours",
    ] {
        assert!(after.contains(kept), "{kept:?} is gone: {after}");
    }
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    let old: Vec<&str> = lock.lines().filter(|line| !line.starts_with("message-list call-back")).collect();
    let new: Vec<&str> = after.lines().filter(|line| !line.starts_with("message-list call-back")).collect();
    assert_eq!(new, old, "nothing else changed");
}

#[test]
fn a_lock_that_is_no_text_is_not_overwritten() {
    let workshop = reviewed();
    workshop.write(LOCK, b"caf\xe9\n");
    for arguments in [&["review", "message-list"][..], &["review", "--sync"]] {
        workshop.run(arguments).could_not_run("`reviews.lock` cannot be read").in_one_line();
    }
    assert_eq!(workshop.snapshot("")[LOCK], b"caf\xe9\n");
}

#[test]
fn what_is_not_there_is_told_with_what_was_meant() {
    let workshop = small();
    let run = workshop.run(&["review", "mesage-list"]).could_not_run("there is no document `mesage-list`");
    assert!(run.in_one_line().stderr.contains("did you mean `message-list`?"));
    workshop.run(&["review", "qqqqqqqq"]).could_not_run("the name of a file without `.md`").in_one_line();
    workshop.run(&["review", "call-back", "--on", "soon"]).could_not_run("is no date").in_one_line();
    assert_eq!(workshop.run(&["review"]).code, 2);
    assert_eq!(workshop.run(&["review", "call-back", "--sync"]).code, 2);
    assert_eq!(workshop.run(&["review", "call-back", "--because", "why"]).code, 2);
    assert!(!workshop.has(LOCK));
    let plain = Workshop::with(&[("page.md", "# A page\n")]);
    plain.run(&["review", "page", "--root", "."]).could_not_run("has no handbook.yaml").in_one_line();
}

#[test]
fn nothing_is_reviewed_against_what_cannot_be_read() {
    let workshop = small();
    workshop.replace(PROMISE, "at_most: 6 hours", "at_most: soon");
    workshop.run(&["review", "message-list"]).could_not_run("`limit` of `content/promises/call-back.md`");
    workshop.run(&["review", "call-back"]).succeeded();
    workshop.replace("content/systems/message-list.md", "keeps: call-back", "keeps: { a: b }");
    workshop.run(&["review", "message-list"]).could_not_run("`keeps` of `content/systems/message-list.md`");
}

#[test]
fn a_document_with_nothing_above_it_says_so_and_its_day_is_recorded() {
    let workshop = small();
    workshop.replace(
        "content/vision.md",
        "owner: manager",
        "owner: manager\nreviewed: 2025-01-01\nreview_every: 1 year",
    );
    assert_eq!(rules(&workshop), ["stale"]);
    let run = review(&workshop, "vision", "2026-11-16");
    assert!(run.stdout.contains("nothing is above the vision"), "{run:#?}");
    assert_eq!(lines(&workshop.read(LOCK)), ["vision - 2026-11-16 manager"]);
    assert!(!rules(&workshop).contains(&"stale".to_string()));
}

#[test]
fn other_words_for_the_same_clear_everything_below_at_once_and_nothing_more() {
    let workshop = reviewed();
    workshop.write("content/systems/second.md", workshop.read("content/systems/message-list.md"));
    review(&workshop, "second", "2026-10-02");
    let before = workshop.read(LOCK);
    workshop.replace(PROMISE, "Leave a message and a person", "Leave us a message, and somebody");
    assert_eq!(rules(&workshop).iter().filter(|rule| *rule == "needs-review").count(), 2);
    let run = workshop.run(&[
        "review",
        "call-back",
        "--wording-only",
        "--because",
        "It reads more kindly.",
        "--on",
        "2026-11-16",
    ]);
    assert!(run.succeeded().stderr.contains("2 documents stay reviewed"));
    assert!(!rules(&workshop).contains(&"needs-review".to_string()));
    let after = workshop.read(LOCK);
    let note = " wording only, 2026-11-16, manager: It reads more kindly.";
    assert!(after.contains(&format!(" 2026-10-01 manager{note}\n")), "the day of the review stays: {after}");
    assert!(after.contains(&format!(" 2026-10-02 manager{note}\n")), "{after}");
    assert_eq!(lines(&after).len(), lines(&before).len());
    workshop.run(&["review", "call-back", "--wording-only"]).could_not_run("nothing below `call-back` waits");
}

/// A smaller limit is no wording, whatever is said about it.
#[test]
fn another_limit_is_never_only_wording() {
    let workshop = reviewed();
    tighten(&workshop);
    workshop.run(&["review", "call-back", "--wording-only"]).could_not_run_after_telling();
    assert_eq!(rules(&workshop), ["needs-review"]);
    workshop.replace(PROMISE, "Leave a message and a person", "Leave us a message, and somebody");
    let run = workshop.run(&["review", "call-back", "--wording-only"]).succeeded();
    assert!(
        run.stdout.contains("still to be reviewed, this is more than other words\n  limit: "),
        "{run:#?}"
    );
    assert_eq!(rules(&workshop), ["needs-review"]);
}

#[test]
fn dates_in_headers_become_lines_so_that_nobody_needs_a_terminal() {
    let workshop = reviewed();
    tighten(&workshop);
    workshop.run(&["review", "--sync"]).succeeded();
    assert_eq!(rules(&workshop), ["needs-review"], "no header names a later day");
    workshop.replace(
        "content/systems/message-list.md",
        "owner: manager",
        "owner: manager\nreviewed: 2026-11-10",
    );
    assert_eq!(rules(&workshop), [""; 0], "the date alone is enough");
    let run = workshop.run(&["review", "--sync", "--on", "2026-11-16"]).succeeded();
    assert!(run.stderr.contains("`message-list`, as its header says"), "{run:#?}");
    let lock = workshop.read(LOCK);
    assert!(lock.contains(" 2026-11-10 manager\n"), "{lock}");
    workshop.replace(PROMISE, "at_most: 4 hours", "at_most: 5 hours");
    assert_eq!(rules(&workshop), ["needs-review"], "from then on changes are seen again");
    let run = workshop.run(&["review", "--sync", "--on", "2026-11-16"]).succeeded();
    assert!(run.stderr.contains("says already what the headers say"), "{run:#?}");
    assert_eq!(workshop.read(LOCK), lock);
}

#[test]
fn a_header_that_cannot_be_read_whole_is_left_out_and_loses_no_line() {
    let workshop = reviewed();
    let lock = workshop.read(LOCK);
    workshop.replace(PROMISE, "wants: know-you-got-it", "wants: { a: b }\nreviewed: 2026-11-10");
    let run = workshop.run(&["review", "--sync", "--on", "2026-11-16"]).succeeded();
    assert!(run.stderr.contains("`call-back` is left out: `wants` of"), "{run:#?}");
    assert_eq!(workshop.read(LOCK), lock);
}

#[test]
fn reviews_at_the_same_time_all_count() {
    let workshop = small();
    let names: Vec<String> = (0..8).map(|n| format!("list-{n}")).collect();
    for name in &names {
        let path = format!("content/systems/{name}.md");
        workshop.write(&path, workshop.read("content/systems/message-list.md"));
    }
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| review(&workshop, name, "2026-11-16"));
        }
    });
    let lock = workshop.read(LOCK);
    let reviewed: Vec<&str> = lines(&lock).iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(reviewed, names, "{lock}");
    assert_eq!(workshop.snapshot("").keys().filter(|path| path.contains("reviews")).count(), 1);
}

#[test]
fn a_handbook_without_dates_gets_no_lock() {
    let workshop = small();
    workshop.run(&["review", "--sync"]).succeeded();
    assert!(!workshop.has(LOCK));
}

/// Two people review two documents whose lines are neighbours, each on a branch: Git joins them by itself.
#[test]
fn reviews_of_two_documents_on_two_branches_merge() {
    let workshop = small();
    for name in ["a-list", "b-list", "c-list"] {
        workshop
            .write(&format!("content/systems/{name}.md"), workshop.read("content/systems/message-list.md"));
    }
    // One of the two was reviewed before, the other is new to the lock.
    review(&workshop, "a-list", "2026-10-01");
    workshop.commit("before");
    workshop.git(&["switch", "-qc", "other"]);
    review(&workshop, "b-list", "2026-11-03");
    workshop.commit("the other");
    workshop.git(&["switch", "-q", "main"]);
    review(&workshop, "a-list", "2026-11-02");
    review(&workshop, "c-list", "2026-11-02");
    workshop.commit("the one");
    workshop.git(&["merge", "-q", "--no-edit", "other"]);
    let lock = workshop.read(LOCK);
    let dates: Vec<&str> = lines(&lock).iter().filter_map(|line| line.split(' ').nth_back(1)).collect();
    assert_eq!(dates, ["2026-11-02", "2026-11-03", "2026-11-02"], "{lock}");
    assert!(!rules(&workshop).iter().any(|rule| rule == "bad-row"));
}

/// The old words come from the history, also when the repository holds more than the handbook.
#[cfg(feature = "git")]
#[test]
fn the_words_of_the_last_review_are_found_in_the_history() {
    let workshop = reviewed();
    workshop.commit("as it was reviewed");
    for hours in [5, 4] {
        let text = workshop.read(PROMISE);
        let (before, after) = text.split_once("at_most: ").expect("a limit");
        let (_, after) = after.split_once(' ').expect("a unit");
        workshop.write(PROMISE, format!("{before}at_most: {hours} {after}"));
        workshop.commit("less time");
    }
    workshop.replace(PROMISE, "a person calls you back", "somebody calls you back");
    workshop.replace("content/vision.md", "You always know", "You know");
    let run = workshop.run(&["review", "message-list", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("  limit: at most [-6-] {+4+} hours\n"), "{run:#?}");
    assert!(run.stdout.contains("Leave a message and [-a person-] {+somebody+} calls you"), "{run:#?}");
    let run = workshop.run(&["review", "front-office", "--dry-run"]).succeeded();
    assert!(
        run.stdout.contains("the aim informed: changed") && run.stdout.contains("You [-always-] know"),
        "{run:#?}"
    );
    workshop.run(&["review", "message-list"]).succeeded();
    let run = workshop.run(&["review", "message-list"]).succeeded();
    assert!(run.stdout.contains("as it was on"), "what was recorded is not committed, and counts: {run:#?}");
}

#[cfg(feature = "git")]
#[test]
fn other_numbers_are_more_than_other_words() {
    let workshop = small();
    workshop.replace(PROMISE, "calls you back the same day", "calls you back within 6 hours");
    for id in ["front-office", "call-back", "message-list"] {
        review(&workshop, id, "2026-10-01");
    }
    workshop.commit("as it was reviewed");
    workshop.replace(PROMISE, "calls you back within 6 hours", "calls you back within 3 hours");
    let run = workshop.run(&["review", "call-back", "--wording-only"]).could_not_run_after_telling();
    assert!(run.stdout.contains("within [-6-] {+3+} hours"), "{run:#?}");
}

#[cfg(feature = "git")]
#[test]
fn a_handbook_in_a_folder_of_its_repository_and_a_shallow_clone() {
    let outer = Workshop::empty();
    let inner = reviewed();
    for (path, bytes) in inner.snapshot("") {
        outer.write(&format!("docs/handbook/{path}"), bytes);
    }
    outer.commit("as it was reviewed");
    outer.replace(&format!("docs/handbook/{PROMISE}"), "at_most: 6 hours", "at_most: 4 hours");
    outer.commit("less time");
    let run = outer.run_in("docs/handbook", &["review", "message-list", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("  limit: at most [-6-] {+4+} hours\n"), "{run:#?}");
    let address = format!("file://{}", outer.path("").display());
    outer.git(&["clone", "-q", "--depth", "1", &address, "shallow"]);
    let run = outer.run_in("shallow/docs/handbook", &["review", "message-list", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("limit: at most 4 hours (new words)\n"), "{run:#?}");
    assert!(run.stdout.contains("this clone is shallow: `git fetch --unshallow`"), "{run:#?}");
}

#[test]
fn without_a_history_the_report_says_why_the_old_words_are_not_known() {
    let workshop = reviewed();
    tighten(&workshop);
    let run = workshop.run(&["review", "message-list", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("limit: at most 4 hours (new words)\n"), "{run:#?}");
    assert!(run.stdout.contains("What stood there before is not known: "), "{run:#?}");
}

/// The manual shows one review of the small handbook, and its line.
#[cfg(feature = "git")]
#[test]
fn a_review_looks_as_the_manual_shows_it() {
    let manual = read("docs/reviews.md");
    let workshop = small();
    review(&workshop, "message-list", "2026-11-16");
    let lock = workshop.read(LOCK);
    let block = lock.split_once("# message-list\n").expect("its lines").1;
    assert!(manual.contains(&format!("# message-list\n{block}```")), "{block}");
    let workshop = reviewed();
    workshop.commit("as it was reviewed");
    tighten(&workshop);
    workshop.replace(PROMISE, "a person calls you back", "somebody calls you back");
    let run = review(&workshop, "message-list", "2026-11-16");
    let told = format!("$ throughline review message-list\n{}{}", run.stdout, run.stderr);
    assert!(manual.contains(&told), "docs/reviews.md does not show\n{told}");
}
