//! How long it takes to name what changed between two editions: `cargo bench --bench difference`. `benches/README.md`
//! says how to read the table.
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at a clock")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop"
)]

mod common;

use std::time::Instant;

use common::{corpus, sizes, tree};
use throughline::difference;
use throughline::model::Handbook;
use throughline::pipeline::{self, Drafts};

/// Rounds of each measurement; the fastest counts, since other work only ever makes one slower.
const ROUNDS: usize = 5;

fn main() {
    // One thread: what is wanted is the work, not how well it is shared out.
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    println!("| documents | changed | changes named | milliseconds |");
    println!("|--:|--:|--:|--:|");
    for documents in sizes(&[1_000, 10_000]) {
        for one_in in [0, 10, 1] {
            println!("{}", one.install(|| row(documents, one_in)));
        }
    }
}

/// Two editions: one document in `one_in` says something else, in its header and below; of 0, none.
fn row(documents: usize, one_in: usize) -> String {
    let files = corpus(documents);
    let old = handbook(&files);
    let mut edited = 0;
    let changed: Vec<(String, String)> = files
        .iter()
        .enumerate()
        .map(|(n, (path, text))| {
            let is_edited = one_in > 0 && n % one_in == 0 && path.strip_suffix(".md").is_some();
            edited += usize::from(is_edited);
            (path.clone(), if is_edited { edit(text) } else { text.clone() })
        })
        .collect();
    let new = handbook(&changed);
    let mut best = f64::INFINITY;
    let mut named = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let difference = difference::between(&old, &new);
        best = best.min(begun.elapsed().as_secs_f64());
        named = difference.changes.len();
    }
    format!("| {documents} | {edited} | {named} | {:.1} |", best * 1e3)
}

fn handbook(files: &[(String, String)]) -> Handbook {
    pipeline::link(&tree(files), Drafts::Keep)
}

/// Another target, another first step, and one sentence more.
fn edit(text: &str) -> String {
    let text = text.replacen("target: 9", "target: 8", 1).replacen("- [ ] @", "- [ ] Then: @", 1);
    let text = text.replacen("says: ", "says: Now ", 1);
    format!("{}\n\nThis is how we do it from now on.\n", text.trim_end())
}
