//! Differences are made once, of few handbooks at a time, and one that cannot be made keeps no other from being told.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::bail;
use jiff::civil::{Date, date};

use super::*;
use crate::edition::{Candidate, Editions, Found, Lock, Place};
use crate::parse::settings::EditionSource;
use crate::pipeline::{self, Drafts};
use crate::source::{Digest, Digests, SourceTree};

const ON: Date = date(2026, 6, 1);

/// Editions of a handbook with one promise, which is to be kept within so many hours in each; none can be read of 0.
fn editions(hours: &[u32]) -> (Editions, Shelf, Arc<AtomicUsize>) {
    let candidates = hours.iter().enumerate().map(|(n, hours)| Candidate {
        name: format!("{n}-{hours}"),
        place: Place::Folder(format!("{n}-{hours}")),
        made: Some(date(2026, 1, 1 + i8::try_from(n).unwrap_or(0))),
        message: None,
        digests: Ok(Digests {
            files: Some(Digest::of_bytes(&[u8::try_from(n).unwrap_or(0)])),
            objects: None,
        }),
    });
    let found =
        Found { source: Some(EditionSource::Folder), candidates: candidates.collect(), ..Found::default() };
    let opened = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&opened);
    let shelf = Shelf::new(found.clone(), move |edition| {
        count.fetch_add(1, Ordering::Relaxed);
        match edition.name.as_str().split_once('-') {
            Some((_, "0")) | None => bail!("its files are gone"),
            Some((_, hours)) => Ok(tree(hours)),
        }
    });
    (Editions::of(&found, &Lock::default()), shelf, opened)
}

fn tree(hours: &str) -> SourceTree {
    let promise = format!("---\nsays: We call back.\nstate: standing\nat_most: {hours} hours\n---\n");
    SourceTree::from_texts(
        "practice",
        [("handbook.yaml", ""), ("content/promises/call.md", promise.as_str())],
    )
}

fn chronicle(shelf: &Shelf) -> Chronicle {
    Chronicle::new(shelf.clone(), Drafts::Keep)
}

fn names(told: &Told) -> Vec<&str> {
    told.difference.changes.iter().map(|change| change.name.words()).collect()
}

#[test]
fn neighbours_are_read_once_each_and_told_once() {
    let (editions, shelf, opened) = editions(&[8, 6, 6, 7]);
    let chronicle = chronicle(&shelf);
    let all = editions.all();
    for _ in 0..2 {
        for pair in pairs(&editions, Some(0), ON).iter().filter(|pair| pair.sort == Sort::Neighbours) {
            let [old, new] = [Some(&pair.old), pair.new.as_ref()]
                .map(|name| editions.get(name.expect("a name").as_str()).expect("listed"));
            chronicle.between(old, new, ON).expect("told");
        }
    }
    assert_eq!(opened.load(Ordering::Relaxed), all.len());
    let told = |n: usize| chronicle.known(&all[n], &all[n + 1], ON).expect("known").expect("told");
    assert_eq!([0, 1, 2].map(|n| names(&told(n)).concat()), ["raised", "", "lowered"]);
    assert!(chronicle.known(&all[0], &all[3], ON).is_none());
}

#[test]
fn no_edition_is_read_twice_for_all_that_is_told() {
    let (editions, shelf, opened) = editions(&[8, 7, 6, 5, 4, 3]);
    tell(&chronicle(&shelf), &editions);
    assert_eq!(opened.load(Ordering::Relaxed), 6);
}

/// Makes every difference, in order.
fn tell(chronicle: &Chronicle, editions: &Editions) -> Vec<Arc<Told>> {
    let now = tree("2");
    let handbook = pipeline::link(&now, Drafts::Keep);
    let edition = |name: &EditionName| editions.get(name.as_str()).expect("listed");
    let tell = |pair: &Pair| match &pair.new {
        Some(new) => chronicle.between(edition(&pair.old), edition(new), ON),
        None => chronicle.since(edition(&pair.old), &handbook, || now.fingerprint(), ON),
    };
    pairs(editions, None, ON).iter().map(|pair| tell(pair).expect("told")).collect()
}

/// What one run tells the next.
#[derive(Default)]
struct Notes(Mutex<HashMap<String, String>>);

impl Memory for Notes {
    fn recall(&self, made_from: &str) -> Option<Told> {
        let notes = self.0.lock().expect("no test panicked");
        notes.get(made_from).map(|told| serde_json::from_str(told).expect("what was written can be read"))
    }

    fn keep(&self, made_from: &str, told: &Told) {
        let told = serde_json::to_string(told).expect("it can be written");
        self.0.lock().expect("no test panicked").insert(made_from.to_string(), told);
    }
}

#[test]
fn what_an_earlier_run_kept_is_not_made_again_and_is_the_same() {
    let notes = Arc::new(Notes::default());
    let told = |hours: &[u32]| {
        let (editions, shelf, opened) = editions(hours);
        let chronicle = chronicle(&shelf).remembering(Arc::<Notes>::clone(&notes));
        (tell(&chronicle, &editions), opened.load(Ordering::Relaxed))
    };
    let (first, read) = told(&[8, 7, 6]);
    assert_eq!((first.len(), read), (6, 3));
    assert_eq!(told(&[8, 7, 6]), (first, 0));
    let (_, read) = told(&[8, 7, 6, 5]);
    assert_eq!(read, 4, "each is held against the newest, which is another one now");
}

#[test]
fn an_edition_that_cannot_be_read_says_so_and_hides_no_other() {
    let (editions, shelf, _) = editions(&[8, 0, 6]);
    let chronicle = chronicle(&shelf);
    let all = editions.all();
    let why = chronicle.between(&all[0], &all[1], ON).expect_err("it is gone");
    assert_eq!(&*why, "edition 1-0: its files are gone");
    assert_eq!(names(&chronicle.between(&all[0], &all[2], ON).expect("told")), ["raised"]);
}

#[test]
fn the_working_folder_is_told_anew() {
    let (editions, shelf, opened) = editions(&[8]);
    let chronicle = chronicle(&shelf);
    let since = |hours: &str| {
        let now = pipeline::link(&tree(hours), Drafts::Keep);
        chronicle.since(&editions.all()[0], &now, || tree(hours).fingerprint(), ON).expect("told")
    };
    assert_eq!(names(&since("4")), ["raised"]);
    assert_eq!(names(&since("9")), ["lowered"]);
    assert_eq!(opened.load(Ordering::Relaxed), 1, "the edition is read once");
}

#[test]
fn which_states_are_held_against_which() {
    let (editions, _, _) = editions(&[8, 7, 6, 5]);
    let told = |keep, on| -> Vec<String> { pairs(&editions, keep, on).iter().map(Pair::to_string).collect() };
    let neighbours = ["3-5 from 2-6", "2-6 from 1-7", "1-7 from 0-8"];
    assert_eq!(told(Some(0), ON), [&["now from 3-5"][..], &neighbours].concat());
    let in_turn =
        ["now from 3-5", "3-5 from 2-6", "now from 2-6", "2-6 from 1-7", "now from 1-7", "3-5 from 1-7"];
    let last = ["1-7 from 0-8", "now from 0-8", "3-5 from 0-8"];
    assert_eq!(told(None, ON), [&in_turn[..], &last].concat());
    let (first, before_the_last) = (date(2026, 1, 1), date(2026, 1, 3));
    assert_eq!(
        told(Some(1), before_the_last),
        in_turn[..3].iter().chain(&neighbours[1..]).copied().collect::<Vec<_>>()
    );
    let with_the_one_in_force =
        [&["now from 3-5"][..], &neighbours, &["now from 0-8", "3-5 from 0-8"]].concat();
    assert_eq!(told(Some(1), first), with_the_one_in_force, "it is published in full, too");
    assert_eq!(pairs(&Editions::default(), None, ON), []);
}

#[test]
fn roles_have_sheets_of_every_edition_and_of_what_would_come_next() {
    let (editions, _, _) = editions(&[8, 7, 6]);
    let without = |on| -> Vec<String> {
        pairs(&editions, None, on).iter().filter(|pair| !pair.has_sheets).map(Pair::to_string).collect()
    };
    assert_eq!(without(ON), ["now from 1-7", "now from 0-8", "2-6 from 0-8"]);
    assert_eq!(without(date(2026, 1, 2)), ["now from 0-8", "2-6 from 0-8"]);
}

/// Whatever is cut and however much is kept: an address at which a difference was told has an answer for ever.
#[test]
fn every_address_that_ever_told_a_difference_is_told_or_leads_on() {
    let hours = [8, 7, 6, 5, 4, 3, 2];
    let answered = |n: usize, keep: u32, of_sheets: bool| -> Vec<String> {
        let (editions, _, _) = editions(&hours[..n]);
        let told = pairs(&editions, Some(keep), ON);
        let told = told.iter().filter(|pair| !of_sheets || pair.has_sheets).map(Pair::address);
        let former = former(&editions, None, Some(keep), ON);
        for one in &former {
            let leads = [
                one.sheets.clone(),
                one.instead.as_ref().and_then(|instead| match instead {
                    Instead::Pair(address) => Some(address.clone()),
                    Instead::Listed(name) => editions.get(name.as_str()).map(|_| String::new()),
                }),
            ];
            assert!(leads.iter().any(Option::is_some), "{one:?} leads nowhere");
            let all: Vec<String> = pairs(&editions, Some(keep), ON).iter().map(Pair::address).collect();
            let is_told = |address: &String| address.is_empty() || all.contains(address);
            assert!(leads.iter().flatten().all(is_told), "{one:?} leads to what is not told");
            assert!(one.instead.is_none() || !all.contains(&one.address), "{one:?} is told, too");
        }
        let on = |one: &Former| if of_sheets { one.sheets.is_some() } else { one.instead.is_some() };
        told.chain(former.iter().filter(|one| on(one)).map(|one| one.address.clone())).collect()
    };
    for keep in [0, 1, 3, 10] {
        for n in 1..=hours.len() {
            let now = answered(n, keep, false);
            for earlier in 1..n {
                let (editions, _, _) = editions(&hours[..earlier]);
                for pair in pairs(&editions, Some(keep), ON) {
                    assert!(now.contains(&pair.address()), "{pair}, of {earlier}, keeping {keep}, at {n}");
                }
            }
        }
    }
    for pair in pairs(&editions(&hours[..3]).0, None, ON).iter().filter(|pair| pair.has_sheets) {
        assert!(answered(7, 10, true).contains(&pair.address()), "sheets of {pair}");
    }
}

#[test]
fn anchors_are_all_different_and_say_what_they_are_about() {
    let (editions, shelf, _) = editions(&[8, 6]);
    let told = chronicle(&shelf).between(&editions.all()[0], &editions.all()[1], ON).expect("told");
    assert_eq!(told.anchors, ["promise:call:raised"]);
}
