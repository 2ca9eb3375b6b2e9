//! The stage as its callers see it: a folder before, a build, a folder after.
#![expect(clippy::disallowed_methods, reason = "the folders under test are on disk")]

mod hostile;
mod later;
mod update;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Result, anyhow, bail};
use tempfile::TempDir;

use super::manifest::MANIFEST;
use super::{
    Before, Later, Rendered, Report, STAGING_INSIDE, Way, folders, may_mend, mend, publish, publish_by,
};

const WAYS: [Way; 3] = [Way::Exchange, Way::FromBeside, Way::FromInside];

type Site<'a> = &'a [(&'a str, &'a str)];

const FIRST: Site =
    &[("index.html", "home"), ("a/index.html", "a"), ("a/b/index.html", "b"), ("style.css", "css")];

/// No file beside the routes.
#[expect(clippy::unnecessary_wraps, reason = "the type of what makes files later")]
fn no_more(_: &Before<'_>) -> Result<Vec<Later>> {
    Ok(Vec::new())
}

/// A folder that has an output folder `public` in it, or will have.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    fn with(site: Site) -> Place {
        let place = Place::new();
        place.build(site).unwrap();
        place
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn beside(&self) -> PathBuf {
        self.0.path().join(".public.throughline-new")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn build(&self, site: Site) -> Result<Report> {
        self.build_by(Way::Exchange, site)
    }

    fn build_by(&self, way: Way, site: Site) -> Result<Report> {
        let paths: Vec<String> = site.iter().map(|(path, _)| (*path).to_owned()).collect();
        publish_by(way, &self.out(), &paths, |index| Ok(Rendered::Bytes(site[index].1.into())), no_more)
    }

    fn refusal(&self, site: Site) -> String {
        format!("{:#}", self.build(site).unwrap_err())
    }

    /// The site as a reader finds it, and nothing of ours lies about.
    fn holds(&self, site: Site) {
        let site: BTreeMap<String, String> =
            site.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        assert_eq!(self.files(), site);
        assert!(!self.beside().exists());
        assert!(!self.out().join(STAGING_INSIDE).exists());
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut todo = vec![self.out()];
        while let Some(folder) = todo.pop() {
            for item in fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()) {
                if item.is_dir() {
                    todo.push(item);
                } else if !item.ends_with(MANIFEST) {
                    let path = item.strip_prefix(self.out()).unwrap().to_str().unwrap().to_owned();
                    found.insert(path, fs::read_to_string(item).unwrap());
                }
            }
        }
        found
    }

    /// What tells whether a file is the same one, untouched.
    fn stamp(&self, path: &str) -> (u64, SystemTime) {
        let found = fs::metadata(self.out().join(path)).unwrap();
        (found.ino(), found.modified().unwrap())
    }

    fn age(&self, path: &str, seconds: u64) {
        let time = SystemTime::now() - Duration::from_secs(seconds);
        fs::File::open(self.out().join(path)).unwrap().set_modified(time).unwrap();
    }
}

fn report(written: usize, unchanged: usize, removed: usize, bytes: u64) -> Report {
    Report { written, unchanged, removed, bytes }
}

#[test]
fn a_first_build_makes_the_folder_and_those_above_it() {
    let place = Place::new();
    let out = place.0.path().join("deep/down/public");
    let one = |_| Ok(Rendered::Bytes(b"home".to_vec()));
    assert_eq!(publish(&out, &["index.html".into()], one).unwrap(), report(1, 0, 0, 4));
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "home");
    assert_eq!(place.build(FIRST).unwrap(), report(4, 0, 0, 9));
    place.holds(FIRST);
}

#[test]
fn an_empty_folder_and_what_file_browsers_leave_are_no_obstacle() {
    for way in WAYS {
        let place = Place::new();
        fs::create_dir_all(place.out().join("empty/inner")).unwrap();
        place.build_by(way, FIRST).unwrap();
        place.holds(FIRST);
        place.put(".DS_Store", "noise");
        place.put("a/Thumbs.db", "noise");
        assert_eq!(place.build_by(way, FIRST).unwrap(), report(0, 4, 0, 0));
        place.build_by(way, &[("a", "now a file")]).unwrap();
        assert_eq!(place.files()["a"], "now a file");
    }
}

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    for way in WAYS {
        let place = Place::with(FIRST);
        let stamps = || ["", "a", "a/b/index.html", "style.css", MANIFEST].map(|path| place.stamp(path));
        let (before, parent) = (stamps(), fs::metadata(place.0.path()).unwrap().modified().unwrap());
        assert_eq!(place.build_by(way, FIRST).unwrap(), report(0, 4, 0, 0));
        assert_eq!(stamps(), before);
        assert_eq!(fs::metadata(place.0.path()).unwrap().modified().unwrap(), parent);
    }
}

#[test]
fn the_other_pages_of_a_changed_site_are_the_same_files() {
    for way in WAYS {
        let place = Place::with(FIRST);
        let stamps = || ["index.html", "a/index.html", "style.css"].map(|path| place.stamp(path));
        let before = stamps();
        let second: Site =
            &[("index.html", "home"), ("a/index.html", "a"), ("a/b/index.html", "c"), ("style.css", "css")];
        assert_eq!(place.build_by(way, second).unwrap(), report(1, 3, 0, 1));
        assert_eq!(stamps(), before);
        place.holds(second);
        assert_eq!(place.build_by(way, second).unwrap(), report(0, 4, 0, 0));
    }
}

#[test]
fn a_page_that_is_gone_takes_its_folder_along() {
    for way in WAYS {
        let place = Place::with(FIRST);
        assert_eq!(place.build_by(way, &FIRST[..2]).unwrap(), report(0, 2, 2, 0));
        place.holds(&FIRST[..2]);
        assert!(!place.out().join("a/b").exists());
    }
}

#[test]
fn files_become_folders_and_folders_files() {
    for way in WAYS {
        let place = Place::with(FIRST);
        let second: Site = &[("a", "file"), ("style.css/x/y.css", "deep"), ("style.css/index.html", "page")];
        place.build_by(way, second).unwrap();
        place.holds(second);
        place.build_by(way, FIRST).unwrap();
        place.holds(FIRST);
    }
}

#[test]
fn a_file_edited_by_hand_is_restored() {
    for way in WAYS {
        let place = Place::with(FIRST);
        place.put("a/index.html", "X");
        place.put("index.html", "longer than before");
        place.age("index.html", 1000);
        fs::remove_file(place.out().join("style.css")).unwrap();
        assert_eq!(place.build_by(way, FIRST).unwrap(), report(3, 1, 0, 8));
        place.holds(FIRST);
    }
}

#[test]
fn an_edit_in_the_manifests_own_tick_is_seen() {
    let place = Place::with(FIRST);
    place.put("a/index.html", "X");
    let written = place.stamp(MANIFEST).1;
    fs::File::open(place.out().join("a/index.html")).unwrap().set_modified(written).unwrap();
    assert_eq!(place.build(FIRST).unwrap().written, 1);
    place.holds(FIRST);
}

#[test]
fn an_error_leaves_the_old_site_and_names_the_page() {
    for way in WAYS {
        let place = Place::with(FIRST);
        let paths = ["a.html", "b.html", "c.html"].map(String::from);
        let render = |index| {
            if index == 1 { Err(anyhow!("no ink")) } else { Ok(Rendered::Bytes(b"new".to_vec())) }
        };
        let error = publish_by(way, &place.out(), &paths, render, no_more).unwrap_err();
        assert_eq!(format!("{error:#}"), "cannot make `b.html`: no ink");
        place.holds(FIRST);
    }
    let place = Place::new();
    publish(&place.out(), &["a".into()], |_| bail!("no ink")).unwrap_err();
    assert_eq!(fs::read_dir(place.0.path()).unwrap().count(), 0);
}

#[test]
fn large_assets_are_copied_and_compared() {
    for way in WAYS {
        let place = Place::new();
        let source = place.0.path().join("film.mp4");
        fs::write(&source, "film".repeat(100_000)).unwrap();
        let build = || {
            publish_by(
                way,
                &place.out(),
                &["film.mp4".into()],
                |_| Ok(Rendered::Copy(source.clone())),
                no_more,
            )
        };
        assert_eq!(build().unwrap(), report(1, 0, 0, 400_000));
        assert_eq!(build().unwrap(), report(0, 1, 0, 0));
        fs::write(&source, "cut").unwrap();
        assert_eq!(build().unwrap(), report(1, 0, 0, 3));
        place.holds(&[("film.mp4", "cut")]);
        fs::remove_file(&source).unwrap();
        assert!(format!("{:#}", build().unwrap_err()).contains("cannot make `film.mp4`: cannot read"));
        place.holds(&[("film.mp4", "cut")]);
    }
}

#[test]
fn permissions_of_the_output_folder_stay() {
    let place = Place::with(FIRST);
    let mode = || fs::metadata(place.out()).unwrap().mode() & 0o7777;
    fs::set_permissions(place.out(), std::os::unix::fs::PermissionsExt::from_mode(0o2750)).unwrap();
    place.build(&FIRST[..1]).unwrap();
    assert_eq!(mode(), 0o2750);
}

#[test]
fn folders_come_once_and_parents_first() {
    let paths = ["x/y/z/f", "x/y/g", "h", "x/y/z/i", "a/j"].map(String::from);
    assert_eq!(folders(&paths), ["a", "x", "x/y", "x/y/z"]);
}

#[test]
fn a_text_is_mended_only_while_it_is_what_was_read() {
    let place = Place::new();
    place.put("a.md", "\u{feff}one\r\n");
    let path = place.out().join("a.md");
    mend(&path, "a.md", "one\r\n", "two\r\n").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}two\r\n", "its mark stays");
    for old in ["one\r\n", "two\n", "", "\u{feff}two\r\n"] {
        let told = mend(&path, "a.md", old, "three").unwrap_err().to_string();
        assert_eq!(told, "`a.md` changed while it was being read: run this again");
        assert!(may_mend(&path, "a.md", old).is_err());
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}two\r\n");
    fs::remove_file(&path).unwrap();
    assert!(
        mend(&path, "a.md", "two\r\n", "three").unwrap_err().to_string().contains("cannot be read any more")
    );
    assert!(!path.exists(), "a file that is gone is not made again");
    assert_eq!(fs::read_dir(place.out()).unwrap().count(), 0, "no draft is left");
}
