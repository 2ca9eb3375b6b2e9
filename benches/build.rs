//! How long a cold build and a check take, how much memory they need, and how that compares with merely copying the
//! site: `cargo bench --bench build`. `benches/README.md` says how to read the table.
#![expect(clippy::disallowed_methods, reason = "a benchmark runs programs and looks at the clock")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop"
)]

#[path = "corpus/generate/mod.rs"]
mod generate;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use generate::Plan;

/// Pairs of build and copy. The machine's mood changes from minute to minute, so only neighbours are compared.
const PAIRS: usize = 5;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000, 10_000] } else { asked };
    println!(
        "| documents | site | build | check | cp -r | build / cp -r | check / build | memory of build | memory of check |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for documents in sizes {
        println!("{}", row(documents));
    }
}

/// Writes a corpus, measures it and tells the result as a row of the table.
fn row(documents: usize) -> String {
    let folder = tempfile::tempdir().expect("a folder to measure in");
    let [source, site, copy] = ["source", "site", "copy"].map(|name| folder.path().join(name));
    write_corpus(&source, documents);
    let mut pairs = Vec::new();
    for _ in 0..PAIRS {
        clear(&site);
        let build = run(program(&["build", "--no-search", "-q", "-o"]).arg(&site).arg("--root").arg(&source));
        clear(&copy);
        let cp = run(Command::new("cp").arg("-r").arg(&site).arg(&copy));
        let check = run(program(&["check", "--format", "short", "--root"]).arg(&source));
        pairs.push([build, cp, check]);
    }
    let (files, bytes) = size(&site);
    let time = |n: usize| median(pairs.iter().map(|pair| pair[n].time.as_secs_f64()).collect());
    let ratio = |a: usize, b: usize| {
        let ratios: Vec<f64> =
            pairs.iter().map(|p| p[a].time.as_secs_f64() / p[b].time.as_secs_f64()).collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ratios.iter().copied().fold(0.0, f64::max);
        format!("{:.2} ({least:.2} to {most:.2})", median(ratios))
    };
    let memory = |n: usize| pairs.iter().map(|pair| pair[n].peak_kib).max().unwrap_or(0) / 1024;
    format!(
        "| {documents} | {files} files, {} MiB | {:.2} s | {:.2} s | {:.2} s | {} | {} | {} MiB | {} MiB |",
        bytes / (1024 * 1024),
        time(0),
        time(2),
        time(1),
        ratio(0, 1),
        ratio(2, 0),
        memory(0),
        memory(2),
    )
}

fn write_corpus(root: &Path, documents: usize) {
    assert!(documents >= Plan::MINIMUM, "a corpus has {} documents or more", Plan::MINIMUM);
    let plan = Plan::new(documents).expect("enough documents for one of each kind");
    for file in plan.files() {
        let path = root.join(&file.path);
        fs::create_dir_all(path.parent().expect("it lies in the corpus")).expect("made");
        fs::write(path, file.text).expect("written");
    }
}

fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_throughline"));
    program.args(arguments).env_remove("SOURCE_DATE_EPOCH");
    program
}

/// What one run took.
struct Run {
    time: Duration,
    peak_kib: usize,
}

/// Runs a program when the disk is quiet.
fn run(command: &mut Command) -> Run {
    let synced = Command::new("sync").status().expect("sync");
    assert!(synced.success(), "sync");
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("it starts");
    let mut peak_kib = 0;
    let status = loop {
        peak_kib = peak(&child).unwrap_or(0).max(peak_kib);
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let time = start.elapsed();
    assert!(status.success(), "{command:?}");
    Run { time, peak_kib }
}

/// The most memory that a process has held so far: the system keeps the mark, so that looking now and then is enough.
fn peak(child: &Child) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn clear(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("cleared");
    }
}

fn size(root: &Path) -> (usize, u64) {
    let (mut files, mut bytes) = (0, 0);
    for entry in walkdir::WalkDir::new(root).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        files += 1;
        bytes += entry.metadata().map_or(0, |metadata| metadata.len());
    }
    (files, bytes)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
