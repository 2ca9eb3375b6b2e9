//! A throwaway folder, and the program run in it. Every run is told nothing by the environment it happens to start in.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod git;
pub mod markdown;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Longer than any command may take on a busy machine; a test that waits for it has found a hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// Variables that change what the program does or how it looks.
const TELLING: [&str; 6] =
    ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "RUST_BACKTRACE", "COLUMNS"];

/// A folder that is gone when the test ends.
pub struct Workshop {
    dir: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Workshop {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder for temporary files") }
    }

    /// A folder with the given files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let workshop = Self::empty();
        for (path, text) in files {
            workshop.write(path, text);
        }
        workshop
    }

    /// The handbook that `throughline init` writes.
    pub fn starter() -> Self {
        let workshop = Self::empty();
        workshop.run(&["init"]).succeeded();
        workshop
    }

    /// The starter with one link that leads nowhere: an error, whose smallest fix is known.
    pub fn broken() -> Self {
        let workshop = Self::starter();
        workshop.break_a_link();
        workshop
    }

    /// Makes the vision link to a promise that nobody made.
    pub fn break_a_link(&self) {
        self.append("content/vision.md", "\nSee [our answer](promise:answer-todya).\n");
    }

    /// A path in the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Writes a file, and the folders that it needs.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        assert!(!path.starts_with('/'), "`{path}` lies elsewhere");
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Adds text at the end of a file.
    pub fn append(&self, path: &str, text: &str) {
        self.write(path, self.read(path) + text);
    }

    /// Replaces the one place where `from` stands.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {path}");
        self.write(path, text.replace(from, to));
    }

    /// Whether there is anything at this path.
    pub fn has(&self, path: &str) -> bool {
        fs::symlink_metadata(self.path(path)).is_ok()
    }

    /// Every file below a folder and its bytes; an empty map when there is no such folder.
    pub fn snapshot(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        collect(&root, &root, &mut files);
        files
    }

    /// Puts the handbook as it is aside as an edition in a folder; nothing is recorded of it.
    pub fn freeze(&self, name: &str) {
        for (path, bytes) in self.snapshot("content") {
            self.write(&format!("editions/{name}/content/{path}"), bytes);
        }
        self.write(&format!("editions/{name}/handbook.yaml"), self.read("handbook.yaml"));
    }

    /// The program with these arguments, in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_in("", arguments)
    }

    /// The program with these arguments, in a folder below this one.
    pub fn command_in(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.current_dir(self.path(folder)).args(arguments).timeout(PATIENCE);
        for variable in TELLING {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the program in this folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// Runs the program in a folder below this one.
    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        Run::of(&mut self.command_in(folder, arguments))
    }

    /// The report of `check --format json`, and the exit code.
    pub fn check_json(&self, more: &[&str]) -> (Value, i32) {
        let run = self.run(&[&["check", "--format", "json"], more].concat());
        (run.json(), run.code)
    }

    /// The rules that speak about a path, in the order of the report.
    pub fn rules_at(&self, path: &str) -> Vec<String> {
        let (report, _) = self.check_json(&[]);
        let findings = report["findings"].as_array().expect("a list of findings");
        let here = findings.iter().filter(|finding| finding["path"] == path);
        here.map(|finding| finding["rule"].as_str().expect("a rule's name").to_string()).collect()
    }
}

impl Run {
    /// Runs a command and keeps what it said.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
        let code = output.status.code();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let code = code.unwrap_or_else(|| panic!("ended by a signal or out of time: {stdout}{stderr}"));
        let run = Self { code, stdout, stderr };
        assert!(!run.stderr.contains("panicked at"), "a panic: {run:?}");
        run
    }

    /// What was answered, as one JSON value and nothing else.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Asserts exit code 0.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    /// Asserts exit code 1: findings, told on standard output.
    #[track_caller]
    pub fn found_something(self) -> Self {
        assert_eq!(self.code, 1, "{self:#?}");
        assert!(!self.stdout.is_empty(), "findings are told on standard output: {self:#?}");
        self
    }

    /// Asserts exit code 2: nothing on standard output, one clear sentence on standard error, which holds `words`.
    #[track_caller]
    pub fn could_not_run(self, words: &str) -> Self {
        assert_eq!(self.code, 2, "{self:#?}");
        assert_eq!(self.stdout, "", "failures are told on standard error: {self:#?}");
        assert!(self.stderr.starts_with("error: "), "{self:#?}");
        assert!(self.stderr.contains(words), "`{words}` is missing: {self:#?}");
        self
    }

    /// Asserts exit code 2 behind a report: what was found is on standard output, why that is not enough on standard error.
    #[track_caller]
    pub fn could_not_run_after_telling(self) -> Self {
        assert_eq!(self.code, 2, "{self:#?}");
        assert!(!self.stdout.is_empty() && self.stderr.starts_with("error: "), "{self:#?}");
        self
    }

    /// Asserts that a failure is told in a single line.
    #[track_caller]
    pub fn in_one_line(self) -> Self {
        assert_eq!(self.stderr.lines().count(), 1, "{self:#?}");
        self
    }
}

/// The program under test.
pub fn binary() -> &'static Path {
    assert_cmd::cargo::cargo_bin!("throughline")
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name =
                path.strip_prefix(root).expect("it lies below the root").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
}
