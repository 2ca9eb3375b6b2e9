//! How the search for promises in other words grows with a handbook: `cargo bench --bench drift`. `benches/README.md`
//! says how to read the table.
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the processor's clock")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop"
)]

mod common;

use std::fs;

use common::{corpus, sizes};
use jiff::civil::{Date, date};
use throughline::check::alike::{FEWEST_WORDS, Saying, Sayings};
use throughline::check::reading::Passage;
use throughline::check::{self, Context, prose, rules, sentence};
use throughline::model::Handbook;
use throughline::parse::kinds::State;
use throughline::pipeline::{self, Drafts};
use throughline::source::SourceTree;

const TODAY: Date = date(2026, 11, 16);
/// Rounds of each measurement; the fastest counts, since other work only ever makes one slower.
const ROUNDS: usize = 5;

fn main() {
    // One thread: what is wanted is the work, not how well it is shared out.
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    println!(
        "| documents | promises | sentences | each with each | compared | read | and compare | per document |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for documents in sizes(&[1_000, 2_000, 5_000, 10_000]) {
        println!("{}", one.install(|| row(documents)));
    }
}

fn row(documents: usize) -> String {
    let read = seconds(documents, &["long-sentence"]);
    let both = seconds(documents, &["long-sentence", "message-drift"]);
    let (handbook, _) = handbook(documents, &[]);
    let promises = promises(&handbook);
    let (mut sentences, mut compared) = (0, 0);
    for document in &handbook.documents {
        let blocks = prose::of_markdown(&document.text, document.body.span.start as usize);
        for passage in blocks.iter().map(Passage::of) {
            for sentence in &passage.sentences {
                let words = passage.words_of(sentence);
                if words.len() >= FEWEST_WORDS {
                    sentences += 1;
                    compared += promises.candidates(&Saying::new(words)).len();
                }
            }
        }
    }
    let micros = (both - read) * 1e6 / documents as f64;
    let each = sentences * promises.len();
    format!(
        "| {documents} | {} | {sentences} | {each} | {compared} | {read:.3} s | +{:.3} s | {micros:.1} µs |",
        promises.len(),
        both - read
    )
}

/// What the promises on trial and in force say.
fn promises(handbook: &Handbook) -> Sayings<()> {
    let promises = handbook.documents.iter().filter_map(|document| document.promise());
    let told = promises.filter(|promise| matches!(promise.state, State::Trial | State::Standing));
    Sayings::new(told.filter_map(|promise| {
        let says = &promise.says.as_ref()?.value;
        Some((Saying::new(&sentence::words(says, 0..says.len())), ()))
    }))
}

/// The fastest check of a corpus by these rules alone.
fn seconds(documents: usize, rules: &[&str]) -> f64 {
    let (handbook, tree) = handbook(documents, rules);
    let editions = throughline::edition::Editions::default();
    let context = Context::new(&handbook, &tree, TODAY, &editions);
    let rounds = (0..ROUNDS).map(|_| {
        let start = cpu();
        let found = check::check(&context);
        assert!(found.is_empty(), "the corpus is clean: {found:?}");
        cpu() - start
    });
    rounds.fold(f64::INFINITY, f64::min)
}

/// Seconds that this thread has had a processor to itself: other work on the machine does not lengthen them much.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds = stat.split_whitespace().next().and_then(|number| number.parse::<f64>().ok());
    nanoseconds.expect("a number") / 1e9
}

/// A corpus with only some rules on.
fn handbook(documents: usize, on: &[&str]) -> (Handbook, SourceTree) {
    let mut files = corpus(documents);
    let off = rules::ALL.iter().map(|rule| rule.name).filter(|name| !on.contains(name));
    let off: String = off.map(|name| format!("  {name}: off\n")).collect();
    let settings = files.iter_mut().find(|(path, _)| path == "handbook.yaml").expect("settings");
    settings.1.push_str(&format!("rules:\n{off}"));
    let tree = common::tree(&files);
    (pipeline::link(&tree, Drafts::Keep), tree)
}
