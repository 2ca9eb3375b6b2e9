//! A running server, and the smallest browser there can be.

use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::helpers::{Workshop, binary};

/// Longer than anything here takes on a busy machine; whoever waits for it has found a hang.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How often what has to become true is asked for.
const AGAIN: Duration = Duration::from_millis(10);

/// A server that ends with its test.
pub struct Server {
    child: Child,
    pub port: u16,
    told: Arc<Mutex<String>>,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Server {
    /// Serves the folder of a workshop at a free port.
    pub fn start(workshop: &Workshop, more: &[&str]) -> Self {
        Self::start_in(workshop, "", &[&["-p", "0"], more].concat())
    }

    /// Serves a folder below it, with just these arguments.
    pub fn start_in(workshop: &Workshop, folder: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(binary());
        command.args([&["serve", "-v"], arguments].concat()).current_dir(workshop.path(folder));
        Self::run(&mut command)
    }

    /// Serves by whatever command leads to a server.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command
            .env_remove("SOURCE_DATE_EPOCH")
            // Nobody who runs tests wants a browser to open.
            .env("PATH", "")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let told = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().expect("a stream")),
            Box::new(child.stderr.take().expect("a stream")),
        ];
        for stream in streams {
            let told = Arc::clone(&told);
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let mut told = told.lock().expect("nobody fails while writing");
                    told.push_str(&line);
                    told.push('\n');
                }
            });
        }
        let mut server = Self { child, port: 0, told };
        let port = || server.told().split_once("http://").and_then(|(_, rest)| port_of(rest));
        let port = eventually("the server says where it is", port);
        server.port = port;
        server
    }

    /// Everything that the terminal was told so far.
    pub fn told(&self) -> String {
        self.told.lock().expect("nobody fails while writing").clone()
    }

    /// Waits until the terminal was told these words.
    #[track_caller]
    pub fn tells(&self, words: &str) {
        let told = || self.told().contains(words).then_some(());
        within(|| told().ok_or_else(|| self.told()), &format!("the terminal is told `{words}`"));
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("its state is known").is_none()
    }

    /// Waits for the end, and says how it ended.
    pub fn ends(&mut self) -> Option<i32> {
        eventually("the server ends", || self.child.try_wait().expect("its state is known")).code()
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks with a method and more headers. The host is the server's own, unless one of them says otherwise.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let has_host = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host"));
        let host = if has_host { String::new() } else { format!("Host: localhost:{}\r\n", self.port) };
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.send(&format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"))
    }

    /// Sends whatever bytes, and reads the answer.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut bytes = Vec::new();
        // A server that refuses a long request may close before it has read it.
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    /// Sends whatever bytes and no more, and reads the answer if there is one.
    pub fn send_and_hang_up(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("the request is sent");
        stream.shutdown(std::net::Shutdown::Write).expect("the end is told");
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    /// A connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server takes connections");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream
    }

    /// Waits until a page has these words.
    #[track_caller]
    pub fn shows(&self, path: &str, words: &str) {
        let shown = || {
            let answer = self.get(path);
            if answer.text().contains(words) { Ok(()) } else { Err(answer.text()) }
        };
        within(shown, &format!("{path} has `{words}`"));
    }

    /// Waits until an address is answered with a status.
    #[track_caller]
    pub fn answers(&self, path: &str, status: u16) {
        let answered = || match self.get(path).status {
            found if found == status => Ok(()),
            found => Err(found),
        };
        within(answered, &format!("{path} is answered with {status}"));
    }

    /// Waits until what the server shows at `paths` is what a build of the same folder writes, but for the script.
    #[track_caller]
    pub fn agrees_with_a_build(&self, workshop: &Workshop) {
        let out = tempfile::tempdir().expect("a folder");
        let site = out.path().join("site").display().to_string();
        let pages = workshop.run(&["build", "-q", "--drafts", "--fail-on", "never", "-o", &site]);
        pages.succeeded();
        let mut files: Vec<String> = Vec::new();
        let mut folders = vec![out.path().join("site")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("the site was built") {
                let path = entry.expect("an entry").path();
                let name = path.strip_prefix(out.path().join("site")).expect("below").display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if !name.starts_with('.') && name != "404.html" {
                    files.push(name);
                }
            }
        }
        assert!(files.len() > 5, "{files:?}");
        for file in files {
            let built = std::fs::read(out.path().join("site").join(&file)).expect("the site was built");
            let built = String::from_utf8_lossy(&built).into_owned();
            let same = || {
                let shown = undressed(&self.get(&format!("/{file}")).text());
                if shown == undressed(&built) { Ok(()) } else { Err(format!("{shown}\n--- built:\n{built}")) }
            };
            within(same, &format!("/{file} is what a build writes"));
        }
    }

    /// How many threads the server has now.
    #[cfg(target_os = "linux")]
    pub fn threads(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("Threads:")).expect("a line");
        line.trim().parse().expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
        let body = bytes[end..].to_vec();
        assert!(!chunked, "only the stream is sent in chunks");
        Self { status, head, body }
    }

    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(':'));
        headers.find(|(found, _)| found.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Writes another line into the header of a file.
pub fn put_in_header(workshop: &Workshop, path: &str, line: &str) {
    let text = workshop.read(path);
    assert!(text.starts_with("---\n"), "{path} has a header");
    workshop.write(path, text.replacen("---\n", &format!("---\n{line}\n"), 1));
}

/// A page without what a preview adds to it and takes from it.
fn undressed(page: &str) -> String {
    let ours = |line: &&str| {
        !line.starts_with("<script defer src=\"/.throughline/")
            && !line.starts_with("<meta http-equiv=\"Content-Security-Policy\"")
    };
    page.lines().filter(ours).collect::<Vec<_>>().join("\n")
}

fn port_of(rest: &str) -> Option<u16> {
    let line = rest.lines().next().filter(|_| rest.contains('\n'))?;
    let (_, port) = line.split_once('/')?.0.rsplit_once(':')?;
    port.parse().ok()
}

/// Waits until there is something.
#[track_caller]
pub fn eventually<T>(what: &str, mut attempt: impl FnMut() -> Option<T>) -> T {
    within(|| attempt().ok_or("not yet"), what)
}

/// Waits until an attempt succeeds; says how the last one failed.
#[track_caller]
pub fn within<T, E: Debug>(mut attempt: impl FnMut() -> Result<T, E>, what: &str) -> T {
    let start = Instant::now();
    loop {
        match attempt() {
            Ok(found) => return found,
            Err(last) if start.elapsed() > PATIENCE => panic!("{what}: never; at last {last:?}"),
            Err(_) => std::thread::sleep(AGAIN),
        }
    }
}

/// An open page: what it is told, line by line.
pub struct Stream {
    lines: BufReader<TcpStream>,
    asked: Instant,
}

impl Stream {
    /// Listens as the page at `path`, loaded just now.
    pub fn open(server: &Server, path: &str) -> Self {
        let page = server.get(path).text();
        let hash = page.split_once("data-page=\"").and_then(|(_, rest)| rest.split('"').next());
        let hash = hash.unwrap_or_else(|| panic!("{path} listens: {page}")).to_string();
        Self::with_hash(server, path, &hash)
    }

    /// Listens as a page of which the browser has another state.
    pub fn with_hash(server: &Server, path: &str, hash: &str) -> Self {
        let mut stream = server.connect();
        let encoded = path.replace('%', "%25").replace('/', "%2F");
        let port = server.port;
        let asked = format!(
            "GET /.throughline/events?address={encoded}&page={hash} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
        );
        stream.write_all(asked.as_bytes()).expect("the request is sent");
        Self { lines: BufReader::new(stream), asked: Instant::now() }
    }

    /// The next event: its name and data.
    pub fn next(&mut self) -> (String, String) {
        self.asked = Instant::now();
        let (mut name, mut data) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            let read = self.lines.read_line(&mut line).expect("the stream goes on");
            assert!(read > 0, "the stream ended");
            assert!(self.asked.elapsed() < PATIENCE, "nothing is told but that the stream is open");
            match line.trim_end() {
                "" if !name.is_empty() => return (name, data),
                line => {
                    if let Some(value) = line.strip_prefix("event: ") {
                        name = value.to_string();
                    } else if let Some(value) = line.strip_prefix("data: ") {
                        data = value.to_string();
                    }
                }
            }
        }
    }

    /// The data of the next event of this name; those between are passed over.
    pub fn until(&mut self, name: &str) -> String {
        loop {
            let (found, data) = self.next();
            if found == name {
                return data;
            }
        }
    }

    /// Waits until the faults are such, and returns what was told of them.
    pub fn faults_until(&mut self, is_it: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        loop {
            let (name, data) = self.next();
            assert_ne!(name, "page", "a page that did not change is not loaded again");
            if name == "faults" {
                let told = serde_json::from_str(&data).expect("JSON");
                if is_it(&told) {
                    return told;
                }
            }
        }
    }
}
