//! `explain`: one rule, told whole.

use crate::helpers::Workshop;

#[test]
fn a_rule_is_told_with_its_reason_its_example_and_its_fix() {
    let run = Workshop::empty().run(&["explain", "broken-link"]).succeeded();
    for part in ["broken-link (error)", "What sets it off:", "keeps: call-back-todya", "Instead:"] {
        assert!(run.stdout.contains(part), "{part}: {run:#?}");
    }
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 100), "{run:#?}");
}

#[test]
fn a_rule_that_does_not_exist_gets_the_name_that_was_meant() {
    let run = Workshop::empty().run(&["explain", "broken-lnk"]).could_not_run("");
    assert!(run.stderr.contains("did you mean `broken-link`?"), "{run:#?}");
}
