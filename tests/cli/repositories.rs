//! Repositories of all kinds, for `check --since`: those that are read, and what is said about the others.

use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;

use crate::helpers::git::{git, run_as_printed};
use crate::helpers::{Run, Workshop};

/// A repository with two commits: one error in the first, another in the second.
fn origin() -> Workshop {
    let workshop = Workshop::broken();
    workshop.commit("Begin");
    workshop.append("content/vision.md", "\nSee [them](promise:answer-nobody).\n");
    workshop.commit("Go on");
    workshop
}

fn since(workshop: &Workshop, folder: &str, reference: &str) -> Run {
    workshop.run_in(folder, &["check", "--format", "short", "--since", reference])
}

#[track_caller]
fn assert_one_is_new(workshop: &Workshop, folder: &str, reference: &str) {
    let run = since(workshop, folder, reference).found_something();
    assert!(run.stdout.contains("answer-nobody") && run.stdout.lines().count() == 1, "{reference}: {run:#?}");
}

/// A clone in the folder `clone` of a new workshop.
fn clone(origin: &Workshop, options: &[&str]) -> Workshop {
    let workshop = Workshop::empty();
    let address = format!("file://{}", origin.path("").canonicalize().expect("a folder").display());
    workshop.git(&[&["clone", "--quiet"], options, &[&address, "clone"]].concat());
    workshop
}

/// What a message tells to type, between the last two backticks that hold a command of git.
fn command(run: &Run) -> String {
    let told = run.stderr.split('`').find(|part| part.starts_with("git "));
    told.unwrap_or_else(|| panic!("a command: {run:#?}")).to_string()
}

#[test]
fn a_commit_has_many_names() {
    let workshop = origin();
    workshop.git(&["branch", "old", "HEAD~1"]);
    workshop.git(&["tag", "light", "HEAD~1"]);
    workshop.git(&["tag", "--annotate", "--message", "A release", "v1/2026", "HEAD~1"]);
    workshop.git(&["tag", "--annotate", "--message", "A tag of a tag", "twice", "v1/2026"]);
    let id = workshop.git(&["rev-parse", "HEAD~1"]);
    let names = [
        "HEAD~1",
        "HEAD^",
        "@~",
        "main~1",
        "old",
        "light",
        "v1/2026",
        "twice",
        "refs/tags/light",
        &id,
        &id[..8],
    ];
    for name in names {
        assert_one_is_new(&workshop, "", name);
    }
    workshop.git(&["pack-refs", "--all"]);
    workshop.git(&["gc", "--quiet", "--aggressive", "--prune=now"]);
    assert!(!workshop.has(".git/refs/heads/main") && workshop.snapshot(".git/objects").len() < 10);
    for name in names {
        assert_one_is_new(&workshop, "", name);
    }
}

#[test]
fn a_clone_knows_the_branches_of_its_origin() {
    let origin = origin();
    let workshop = clone(&origin, &[]);
    assert_one_is_new(&workshop, "clone", "origin/main~1");
    origin.git(&["branch", "feature", "main~1"]);
    let run = since(&workshop, "clone", "origin/feature")
        .could_not_run("no branch, tag or commit `origin/feature`");
    run_as_printed(&workshop.path("clone"), &command(&run.in_one_line()));
    assert_one_is_new(&workshop, "clone", "origin/feature");
    since(&workshop, "clone", "feature").could_not_run("did you mean `origin/feature`?").in_one_line();
}

#[test]
fn a_shallow_clone_is_named_with_the_command_that_mends_it() {
    let origin = origin();
    let options = ["--depth=1", "--branch=main"];
    let workshop = clone(&origin, &options);
    let run = since(&workshop, "clone", "HEAD~1").could_not_run("shallow").in_one_line();
    assert_eq!(command(&run), "git fetch --unshallow");
    run_as_printed(&workshop.path("clone"), &command(&run));
    assert_one_is_new(&workshop, "clone", "HEAD~1");

    let first = origin.git(&["rev-parse", "main~1"]);
    let workshop = clone(&origin, &options);
    let run = since(&workshop, "clone", &first).could_not_run("shallow").in_one_line();
    run_as_printed(&workshop.path("clone"), &command(&run));
    assert_one_is_new(&workshop, "clone", &first);

    let workshop = clone(&origin, &options);
    origin.git(&["tag", "v1", "main~1"]);
    let run = since(&workshop, "clone", "v1").could_not_run("shallow").in_one_line();
    run_as_printed(&workshop.path("clone"), &command(&run));
    assert_one_is_new(&workshop, "clone", "v1");
}

/// As GitHub's own action does it: one commit, no branch, and nothing of the branch that the change is for.
#[test]
fn a_detached_shallow_checkout_of_one_commit() {
    let origin = origin();
    origin.git(&["branch", "target", "main~1"]);
    let workshop = Workshop::empty();
    workshop.git(&["init", "--quiet", "clone"]);
    let folder = workshop.path("clone");
    git(&folder, &["remote", "add", "origin", &format!("file://{}", origin.path("").display())]);
    let what = "+refs/heads/main:refs/remotes/pull/1/merge";
    git(&folder, &["fetch", "--quiet", "--no-tags", "--depth=1", "origin", what]);
    git(&folder, &["checkout", "--quiet", "--force", "refs/remotes/pull/1/merge"]);
    let run = since(&workshop, "clone", "origin/target")
        .could_not_run("this clone, which is shallow")
        .in_one_line();
    assert_eq!(command(&run), "git fetch --depth=1 origin +refs/heads/target:refs/remotes/origin/target");
    run_as_printed(&folder, &command(&run));
    assert_one_is_new(&workshop, "clone", "origin/target");
}

#[test]
fn a_partial_clone_says_what_it_left_out() {
    let origin = origin();
    origin.git(&["config", "uploadpack.allowFilter", "true"]);
    let workshop = clone(&origin, &["--filter=blob:none"]);
    let run = since(&workshop, "clone", "HEAD~1").could_not_run("partial clone").in_one_line();
    run_as_printed(&workshop.path("clone"), &command(&run));
    assert_one_is_new(&workshop, "clone", "HEAD~1");
}

#[test]
fn working_trees_of_other_repositories() {
    let workshop = origin();
    workshop.git(&["worktree", "add", "--quiet", "--detach", "aside"]);
    assert!(workshop.path("aside/.git").is_file());
    assert_one_is_new(&workshop, "aside", "main~1");
    let bare = clone(&workshop, &["--bare"]);
    git(&bare.path("clone"), &["worktree", "add", "--quiet", "../tree", "main"]);
    assert_one_is_new(&bare, "tree", "HEAD~1");
    let apart = clone(&workshop, &["--separate-git-dir=apart"]);
    assert_one_is_new(&apart, "clone", "HEAD~1");
    let other = Workshop::with(&[("README.md", "# Other\n")]);
    other.commit("Begin");
    other.git(&["submodule", "--quiet", "add", &workshop.path("").display().to_string(), "handbook"]);
    assert_one_is_new(&other, "handbook", "HEAD~1");
}

#[test]
fn a_name_that_leads_nowhere() {
    let workshop = origin();
    workshop.git(&["branch", "quarter"]);
    let told = [
        ("mian", "there is no branch, tag or commit `mian` in this repository: did you mean `main`?"),
        ("qarter~1", "did you mean `quarter~1`?"),
        ("nothing-like-it", "there is no branch, tag or commit `nothing-like-it` in this repository"),
        ("HEAD~9", "there is no `HEAD~9`: the history of `HEAD` does not go back that way"),
        ("main^2", "there is no `main^2`"),
        ("0123456789012345678901234567890123456789", "there is no branch, tag or commit `0123"),
        ("HEAD:content", "`HEAD:content` is not one commit"),
        ("main..HEAD", "`main..HEAD` is not one commit"),
        ("HEAD^{tree}", "`HEAD^{tree}` is a tree and no commit"),
        ("", "name what to compare with"),
        ("a b", "there is no branch, tag or commit `a b`"),
        ("@{u}", "@{u}"),
        ("-x", "there is no branch, tag or commit `-x`"),
        ("..", "is not one commit"),
        ("^main", "^main"),
        ("main@{9}", "main@{9}"),
        ("main^{", "main^{"),
        ("~", "~"),
        (":/Begin", "is not one commit"),
    ];
    for (reference, words) in told {
        let argument = format!("--since={reference}");
        workshop.run(&["check", &argument]).could_not_run(words).in_one_line();
    }
}

#[test]
fn no_repository_and_one_without_a_commit() {
    let workshop = Workshop::broken();
    since(&workshop, "", "main").could_not_run("lies in no git repository").in_one_line();
    workshop.git(&["init", "--quiet"]);
    for reference in ["HEAD", "main", "main~1"] {
        since(&workshop, "", reference).could_not_run("this repository has no commit yet").in_one_line();
    }
}

#[test]
fn formats_that_cannot_be_read_are_named() {
    for (option, words) in
        [("--object-format=sha256", "by SHA-256"), ("--ref-format=reftable", "format `reftable`")]
    {
        let workshop = Workshop::broken();
        workshop.git(&["init", "--quiet", option]);
        workshop.commit("Begin");
        since(&workshop, "", "HEAD").could_not_run(words).in_one_line();
    }
}

#[test]
fn a_damaged_repository_is_named() {
    let object = |workshop: &Workshop, name: &str| {
        let id = workshop.git(&["rev-parse", name]);
        format!(".git/objects/{}/{}", &id[..2], &id[2..])
    };
    for name in ["HEAD~1", "HEAD~1^{tree}", "HEAD~1:content", "HEAD~1:content/vision.md"] {
        for damage in [None, Some(""), Some("no object at all")] {
            let workshop = origin();
            let path = object(&workshop, name);
            std::fs::set_permissions(workshop.path(&path), PermissionsExt::from_mode(0o644)).expect("a file");
            match damage {
                Some(text) => workshop.write(&path, text),
                None => std::fs::remove_file(workshop.path(&path)).expect("a file"),
            }
            let run = since(&workshop, "", "HEAD~1").could_not_run("").in_one_line();
            assert!(run.stderr.contains("git fsck"), "{name}, {damage:?}: {run:#?}");
        }
    }
    for (path, text) in [("HEAD", "nonsense"), ("config", "[core"), ("packed-refs", "\u{0}\u{1}")] {
        let workshop = origin();
        workshop.write(&format!(".git/{path}"), text);
        let run = since(&workshop, "", "main~1");
        assert!(run.code == 2 && run.stderr.lines().count() == 1 || run.code == 1, "{path}: {run:#?}");
    }
}

/// In a CI's container the files often belong to somebody else. Where nobody else can be made, they stay one's own.
#[test]
fn a_repository_of_somebody_else_is_read_and_nothing_of_it_is_run() {
    let workshop = origin();
    let trap = workshop.path("trap");
    workshop.write("trap", "#!/bin/sh\ntouch \"$(dirname \"$0\")/sprung\"\ncat\n");
    std::fs::set_permissions(&trap, PermissionsExt::from_mode(0o755)).expect("a file");
    let run = trap.display().to_string();
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "diff.external",
        "gpg.program",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "credential.helper",
        "core.askPass",
        "core.alternateRefsCommand",
        "uploadpack.packObjectsHook",
        "alias.fsck",
    ] {
        git(
            Path::new("/"),
            &["config", "--file", &workshop.path(".git/config").display().to_string(), key, &run],
        );
    }
    workshop.write(".gitattributes", "* filter=x\n");
    for hook in ["post-checkout", "reference-transaction", "post-index-change"] {
        std::fs::copy(&trap, workshop.path(&format!(".git/hooks/{hook}"))).expect("a hook");
    }
    // On the search path every program is the trap.
    workshop.write("bin/git", workshop.read("trap"));
    std::fs::set_permissions(workshop.path("bin/git"), PermissionsExt::from_mode(0o755)).expect("a file");
    for entry in ["", ".git", ".git/config", ".git/objects", ".git/HEAD"] {
        let _ = chown(workshop.path(entry), Some(12_345), None);
    }
    let mut command = workshop.command(&["check", "--format", "short", "--since", "main~1"]);
    command
        .env("PATH", workshop.path("bin"))
        .env("GIT_DIR", "/nowhere")
        .env("GIT_OBJECT_DIRECTORY", "/nowhere");
    let run = Run::of(&mut command).found_something();
    assert_eq!(run.stdout.lines().count(), 1, "{run:#?}");
    assert!(!workshop.has("sprung") && !workshop.has("bin/sprung") && !workshop.has(".git/hooks/sprung"));
}

#[test]
fn links_and_programs_among_the_files_are_read_as_a_checkout_gives_them() {
    let workshop = Workshop::starter();
    workshop.write("content/notes/one.md", "# One\n\nSee [it](promise:gone).\n");
    workshop.write("content/notes/run.md", "# Two\n\nSee [it](promise:gone-too).\n");
    std::fs::set_permissions(workshop.path("content/notes/run.md"), PermissionsExt::from_mode(0o755))
        .expect("x");
    symlink("one.md", workshop.path("content/notes/linked.md")).expect("a link");
    symlink("/etc/hostname", workshop.path("content/notes/out.md")).expect("a link");
    workshop.commit("Begin");
    let before = workshop.run(&["check", "--format", "short", "--all"]);
    assert!(before.stdout.lines().count() >= 4, "{before:#?}");
    assert_eq!(since(&workshop, "", "HEAD").succeeded().stdout, "");
}
