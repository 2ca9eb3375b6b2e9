//! What open pages are told: what concerns them, and nothing else.

use crate::client::{Server, Stream, put_in_header, within};
use crate::helpers::Workshop;

const PROMISE: &str = "content/promises/answer-today.md";

#[test]
fn a_page_is_told_of_its_own_change_and_of_no_other() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut own = Stream::open(&server, "/promises/answer-today/");
    let mut other = Stream::open(&server, "/register/");
    own.until("faults");
    other.until("faults");
    workshop.append(PROMISE, "\nOnly this page says so.\n");
    own.until("page");
    server.shows("/promises/answer-today/", "Only this page says so.");
    // Something that the other page is told of, so that it is seen what came before.
    workshop.append(PROMISE, "\n[gone](promise:no-such-thing-at-all)\n");
    other.faults_until(|told| told["summary"] == "1 error");
}

#[test]
fn a_page_that_was_loaded_before_a_change_is_told_when_it_listens() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::with_hash(&server, "/promises/answer-today/", "00000000000000ff");
    assert_eq!(stream.next().0, "page");
}

#[test]
fn a_page_follows_its_document() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut renamed = Stream::open(&server, "/promises/answer-today/index.html");
    renamed.until("faults");
    put_in_header(&workshop, PROMISE, "id: reply-today");
    assert_eq!(renamed.until("go"), "/promises/reply-today/index.html");
    server.answers("/promises/reply-today/", 200);

    let mut moved = Stream::open(&server, "/missions/first-contact/");
    moved.until("faults");
    let (from, to) = ("content/missions/first-contact.md", "content/missions/first-words.md");
    std::fs::rename(workshop.path(from), workshop.path(to)).expect("renamed");
    assert_eq!(moved.until("go"), "/missions/first-words/index.html");
}

#[test]
fn a_document_that_keeps_its_old_name_leads_on() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::open(&server, "/promises/answer-today/");
    stream.until("faults");
    put_in_header(&workshop, PROMISE, "id: reply-today\nwas: answer-today");
    assert_eq!(stream.until("go"), "/promises/reply-today/index.html");
    server.shows("/promises/answer-today/", "reply-today");
}

#[test]
fn a_page_that_is_deleted_says_so_and_comes_back() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::open(&server, "/promises/answer-today/");
    stream.until("faults");
    let text = workshop.read(PROMISE);
    std::fs::remove_file(workshop.path(PROMISE)).expect("removed");
    stream.until("page");
    server.answers("/promises/answer-today/", 404);
    let mut waiting = Stream::open(&server, "/promises/answer-today/");
    waiting.until("faults");
    workshop.write(PROMISE, &text);
    waiting.until("page");
    server.answers("/promises/answer-today/", 200);
}

#[test]
fn a_style_is_swapped_and_no_page_is_loaded_again() {
    let workshop = Workshop::starter();
    workshop.write("themes/default/assets/style.css", "body { color: black }\n");
    let server = Server::start(&workshop, &[]);
    let mut stream = Stream::open(&server, "/");
    let before = stream.until("style");
    stream.until("faults");
    workshop.write("themes/default/assets/style.css", "body { color: navy }\n");
    let (name, after) = stream.next();
    assert_eq!(name, "style", "{after}");
    assert_ne!(before, after);
    let styles: serde_json::Value = serde_json::from_str(&after).expect("JSON");
    let styles = styles.as_array().expect("a list");
    let own = styles.iter().find(|style| style["stem"] == "/assets/style.").expect("the style of every page");
    assert!(server.get(own["address"].as_str().expect("an address")).text().contains("navy"));
}

/// More than a desk of people will ever have open; the system has to be asked for as many files.
#[cfg(unix)]
#[test]
fn a_thousand_pages_can_listen() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let many = now.maximum.map_or(4_096, |most| most.min(4_096));
    setrlimit(Resource::Nofile, Rlimit { current: Some(many), maximum: now.maximum }).expect("more files");
    assert!(many > 2_100, "this machine allows {many} open files");

    let workshop = Workshop::starter();
    let mut server = Server::start(&workshop, &[]);
    let mut streams: Vec<Stream> =
        (0..1_000).map(|_| Stream::open(&server, "/promises/answer-today/")).collect();
    for stream in &mut streams {
        stream.until("faults");
    }
    workshop.append(PROMISE, "\nEverybody hears this.\n");
    for stream in &mut streams {
        stream.until("page");
    }
    #[cfg(target_os = "linux")]
    assert!(server.threads() < 50, "{} threads for a thousand pages", server.threads());
    server.shows("/promises/answer-today/", "Everybody hears this.");
    drop(streams);
    within(|| if server.get("/").status == 200 { Ok(()) } else { Err("busy") }, "the server goes on");
    assert!(server.is_alive());
}
