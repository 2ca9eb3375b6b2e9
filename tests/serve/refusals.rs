//! Who is not answered, and what is no address.

use std::io::Write;

use crate::client::Server;
use crate::helpers::Workshop;

#[test]
fn other_names_and_other_sites_are_refused() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let port = server.port;
    let own = format!("localhost:{port}");
    for host in [own.clone(), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert_eq!(server.ask("GET", "/", &[("Host", &host)]).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "localhost:1",
        &format!("127.0.0.1.evil.example:{port}"),
    ] {
        let refused = server.ask("GET", "/", &[("Host", host)]);
        assert_eq!(refused.status, 403, "{host}");
        assert!(!refused.text().contains("<html"), "nothing of the site is told");
    }
    assert_eq!(server.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
    let evil = [("Origin", "https://evil.example")];
    let neighbour = [("Origin", "http://localhost:1")];
    let frame =
        [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")];
    let image = [("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image")];
    for headers in [&evil[..], &neighbour, &frame, &image] {
        assert_eq!(server.ask("GET", "/", headers).status, 403, "{headers:?}");
        assert_eq!(server.ask("GET", "/.throughline/events?address=%2F", headers).status, 403, "{headers:?}");
    }
    let visit =
        [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
    assert_eq!(server.ask("GET", "/", &visit).status, 200, "a link in a chat leads here");
    assert_eq!(server.ask("GET", "/", &[("Origin", &format!("http://{own}"))]).status, 200);
}

#[test]
fn nothing_outside_the_site_is_answered() {
    let workshop = Workshop::starter();
    workshop.write("secret.txt", "nobody's business");
    workshop.write("content/unlinked.txt", "nobody's business");
    workshop.write("content/.hidden.md", "# nobody's business");
    let server = Server::start(&workshop, &[]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/content/../../secret.txt",
        "/a/%2E%2E/%2E%2E/etc/passwd",
        "/.%00./secret.txt",
        "/%",
        "/%zz",
        "/%c3%28",
        "/a%0d%0aSet-Cookie:x",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 400, "{path}");
        assert!(!answer.text().contains("nobody's business"), "{path}");
    }
    for path in [
        "/secret.txt",
        "/content/vision.md",
        "/handbook.yaml",
        "/unlinked.txt",
        "/.hidden/",
        "/etc/passwd",
        "//etc/passwd",
        "/%5c..%5csecret.txt",
        "/.throughline/../secret.txt",
    ] {
        let answer = server.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("nobody's business"), "{path}");
    }
}

#[test]
fn long_requests_and_nonsense_harm_nobody() {
    let workshop = Workshop::starter();
    let mut server = Server::start(&workshop, &[]);
    for length in [9_000, 64 * 1024, 66_000, 300_000] {
        let answer = server.get(&format!("/{}", "a".repeat(length)));
        assert_eq!(answer.status, 414, "{length}");
    }
    assert!([400, 414, 431].contains(&server.ask("GET", "/", &[("X-Long", &"x".repeat(1_000_000))]).status));
    for nonsense in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{0}\u{1}\u{2}\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\n",
    ] {
        let answer = server.send_and_hang_up(nonsense);
        assert!(answer.status == 0 || (400..600).contains(&answer.status), "{nonsense:?}: {}", answer.status);
    }
    // Somebody begins to ask and never ends.
    let mut idle = server.connect();
    idle.write_all(b"GET / HT").expect("sent");
    assert_eq!(server.get("/").status, 200);
    assert!(server.is_alive());
}

#[test]
fn a_preview_can_only_be_read() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = server.ask(method, "/", &[("Content-Length", "0")]);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
}
