//! Packs: whole or none.
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]

use std::fs;
use std::path::PathBuf;

use super::{Cache, Damaged, Key, Part};

fn cache() -> (tempfile::TempDir, Cache) {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path().join("a/cache"));
    (folder, cache)
}

fn key(text: &str) -> Key {
    Key::of([text.as_bytes()])
}

fn write(cache: &Cache, name: &str, key: Key, parts: &[&str]) -> Vec<Part> {
    let mut draft = cache.begin(name, key).unwrap();
    let parts: Vec<Part> = parts.iter().map(|part| draft.push(part.as_bytes()).unwrap()).collect();
    draft.finish(parts).unwrap().index
}

fn files(folder: &tempfile::TempDir) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.path().join("a/cache")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_is_put_in_comes_out() {
    let (_folder, cache) = cache();
    let parts = write(&cache, "2026-1", key("a"), &["one", "", "three"]);
    let pack = cache.get::<Vec<Part>>("2026-1", key("a")).unwrap();
    assert_eq!(pack.index, parts);
    let read: Vec<Vec<u8>> = parts.iter().map(|part| pack.part(part).unwrap()).collect();
    assert_eq!(read, [b"one".to_vec(), b"".to_vec(), b"three".to_vec()]);
    assert!(cache.get::<Vec<Part>>("2026-1", key("b")).is_none(), "another key");
    assert!(cache.get::<Vec<Part>>("2026-2", key("a")).is_none(), "another name");
}

/// Each byte of a pack is changed in turn, and each is cut off: what then comes out is what was put in, or nothing.
#[test]
fn a_damaged_pack_never_gives_other_bytes() {
    let (folder, cache) = cache();
    let parts = write(&cache, "2026-1", key("a"), &["one", "two"]);
    let path = files(&folder).remove(0);
    let sound = fs::read(&path).unwrap();
    let check = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let Some(pack) = cache.get::<Vec<Part>>("2026-1", key("a")) else { return };
        assert_eq!(pack.index, parts);
        for (part, text) in parts.iter().zip(["one", "two"]) {
            match pack.part(part) {
                Ok(bytes) => assert_eq!(bytes, text.as_bytes()),
                Err(error) => assert!(error.is::<Damaged>(), "{error:#}"),
            }
        }
    };
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x41;
        check(&bytes);
        check(&sound[..at]);
    }
}

#[test]
fn a_draft_that_is_not_finished_is_not_there() {
    let (folder, cache) = cache();
    let mut draft = cache.begin("2026-1", key("a")).unwrap();
    draft.push(b"one").unwrap();
    drop(draft);
    assert!(files(&folder).is_empty());
    assert!(cache.get::<Vec<Part>>("2026-1", key("a")).is_none());
}

#[test]
fn old_packs_are_swept_and_other_files_are_not() {
    let (folder, cache) = cache();
    for (name, of) in [("2026-1", "old"), ("2026-1", "new"), ("2025-4", "gone")] {
        write(&cache, name, key(of), &["x"]);
    }
    let own = folder.path().join("a/cache");
    fs::write(own.join("thesis.pack"), "years of work, and not one byte of it ours").unwrap();
    fs::write(own.join("notes.txt"), "mine").unwrap();
    // Left by a run that was killed, and by one that still goes on.
    let dead = own.join("2026-2-0.2147483646.throughline-new");
    let live = own.join(format!("2026-2-0.{}.throughline-new", std::process::id()));
    for path in [&dead, &live] {
        fs::write(path, super::MAGIC).unwrap();
    }
    cache.sweep(&[("2026-1", key("new"))]);
    let left: Vec<String> =
        files(&folder).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let mut expected = vec![
        format!("2026-1-{}.pack", key("new")),
        live.file_name().unwrap().to_string_lossy().into_owned(),
        "notes.txt".to_string(),
        "thesis.pack".to_string(),
    ];
    expected.sort();
    assert_eq!(left, expected);
}

#[test]
fn keys_tell_apart_where_one_thing_ends() {
    let of = |things: &[&str]| Key::of(things.iter().map(|thing| thing.as_bytes()));
    assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
    assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
}
