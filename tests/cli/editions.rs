//! Old editions of a build: below the site, out of the cache, and what happens when that is damaged or in the way.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use crate::helpers::{Run, Workshop};

/// A picture of one pixel.
const PICTURE: &[u8] = &[
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x2c, 0, 0, 0, 0,
    1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b,
];

/// The starter with a picture and two editions in folders.
fn shop() -> Workshop {
    let workshop = Workshop::starter();
    workshop.write("content/pot.gif", PICTURE);
    workshop.append("content/vision.md", "\n![A pot](pot.gif)\n");
    cut(&workshop, "2025-4", "2025-10-01");
    workshop.append("content/vision.md", "\nMore of it.\n");
    cut(&workshop, "2026-1", "2026-01-12");
    workshop
}

fn cut(workshop: &Workshop, name: &str, day: &str) {
    workshop.freeze(name);
    let lock = if workshop.has("editions.lock") { workshop.read("editions.lock") } else { String::new() };
    let digest = "0".repeat(32);
    workshop.write("editions.lock", format!("{lock}{name} files:{digest} cut:{day} from:{day} by:manager\n"));
}

fn build(workshop: &Workshop) -> Run {
    workshop.run(&["build", "-v", "--on", "2026-03-01"]).succeeded()
}

fn rendered(run: &Run) -> Vec<&str> {
    run.stderr.lines().filter_map(|line| line.split("rendering edition ").nth(1)).collect()
}

fn packs(workshop: &Workshop) -> Vec<PathBuf> {
    let files = workshop.snapshot(".throughline/cache").into_keys();
    files.map(|file| workshop.path(".throughline/cache").join(file)).collect()
}

#[test]
fn editions_are_rendered_once() {
    let workshop = shop();
    assert_eq!(rendered(&build(&workshop)), ["2025-4", "2026-1"]);
    let page = workshop.read("public/editions/2025-4/index.html");
    assert!(page.contains("Superseded by 2026-1") && !page.contains("More of it."), "{page}");
    assert!(workshop.read("public/editions/index.html").contains("2025-4"));
    let run = build(&workshop);
    assert!(rendered(&run).is_empty() && run.stderr.contains("nothing had changed"), "{run:#?}");
    let before = workshop.snapshot("public/editions/2025-4");
    cut(&workshop, "2026-2", "2026-02-01");
    assert_eq!(rendered(&build(&workshop)), ["2026-2"]);
    assert_eq!(packs(&workshop).len(), 3 + 6, "of three editions, and of six differences");
    let after = workshop.snapshot("public/editions/2025-4");
    assert!(before.keys().eq(after.keys()) && before != after, "the banner tells of the new one");
}

/// The same site comes out, whatever became of the cache.
#[test]
fn a_damaged_cache_is_made_anew() {
    let workshop = shop();
    build(&workshop);
    let site = workshop.snapshot("public");
    for at in [30, 5_000, usize::MAX] {
        for pack in packs(&workshop) {
            let mut bytes = fs::read(&pack).expect("a pack");
            let at = at.min(bytes.len() - 1);
            bytes[at] ^= 0x41;
            fs::write(&pack, bytes).expect("written");
        }
        // Read, not only found unchanged.
        fs::remove_dir_all(workshop.path("public")).expect("removed");
        build(&workshop);
        assert!(workshop.snapshot("public") == site, "byte {at}");
        assert_eq!(packs(&workshop).len(), 2 + 3, "what was damaged is gone");
    }
    fs::remove_dir_all(workshop.path(".throughline")).expect("removed");
    assert_eq!(rendered(&build(&workshop)).len(), 2);
    assert!(workshop.snapshot("public") == site);
}

#[test]
fn the_cache_goes_where_it_is_told_and_leaves_the_files_of_others_alone() {
    let workshop = shop();
    workshop.write("mine/thesis.pack", "years of work");
    workshop.run(&["build", "--cache-dir", "mine"]).succeeded();
    let differences = |workshop: &Workshop| workshop.snapshot("mine/changes").len();
    assert_eq!((workshop.snapshot("mine").len(), differences(&workshop)), (3 + 3, 3));
    assert!(!workshop.has(".throughline"));
    workshop.write(
        "handbook.yaml",
        workshop.read("handbook.yaml") + "edit_url: https://git.example.org/{path}\n",
    );
    workshop.run(&["build", "--cache-dir", "mine"]).succeeded();
    let left = (workshop.snapshot("mine").len(), differences(&workshop));
    assert_eq!(left, (3 + 3, 3), "packs that nobody asks for any more are swept away");
    assert_eq!(workshop.read("mine/thesis.pack"), "years of work");
    workshop.write("file", "");
    let run = workshop.run(&["build", "--cache-dir", "file"]);
    run.could_not_run("name another folder with --cache-dir").in_one_line();
    let site = workshop.snapshot("public");
    workshop
        .run(&["build", "--cache-dir", "handbook.yaml"])
        .could_not_run("a cache is a folder")
        .in_one_line();
    assert!(workshop.snapshot("public") == site, "the settings are read, whatever is typed");
}

#[test]
fn without_editions_there_is_no_cache() {
    let workshop = Workshop::starter();
    build(&workshop);
    assert!(!workshop.has(".throughline") && !workshop.has("public/editions"));
}

/// Pictures that editions share are stored once.
#[test]
fn a_picture_that_did_not_change_is_one_file_on_disk() {
    let workshop = shop();
    build(&workshop);
    let node = |path: &str| fs::metadata(workshop.path(path)).expect("a file").ino();
    let pictures = ["public/pot.gif", "public/editions/2025-4/pot.gif", "public/editions/2026-1/pot.gif"];
    assert_eq!(pictures.map(node), [node(pictures[0]); 3]);
    cut(&workshop, "2026-2", "2026-02-01");
    build(&workshop);
    assert_eq!(node("public/editions/2026-2/pot.gif"), node(pictures[0]), "with the one of the last build");
    workshop.write("content/pot.gif", [PICTURE, b"\0"].concat());
    build(&workshop);
    assert_ne!(node(pictures[0]), node(pictures[1]));
    assert_eq!(fs::read(workshop.path(pictures[1])).expect("a file"), PICTURE);
}

#[cfg(feature = "git")]
#[test]
fn editions_come_from_tags_with_their_pictures() {
    let workshop = Workshop::starter();
    workshop.write("content/pot.gif", PICTURE);
    workshop.append("content/vision.md", "\n![A pot](pot.gif)\n");
    workshop.commit("Begin");
    workshop.git(&["tag", "--annotate", "edition/2026-1", "--message", "Valid-from: 2026-01-12"]);
    workshop.write("content/pot.gif", [PICTURE, b"\0"].concat());
    workshop.append("content/vision.md", "\nMore of it.\n");
    workshop.commit("Go on");
    assert_eq!(rendered(&build(&workshop)), ["2026-1"]);
    assert_eq!(fs::read(workshop.path("public/editions/2026-1/pot.gif")).expect("a picture"), PICTURE);
    let page = workshop.read("public/editions/2026-1/index.html");
    assert!(
        page.contains("in force since <time>2026-01-12</time>") && !page.contains("More of it."),
        "{page}"
    );
    assert!(rendered(&build(&workshop)).is_empty());
}
