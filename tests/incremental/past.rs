//! A preview reads editions behind its pages. Once it has, they say what a build would have them say.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use throughline::archive::lectern::{self, Lectern};
use throughline::archive::{Archive, Leaf, Today};
use throughline::cache::Cache;
use throughline::chronicle::Chronicle;
use throughline::edition::{Found, Shelf};
use throughline::pipeline::{self, Drafts};
use throughline::site::{Options, Output, Site, Theme, logo_address, theme};
use throughline::source::{SourceFile, SourceTree, VPath};
use throughline::workspace::{Asked, Edit, Snapshot, Workspace};

use crate::clean::TODAY;
use crate::frozen::{digest, frozen};
use crate::handbook::{bakery, edited};

const WARM: &str = "content/promises/warm-bread.md";
const BAKER: &str = "content/roles/baker.md";

type Files = BTreeMap<String, Vec<u8>>;

/// A shelf of bakeries, and how often one was read from it.
fn shelf(trees: Vec<(&'static str, SourceTree)>) -> (Shelf, String, Arc<AtomicUsize>) {
    let found = Found {
        candidates: trees.iter().map(|(name, tree)| frozen(name, digest(tree))).collect(),
        ..Found::default()
    };
    let line = |(n, (name, tree)): (usize, &(&str, SourceTree))| {
        format!("{name} files:{} cut:2026-0{}-01 by:counter-lead\n", digest(tree), n + 1)
    };
    let lock = trees.iter().enumerate().map(line).collect();
    let read = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&read);
    let shelf = Shelf::new(found, move |edition| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(trees.iter().find(|(name, _)| *name == edition.name.as_str()).expect("it is there").1.clone())
    });
    (shelf, lock, read)
}

/// Three editions: a promise was raised twice, and something in the first cannot be read any more.
fn history() -> (Shelf, String, Arc<AtomicUsize>) {
    let hours = |hours: &str| edited(WARM, &[("3 hours", hours)]);
    let odd = "---\ntitle: Baker\nreports_to: counter-lead\nbackup: counter-lead\nkeeps_keys: yes\n---\n";
    shelf(vec![
        ("2026-1", bakery(&[(WARM, &hours("6 hours")), (BAKER, odd)])),
        ("2026-2", bakery(&[(WARM, &hours("5 hours"))])),
        ("2026-3", bakery(&[(WARM, &hours("4 hours"))])),
    ])
}

/// Every page of a clean build, those of editions too.
fn built(tree: &SourceTree, shelf: &Shelf) -> Files {
    let verdict = pipeline::examine_with(tree, shelf, |settings| settings.as_of.unwrap_or(TODAY));
    let settings = &verdict.handbook.settings;
    let theme = Arc::new(Theme::load(tree, theme::name_in(settings)).expect("a theme"));
    let today = Today {
        settings,
        theme: &theme,
        base_url: settings.base_url.as_deref(),
        logo: logo_address(&verdict.handbook),
        on: verdict.on,
        label: None,
        search: true,
        tool: 0,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(folder.path().join("cache"));
    let (archive, _) = Archive::make(&verdict.editions, &today, &cache, shelf, &|_| {}).expect("an archive");
    let options = Options {
        findings: verdict.findings.clone().into(),
        is_dated: settings.as_of.is_some(),
        editions: Arc::clone(&verdict.editions),
        catalogue: Some(Arc::clone(archive.catalogue())),
        published: Some(verdict.editions.published(None)),
        chronicle: Some(Arc::new(Chronicle::new(shelf.clone(), Drafts::Keep))),
        search: true,
        ..Options::default()
    };
    let site =
        Site::new(Arc::clone(&verdict.handbook), tree.clone(), Arc::clone(&theme), options, verdict.on);
    site.tell_changes();
    let mut files: Files =
        site.routes().iter().map(|route| (site.file(route), bytes(site.render(route)))).collect();
    for (n, file) in archive.files().enumerate().filter(|(_, file)| !file.contains("/search/pagefind/")) {
        if let Leaf::Bytes(bytes) = archive.leaf(&verdict.editions, n).expect("a file of the archive") {
            files.insert(file, bytes);
        }
    }
    files
}

fn bytes(output: anyhow::Result<Output>) -> Vec<u8> {
    match output.expect("rendered") {
        Output::Bytes(bytes) => bytes,
        Output::File(path) => format!("the file {path}").into_bytes(),
    }
}

/// What a preview shows at the addresses of `files`.
fn shown(snapshot: &Snapshot, lectern: &Lectern, files: &Files) -> Files {
    let checked = snapshot.with_findings(snapshot.check(|| true).expect("nobody called it off").into());
    let mut shown: Files =
        checked.routes().iter().map(|route| (checked.file(route), bytes(checked.render(route)))).collect();
    let of_editions: Vec<&String> =
        files.keys().filter(|file| file.starts_with("editions/2") && !shown.contains_key(*file)).collect();
    for file in of_editions {
        match lectern.read(checked.site(), file).expect("it can be read") {
            Some(lectern::Leaf::Page(bytes) | lectern::Leaf::Bytes(bytes)) => {
                shown.insert(file.clone(), bytes);
            }
            _ => panic!("{file} is not there"),
        }
    }
    shown
}

/// Reads on as the server does behind its pages; how many times it did.
fn recall(workspace: &mut Workspace, lectern: &Lectern) -> usize {
    let snapshot = workspace.snapshot();
    let (site, mut read, mut told) = (snapshot.site(), Vec::new(), 0);
    while let Some(n) = site.catalogue().and_then(|catalogue| catalogue.unread(&read)) {
        read.push(lectern.recall(site, n).expect("an edition"));
    }
    while site.tell_next() {
        told += 1;
    }
    let pieces = read.len() + told;
    site.editions.published(None);
    workspace.recall(read);
    assert!(workspace.snapshot().site().is_recalled(), "nothing more is to be read");
    assert_eq!(workspace.snapshot().revision(), snapshot.revision(), "no file has changed");
    pieces
}

#[track_caller]
fn assert_same(shown: &Files, built: &Files) {
    assert_eq!(shown.keys().collect::<Vec<_>>(), built.keys().collect::<Vec<_>>());
    for (file, wanted) in built {
        let [shown, wanted] = [&shown[file], wanted].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let differing = shown.lines().zip(wanted.lines()).find(|(a, b)| a != b);
        assert!(shown == wanted, "{file} differs from a clean build's: {differing:?}");
    }
}

#[test]
fn whatever_is_edited_pages_tell_of_editions_what_a_build_does() {
    let (shelf, lock, read) = history();
    let settings = crate::handbook::text("handbook.yaml");
    let with = |more: &str| format!("{settings}{more}");
    let oven = "---\ntitle: Oven keeper\nwas: baker\nreports_to: counter-lead\nbackup: counter-lead\n---\n";
    let edits: [&[(&str, &str)]; 6] = [
        &[(WARM, &edited(WARM, &[("3 hours", "2 hours")]))],
        &[(BAKER, ""), ("content/roles/oven-keeper.md", oven)],
        &[("handbook.yaml", &with("editions: { keep: 1 }\n"))],
        &[("handbook.yaml", &with("as_of: 2026-02-15\n"))],
        &[("editions.lock", &lock.replace("2026-3 ", "2026-4 "))],
        &[("editions.lock", &lock), ("handbook.yaml", settings)],
    ];
    let mut tree = bakery(&[("editions.lock", &lock)]);
    let lectern = Lectern::new(shelf.clone());
    let asked = Asked { base_url: None, on: None, today: TODAY, shelf: shelf.clone(), search: true };
    let mut workspace = Workspace::open(tree.clone(), asked).expect("the theme is built in");
    // Somebody looked before anything was read.
    let early = String::from_utf8(page(&workspace, "promises/warm-bread/")).expect("text");
    assert!(!early.contains("Through the editions") && !early.contains("This says something else"));
    assert_eq!(recall(&mut workspace, &lectern), 5, "three editions, and what lies between them");
    // A reader that can do with less lists files and reads texts for what editions published; this one cannot.
    assert_eq!(
        read.load(Ordering::Relaxed),
        12,
        "each once for its own pages, once for what changed, twice for that"
    );
    let now = String::from_utf8(page(&workspace, "promises/warm-bread/")).expect("text");
    assert!(
        now.contains("Through the editions") && now.contains("This says something else than edition 2026-3")
    );
    for edit in edits {
        let edits: Vec<Edit> = edit
            .iter()
            .map(|(path, text)| {
                let path = VPath::new(path).expect("a path");
                match text.is_empty() {
                    true => Edit::Gone(path),
                    false => Edit::Put(SourceFile::text(path, text)),
                }
            })
            .collect();
        for edit in &edits {
            match edit {
                Edit::Gone(path) => drop(tree.remove_below(path)),
                Edit::Put(file) | Edit::PutOutside(file) => tree.insert(file.clone()),
            }
        }
        workspace.apply(edits);
        recall(&mut workspace, &lectern);
        let built = built(&tree, &shelf);
        assert!(built.len() > 150, "{} files", built.len());
        assert_same(&shown(&workspace.snapshot(), &lectern, &built), &built);
    }
    let before = read.load(Ordering::Relaxed);
    workspace.apply([Edit::Put(SourceFile::text(
        VPath::new(WARM).expect("a path"),
        &edited(WARM, &[("3 hours", "1 hour")]),
    ))]);
    assert_eq!(recall(&mut workspace, &lectern), 0, "an edit of a text asks for no edition");
    assert_eq!(read.load(Ordering::Relaxed), before);
}

#[test]
fn an_edition_that_is_found_later_is_shown_and_what_was_known_before_is_forgotten() {
    let (first, second) = (bakery(&[(WARM, &edited(WARM, &[("3 hours", "4 hours")]))]), bakery(&[]));
    let (one, lock, _) = shelf(vec![("2026-1", first.clone())]);
    let asked = Asked { base_url: None, on: None, today: TODAY, shelf: one.clone(), search: true };
    let mut workspace = Workspace::open(bakery(&[("editions.lock", &lock)]), asked).expect("it is built in");
    recall(&mut workspace, &Lectern::new(one));
    let says_otherwise = |workspace: &Workspace| {
        let page = page(workspace, "promises/warm-bread/");
        String::from_utf8(page).expect("text").contains("This says something else")
    };
    assert!(says_otherwise(&workspace));
    let (both, lock, _) = shelf(vec![("2026-1", first), ("2026-2", second)]);
    workspace.apply([Edit::Put(SourceFile::text(VPath::new("editions.lock").expect("a path"), &lock))]);
    workspace.reshelve(both.clone());
    let lectern = Lectern::new(both.clone());
    assert_eq!(recall(&mut workspace, &lectern), 3);
    assert!(!says_otherwise(&workspace), "the newer one says the same");
    let tree = bakery(&[("editions.lock", &lock)]);
    let built = built(&tree, &both);
    assert_same(&shown(&workspace.snapshot(), &lectern, &built), &built);
}

fn page(workspace: &Workspace, address: &str) -> Vec<u8> {
    let snapshot = workspace.snapshot();
    bytes(snapshot.render(snapshot.route_at(address).expect("a page")))
}
