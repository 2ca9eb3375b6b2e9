//! How it starts, where it listens, and how it ends.

use std::net::TcpListener;

use crate::client::{Server, Stream};
use crate::helpers::Workshop;

#[test]
fn a_taken_port_that_was_asked_for_is_said_and_ends_it() {
    let workshop = Workshop::starter();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    workshop.run(&["serve", "-p", &port]).could_not_run(&format!("port {port} is taken")).in_one_line();
}

#[test]
fn the_next_free_port_is_used_and_said() {
    let workshop = Workshop::starter();
    // Whoever has it, once this was tried it is taken.
    let _taken = TcpListener::bind("127.0.0.1:4000");
    let server = Server::start_in(&workshop, "", &[]);
    assert!(server.port > 4000, "{}", server.told());
    server.tells(&format!("Port 4000 is taken; this is port {} instead.", server.port));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_missing_folder_and_an_unknown_host_are_said() {
    let workshop = Workshop::starter();
    workshop
        .run(&["serve", "-p", "0", "--root", "nowhere"])
        .could_not_run("there is no folder")
        .in_one_line();
    workshop
        .run(&["serve", "-p", "0", "--host", "no such host"])
        .could_not_run("there is no host")
        .in_one_line();
}

#[test]
fn only_who_types_it_lets_the_network_read() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    assert!(!server.told().contains("Everybody"), "{}", server.told());
    let open = Server::start(&workshop, &["--host", "0.0.0.0"]);
    open.tells("Everybody on this network can read it");
    assert_eq!(open.ask("GET", "/", &[("Host", "192.168.7.7:4000")]).status, 200);
    assert_eq!(open.ask("GET", "/", &[("Host", "evil.example")]).status, 403);
}

#[test]
fn a_browser_that_cannot_be_opened_ends_nothing() {
    let workshop = Workshop::starter();
    let mut server = Server::start(&workshop, &["--open"]);
    server.tells(&format!("open http://127.0.0.1:{}/ yourself", server.port));
    assert_eq!(server.get("/").status, 200);
    assert!(server.is_alive());
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_though_pages_listen() {
    let workshop = Workshop::starter();
    for signal in [rustix::process::Signal::INT, rustix::process::Signal::TERM] {
        let mut server = Server::start(&workshop, &[]);
        let mut stream = Stream::open(&server, "/");
        stream.until("faults");
        let id = rustix::process::Pid::from_raw(server.id() as i32).expect("a process");
        rustix::process::kill_process(id, signal).expect("it is told");
        assert_eq!(server.ends(), Some(0));
    }
}

#[test]
fn findings_are_told_once_and_then_what_changed() {
    let workshop = Workshop::broken();
    let server = Server::start(&workshop, &[]);
    server.tells("error[broken-link]");
    server.tells("documents: 1 error");
    workshop.append("content/promises/answer-today.md", "\n[gone](promise:no-such-thing-at-all)\n");
    server.tells("1 new: now 2 errors");
    let told = server.told();
    assert_eq!(
        told.matches("answer-todya").count(),
        told.split("1 new").next().expect("a part").matches("answer-todya").count(),
        "old findings are not told again: {told}"
    );
    workshop.replace("content/vision.md", "promise:answer-todya", "promise:answer-today");
    server.tells("1 mended: now 1 error");
}
