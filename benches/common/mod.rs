//! What the benchmarks share: the corpus, the program, and figures.
#![allow(dead_code, reason = "each benchmark uses a part of it")]

#[path = "../corpus/generate/mod.rs"]
mod generate;

use std::fs;
use std::path::Path;
use std::process::Command;

use generate::{File, Plan};
use throughline::source::SourceTree;

/// The numbers of documents that were typed, else these.
pub fn sizes(otherwise: &[usize]) -> Vec<usize> {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if asked.is_empty() { otherwise.to_vec() } else { asked }
}

/// The files of a corpus, as path and text.
pub fn corpus(documents: usize) -> Vec<(String, String)> {
    let plan = Plan::new(documents).unwrap_or_else(|| panic!("at least {} documents", Plan::MINIMUM));
    plan.files().map(|File { path, text }| (path, text)).collect()
}

/// A corpus in memory.
pub fn tree(files: &[(String, String)]) -> SourceTree {
    SourceTree::from_texts("corpus", files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Writes a corpus into a folder.
pub fn write_corpus(root: &Path, documents: usize) {
    for (path, text) in corpus(documents) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the corpus")).expect("made");
        fs::write(path, text).expect("written");
    }
}

/// The program, told nothing by the environment.
pub fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_throughline"));
    program.args(arguments).env_remove("SOURCE_DATE_EPOCH");
    program
}

/// What the system says of a process's memory, in KiB: `VmRSS` is what it holds now, `VmHWM` the most so far. `None`
/// once it has ended.
pub fn memory_kib(process: u32, mark: &str) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(mark)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The middle one of some figures.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
