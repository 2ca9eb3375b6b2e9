//! What is found by reading each file once is what all handbooks say, each linked whole.

#[path = "../../../tests/helpers/history.rs"]
mod history;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use anyhow::Result;
use proptest::prelude::*;

use super::super::{Candidate, Edition, Found, Listing, Lock, Place, Reader, Shelf};
use super::*;
use crate::model::outline::Outline;
use crate::model::{self, Drafts};
use crate::source::{Digests, EDITIONS, SETTINGS, SourceFile, SourceTree};
use history::{Files, Step, states};

/// Files that were read.
type Texts = Vec<(VPath, String)>;

const PATHS: [&str; 14] = [
    "content/vision.md",
    "content/promises/a.md",
    "content/promises/b.md",
    "content/promises/c.md",
    "content/roles/a.md",
    "content/roles/b.md",
    "content/systems/a.md",
    "content/a.md",
    "content/a/README.md",
    "content/a/index.md",
    "content/a/b.md",
    "content/promises/README.md",
    "content/editions/a.md",
    "content/02-a.md",
];

const SETTINGS_SAID: [&str; 3] =
    ["title: One\n", "title: Two\nlanguage: de\n", "gone: { /a/: It is over. }\n"];

const ROLES: [&str; 3] =
    ["", "- id: a\n  title: A\n", "- id: b\n  title: B\n  was: [a]\n- id: c\n  aliases: [a/b]\n"];

fn header() -> impl Strategy<Value = String> {
    let id = prop::option::of(prop::sample::select(vec!["a", "b", "c", "a/b"]));
    let was = prop::option::weighted(0.3, prop::sample::select(vec!["[a]", "[b, c]", "[d]"]));
    let aliases =
        prop::option::weighted(0.3, prop::sample::select(vec!["[a]", "[old/x, b]", "[editions/z]"]));
    let kind = prop::option::weighted(0.1, prop::sample::select(vec!["promise", "page", "role"]));
    let rest = (prop::bool::weighted(0.1), prop::sample::select(vec!["One", "Two"]));
    (id, was, aliases, kind, rest).prop_map(|(id, was, aliases, kind, (is_draft, title))| {
        let fields = [("id", id), ("was", was), ("aliases", aliases), ("kind", kind), ("title", Some(title))];
        let lines = fields.iter().filter_map(|(name, value)| Some(format!("{name}: {}\n", (*value)?)));
        let draft = if is_draft { "draft: yes\n" } else { "" };
        format!("---\n{}{draft}---\n", lines.collect::<String>())
    })
}

fn step() -> impl Strategy<Value = Step> {
    let path = || prop::sample::select(PATHS.to_vec());
    let said =
        |texts: &[&str]| prop::sample::select(texts.iter().map(ToString::to_string).collect::<Vec<_>>());
    prop_oneof![
        5 => (path(), header()).prop_map(|(path, text)| Step::Write(path, text)),
        2 => (path(), path()).prop_map(|(from, to)| Step::Move(from, to)),
        2 => path().prop_map(Step::Delete),
        1 => said(&SETTINGS_SAID).prop_map(|text| Step::Write(SETTINGS, text)),
        1 => said(&ROLES).prop_map(|text| Step::Write("content/roles.yaml", text)),
    ]
}

/// The editions of a history, oldest first.
fn histories() -> impl Strategy<Value = Vec<Files>> {
    let first = prop::collection::vec(step(), 3..12);
    let further = prop::collection::vec(prop::collection::vec(step(), 0..4), 0..5);
    (first, further).prop_map(|(first, further)| {
        states(Files::from([(SETTINGS, String::new())]), std::iter::once(first).chain(further))
    })
}

/// Editions in memory that remembers which texts were asked for.
struct Counting {
    trees: Vec<SourceTree>,
    read: Arc<Mutex<Texts>>,
}

impl Reader for Counting {
    fn read(&self, edition: &Edition) -> Result<SourceTree> {
        Ok(self.trees[edition.name.as_str().parse::<usize>()?].clone())
    }

    fn read_files(&self, edition: &Edition, files: &[(VPath, Mark)]) -> Result<Vec<SourceFile>> {
        let tree = self.read(edition)?;
        let texts: Vec<SourceFile> = files.iter().filter_map(|(path, _)| tree.get(path).cloned()).collect();
        let named = texts.iter().map(|file| (file.path.clone(), file.as_text().map(ToString::to_string)));
        let mut read = self.read.lock().expect("no test panicked");
        read.extend(named.map(|(path, text)| (path, text.unwrap_or_default())));
        Ok(texts)
    }
}

fn trees(history: &[Files]) -> Vec<SourceTree> {
    let tree = |files: &Files| SourceTree::from_texts("x", files.iter().map(|(path, text)| (*path, &**text)));
    history.iter().map(tree).collect()
}

fn shelf(trees: &[SourceTree]) -> (Shelf, Arc<Mutex<Texts>>) {
    let candidates = (0..trees.len()).map(|n| Candidate {
        name: n.to_string(),
        place: Place::Folder(n.to_string()),
        made: None,
        message: None,
        digests: Ok(Digests::default()),
    });
    let found = Found { candidates: candidates.collect(), ..Found::default() };
    let read = Arc::default();
    (Shelf::read_by(found, Counting { trees: trees.to_vec(), read: Arc::clone(&read) }), read)
}

/// Every address, with the newest edition that had it: each handbook linked whole, and asked.
fn by_linking(trees: &[SourceTree]) -> BTreeMap<String, usize> {
    let mut had = BTreeMap::new();
    for (n, tree) in trees.iter().enumerate() {
        let handbook = model::link(tree, Drafts::LeaveOut);
        for id in handbook.ids() {
            let entry = Outline::entry_of(&handbook, id);
            let pages = model::address::below(handbook.document(id).kind).iter();
            had.extend(pages.map(|below| (format!("{}{below}", entry.address), n)));
            had.extend(entry.aliases.into_iter().map(|alias| (alias, n)));
        }
    }
    had
}

fn by_claims(editions: &Editions, newest: Option<&Handbook>) -> BTreeMap<String, usize> {
    let mut had = BTreeMap::new();
    for page in &editions.published(newest).pages {
        for address in page.addresses() {
            had.entry(address).or_insert(page.edition);
        }
    }
    had
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_each_file_once_finds_what_linking_every_edition_finds(history in histories()) {
        let trees = trees(&history);
        let expected = by_linking(&trees);
        let (shelved, read) = shelf(&trees);
        let editions = Editions::on(&shelved, &Lock::default());
        prop_assert_eq!(&by_claims(&editions, None), &expected);
        let read = read.lock().expect("no test panicked").clone();
        prop_assert_eq!(read.iter().collect::<BTreeSet<_>>().len(), read.len(), "a file was read twice");
        // Somebody may have read the newest edition before.
        let newest = trees.last().map(|tree| model::link(tree, Drafts::Keep));
        let editions = Editions::on(&shelf(&trees).0, &Lock::default());
        prop_assert_eq!(&by_claims(&editions, newest.as_ref()), &expected);
    }
}

#[test]
fn only_files_that_no_newer_edition_has_are_read() {
    let page = |text: &str| format!("# {text}\n");
    let files = |texts: &[(&'static str, &str)]| -> Files {
        let pages = texts.iter().map(|(path, text)| (*path, page(text)));
        pages.chain([(SETTINGS, String::new()), (EDITIONS, texts.len().to_string())]).collect()
    };
    let trees = trees(&[
        files(&[("content/a.md", "Old"), ("content/b.md", "Same"), ("content/gone.md", "Gone")]),
        files(&[("content/a.md", "New"), ("content/b.md", "Same"), ("content/records/kept.csv", "week")]),
    ]);
    let (shelf, read) = shelf(&trees);
    let editions = Editions::on(&shelf, &Lock::default());
    let newest = model::link(&trees[1], Drafts::Keep);
    let published = editions.published(Some(&newest));
    let told: Vec<(usize, &str)> =
        published.pages.iter().map(|page| (page.edition, &*page.address)).collect();
    assert_eq!(told, [(1, "a/"), (1, "b/"), (0, "a/"), (0, "gone/")]);
    let read: Vec<String> =
        read.lock().expect("no test panicked").iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(read, ["content/a.md", "content/gone.md"]);
}

#[test]
fn an_edition_that_cannot_be_read_hides_no_other() {
    let trees = trees(&[Files::from([(SETTINGS, String::new()), ("content/a.md", "# A\n".to_string())])]);
    let (shelf, _) = shelf(&trees);
    let mut found = (*shelf.found).clone();
    // There is no such tree.
    found.candidates.push(Candidate { name: "7".to_string(), ..found.candidates[0].clone() });
    let broken = Shelf::new(found, move |edition: &Edition| {
        let n: usize = edition.name.as_str().parse()?;
        trees.get(n).cloned().ok_or_else(|| anyhow::anyhow!("it is gone"))
    });
    let editions = Editions::on(&broken, &Lock::default());
    assert_eq!(editions.all().len(), 2);
    let addresses: Vec<String> =
        editions.published(None).pages.iter().map(|page| page.address.clone()).collect();
    assert_eq!(addresses, ["a/"]);
    let listing: Result<Arc<Listing>> = editions.shelf.listing(&editions.list[1], &editions.list);
    assert!(listing.is_err());
}
