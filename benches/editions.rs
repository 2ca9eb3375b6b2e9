//! What old editions cost a build: all of them the first time, one new one, and none: `cargo bench --bench editions`.
//! `benches/README.md` says how to read the table.
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

use common::{corpus, median, memory_kib, program, sizes, write_corpus};

/// How many editions there are before the new one.
const EDITIONS: usize = 40;

/// How often the single build is measured, before and after the editions.
const SINGLE: usize = 3;

fn main() {
    println!(
        "| {EDITIONS} editions of | kept in | one build, no edition | {EDITIONS} × that | all cold | of that | one new | nothing new | memory: one build | cold | one new |"
    );
    println!("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for documents in sizes(&[2_500]) {
        for way in [Way::Folder, Way::Git] {
            println!("{}", row(documents, &way));
        }
    }
}

enum Way {
    Folder,
    Git,
}

/// Cuts the editions, measures and tells the result as a row of the table.
fn row(documents: usize, way: &Way) -> String {
    let folder = tempfile::tempdir().expect("a folder to measure in");
    let [source, site] = ["source", "site"].map(|name| folder.path().join(name));
    write_corpus(&source, documents);
    let build = || {
        run(program(&["build", "-v", "--no-search", "--fail-on", "never", "-o"])
            .arg(&site)
            .arg("--root")
            .arg(&source))
    };
    let single = || {
        let _ = fs::remove_dir_all(&site);
        build()
    };
    let mut singles: Vec<Run> = (0..SINGLE).map(|_| single()).collect();
    let settings = source.join("handbook.yaml");
    let word = if matches!(way, Way::Git) { "git" } else { "folder" };
    let with_editions = format!(
        "{}editions: {{ source: {word}, keep: {} }}\n",
        fs::read_to_string(&settings).expect("settings"),
        EDITIONS + 1
    );
    if matches!(way, Way::Git) {
        git(&source, &["init", "-q"]);
    }
    let texts = corpus(documents);
    for n in 0..EDITIONS {
        cut(&source, &texts, n, way);
    }
    fs::write(&settings, with_editions).expect("written");
    record(&source);
    let cold = single();
    assert_eq!(cold.rendered, EDITIONS, "every edition is rendered once");
    cut(&source, &texts, EDITIONS, way);
    record(&source);
    let new = build();
    assert_eq!(new.rendered, 1, "only the new one is rendered");
    let warm = build();
    assert_eq!(warm.rendered, 0, "nothing is rendered again");
    let _ = fs::remove_dir_all(source.join(if matches!(way, Way::Git) { ".git" } else { "editions" }));
    fs::remove_file(source.join("editions.lock")).expect("removed");
    let text = fs::read_to_string(&settings).expect("settings");
    fs::write(
        &settings,
        text.lines().filter(|line| !line.starts_with("editions:")).collect::<Vec<_>>().join("\n"),
    )
    .expect("written");
    singles.extend((0..SINGLE).map(|_| single()));
    let one = median(singles.iter().map(|run| run.time.as_secs_f64()).collect());
    let all = one * EDITIONS as f64;
    let memory = |run: &Run| format!("{} MiB", run.peak_kib / 1024);
    let most = singles.iter().max_by_key(|run| run.peak_kib).expect("some runs");
    format!(
        "| {documents} documents | {word} | {one:.2} s | {all:.1} s | {:.1} s | {:.2} | {:.2} s | {:.2} s | {} | {} | {} |",
        cold.time.as_secs_f64(),
        cold.time.as_secs_f64() / all,
        new.time.as_secs_f64(),
        warm.time.as_secs_f64(),
        memory(most),
        memory(&cold),
        memory(&new),
    )
}

/// Makes a small edit and cuts an edition.
fn cut(source: &Path, texts: &[(String, String)], n: usize, way: &Way) {
    let pages: Vec<&(String, String)> = texts.iter().filter(|(path, _)| path.ends_with(".md")).collect();
    let (path, text) = pages[n * 61 % pages.len()];
    fs::write(source.join(path), format!("{text}\nSince edition {n} this holds as well.\n"))
        .expect("written");
    let name = format!("e{n}");
    let day = format!("{}-{:02}-01", 2020 + n / 12, 1 + n % 12);
    let lock = source.join("editions.lock");
    let digest = "0".repeat(32);
    let lines = fs::read_to_string(&lock).unwrap_or_default();
    fs::write(&lock, format!("{lines}{name} files:{digest} cut:{day} from:{day} by:role-1\n"))
        .expect("written");
    match way {
        Way::Folder => {
            let copy = source.join("editions").join(&name);
            fs::create_dir_all(&copy).expect("made");
            for part in ["content", "handbook.yaml"] {
                let copied =
                    Command::new("cp").arg("-r").arg(source.join(part)).arg(&copy).status().expect("cp");
                assert!(copied.success(), "cp");
            }
        }
        Way::Git => {
            git(source, &["add", "-A", "content", "handbook.yaml"]);
            git(source, &["commit", "-qm", &name]);
            let message = format!("Valid-from: {day}");
            git(source, &["tag", "-a", &format!("edition/{name}"), "-m", &message]);
        }
    }
}

/// Writes down what every edition is, as it was when it was cut: else each is read whole to see what it is now.
fn record(source: &Path) {
    let list =
        program(&["edition", "list", "--format", "json", "--root"]).arg(source).output().expect("a list");
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).expect("one object");
    let lock = source.join("editions.lock");
    let text = fs::read_to_string(&lock).expect("lines");
    let known = |name: &str| {
        let edition = list["editions"].as_array()?.iter().find(|edition| edition["name"] == name)?;
        let digests = ["files", "objects"].into_iter();
        let digests = digests.filter_map(|sort| Some(format!("{sort}:{}", edition[sort].as_str()?)));
        Some(digests.collect::<Vec<_>>().join(" "))
    };
    let line = |line: &str| {
        let mut words = line.split(' ');
        let name = words.next().expect("a name");
        let rest = words.filter(|word| !word.starts_with("files:") && !word.starts_with("objects:"));
        let digests = known(name).expect("it is listed");
        format!("{name} {digests} {}\n", rest.collect::<Vec<_>>().join(" "))
    };
    fs::write(&lock, text.lines().map(line).collect::<String>()).expect("written");
}

fn git(source: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(source)
        .args(["-c", "user.name=Bench", "-c", "user.email=bench@example.org"])
        .args(arguments);
    assert!(git.status().expect("git").success(), "git {arguments:?}");
}

/// What one run took.
struct Run {
    time: Duration,
    peak_kib: usize,
    rendered: usize,
}

/// Runs a program when the disk is quiet, and counts the editions that it says it renders.
fn run(command: &mut Command) -> Run {
    assert!(Command::new("sync").status().expect("sync").success(), "sync");
    let log = tempfile::NamedTempFile::new().expect("a log");
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::null()).stderr(log.reopen().expect("a log")).spawn().expect("it starts");
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
    let said = fs::read_to_string(log.path()).expect("text");
    assert!(status.success(), "{command:?}: {said}");
    let rendered = said.lines().filter(|line| line.contains("rendering edition")).count();
    Run { time, peak_kib, rendered }
}
