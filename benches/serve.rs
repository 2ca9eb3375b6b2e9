//! How soon a preview shows what was saved, how soon it shows anything, and whether its memory stays the same:
//! `cargo bench --bench serve`. `benches/README.md` says how to read it.
#![expect(clippy::disallowed_methods, reason = "a benchmark runs programs and looks at the clock")]
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run should say so and stop"
)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use common::{median, memory_kib, program, sizes, write_corpus};

/// Saves in each series, and pairs of a start and a check.
const SAVES: usize = 60;
const STARTS: usize = 5;

/// Edits after which memory is looked at.
const EARLY: usize = 200;
const LATE: usize = 2_000;

fn main() {
    let documents = sizes(&[10_000])[0];
    let folder = tempfile::tempdir().expect("a folder to measure in");
    let root = folder.path().canonicalize().expect("a path").join("handbook");
    write_corpus(&root, documents);
    println!("{documents} documents\n");
    starts(&root);
    let mut server = Server::start(&root);
    server.wait_for("documents: ");
    let mut writer = Writer::new(&root);
    println!(
        "\n| {SAVES} saves | save to page answered: median | of all, most | own work: median | most |\n|---|--:|--:|--:|--:|"
    );
    println!("| calm: the rules have run | {}", series(&mut server, &mut writer, true));
    println!("| hurried: while they run | {}", series(&mut server, &mut writer, false));
    soak(&mut server, &mut writer);
}

/// Starts and checks side by side: the machine's mood changes from minute to minute.
fn starts(root: &Path) {
    let mut rows = Vec::new();
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = Server::start(root);
        server.get("/index.html");
        let first = began.elapsed();
        drop(server);
        let began = Instant::now();
        let check =
            program(&["check", "--format", "short", "--root"]).arg(root).stdout(Stdio::null()).status();
        assert!(check.expect("it starts").success(), "the corpus has no errors");
        rows.push((first, began.elapsed()));
    }
    let first = median(rows.iter().map(|(first, _)| millis(*first)).collect());
    let check = median(rows.iter().map(|(_, check)| millis(*check)).collect());
    println!("start to first page {first:.0} ms, check {check:.0} ms (medians of {STARTS})");
}

/// Saves one file after the other, each heard by the page that shows it.
fn series(server: &mut Server, writer: &mut Writer, calm: bool) -> String {
    let (mut waits, mut work) = (Vec::new(), Vec::new());
    for _ in 0..SAVES {
        let (address, words) = writer.next_page();
        let mut stream = server.listen(&address);
        let saved = writer.save();
        stream.wait_for_page();
        let page = server.get(&address);
        waits.push(millis(saved.elapsed()));
        assert!(page.contains(&words), "{address} has `{words}`");
        work.push(server.work());
        if calm {
            server.wait_for("checked");
        } else {
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    let most = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let (slowest, hardest) = (most(&waits), most(&work));
    format!("{:.1} ms | {slowest:.1} ms | {:.1} ms | {hardest:.1} ms |", median(waits), median(work))
}

/// Two thousand edits; memory early and late.
fn soak(server: &mut Server, writer: &mut Writer) {
    let mut early = 0;
    for n in 1..=LATE {
        let (address, words) = writer.next_page();
        writer.save();
        while !server.get(&address).contains(&words) {
            std::thread::sleep(Duration::from_millis(2));
        }
        server.hear();
        if n == EARLY {
            early = server.resident();
        }
    }
    let late = server.resident();
    println!(
        "\nmemory after {EARLY} edits {:.0} MiB, after {LATE} edits {:.0} MiB: {:+.1} %",
        early as f64 / 1024.0,
        late as f64 / 1024.0,
        (late as f64 / early as f64 - 1.0) * 100.0
    );
}

/// Somebody who saves one file after the other, each time with another first sentence.
struct Writer {
    files: Vec<(PathBuf, String, String)>,
    at: usize,
}

impl Writer {
    /// Writes promises, systems, roles and pages in turn.
    fn new(root: &Path) -> Self {
        let mut kinds: Vec<Vec<(PathBuf, String, String)>> = Vec::new();
        for kind in ["promises", "systems", "roles", "stories"] {
            let mut files = Vec::new();
            for entry in walkdir::WalkDir::new(root.join("content").join(kind)).sort_by_file_name() {
                let path = entry.expect("an entry").into_path();
                if path.extension().is_some_and(|ending| ending == "md") {
                    let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
                    let text = fs::read_to_string(&path).expect("text");
                    files.push((path, format!("/{kind}/{stem}/index.html"), text));
                }
            }
            assert!(!files.is_empty(), "{kind}");
            kinds.push(files);
        }
        let turns = 0..kinds.iter().map(Vec::len).min().unwrap_or_default();
        let files = turns.flat_map(|n| kinds.iter().map(move |files| files[n].clone()).collect::<Vec<_>>());
        Self { files: files.collect(), at: 0 }
    }

    /// The page that the next save changes, and the words that will be on it.
    fn next_page(&mut self) -> (String, String) {
        self.at += 1;
        let (_, address, _) = &self.files[self.at % self.files.len()];
        (address.clone(), self.words())
    }

    fn words(&self) -> String {
        format!("Sentence number {:06} was just written.", self.at)
    }

    /// Saves; the moment at which the file was whole.
    fn save(&self) -> Instant {
        let (path, _, text) = &self.files[self.at % self.files.len()];
        let body = format!("\n---\n{}\n\n", self.words());
        fs::write(path, text.replacen("\n---\n", &body, 1)).expect("written");
        Instant::now()
    }
}

struct Server {
    child: Child,
    port: u16,
    lines: Receiver<String>,
    work: Vec<f64>,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut child = program(&["serve", "-v", "-p", "0", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let (sender, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().expect("a stream")),
            Box::new(child.stderr.take().expect("a stream")),
        ];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                let lines = BufReader::new(stream).lines().map_while(Result::ok);
                lines.for_each(|line| drop(sender.send(line)));
            });
        }
        let mut server = Self { child, port: 0, lines, work: Vec::new() };
        let line = server.wait_for("http://127.0.0.1:");
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        server.port = port.and_then(|port| port.parse().ok()).expect("a port");
        server
    }

    /// Waits for a line with these words.
    fn wait_for(&mut self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(120)).expect("it speaks");
            self.note(&line);
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Takes what was said in the meantime.
    fn hear(&mut self) {
        while let Ok(line) = self.lines.try_recv() {
            self.note(&line);
        }
    }

    fn note(&mut self, line: &str) {
        let work = line.split("shown after ").nth(1).and_then(|rest| rest.split(' ').next());
        self.work.extend(work.and_then(|work| work.parse::<f64>().ok()));
    }

    /// How long the server worked on the last change, in milliseconds.
    fn work(&mut self) -> f64 {
        while self.work.is_empty() {
            self.wait_for("shown after");
        }
        self.work.drain(..).sum()
    }

    fn ask(&self, path: &str, more: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let asked = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n{more}\r\n", self.port);
        stream.write_all(asked.as_bytes()).expect("sent");
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.ask(path, "Connection: close\r\n").read_to_end(&mut answer).expect("answered");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        answer
    }

    /// Listens as the page at an address does.
    fn listen(&self, address: &str) -> Stream {
        let page = self.get(address);
        let hash =
            page.split("data-page=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it listens");
        let query = format!("/.throughline/events?address={}&page={hash}", address.replace('/', "%2F"));
        let mut stream = Stream { lines: BufReader::new(self.ask(&query, "")) };
        stream.wait_for("event: faults");
        stream
    }

    /// The memory that it holds now, in KiB.
    fn resident(&self) -> usize {
        memory_kib(self.child.id(), "VmRSS").expect("Linux")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Stream {
    lines: BufReader<TcpStream>,
}

impl Stream {
    fn wait_for_page(&mut self) {
        self.wait_for("event: page");
    }

    fn wait_for(&mut self, words: &str) {
        let mut line = String::new();
        while line.trim_end() != words {
            line.clear();
            let read = self.lines.read_line(&mut line).expect("the stream goes on");
            assert!(read > 0, "the stream ended before `{words}`");
        }
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
