//! The README keeps its word: its tour is run, its commands work, its table of packages is true.
//!
//! A `console` block holds commands behind `$ ` and what each prints; `…` stands for whatever differs from one run to
//! the next. A `diff` block names a file and replaces one line of it. A tour runs from top to bottom in one folder.
#![expect(clippy::disallowed_methods, reason = "the tour is run in a folder of its own")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod helpers;

use std::process::Command;

use helpers::markdown::{self, Fence};
use helpers::{Workshop, binary};

/// A shell that is in a folder and remembers how the last command ended.
struct Shell {
    workshop: Workshop,
    folder: String,
    last: i32,
}

impl Shell {
    /// Runs one command line and gives what it printed, standard output first.
    fn run(&mut self, line: &str) -> String {
        if let Some(folder) = line.strip_prefix("cd ") {
            self.folder = format!("{}{folder}/", self.folder);
            assert!(self.workshop.has(&self.folder), "`{line}` leads nowhere");
            return String::new();
        }
        let programs = binary().parent().expect("the program lies in a folder");
        let path = format!("{}:{}", programs.display(), std::env::var("PATH").expect("a search path"));
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("(exit {}); {line}", self.last)).env("PATH", path);
        shell.env_remove("NO_COLOR").env_remove("SOURCE_DATE_EPOCH");
        let output = shell.current_dir(self.workshop.path(&self.folder)).output().expect("a shell");
        self.last = output.status.code().expect("an exit code");
        String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
    }

    /// Runs every command of a `console` block and compares what it printed.
    fn check(&mut self, block: &str) {
        let mut rest = block;
        while let Some(line) = rest.lines().next() {
            let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("`{line}` is no command"));
            rest = rest[line.len()..].trim_start_matches('\n');
            let end = rest.find("\n$ ").map_or(rest.len(), |at| at + 1);
            let end = if rest.starts_with("$ ") { 0 } else { end };
            let (expected, below) = rest.split_at(end);
            rest = below;
            let printed = self.run(command);
            assert!(
                looks_like(&printed, expected),
                "`{command}` does not print what is written\n--- written\n{expected}\n--- printed\n{printed}"
            );
        }
    }

    /// Replaces one line of the file that a `diff` block names.
    fn edit(&self, block: &Fence) {
        let line =
            |mark| block.text.lines().find_map(|line| line.strip_prefix(mark)).expect("a changed line");
        self.workshop.replace(&format!("{}{}", self.folder, block.about), line('-'), line('+'));
    }
}

/// Whether `printed` is `written`, where `…` stands for anything within a line.
fn looks_like(printed: &str, written: &str) -> bool {
    let (printed, written): (Vec<_>, Vec<_>) = (printed.lines().collect(), written.lines().collect());
    printed.len() == written.len() && printed.iter().zip(&written).all(|(line, pattern)| fits(line, pattern))
}

fn fits(line: &str, pattern: &str) -> bool {
    let Some((before, after)) = pattern.split_once('…') else { return line == pattern };
    let Some(rest) = line.strip_prefix(before) else { return false };
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    ends.into_iter().any(|at| fits(&rest[at..], after))
}

#[test]
fn the_five_minute_tour_goes_as_it_is_written() {
    let mut shell = Shell { workshop: Workshop::empty(), folder: String::new(), last: 0 };
    let blocks = markdown::fences(&markdown::read("README.md"));
    for block in &blocks {
        match block.language.as_str() {
            "console" => shell.check(&block.text),
            "diff" => shell.edit(block),
            "sh" => {}
            other => panic!("nobody knows how to run a block of `{other}`"),
        }
    }
    assert!(blocks.iter().filter(|block| block.language == "console").count() >= 3, "the tour is there");
}

/// The tour's two building blocks do what they say.
#[test]
fn dots_stand_for_whatever_differs_between_runs() {
    assert!(fits("Built 18 pages in 0.03 s: fine", "Built 18 pages in … s: fine"));
    assert!(fits("one two", "…two") && fits("one two", "one…") && fits("one", "one"));
    assert!(!fits("Built 19 pages in 0.03 s", "Built 18 pages in … s"));
    assert!(!fits("one two three", "one…two") && !fits("one", "one two"));
}

/// A newcomer types two commands; the first shows the example that lies in the repository, which also builds.
#[test]
fn the_first_command_shows_the_worked_example() {
    let commands: Vec<String> = markdown::fences(&markdown::read("README.md"))
        .into_iter()
        .filter(|block| block.language == "sh")
        .map(|block| block.text.trim().to_string())
        .collect();
    assert_eq!(commands, ["cargo run --release -- serve --open", "./tests/all"]);
    let readme = markdown::read("README.md");
    assert!(readme.contains("`cargo run --release -- build` writes the same site into `public/`"));
    let (program, typed) = ("cargo run --release --", &commands[0]);
    let typed = typed.strip_prefix(program).expect("the program").split_whitespace();
    // Nobody who runs tests wants a browser to open.
    let arguments: Vec<&str> = typed.filter(|argument| *argument != "--open").collect();
    let mut serving = Command::new(binary())
        .args([arguments.as_slice(), &["-p", "0"]].concat())
        .current_dir(markdown::repository())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said = String::new();
    let mut told = std::io::BufReader::new(serving.stderr.take().expect("a stream"));
    std::io::BufRead::read_line(&mut told, &mut said).expect("it says where it is");
    serving.kill().expect("it can be ended");
    serving.wait().expect("it ends");
    assert!(said.starts_with("Harbour Physio: http://127.0.0.1:"), "{said}");
    let workshop = Workshop::empty();
    let root = markdown::repository().to_string_lossy();
    workshop.run(&["build", "--root", &root, "-o", "public", "--fail-on", "warning"]).succeeded();
    assert!(workshop.read("public/index.html").contains("Harbour Physio"));
}

#[test]
fn the_second_command_can_be_started() {
    use std::os::unix::fs::PermissionsExt;
    let script = std::fs::metadata(markdown::repository().join("tests/all")).expect("tests/all is there");
    assert_ne!(script.permissions().mode() & 0o111, 0, "it may be executed");
}

/// Each package that the table names is a dependency, and used in the file that the table names.
#[test]
fn the_packages_it_stands_on_are_used_where_it_says() {
    let readme = markdown::read("README.md");
    let manifest = markdown::read("Cargo.toml");
    let table = markdown::section(&readme, "## Built on");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ["))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let name = |cell: &str| cell.split('`').nth(1).expect("a name").to_string();
    let names: Vec<String> = rows.iter().map(|row| name(row[1])).collect();
    assert_eq!(names, ["pulldown-cmark", "tera", "serde_yaml", "walkdir", "notify"]);
    for row in &rows {
        let name = name(row[1]);
        let is_dependency = manifest.lines().any(|line| line.starts_with(&format!("{name} = ")));
        assert_eq!(is_dependency, row[2] != "not used yet", "{name}");
        let files = markdown::relative_links(row[2]);
        assert_eq!(files.is_empty(), row[2] == "not used yet", "{name} is used somewhere");
        for (file, _) in files {
            let path = name.replace('-', "_") + "::";
            assert!(markdown::read(&file).contains(&path), "{file} does not use {name}");
        }
    }
}
