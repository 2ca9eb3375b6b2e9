//! What a commit keeps is the same value as what its checkout holds: read from the repository, read from the folder.
#![cfg(feature = "git")]
#![expect(clippy::disallowed_methods, reason = "these tests make folders and repositories")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod helpers;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use proptest::prelude::*;
use throughline::source::disk::{self, Folder};
use throughline::source::git::{Repository, Texts, Trees};
use throughline::source::{Content, Digest, EDITIONS, SourceTree, VPath};

use helpers::Workshop;

const OUTSIDE: [&str; 4] = ["website/**/*.html", "content/**", "linked/*.txt", "*.txt"];

/// Both ways of reading one state; the folder's as text, since one that holds assets knows where they lie.
fn both(workshop: &Workshop, folder: &str) -> (Vec<String>, Vec<String>) {
    let root = workshop.path(folder);
    let leave_out: [PathBuf; 1] = [root.join("public")];
    let folder = Folder::open(&root, &leave_out).expect("a folder");
    let on_disk = folder.read_whole(|_| OUTSIDE.map(str::to_string).to_vec()).expect("a folder");
    let repository = Repository::holding(&root).expect("a repository");
    let commit = repository.commit("HEAD").expect("a commit");
    let kept = repository.read(&commit, &leave_out).expect("a whole repository");
    let mut tree = kept.expect("the folder is in the commit").tree;
    // After another commit, here after itself, it reads the same.
    let mut texts = Texts::default();
    for _ in 0..2 {
        let again =
            repository.read_after(&mut texts, &commit, &leave_out).expect("whole").expect("as before");
        assert_eq!(told(&again.tree), told(&tree));
    }
    repository.read_outside(&commit, &OUTSIDE, &leave_out, &mut tree).expect("a whole repository");
    (told(&on_disk), told(&tree))
}

/// Listed, and read file by file, both keep what the whole has; `root` lies under `editions/`, as a frozen copy does.
fn listed(workshop: &Workshop, root: &str) {
    let name = root.strip_prefix("editions/").expect("a frozen copy");
    let folder = Folder::open(&workshop.path(root), &[]).expect("a folder");
    if !folder.is_handbook() {
        return;
    }
    let whole = folder.read();
    let paths: Vec<&VPath> =
        whole.files().map(|file| &file.path).filter(|path| path.as_str() != EDITIONS).collect();

    let frozen = disk::list_frozen(&workshop.path(""), name).expect("every file can be read");
    assert_eq!(frozen.iter().map(|(path, _)| path).collect::<Vec<_>>(), paths);
    let all = Digest::of_all(frozen.iter().map(|(path, digest)| (path.as_str(), *digest)));
    assert_eq!(all, folder.digest().expect("every file can be read"));
    let on_disk = disk::read_frozen_files(&workshop.path(""), name, paths.iter().copied()).expect("a folder");
    for file in &on_disk {
        assert_eq!(Some(&file.content), whole.get(&file.path).map(|file| &file.content));
    }
    // Of a name that no path can have only a stand-in is listed.
    let is_fit = |path: &&&VPath| !path.as_str().contains('\u{fffd}');
    assert_eq!(on_disk.len(), paths.iter().filter(is_fit).count());

    let repository = Repository::holding(&workshop.path(root)).expect("a repository");
    let commit = repository.commit("HEAD").expect("a commit");
    let mut trees = Trees::default();
    let kept = repository.list(&commit, &mut trees).expect("whole");
    assert_eq!(repository.list(&commit, &mut trees).expect("whole"), kept, "a second look sees the same");
    assert_eq!(kept.iter().map(|(path, _)| path).collect::<Vec<_>>(), paths);
    for (n, one) in kept.iter().enumerate() {
        let content = whole.get(&one.0).map(|file| &file.content);
        let Some(Content::Text(text)) = content else { continue };
        let read = repository.read_files([one]).expect("whole");
        assert_eq!(read[0].as_text(), Some(text), "{}", one.0);
        // The same mark, the same words.
        assert!(
            kept[..n]
                .iter()
                .zip(&frozen)
                .all(|(other, (_, digest))| other.1 != one.1 || *digest == frozen[n].1)
        );
    }
}

/// Everything that a tree holds, one line a file.
fn told(tree: &SourceTree) -> Vec<String> {
    let all = tree.matching(&["**"]);
    let own = tree.files().map(|file| format!("{} {:016x}", file.path, file.hash()));
    let content = all.iter().map(|file| match &file.content {
        Content::Text(text) => format!("{} {text:?}", file.path),
        Content::Asset(asset) => format!("{} {} {:?}", file.path, asset.len, asset.size),
        Content::Refused(refusal) => format!("{} {refusal:?}", file.path),
    });
    [tree.name.clone()].into_iter().chain(own).chain(content).collect()
}

#[derive(Debug, Clone)]
enum File {
    Bytes(Vec<u8>),
    Program(String),
    Link(String),
}

fn name() -> impl Strategy<Value = String> {
    let names = [
        "content",
        "content",
        "content",
        "themes",
        "static",
        "website",
        "linked",
        "notes",
        "a.md",
        "b.MD",
        "c d.md",
        "x.csv",
        "y.yaml",
        "z.png",
        "d.svg",
        "home.html",
        "say.txt",
        ".hidden",
        "node_modules",
        "public",
        "é.md",
        "editions.lock",
        "handbook.yaml",
        ".throughline-manifest",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_string)
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(name(), 1..4).prop_map(|names| names.join("/"))
}

fn file() -> impl Strategy<Value = File> {
    let target = prop_oneof![
        path(),
        path().prop_map(|path| format!("../{path}")),
        path().prop_map(|path| format!("./../../{path}/")),
        Just("../../..".to_string()),
        Just(".".to_string()),
        Just("/etc/hostname".to_string()),
    ];
    prop_oneof![
        4 => "[a-z# \r\n]{0,40}".prop_map(|text| File::Bytes(text.into_bytes())),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(File::Bytes),
        1 => Just(File::Bytes(b"<svg width='4' height='3'></svg>".to_vec())),
        1 => "[a-z\n]{0,9}".prop_map(File::Program),
        2 => target.prop_map(File::Link),
    ]
}

/// Writes what fits: a file cannot lie in another one, nor where something lies already.
fn write(workshop: &Workshop, root: &str, files: &[(String, File)]) {
    for (path, file) in files {
        let place = workshop.path(root).join(path);
        let parent = place.parent().expect("it lies below the root");
        let is_free = fs::symlink_metadata(&place).is_err();
        // A build writes its record as a file; a link of that name is nobody's.
        // Whether settings that lie out of the repository are there, no commit knows.
        let leads_out = |target: &str| target.starts_with('/') || target.contains("..");
        let is_odd = match file {
            File::Link(_) if path.ends_with(".throughline-manifest") => true,
            // On disk the folder that a build writes to is left out wherever it lies.
            File::Link(_) if path == "public" => true,
            File::Link(target) => path == "handbook.yaml" && leads_out(target),
            _ => false,
        };
        // Nothing is written through a link.
        let is_plain = parent
            .ancestors()
            .take_while(|above| *above != workshop.path(""))
            .all(|above| fs::symlink_metadata(above).map_or(true, |found| found.is_dir()));
        if !is_free || !is_plain || is_odd || fs::create_dir_all(parent).is_err() {
            continue;
        }
        match file {
            File::Bytes(bytes) => fs::write(&place, bytes).expect("a file"),
            File::Program(text) => {
                fs::write(&place, text).expect("a file");
                fs::set_permissions(&place, PermissionsExt::from_mode(0o755)).expect("a program");
            }
            File::Link(target) => symlink(target, &place).expect("a link"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_commit_reads_as_its_checkout(
        files in prop::collection::vec((path(), file()), 0..30),
        root in prop::sample::select(vec!["", "handbook", "docs/handbook", "editions/one"]),
        is_handbook in any::<bool>(),
        is_packed in any::<bool>(),
    ) {
        let workshop = Workshop::with(&[("README.md", "# Us\n")]);
        let at = |path: &str| if root.is_empty() { path.to_string() } else { format!("{root}/{path}") };
        workshop.write(&at("content/first.md"), "# One\n");
        if is_handbook {
            workshop.write(&at("handbook.yaml"), "title: T\n");
        }
        write(&workshop, root, &files);
        workshop.commit("Begin");
        if is_packed {
            workshop.git(&["gc", "--quiet", "--prune=now"]);
        }
        let (on_disk, kept) = both(&workshop, root);
        prop_assert_eq!(on_disk, kept);
        if root == "editions/one" {
            listed(&workshop, root);
        }
    }
}

/// A PNG of 3 by 2 pixels, as far as its size goes.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0";

#[test]
fn one_of_each_reads_as_its_checkout() {
    let workshop = Workshop::with(&[("handbook.yaml", "title: T\n"), ("content/a.md", "\u{feff}# A\r\n")]);
    workshop.write("content/photo.png", PICTURE);
    workshop.write("content/film.mp4", vec![0; 100_000]);
    workshop.write("content/latin.md", b"# Caf\xe9\n");
    workshop.write("content/large.md", vec![b'x'; 9_000_000]);
    workshop.write("content/line\nbreak.md", "# A\n");
    workshop.write(&format!("content/{}deep.md", "d/".repeat(70)), "# A\n");
    workshop.write("content/pointer.md", POINTER);
    workshop.write("content/pointer.png", POINTER);
    workshop.write("website/home.html", "<p>Hello</p>");
    workshop.write("content/built/.throughline-manifest", "");
    workshop.write("content/built/index.md", "# Built\n");
    symlink("website", workshop.path("linked")).expect("a link");
    symlink("one", workshop.path("content/two")).expect("a link");
    symlink("two", workshop.path("content/one")).expect("a link");
    symlink("a.md", workshop.path("content/b.md")).expect("a link");
    workshop.commit("Begin");
    let (on_disk, kept) = both(&workshop, "");
    assert_eq!(on_disk, kept);
    let has = |line: &str| assert!(kept.iter().any(|told| told == line), "`{line}` in {kept:#?}");
    has("content/photo.png 29 Some((3, 2))");
    has("content/film.mp4 100000 None");
    has("content/latin.md NotUtf8 { line: 1 }");
    has("content/large.md TooLarge { len: 9000000 }");
    has("content/pointer.md Pointer");
    has("content/pointer.png Pointer");
    has("content/a.md \"# A\\r\\n\"");
    has("content/b.md \"# A\\r\\n\"");
    has("content/one Link");
    assert!(!kept.iter().any(|told| told.starts_with("content/built")), "{kept:#?}");
}

/// It is the path in the handbook that says how long a text may be, not the file that a link leads to.
#[test]
fn a_link_that_is_called_a_log_may_be_as_long_as_one() {
    let workshop = Workshop::with(&[("handbook.yaml", "title: T\n")]);
    workshop.write("content/large.md", vec![b'x'; 9_000_000]);
    workshop.write("content/records/KEPT.CSV", vec![b'x'; 9_000_000]);
    symlink("../large.md", workshop.path("content/records/kept.csv")).expect("a link");
    workshop.commit("Begin");
    let (on_disk, kept) = both(&workshop, "");
    assert!(on_disk == kept, "they are read alike");
    assert!(kept.contains(&"content/large.md TooLarge { len: 9000000 }".to_string()));
    assert_eq!(kept.iter().filter(|told| told.len() > 9_000_000).count(), 2, "both logs are read");
}

/// What stands in a repository for a file that is kept in Git LFS.
const POINTER: &str = "version https://git-lfs.github.com/spec/v1\n\
    oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 1234567890\n";

#[test]
fn text_comes_as_the_commit_keeps_it() {
    let workshop =
        Workshop::with(&[("handbook.yaml", "title: T\n"), (".gitattributes", "*.md text eol=crlf\n")]);
    workshop.write("content/a.md", "# A\r\n");
    workshop.commit("Begin");
    let repository = Repository::holding(&workshop.path("")).expect("a repository");
    let commit = repository.commit("HEAD").expect("a commit");
    let kept = repository.read(&commit, &[]).expect("whole").expect("a handbook");
    assert_eq!(kept.tree.text("content/a.md"), Some("# A\n"));
    assert_eq!(commit.id(), workshop.git(&["rev-parse", "HEAD"]));
}

#[test]
fn a_submodule_is_named_and_not_entered() {
    let shared = Workshop::with(&[("note.md", "# Note\n")]);
    shared.commit("Begin");
    let workshop = Workshop::with(&[("handbook.yaml", "title: T\n"), ("content/a.md", "# A\n")]);
    workshop.commit("Begin");
    workshop.git(&["submodule", "--quiet", "add", &shared.path("").display().to_string(), "content/shared"]);
    workshop.commit("Share notes");
    let repository = Repository::holding(&workshop.path("")).expect("a repository");
    let commit = repository.commit("main").expect("a commit");
    let kept = repository.read(&commit, &[]).expect("whole").expect("a handbook");
    assert_eq!(kept.submodules, [VPath::new("content/shared").expect("a path")]);
    assert_eq!(kept.tree.files().count(), 2);
}

/// Trees that no checkout could write, made by hand: names that climb out, folders that hold themselves a million
/// times, and one below the other without end.
#[test]
fn hostile_trees_are_refused_or_read_without_harm() {
    let workshop = Workshop::with(&[("handbook.yaml", "title: T\n"), ("content/a.md", "# A\n")]);
    workshop.commit("Begin");
    let blob = workshop.git(&["rev-parse", "HEAD:content/a.md"]);
    let tree = |entries: &str| {
        workshop.write("entries", entries);
        let script = "git mktree --missing < entries";
        let output =
            std::process::Command::new("sh").args(["-c", script]).current_dir(workshop.path("")).output();
        String::from_utf8(output.expect("git").stdout).expect("text").trim().to_string()
    };
    let read = |content: &str| {
        let settings = workshop.git(&["rev-parse", "HEAD:handbook.yaml"]);
        let top = tree(&format!("040000 tree {content}\tcontent\n100644 blob {settings}\thandbook.yaml\n"));
        let commit = workshop.git(&["commit-tree", "-m", "x", &top]);
        let repository = Repository::holding(&workshop.path("")).expect("a repository");
        let commit = repository.commit(&commit).expect("a commit");
        repository.read(&commit, &[]).map(|kept| kept.expect("a handbook").tree)
    };

    let names =
        tree(&format!("100644 blob {blob}\t..\n100644 blob {blob}\t.git\n100644 blob {blob}\tb.md\n"));
    let paths: Vec<String> = read(&names).expect("read").files().map(|file| file.path.to_string()).collect();
    assert_eq!(paths, ["content/b.md", "handbook.yaml"]);

    let mut bomb = tree(&format!("100644 blob {blob}\ta.md\n"));
    for _ in 0..2 {
        bomb = tree(&(0..2000).map(|n| format!("040000 tree {bomb}\t{n}\n")).collect::<String>());
    }
    let error = read(&bomb).expect_err("too much").to_string();
    assert!(error.contains("more than 300000 files and folders"), "{error}");

    let mut well = tree(&format!("100644 blob {blob}\ta.md\n"));
    for _ in 0..220 {
        well = tree(&format!("040000 tree {well}\td\n"));
    }
    let error = read(&well).expect_err("too deep").to_string();
    assert!(error.contains("more than 200 folders deep") && error.len() < 200, "{error}");
}
