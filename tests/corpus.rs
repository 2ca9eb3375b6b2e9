//! The corpus generator keeps to its specification: the counts that every speed and memory figure is quoted
//! for.
#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

#[path = "../benches/corpus/generate/mod.rs"]
mod generate;

use generate::{File, Plan};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// All files of a handbook of `documents` documents.
fn corpus(documents: usize) -> Vec<File> {
    Plan::new(documents).expect("large enough").files().collect()
}

fn documents(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.strip_suffix(".md").is_some())
}

/// The kind of a document, by the rule of the handbook: the first folder below `content/`, else a page.
fn kind(file: &File) -> &str {
    match file.path.split('/').nth(1).expect("documents lie below content/") {
        "vision.md" => "vision",
        kind @ ("missions" | "promises" | "systems" | "roles" | "customers" | "wants" | "stories") => kind,
        _ => "pages",
    }
}

fn count_by_kind(files: &[File]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    documents(files).for_each(|file| *counts.entry(kind(file)).or_default() += 1);
    counts
}

/// The text behind the YAML header; some plain pages have no header.
fn body(file: &File) -> &str {
    match file.text.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---\n").expect("the header is closed").1,
        None => &file.text,
    }
}

/// Asserts that the mean over all documents of a number that each has lies in a range.
fn assert_mean(files: &[File], what: &str, range: RangeInclusive<usize>, measure: impl Fn(&File) -> usize) {
    let count = documents(files).count();
    let total: usize = documents(files).map(measure).sum();
    let totals = range.start() * count..=range.end() * count;
    assert!(totals.contains(&total), "{count} documents have {total} {what} together, not {range:?} each");
}

#[test]
fn a_thousand_documents_hold_what_the_specification_says() {
    let expected = [
        ("customers", 20),
        ("missions", 10),
        ("pages", 399),
        ("promises", 80),
        ("roles", 60),
        ("stories", 80),
        ("systems", 250),
        ("vision", 1),
        ("wants", 100),
    ];
    assert_eq!(count_by_kind(&corpus(1000)), BTreeMap::from(expected));
}

#[test]
fn any_number_of_documents_is_met_exactly_with_one_of_each_kind_at_least() {
    for number in [Plan::MINIMUM, 11, 37, 100, 999, 2500] {
        let files = corpus(number);
        assert_eq!(documents(&files).count(), number);
        assert_eq!(count_by_kind(&files).len(), 9, "{number} documents lack a kind");
    }
    assert!(Plan::new(Plan::MINIMUM - 1).is_none());
}

#[test]
fn every_system_has_seven_steps() {
    let files = corpus(1000);
    for system in documents(&files).filter(|file| kind(file) == "systems") {
        let steps = system.text.lines().filter(|line| line.starts_with("- [ ] @role-")).count();
        assert_eq!(steps, 7, "{}", system.path);
    }
}

#[test]
fn bodies_and_links_have_the_size_that_figures_are_quoted_for() {
    let files = corpus(1000);
    assert_mean(&files, "bytes of body", 2048..=4096, |file| body(file).len());
    assert_mean(&files, "links", 11..=13, |file| body(file).matches("](").count());
}

#[test]
fn each_standing_promise_has_a_row_for_each_of_52_weeks() {
    let files = corpus(1000);
    let kept = files.iter().find(|file| file.path == "content/records/kept.csv").expect("the log is written");
    let mut weeks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in kept.text.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        weeks.entry(fields[1]).or_default().push(fields[0]);
        let [due, checked, kept] = [3, 4, 5].map(|field| fields[field].parse::<u32>().expect("a count"));
        assert!(kept <= checked && checked <= due, "{row}");
    }
    let standing: Vec<&str> = documents(&files)
        .filter(|file| file.text.contains("\nstate: standing\n"))
        .map(|file| file.path.trim_start_matches("content/promises/").trim_end_matches(".md"))
        .collect();
    assert_eq!(weeks.keys().copied().collect::<Vec<_>>(), standing);
    assert_eq!(standing.len(), 64);
    for (promise, weeks) in weeks {
        let ascending = weeks.windows(2).all(|pair| pair[0] < pair[1]);
        assert!(weeks.len() == 52 && ascending, "{promise} has rows for {weeks:?}");
    }
}

#[test]
fn the_same_number_gives_the_same_bytes() {
    let (once, again) = (corpus(1000), corpus(1000));
    assert_eq!(once.len(), again.len());
    for (one, other) in once.iter().zip(&again) {
        assert!(one.path == other.path && one.text == other.text, "{} differs", one.path);
    }
    let hash = once
        .iter()
        .flat_map(|file| [&file.path, &file.text])
        .flat_map(|text| text.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    assert_eq!(
        hash, 7_268_596_143_776_553_992,
        "the corpus changed: figures of before are no longer comparable; update this number"
    );
}

#[test]
fn paths_differ_even_without_case_and_stay_inside() {
    let files = corpus(2500);
    let mut paths: Vec<String> = files.iter().map(|file| file.path.to_lowercase()).collect();
    paths.sort_unstable();
    assert!(paths.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(paths.iter().all(|path| path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))));
}
