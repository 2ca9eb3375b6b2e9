//! Editions are held against their lines: order, days in force, states and troubles.

use jiff::civil::{Date, date};

use super::found::Origin;
use super::*;
use crate::parse::editions::Line;
use crate::parse::editions::{edit, parse};
use crate::parse::settings::EditionSource;
use crate::source::{Astray, Digest, SourceTree};

fn digests(text: &str) -> Digests {
    Digests { files: Some(Digest::of_bytes(text.as_bytes())), objects: None }
}

fn tag(name: &str, made: Option<Date>, message: Option<&str>) -> Candidate {
    Candidate {
        name: name.to_string(),
        place: Place::Tag { tag: format!("edition/{name}"), commit: "c0ffee".to_string() },
        made,
        message: message.map(str::to_string),
        digests: Ok(digests(name)),
    }
}

fn git(candidates: Vec<Candidate>) -> Found {
    let origin = Origin { is_shallow: false, remote: Some("origin".to_string()) };
    let tags = "edition/*".to_string();
    Found { source: Some(EditionSource::Git), candidates, tags, origin, blocked: None }
}

fn line(name: &str, cut: Date, valid_from: Option<Date>) -> Line {
    Line {
        name: EditionName::new(name).expect("a name"),
        digests: digests(name),
        cut,
        valid_from,
        approved_by: Some("manager".to_string()),
        note: String::new(),
        despite: Vec::new(),
        gates: Vec::new(),
        span: Span::default(),
    }
}

fn lock(lines: &[Line]) -> Lock {
    parse(&lines.iter().fold(String::new(), |text, line| edit::record(&text, line)))
}

fn names(editions: &Editions) -> Vec<&str> {
    editions.all().iter().map(|edition| edition.name.as_str()).collect()
}

#[test]
fn the_order_is_that_of_days_in_force_then_of_cutting_then_of_names() {
    let made = |day| Some(date(2026, 1, day));
    let editions = Editions::of(
        &git(vec![
            tag("b", made(5), Some("Valid-from: 2026-03-01")),
            tag("a", made(9), Some("Valid-from: 2026-02-01")),
            tag("n-10", made(20), Some("")),
            tag("n-9", made(20), Some("")),
            tag("no-day", None, None),
        ]),
        &Lock::default(),
    );
    assert_eq!(names(&editions), ["no-day", "n-9", "n-10", "a", "b"]);
    let in_force = |on: Date| editions.in_force(on).map(|edition| edition.name.as_str());
    assert_eq!(in_force(date(2026, 1, 19)), None);
    assert_eq!(in_force(date(2026, 1, 20)), Some("n-10"));
    assert_eq!(in_force(date(2026, 2, 28)), Some("a"));
    assert_eq!(in_force(date(2026, 3, 1)), Some("b"));
    let [first, last] = ["no-day", "b"].map(|name| editions.get(name).expect("listed").name.clone());
    assert!(editions.before(&first).is_none() && editions.after(&last).is_none());
    assert_eq!(editions.before(&last).map(|edition| edition.name.as_str()), Some("a"));
    assert_eq!(editions.newest().map(|edition| edition.name.as_str()), Some("b"));
}

#[test]
fn a_line_beats_the_message_and_says_where_they_differ() {
    let recorded = lock(&[line("2026-1", date(2026, 1, 5), Some(date(2026, 1, 12)))]);
    let of = |message| {
        let editions =
            Editions::of(&git(vec![tag("2026-1", Some(date(2026, 1, 6)), Some(message))]), &recorded);
        let edition = editions.newest().expect("listed").clone();
        (edition.valid_from, editions.state(&edition))
    };
    let day = Some(date(2026, 1, 12));
    assert_eq!(of("Valid-from: 2026-01-12\nApproved-by: manager"), (day, State::Recorded));
    assert_eq!(of(""), (day, State::Recorded));
    let other = Difference::ValidFrom(date(2026, 2, 1));
    assert_eq!(of("Valid-from: 2026-02-01"), (day, State::Differs(vec![other])));
    let other = Difference::ApprovedBy("owner".to_string());
    assert_eq!(of("Approved-by: owner"), (day, State::Differs(vec![other])));
}

#[test]
fn other_files_are_told() {
    let recorded = lock(&[line("2026-1", date(2026, 1, 5), None)]);
    let moved = Candidate { digests: Ok(digests("other")), ..tag("2026-1", None, Some("")) };
    let editions = Editions::of(&git(vec![moved]), &recorded);
    assert_eq!(editions.state(&editions.all()[0]), State::Differs(vec![Difference::Files]));
}

#[test]
fn what_is_recorded_and_not_there_comes_with_its_command() {
    let recorded = lock(&[line("2026-1", date(2026, 1, 5), None)]);
    let mend = |found: &Found| Editions::of(found, &recorded).troubles[0].mend.clone();
    assert_eq!(mend(&git(Vec::new())), "`git fetch origin tag edition/2026-1` brings it");
    let shallow = Found { origin: Origin { is_shallow: true, remote: Some("up".into()) }, ..git(Vec::new()) };
    assert_eq!(mend(&shallow), "`git fetch --depth=1 up tag edition/2026-1` brings it");
    let folder = Found { source: Some(EditionSource::Folder), ..Found::default() };
    assert!(mend(&folder).contains("`git checkout -- editions/2026-1`"));
    let nowhere = Editions::of(&Found::default(), &recorded);
    assert!(nowhere.troubles[0].sentence.contains("neither a git repository"));
    assert!(!nowhere.is_young(), "an edition was recorded");
    assert!(Editions::of(&Found::default(), &Lock::default()).is_young());
}

#[test]
fn what_cannot_be_listed_is_told_once_and_hides_nothing_else() {
    let astray = |why| Candidate { digests: Err(why), ..tag("odd", None, None) };
    for (candidate, kind) in [
        (tag("2026/1", None, None), trouble::Kind::UnfitName),
        (tag("..", None, None), trouble::Kind::UnfitName),
        (tag("GOOD", None, None), trouble::Kind::SameAddress),
        (astray(Astray::NoHandbook), trouble::Kind::Astray),
        (astray(Astray::NoCommit("blob".to_string())), trouble::Kind::Astray),
        (Candidate { digests: Ok(digests("good")), ..tag("z-twin", None, None) }, trouble::Kind::Twin),
        (tag("odd", None, Some("Valid-from: soon")), trouble::Kind::NoDate),
    ] {
        let editions = Editions::of(&git(vec![tag("good", None, Some("")), candidate]), &Lock::default());
        let kinds: Vec<_> = editions.all_troubles().iter().map(|trouble| trouble.kind).collect();
        assert_eq!(kinds, [kind]);
        assert!(editions.get("good").is_some());
    }
    let unfit = Editions::of(&git(vec![tag("2026/1", None, None)]), &Lock::default());
    assert!(unfit.troubles[0].mend.contains("--message=2026-1 edition/2026-1 edition/2026/1^{}"));
}

#[test]
fn the_gate_is_told_of_looks_and_of_changed_floors() {
    let gate = |floor: &str| Gate {
        promise: "call-back".to_string(),
        verdict: Shown::Keeping,
        kept: 99,
        checked: 100,
        bound: Some(0.95),
        look: 1,
        looks: 4,
        floor: Some(crate::parse::fingerprint::Fingerprint::of_exactly(floor)),
    };
    let floors = [
        ("2025-4", date(2025, 12, 1), "6 hours"),
        ("2026-1", date(2026, 1, 5), "4 hours"),
        ("2026-2", date(2026, 4, 5), "4 hours"),
    ];
    let lines: Vec<Line> = floors
        .iter()
        .map(|(name, cut, floor)| Line { gates: vec![gate(floor)], ..line(name, *cut, None) })
        .collect();
    let found = git(floors.iter().map(|(name, cut, _)| tag(name, Some(*cut), Some(""))).collect());
    let editions = Editions::of(&found, &lock(&lines));
    assert_eq!(floor_changed(&["call-back"], &editions.readings(date(2026, 11, 1))), Some(date(2026, 1, 5)));
    assert_eq!(
        floor_changed(&["new-name", "call-back"], &editions.readings(date(2026, 11, 1))),
        Some(date(2026, 1, 5))
    );
    assert_eq!(floor_changed(&["call-back"], &editions.readings(date(2025, 12, 31))), None);
    let looks =
        [date(2025, 12, 31), date(2026, 4, 4), date(2026, 4, 5)].map(|on| editions.cut_in_year_of(on));
    assert_eq!(looks, [1, 1, 2]);
}

#[test]
fn an_edition_is_read_on_threads_that_nobody_waits_in() {
    let found = git(vec![tag("2026-1", None, Some(""))]);
    let shelf = Shelf::new(found, |_| {
        let name = std::thread::current().name().unwrap_or_default().to_string();
        Ok(SourceTree::from_texts(
            "Harbour Physio",
            [("handbook.yaml", format!("title: Read by <{name}>").as_str())],
        ))
    });
    let editions = Editions::on(&shelf, &Lock::default());
    let pool =
        rayon::ThreadPoolBuilder::new().thread_name(|_| "a rule".to_string()).build().expect("threads");
    let read =
        pool.install(|| editions.handbook(&editions.all()[0]).map(|handbook| handbook.title().to_string()));
    assert_eq!(read.expect("an edition"), "Read by <>");
}

#[test]
fn an_edition_without_drafts_is_read_once_whatever_becomes_of_drafts() {
    let found = git(vec![tag("plain", None, None), tag("drafty", None, None)]);
    let opened = Arc::new(std::sync::Mutex::new(Vec::new()));
    let count = Arc::clone(&opened);
    let shelf = Shelf::new(found.clone(), move |edition| {
        count.lock().expect("no test panicked").push(edition.name.to_string());
        let draft = if edition.name.as_str() == "drafty" { "draft: yes\n" } else { "" };
        let text = format!("---\nsays: We call.\n{draft}---\n");
        Ok(SourceTree::from_texts("practice", [("handbook.yaml", ""), ("content/promises/call.md", &*text)]))
    });
    let editions = Editions::of(&found, &Lock::default());
    for edition in editions.all() {
        for drafts in [Drafts::Keep, Drafts::LeaveOut, Drafts::Keep] {
            let handbook = shelf.handbook(edition, drafts).expect("it can be read");
            let is_there = drafts == Drafts::Keep || edition.name.as_str() == "plain";
            assert_eq!(handbook.documents.len(), usize::from(is_there), "{} {drafts:?}", edition.name);
        }
    }
    assert_eq!(*opened.lock().expect("no test panicked"), ["drafty", "drafty", "plain"]);
}

/// Frozen copies, which are counted when their files are listed.
fn frozen(texts: &[&str]) -> (Shelf, Arc<std::sync::Mutex<Vec<String>>>) {
    struct Folders(Vec<String>, Arc<std::sync::Mutex<Vec<String>>>);
    impl Reader for Folders {
        fn read(&self, edition: &Edition) -> Result<SourceTree> {
            let n: usize = edition.name.as_str().trim_start_matches("2026-").parse()?;
            let text = self.0.get(n).map_or("", String::as_str);
            if text == "unreadable" {
                anyhow::bail!("`content/a.md` cannot be read");
            }
            Ok(SourceTree::from_texts("practice", [("handbook.yaml", ""), ("content/a.md", text)]))
        }
        fn list(&self, edition: &Edition) -> Result<Listing> {
            self.1.lock().expect("no test panicked").push(edition.name.to_string());
            let files = self.read(edition)?;
            let files = files.files().map(|file| {
                let text = file.as_text().map_or("", |text| text);
                (file.path.clone(), crate::source::Mark::Contents(Digest::of_bytes(text.as_bytes())))
            });
            Ok(files.collect())
        }
    }
    let candidates = (0..texts.len()).map(|n| Candidate {
        place: Place::Folder(format!("2026-{n}")),
        digests: Ok(Digests::default()),
        message: None,
        ..tag(&format!("2026-{n}"), None, None)
    });
    let source = Some(EditionSource::Folder);
    let found = Found { source, candidates: candidates.collect(), ..Found::default() };
    let listed = Arc::default();
    let texts = texts.iter().map(ToString::to_string).collect();
    (Shelf::read_by(found, Folders(texts, Arc::clone(&listed))), listed)
}

#[test]
fn frozen_files_are_looked_at_when_somebody_asks_and_once() {
    let (shelf, listed) = frozen(&["# One", "# Two"]);
    let recorded = lock(&[line("2026-0", date(2026, 1, 5), None), line("2026-1", date(2026, 4, 5), None)]);
    let editions = Editions::on(&shelf, &recorded);
    assert_eq!(editions.in_force(date(2026, 5, 1)).map(|edition| edition.name.as_str()), Some("2026-1"));
    assert_eq!(editions.cut_in_year_of(date(2026, 5, 1)), 2);
    assert!(editions.troubles.is_empty() && editions.all().iter().all(|edition| !edition.is_unrecorded()));
    assert!(
        listed.lock().expect("no test panicked").is_empty(),
        "listing editions reads none of their files"
    );
    for editions in [&editions, &Editions::on(&shelf, &recorded)] {
        for edition in editions.all() {
            assert_eq!(editions.state(edition), State::Differs(vec![Difference::Files]));
            assert!(editions.digests(edition).expect("readable").files.is_some());
        }
        assert!(editions.all_troubles().is_empty());
        assert_eq!(editions.published(None).pages.len(), 2);
    }
    let mut listed = listed.lock().expect("no test panicked").clone();
    listed.sort();
    assert_eq!(listed, ["2026-0", "2026-1"]);
}

#[test]
fn frozen_files_are_held_against_their_line_and_against_each_other() {
    let (shelf, _) = frozen(&["# One", "# One", "unreadable"]);
    let editions = Editions::on(&shelf, &Lock::default());
    let digests = editions.digests(&editions.all()[0]).expect("readable");
    let as_recorded = Line { digests, ..line("2026-0", date(2026, 1, 5), None) };
    let editions = Editions::on(&shelf, &lock(&[as_recorded, line("2026-2", date(2026, 2, 5), None)]));
    let state = |name| editions.get(name).map(|edition| editions.state(edition));
    assert_eq!(state("2026-0"), Some(State::Recorded));
    assert_eq!(state("2026-1"), Some(State::NoLine));
    // Nobody knows; that is said in its own words.
    assert_eq!(state("2026-2"), Some(State::Recorded));
    let troubles = editions.all_troubles();
    let kinds: Vec<_> = troubles.iter().map(|trouble| (trouble.kind, trouble.name.as_str())).collect();
    assert_eq!(kinds, [(trouble::Kind::Astray, "2026-2"), (trouble::Kind::Twin, "2026-0")]);
    assert_eq!(
        troubles[0].sentence,
        "the folder `editions/2026-2` cannot be read whole, so nobody can tell whether edition 2026-2 is what it was when it was cut: `content/a.md` cannot be read"
    );
}
