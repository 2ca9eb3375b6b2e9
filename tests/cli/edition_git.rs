//! Editions that are tags, in repositories of all kinds. The program reads them without the git program, and cuts with it.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::edition::DAY;
use crate::helpers::git::{ENVIRONMENT, run_as_printed};
use crate::helpers::{Run, Workshop};

/// Runs the program; the git program below it knows who it is, and nothing of this machine.
fn run(workshop: &Workshop, folder: &str, arguments: &[&str]) -> Run {
    Run::of(workshop.command_in(folder, arguments).env(DAY.0, DAY.1).envs(ENVIRONMENT))
}

/// Quietly: a failure then stands alone.
fn cut(workshop: &Workshop, name: &str) -> Run {
    run(
        workshop,
        "",
        &["--quiet", "edition", "cut", name, "--approved-by", "manager", "--valid-from", "2026-10-01"],
    )
}

fn list(workshop: &Workshop, folder: &str) -> Value {
    run(workshop, folder, &["edition", "list", "--format", "json"]).succeeded().json()
}

/// Names and states.
fn told(list: &Value) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let editions = list["editions"].as_array().expect("a list").iter();
    editions.map(|edition| (word(&edition["name"]), word(&edition["state"]))).collect()
}

fn states(list: &Value) -> Vec<String> {
    told(list).into_iter().map(|(_, state)| state).collect()
}

/// The first trouble: its sort, and the command between backticks that mends it.
fn trouble(list: &Value) -> (String, String) {
    let first = &list["troubles"][0];
    let command = first["help"].as_str().unwrap_or_default().split('`').find(|part| part.starts_with("git "));
    (first["kind"].as_str().unwrap_or_default().to_string(), command.unwrap_or_default().to_string())
}

fn repository() -> Workshop {
    let workshop = Workshop::starter();
    workshop.commit("Begin");
    workshop
}

fn clone(origin: &Workshop, options: &[&str]) -> Workshop {
    let workshop = Workshop::empty();
    let address = format!("file://{}", origin.path("").canonicalize().expect("a folder").display());
    workshop.git(&[&["clone", "--quiet"], options, &[&address, "clone"]].concat());
    workshop
}

#[test]
fn an_edition_is_a_commit_of_one_file_and_a_tag_with_its_trailers() {
    let workshop = repository();
    let command = ["edition", "cut", "2026-3", "--approved-by", "manager", "--valid-from", "2026-10-01"];
    let run = run(&workshop, "", &command).succeeded();
    assert!(run.stderr.contains("tagged the commit as edition/2026-3"), "{run:#?}");
    assert_eq!(workshop.git(&["diff", "--name-only", "HEAD~1", "HEAD"]), "editions.lock");
    assert_eq!(workshop.git(&["cat-file", "-t", "edition/2026-3"]), "tag");
    let message = workshop.git(&["tag", "--list", "--format=%(contents)", "edition/2026-3"]);
    assert_eq!(message.trim(), "Edition 2026-3\n\nApproved-by: manager\nValid-from: 2026-10-01");
    assert_eq!(workshop.git(&["status", "--porcelain"]), "");
    let list = list(&workshop, "");
    assert_eq!(told(&list), [("2026-3".to_string(), "recorded".to_string())]);
    assert_eq!(list["editions"][0]["valid_from"], "2026-10-01");
    assert_eq!(list["troubles"], serde_json::json!([]));
}

#[test]
fn what_git_does_not_have_is_not_in_an_edition() {
    let workshop = repository();
    workshop.write("content/roles/porter.md", "---\ntitle: Porter\nreports_to: manager\n---\n");
    cut(&workshop, "2026-3").could_not_run("would not be in the edition");
    let empty = Workshop::starter();
    empty.git(&["init", "--quiet"]);
    cut(&empty, "2026-3").could_not_run("no commit yet");
    assert!(!workshop.has("editions.lock") && !empty.has("editions.lock"));
}

#[test]
fn hooks_run_and_one_that_refuses_leaves_everything_as_it_was() {
    let workshop = repository();
    let hook = |name: &str, text: &str| {
        workshop.write(&format!(".git/hooks/{name}"), text);
        let path = workshop.path(&format!(".git/hooks/{name}"));
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("modes");
    };
    let before = workshop.git(&["rev-parse", "HEAD"]);
    hook("pre-commit", "#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n");
    cut(&workshop, "2026-3").could_not_run("not on a Sunday");
    let is_as_before = || {
        assert_eq!(workshop.git(&["rev-parse", "HEAD"]), before);
        assert_eq!(workshop.git(&["status", "--porcelain"]), "");
        assert!(!workshop.has("editions.lock"));
        assert_eq!(workshop.git(&["tag", "--list"]), "");
    };
    is_as_before();
    hook("pre-commit", "#!/bin/sh\ntouch .git/hook-ran\n");
    // A tag that cannot be signed is none, and then there is no commit either.
    workshop.git(&["config", "tag.gpgSign", "true"]);
    workshop.git(&["config", "gpg.program", "/nonexistent"]);
    cut(&workshop, "2026-3").could_not_run("everything is as it was");
    is_as_before();
    workshop.git(&["config", "--unset", "tag.gpgSign"]);
    cut(&workshop, "2026-3").succeeded();
    assert!(workshop.has(".git/hook-ran"));
}

#[test]
fn a_hook_that_changes_the_handbook_makes_no_edition() {
    let workshop = repository();
    let hook = "#!/bin/sh\necho more >> content/vision.md\ngit add content/vision.md\n";
    workshop.write(".git/hooks/pre-commit", hook);
    let path = workshop.path(".git/hooks/pre-commit");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("modes");
    let before = workshop.git(&["rev-parse", "HEAD"]);
    cut(&workshop, "2026-3").could_not_run("a hook of git changed the handbook");
    assert_eq!(workshop.git(&["rev-parse", "HEAD"]), before);
    assert_eq!(workshop.git(&["tag", "--list"]), "");
    assert!(!workshop.has("editions.lock"));
}

#[test]
fn a_tag_that_was_moved_is_told_until_it_is_back() {
    let workshop = repository();
    cut(&workshop, "2026-3").succeeded();
    let commit = workshop.git(&["rev-parse", "HEAD"]);
    workshop.append("content/vision.md", "\nMore.\n");
    workshop.commit("Go on");
    assert_eq!(states(&list(&workshop, "")), ["recorded"]);
    workshop.git(&["tag", "--annotate", "--force", "--message=Edition 2026-3", "edition/2026-3"]);
    let (report, _) = workshop.check_json(&[]);
    assert_eq!(report["findings"][0]["rule"], "moved-tag");
    assert_eq!(states(&list(&workshop, "")), ["differs"]);
    workshop.git(&["tag", "--annotate", "--force", "--message=Edition 2026-3", "edition/2026-3", &commit]);
    assert_eq!(states(&list(&workshop, "")), ["recorded"]);
}

#[test]
fn a_tag_by_hand_is_listed_and_told_and_can_be_recorded() {
    let workshop = repository();
    let message = "--message=Approved-by: manager\nValid-from: 2026-05-01\n\nThe spring";
    workshop.git(&["tag", "--annotate", message, "edition/spring"]);
    let before = list(&workshop, "");
    assert_eq!(states(&before), ["no-line"]);
    let edition = &before["editions"][0];
    assert_eq!((&edition["valid_from"], &edition["cut"]), (&"2026-05-01".into(), &"2026-11-16".into()));
    assert_eq!((&edition["approved_by"], &edition["note"]), (&"manager".into(), &"The spring".into()));
    run(&workshop, "", &["edition", "cut", "spring"]).succeeded();
    assert_eq!(states(&list(&workshop, "")), ["recorded"]);
    assert_eq!(workshop.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_lightweight_tag_is_read_and_told_with_the_command_that_mends_it() {
    let workshop = repository();
    cut(&workshop, "2026-3").succeeded();
    workshop.git(&["tag", "edition/light"]);
    let listed = list(&workshop, "");
    let light = listed["editions"].as_array().expect("a list").iter().find(|it| it["name"] == "light");
    let light = light.expect("it is listed");
    assert_eq!((&light["annotated"], &light["starts"]), (&false.into(), &Value::Null));
    assert_eq!(trouble(&listed).0, "twin", "it is the same commit: {listed:#}");
    let (report, _) = workshop.check_json(&[]);
    let rules = report["findings"].to_string();
    assert!(rules.contains("unapproved") && rules.contains("unclear-edition"), "{rules}");
}

#[test]
fn names_that_fit_no_address_are_told_and_renamed_by_the_command() {
    let workshop = repository();
    workshop.git(&["tag", "--annotate", "--message=One", "edition/2026/1"]);
    let before = list(&workshop, "");
    assert!(told(&before).is_empty());
    let (kind, command) = trouble(&before);
    assert_eq!(kind, "unfit-name");
    run_as_printed(&workshop.path(""), &command);
    workshop.git(&["tag", "--delete", "edition/2026/1"]);
    assert_eq!(told(&list(&workshop, ""))[0].0, "2026-1");
}

#[test]
fn tags_that_lead_to_no_handbook_are_told() {
    let workshop = Workshop::empty();
    workshop.write("README.md", "# Before there was a handbook");
    workshop.commit("Begin");
    workshop.git(&["tag", "--annotate", "--message=Early", "edition/early"]);
    workshop.git(&["tag", "--annotate", "--message=A file", "edition/file", "HEAD:README.md"]);
    std::fs::remove_file(workshop.path("README.md")).expect("it is there");
    workshop.run(&["init"]).succeeded();
    workshop.commit("The handbook");
    let list = list(&workshop, "");
    let words = list["troubles"].to_string();
    assert!(words.contains("holds no `handbook.yaml`") && words.contains("leads to a blob"), "{words}");
    assert!(told(&list).is_empty());
}

#[test]
fn a_clone_without_its_tags_says_which_command_brings_them() {
    let origin = repository();
    cut(&origin, "2026-3").succeeded();
    origin.append("content/vision.md", "\nMore.\n");
    origin.commit("Go on");
    for options in [&["--no-tags"][..], &["--depth=1"], &["--depth=1", "--no-tags"]] {
        let clone = clone(&origin, options);
        let before = list(&clone, "clone");
        assert!(told(&before).is_empty(), "{options:?}");
        let (kind, command) = trouble(&before);
        assert_eq!(kind, "missing");
        let checked = run(&clone, "clone", &["check", "--format", "short"]);
        assert!(checked.stdout.contains("unclear-edition"), "{checked:#?}");
        run_as_printed(&clone.path("clone"), &command);
        assert_eq!(states(&list(&clone, "clone")), ["recorded"], "{command}");
    }
}

#[test]
fn a_handbook_below_the_top_of_its_repository() {
    let workshop = Workshop::empty();
    workshop.run(&["init", "docs/handbook"]).succeeded();
    workshop.write("README.md", "# The company");
    workshop.commit("Begin");
    let command = ["edition", "cut", "2026-3", "--approved-by", "manager"];
    run(&workshop, "docs/handbook", &command).succeeded();
    assert_eq!(workshop.git(&["diff", "--name-only", "HEAD~1", "HEAD"]), "docs/handbook/editions.lock");
    workshop.append("README.md", "\nMore.\n");
    workshop.commit("Beside it");
    assert_eq!(states(&list(&workshop, "docs/handbook")), ["recorded"]);
}

#[test]
fn a_bare_repository_and_none_at_all() {
    let origin = repository();
    cut(&origin, "2026-3").succeeded();
    let bare = clone(&origin, &["--bare"]);
    run(&bare, "clone", &["edition", "list"]).could_not_run("a bare repository has none either");
    let none = Workshop::starter();
    none.append("handbook.yaml", "editions: { source: git }\n");
    let listed = list(&none, "");
    assert_eq!(trouble(&listed), ("blocked".to_string(), "git init".to_string()));
    cut(&none, "2026-3").could_not_run("lies in no git repository");
}

#[test]
fn other_forms_of_tags() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "editions: { source: git, tags: \"handbook-*-final\" }\n");
    workshop.commit("Begin");
    cut(&workshop, "2026-3").succeeded();
    assert_eq!(workshop.git(&["tag", "--list"]), "handbook-2026-3-final");
    assert_eq!(states(&list(&workshop, "")), ["recorded"]);
    let wrong = Workshop::starter();
    wrong.append("handbook.yaml", "editions: { tags: edition }\n");
    let (report, _) = wrong.check_json(&[]);
    assert_eq!(report["findings"][0]["rule"], "bad-value");
}

#[test]
fn seventy_three_tags_are_listed_in_the_order_in_which_they_count() {
    let workshop = repository();
    for number in 1..=73 {
        let message = format!("--message=Valid-from: 2026-01-01\nApproved-by: manager {number}");
        workshop.git(&["tag", "--annotate", &message, &format!("edition/e{number}")]);
    }
    let wanted: Vec<String> = (1..=73).map(|number| format!("e{number}")).collect();
    let names: Vec<String> = told(&list(&workshop, "")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, wanted);
}

#[test]
fn attributes_and_line_ends_do_not_make_another_edition_of_it() {
    let workshop = Workshop::starter();
    workshop.write(".gitattributes", "*.md text eol=crlf\n");
    workshop.commit("Begin");
    workshop.git(&["rm", "--quiet", "--cached", "-r", "."]);
    workshop.git(&["reset", "--quiet", "--hard"]);
    assert!(workshop.read("content/vision.md").contains("\r\n"));
    cut(&workshop, "2026-3").succeeded();
    assert_eq!(states(&list(&workshop, "")), ["recorded"]);
}

#[test]
fn an_address_that_only_an_old_edition_had_is_told() {
    let workshop = repository();
    workshop.write("content/parking.md", "# Where to park\n");
    workshop.commit("Say where to park");
    cut(&workshop, "2026-3").succeeded();
    std::fs::remove_file(workshop.path("content/parking.md")).expect("it is there");
    workshop.commit("Build on it");
    cut(&workshop, "2026-4").succeeded();
    let run = run(&workshop, "", &["check", "--format", "short"]);
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("removed-url")).collect();
    assert_eq!(told.len(), 1, "{run:#?}");
    assert!(told[0].contains("edition 2026-3 has “Where to park” at `/parking/`"), "{told:?}");
}
