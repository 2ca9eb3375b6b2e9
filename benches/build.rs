//! How long a cold build and a check take, how much memory they need, and how that compares with merely copying the
//! site: `cargo bench --bench build`. `benches/README.md` says how to read the table.
#![expect(clippy::disallowed_methods, reason = "a benchmark runs programs and looks at the clock")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{median, memory_kib, program, sizes, write_corpus};

/// Pairs of build and copy. The machine's mood changes from minute to minute, so only neighbours are compared.
const PAIRS: usize = 5;

fn main() {
    println!(
        "| documents | | build | check | cp -r | build / cp -r | check / build | memory of build | of check |"
    );
    println!("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
    for documents in sizes(&[1_000, 10_000]) {
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
    let memory = |n: usize| pairs.iter().map(|pair| pair[n].peak_kib).max().unwrap_or(0) / 1024;
    let wall = cells(&pairs, |run| run.time.as_secs_f64());
    let cpu = cells(&pairs, |run| run.cpu);
    format!(
        "| {documents} | time | {wall} | {} MiB | {} MiB |\n| {files} files, {} MiB | processor time | {cpu} | | |",
        memory(0),
        memory(2),
        bytes / (1024 * 1024),
    )
}

/// The medians of build, check and copy, and the two ratios between neighbours, with the least and the most.
fn cells(pairs: &[[Run; 3]], of: impl Fn(&Run) -> f64) -> String {
    let mid = |n: usize| format!("{:.2} s", median(pairs.iter().map(|pair| of(&pair[n])).collect()));
    let ratio = |a: usize, b: usize| {
        let ratios: Vec<f64> = pairs.iter().map(|pair| of(&pair[a]) / of(&pair[b]).max(0.01)).collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ratios.iter().copied().fold(0.0, f64::max);
        format!("{:.2} ({least:.2} to {most:.2})", median(ratios))
    };
    [mid(0), mid(2), mid(1), ratio(0, 1), ratio(2, 0)].join(" | ")
}

/// What one run took.
struct Run {
    time: Duration,
    /// Seconds of processor time, which other programs on the machine do not lengthen much.
    cpu: f64,
    peak_kib: usize,
}

/// Runs a program when the disk is quiet.
fn run(command: &mut Command) -> Run {
    let synced = Command::new("sync").status().expect("sync");
    assert!(synced.success(), "sync");
    let before = cpu_of_children();
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("it starts");
    let mut peak_kib = 0;
    let status = loop {
        // The system keeps the mark, so that looking now and then is enough.
        peak_kib = memory_kib(child.id(), "VmHWM").unwrap_or(0).max(peak_kib);
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let time = start.elapsed();
    assert!(status.success(), "{command:?}");
    Run { time, cpu: cpu_of_children() - before, peak_kib }
}

/// The processor time of all programs that were started here and have ended, in seconds.
fn cpu_of_children() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    // The 16th and 17th field of the line; the first two stand before the bracket.
    let ticks: f64 = fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / TICKS_PER_SECOND
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
