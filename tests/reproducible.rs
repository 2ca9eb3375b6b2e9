//! The same input and day give the same bytes: whatever the clock says, wherever the site is written, whatever folder the
//! program is started in.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "tests build sites on the disk and read them")]

mod built;

use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use throughline::cli::environment::Environment;
use throughline::cli::options;
use throughline::diagnostic::{Report, json};
use throughline::pipeline;
use throughline::site::{self, Output, Site, Theme, theme};
use throughline::source::disk;

use built::{Built, build, files_below, program, source};

/// What `check --format json` says and every route's bytes, on a machine whose clock stands at `today`.
fn as_of_clock(root: &Path, today: Date) -> (Date, String, Vec<(String, Vec<u8>)>) {
    let environment =
        Environment { current_dir: root.to_path_buf(), today, source_date: None, no_color: true };
    let tree = disk::read_folder(root, &[root.join("public")]).expect("read");
    let verdict = pipeline::examine(&tree, |settings| options::read_as_of(None, &environment, settings));
    let report = json::render(&Report::new(&verdict.findings, &tree, verdict.on)).expect("told");
    let theme = Theme::load(&tree, theme::BUILT_IN).expect("the theme");
    let site = Site::new(&verdict.handbook, &tree, &theme, &site::Options::default(), verdict.on);
    let bytes = |route| match site.render(route).expect("rendered") {
        Output::Bytes(bytes) => bytes,
        Output::File(path) => path.as_str().as_bytes().to_vec(),
    };
    let routes = site.routes().iter().map(|route| (site.file(route), bytes(route))).collect();
    (verdict.on, report, routes)
}

#[test]
fn the_example_is_the_same_under_any_clock() {
    let root = source(".");
    let (on, report, routes) = as_of_clock(&root, date(2020, 1, 1));
    let later = as_of_clock(&root, date(2035, 12, 31));
    assert_eq!(on, later.0, "the example says the day it is read as of");
    assert_eq!(report, later.1);
    assert_eq!(routes.len(), later.2.len());
    for ((file, bytes), (other_file, other_bytes)) in routes.iter().zip(&later.2) {
        assert!(file == other_file && bytes == other_bytes, "{file} differs from {other_file}");
    }
    assert!(routes.len() > 60, "the example is a whole site");
}

#[test]
fn a_handbook_without_a_day_is_read_as_of_the_clock() {
    let root = source("tests/sites/repo-docs/in");
    assert_eq!(as_of_clock(&root, date(2020, 1, 1)).0, date(2020, 1, 1));
}

/// Every file of two sites, the record of what was written included.
fn assert_same(one: &Built, other: &Built) {
    let files = files_below(&one.root());
    assert_eq!(files, files_below(&other.root()));
    for file in files {
        let read = |site: &Built| fs::read(site.root().join(&file)).expect("a file of the site");
        assert!(read(one) == read(other), "{file} differs");
    }
}

#[test]
fn two_builds_are_the_same_byte_by_byte() {
    for root in [".", "tests/sites/wiki-dump/in", "tests/sites/docusaurus-docs/in"] {
        assert_same(&build(&source(root)), &build(&source(root)));
    }
}

#[test]
fn the_folder_that_the_program_is_started_in_changes_nothing() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let here = build(&source("."));
    let there = elsewhere.path().join("there");
    let built = program().current_dir(source("content")).arg("build").arg("-o").arg(&there).output();
    assert!(built.expect("it runs").status.success());
    let files = files_below(&there);
    assert_eq!(files, files_below(&here.root()));
    for file in files {
        let same = fs::read(there.join(&file)).ok() == fs::read(here.root().join(&file)).ok();
        assert!(same, "{file} differs");
    }
}

#[test]
fn two_checks_say_the_same() {
    let check = || program().args(["check", "--format", "json", "--root"]).arg(source(".")).output();
    assert_eq!(check().expect("it runs").stdout, check().expect("it runs").stdout);
}
