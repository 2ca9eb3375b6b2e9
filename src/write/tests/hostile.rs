//! Folders that are not ours, damage, links, builds that were killed, and two at once.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::bail;

use super::{FIRST, Place, Site, WAYS, no_more};
use crate::write::manifest::MANIFEST;
use crate::write::{Rendered, STAGING_INSIDE, publish, publish_by};

#[test]
fn somebody_elses_files_are_refused_and_kept() {
    let place = Place::with(FIRST);
    place.put("a/notes.txt", "mine");
    assert!(
        place
            .refusal(FIRST)
            .ends_with("did not write, `a/notes.txt`: move them out of it, or choose another folder with -o")
    );
    place.put("a/more.txt", "mine");
    assert!(
        place.refusal(&[]).contains("holds 2 files that throughline did not write, `a/more.txt` the first")
    );
    assert_eq!(place.files().len(), 6);

    let place = Place::new();
    place.put("thesis.doc", "mine");
    assert!(
        place.refusal(FIRST).contains("`thesis.doc`: delete the folder, or choose another folder with -o")
    );
}

#[test]
fn a_link_is_somebody_elses_and_never_followed() {
    let place = Place::with(FIRST);
    fs::remove_dir_all(place.out().join("a/b")).unwrap();
    let elsewhere = place.0.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("index.html"), "mine").unwrap();
    symlink(&elsewhere, place.out().join("a/b")).unwrap();
    assert!(place.refusal(FIRST).contains("`a/b`"));
    assert!(elsewhere.join("index.html").exists());
}

#[test]
fn an_output_folder_that_is_a_link_is_resolved() {
    let place = Place::new();
    let real = place.0.path().join("real");
    fs::create_dir(&real).unwrap();
    symlink(&real, place.out()).unwrap();
    place.build(FIRST).unwrap();
    place.build(&FIRST[..1]).unwrap();
    assert!(place.out().is_symlink());
    assert_eq!(fs::read_to_string(real.join("index.html")).unwrap(), "home");
    fs::remove_dir_all(&real).unwrap();
    assert!(place.refusal(FIRST).contains("is a link to a folder that is not there"));
}

#[test]
fn a_damaged_manifest_vouches_for_nothing() {
    let place = Place::with(FIRST);
    let text = fs::read_to_string(place.out().join(MANIFEST)).unwrap();
    place.put(MANIFEST, &text[..text.len() - 9]);
    assert!(place.refusal(FIRST).ends_with("delete the folder, or choose another folder with -o"));
    assert_eq!(place.files().len(), 4);
}

#[test]
fn sources_and_files_are_no_output_folders() {
    let place = Place::new();
    for source in ["handbook.yaml", ".git/HEAD"] {
        place.put(source, "");
        assert!(place.refusal(FIRST).contains("is somebody's source"));
        fs::remove_dir_all(place.out()).unwrap();
    }
    fs::write(place.out(), "file").unwrap();
    assert!(place.refusal(FIRST).contains("is a file"));
    let refusal = |out| publish(Path::new(out), &[], |_| bail!("not asked")).unwrap_err().to_string();
    assert!(refusal("/").contains("root of the file system"));
    assert!(refusal(".").contains("holds the folder you are in"));
    assert!(refusal("..").contains("holds the folder you are in"));
}

#[test]
fn addresses_that_lead_out_or_are_ours_are_refused() {
    let place = Place::new();
    let deep = "d/".repeat(101) + "x";
    for path in [deep.as_str(), "../x", "/x", "a//b", "a\nb", "", MANIFEST, ".throughline-new/x"] {
        assert!(place.refusal(&[(path, "")]).contains("which cannot be"), "{path}");
    }
    assert!(!place.out().exists());
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    for way in WAYS {
        let place = Place::with(FIRST);
        // Killed after the exchange: the old site is under the staging name.
        let spare = Place::with(&[("old/index.html", "old")]);
        copy(&spare.out(), &place.beside());
        place.build_by(way, FIRST).unwrap();
        place.holds(FIRST);
        // Killed before there was a manifest.
        fs::create_dir(place.beside()).unwrap();
        fs::write(place.beside().join(".throughline-manifest.new"), "thr").unwrap();
        copy(&spare.out(), &place.out().join(STAGING_INSIDE));
        place.build_by(way, FIRST).unwrap();
        place.holds(FIRST);
    }
}

#[test]
fn a_folder_of_somebody_else_under_the_staging_name_is_kept() {
    for beside in [true, false] {
        let place = Place::with(FIRST);
        let staging = if beside { place.beside() } else { place.out().join(STAGING_INSIDE) };
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join("mine"), "mine").unwrap();
        assert!(place.refusal(FIRST).contains("throughline did not write `mine` in there"));
        assert!(staging.join("mine").exists());
    }
}

#[test]
fn a_build_killed_while_it_moved_files_in_is_finished_by_the_next() {
    for inside in [true, false] {
        let place = Place::with(FIRST);
        let second: Site = &[("index.html", "HOME"), ("new/index.html", "new"), ("new.css", "new css")];
        let spare = Place::with(second);
        let staging = if inside { place.out().join(STAGING_INSIDE) } else { place.beside() };
        copy(&spare.out(), &staging);
        place.put("new.css", "new css");
        place.put("index.html", "HOME");
        place.age("index.html", 1000);
        place.build(second).unwrap();
        place.holds(second);
        // The same name with other words is not what that build was about to write.
        copy(&spare.out(), &staging);
        place.put("new.css", "new css");
        place.put("mine.css", "mine");
        assert!(place.refusal(FIRST).contains("`mine.css`"));
    }
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    for (way, site) in WAYS.into_iter().flat_map(|way| [(way, FIRST), (way, &[])]) {
        let place = if site.is_empty() { Place::new() } else { Place::with(site) };
        let render = |_| {
            let error = place.build(&FIRST[..1]).unwrap_err();
            assert!(error.to_string().starts_with("another build is writing"), "{error:#}");
            Ok(Rendered::Bytes(b"new".to_vec()))
        };
        publish_by(way, &place.out(), &["index.html".into()], render, no_more).unwrap();
        place.holds(&[("index.html", "new")]);
    }
}

#[test]
fn a_tree_too_deep_to_walk_is_refused() {
    let place = Place::new();
    fs::create_dir_all(place.out().join("d/".repeat(500))).unwrap();
    assert!(place.refusal(FIRST).contains("did not write"));
}

/// Copies a folder, its times too.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for item in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &to);
        } else {
            fs::hard_link(item.path(), to).unwrap();
        }
    }
}
