//! How well `message-drift` tells a promise in other words from a quotation and from a sentence that only sounds like
//! one. `drift/pairs.csv` has labelled pairs: what a promise says, a sentence of a page, and which of the three it is.
//!
//! `cargo test --test drift -- --nocapture` prints precision, recall and every pair that is judged wrongly.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

#[path = "../benches/corpus/generate/mod.rs"]
#[expect(dead_code, reason = "other tests ask for the smallest handbook")]
mod generate;

use throughline::check::alike::{FEWEST_WORDS, Saying, Sayings, alike};
use throughline::check::reading::Passage;
use throughline::check::{prose, sentence};

const PAIRS: &str = include_str!("drift/pairs.csv");

struct Pair {
    label: String,
    says: String,
    sentence: String,
}

fn pairs() -> Vec<Pair> {
    let mut reader = csv::Reader::from_reader(PAIRS.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let cell = |n: usize| row.get(n).expect("three columns").to_string();
        Pair { label: cell(0), says: cell(1), sentence: cell(2) }
    });
    rows.collect()
}

fn saying(text: &str) -> Saying {
    Saying::new(&sentence::words(text, 0..text.len()))
}

/// Which promise a page with this text is found to have drifted from.
fn drifted_from<'a>(promises: &'a Sayings<String>, page: &str) -> Option<&'a String> {
    let blocks = prose::of_markdown(page, 0);
    blocks.iter().map(Passage::of).find_map(|passage| {
        let sentences = passage.sentences.iter();
        let sayings = sentences.map(|sentence| Saying::new(passage.own(passage.words_of(sentence))));
        sayings.flat_map(|saying| promises.drifted_from(&saying)).next()
    })
}

#[test]
fn drift_is_told_from_quotations_and_from_chance() {
    let pairs = pairs();
    assert!(pairs.len() >= 120, "{} pairs", pairs.len());
    for label in ["drifted", "quoted", "unrelated"] {
        let count = pairs.iter().filter(|pair| pair.label == label).count();
        assert!(count >= 20, "{count} pairs are {label}");
    }
    // Every sentence meets all promises at once, as in a handbook.
    let promises = Sayings::new(pairs.iter().map(|pair| (saying(&pair.says), pair.says.clone())));
    let (mut right, mut false_alarms, mut missed) = (0_u32, 0_u32, 0_u32);
    for pair in &pairs {
        let found = drifted_from(&promises, &pair.sentence);
        let is_right = found == (pair.label == "drifted").then_some(&pair.says);
        if !is_right {
            let score = alike(&saying(&pair.sentence), &saying(&pair.says));
            println!("{score:.2} {}: {}\n     promise: {}", pair.label, pair.sentence, pair.says);
        }
        match (found, is_right) {
            (Some(_), true) => right += 1,
            (Some(_), false) => false_alarms += 1,
            (None, false) => missed += 1,
            (None, true) => {}
        }
    }
    let precision = f64::from(right) / f64::from(right + false_alarms);
    let recall = f64::from(right) / f64::from(right + missed);
    println!("{} pairs: precision {precision:.3}, recall {recall:.3}", pairs.len());
    assert!(precision >= 0.95, "precision {precision:.3}");
    assert!(recall >= 0.80, "recall {recall:.3}");
}

/// The generator makes its promises of few words, so that in a large handbook no word and hardly two in a row are rare.
#[test]
fn one_word_more_is_noticed_however_many_promises_there_are() {
    for documents in [1_000, 5_000, 10_000] {
        let plan = generate::Plan::new(documents).expect("large enough");
        let files = plan.files().filter(|file| file.path.starts_with("content/promises/"));
        let says: Vec<String> = files
            .filter_map(|file| {
                Some(file.text.lines().find_map(|line| line.strip_prefix("says: "))?.to_string())
            })
            .collect();
        let promises = Sayings::new(says.iter().map(|says| (saying(says), says.clone())));
        let (mut long, mut found) = (0, 0);
        for says in &says {
            let mut words: Vec<&str> = says.split(' ').collect();
            words.insert(words.len() / 2, "gladly");
            let drifted = saying(&words.join(" "));
            long += usize::from(drifted.len() >= FEWEST_WORDS);
            found += usize::from(promises.drifted_from(&drifted).is_some());
        }
        println!("{documents} documents: {found} of {long}");
        assert!(found * 100 >= long * 95, "{documents} documents: only {found} of {long}");
    }
}
