//! What an edit costs a preview of its own work, without disk, watcher and network: `cargo bench --bench edit`.
//! `benches/README.md` says how to read the table.
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock and at its own memory")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop"
)]

mod common;

use std::fs;
use std::time::{Duration, Instant};

use common::{corpus, memory_kib, sizes};
use throughline::source::{SourceFile, VPath};
use throughline::workspace::{Asked, Edit, Workspace};

/// Edits of each sort; each is of another document.
const EDITS: usize = 60;

/// Makes the text that is saved the `n`th time out of the one before.
type Change = fn(&str, usize) -> String;

const SORTS: [(&str, Change); 5] = [
    ("nothing", |text, _| text.to_string()),
    ("a sentence", |text, n| format!("{text}\nAnd on day {n} one more sentence was added to it.\n")),
    ("a heading", |text, n| format!("{text}\n## What else, {n}\n")),
    ("the title", |text, n| with_field(text, "title", &format!("Another title {n}"))),
    ("the id", |text, n| with_field(text, "id", &format!("another-id-{n}"))),
];

fn main() {
    for documents in sizes(&[1_000, 10_000]) {
        measure(documents);
    }
}

fn measure(documents: usize) {
    let tree = common::tree(&corpus(documents));
    let asked = Asked {
        base_url: None,
        on: None,
        today: "2026-11-16".parse().expect("a date"),
        shelf: throughline::edition::Shelf::default(),
        search: false,
    };
    let start = Instant::now();
    let mut workspace = Workspace::open(tree.clone(), asked).expect("the theme is built in");
    let opened = start.elapsed();
    let start = Instant::now();
    let snapshot = workspace.snapshot();
    snapshot.render(snapshot.route_at("").expect("a home page")).expect("rendered");
    println!("{documents} documents: opened in {}, the first page in {}\n", ms(opened), ms(start.elapsed()));
    println!(
        "| {documents} documents | median | 95 of 100 | without the page | processor time | linked anew |"
    );
    println!("|---|--:|--:|--:|--:|---|");
    let pages: Vec<&VPath> = tree.files().map(|file| &file.path).filter(|path| is_page(path)).collect();
    for (sort, (name, change)) in SORTS.iter().enumerate() {
        let mut times = Vec::new();
        let mut linked = String::new();
        for n in 0..EDITS {
            let path = pages[(n * EDITS + sort * 7 + n) * 31 % pages.len()];
            let edit = |workspace: &mut Workspace, text: &str| {
                workspace.apply([Edit::Put(SourceFile::text(path.clone(), text))])
            };
            let old = workspace.snapshot().tree().text(path.as_str()).expect("it is there").to_string();
            let new = change(&old, n);
            let (start, worked) = (Instant::now(), processor_time());
            let update = edit(&mut workspace, &new);
            let snapshot = workspace.snapshot();
            let taken_in = start.elapsed();
            let id = snapshot.handbook().at_path(path).expect("a document");
            let address = snapshot.handbook().address(id).to_string();
            let route = snapshot.route_at(&address).expect("it has a page");
            snapshot.render(route).expect("rendered");
            times.push((start.elapsed(), taken_in, processor_time() - worked));
            linked = format!("{:?}", update.relinked);
            if *name == "the id" {
                edit(&mut workspace, &old);
            }
        }
        let of = |time: fn(&(Duration, Duration, Duration)) -> Duration| {
            let mut times: Vec<Duration> = times.iter().map(time).collect();
            times.sort();
            times
        };
        let (all, taken, worked) = (of(|t| t.0), of(|t| t.1), of(|t| t.2));
        let cells = [all[EDITS / 2], all[EDITS * 95 / 100], taken[EDITS / 2], worked[EDITS / 2]].map(ms);
        println!("| {name} | {} | {linked} |", cells.join(" | "));
    }
    println!();
    soak(&mut workspace, &pages);
}

/// Whether memory stays where it is over many edits.
fn soak(workspace: &mut Workspace, pages: &[&VPath]) {
    let mut after = Vec::new();
    for n in 1..=2_000 {
        let path = pages[n * 31 % pages.len()];
        let text = format!("---\ntitle: Title {n}\n---\nText {n} with [a link](promise:promise-{n}).\n");
        workspace.apply([Edit::Put(SourceFile::text(path.clone(), &text))]);
        let snapshot = workspace.snapshot();
        let id = snapshot.handbook().at_path(path).expect("a document");
        let address = snapshot.handbook().address(id).to_string();
        let route = snapshot.route_at(&address).expect("it has a page");
        snapshot.render(route).expect("rendered");
        if n == 200 || n == 2_000 {
            after.push(format!(
                "{} MiB after edit {n}",
                memory_kib(std::process::id(), "VmRSS").expect("Linux") / 1024
            ));
        }
    }
    println!("Memory: {}\n", after.join(", "));
}

fn is_page(path: &VPath) -> bool {
    path.extension() == "md" && path.folder() != "content"
}

/// The text with one field of its header set.
fn with_field(text: &str, field: &str, value: &str) -> String {
    let Some(rest) = text.strip_prefix("---\n") else { return format!("---\n{field}: {value}\n---\n{text}") };
    let own = format!("{field}: ");
    let others: Vec<&str> = rest.split_inclusive('\n').filter(|line| !line.starts_with(&own)).collect();
    format!("---\n{field}: {value}\n{}", others.concat())
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// What all threads of this process have worked so far: other work on the machine lengthens it less than the clock.
fn processor_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").expect("Linux").flatten();
    let worked = |path: std::path::PathBuf| -> Option<u64> {
        fs::read_to_string(path.join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    Duration::from_nanos(tasks.filter_map(|task| worked(task.path())).sum())
}
