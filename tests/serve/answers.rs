//! What is answered: the site as it is built, its files, and what is not there.

use crate::client::Server;
use crate::helpers::Workshop;

#[test]
fn every_page_is_what_a_build_writes_and_nothing_is_written() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    server.agrees_with_a_build(&workshop);
    assert!(!workshop.has("public"), "a preview writes nothing");
}

#[test]
fn a_page_reads_without_its_script() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-cache");
    assert_eq!(
        page.text().matches("<script").count(),
        3,
        "the page's own, that of the way to the search, and the preview's: {}",
        page.text()
    );
    assert!(page.text().contains("<script defer src=\"/.throughline/live.js\""));
    let policy = page.header("content-security-policy");
    for part in ["default-src 'none'", "script-src 'self'", "connect-src 'self'"] {
        assert!(policy.contains(part), "{policy}");
    }
    for own in ["live.js", "live.css", "plain.css"] {
        assert_eq!(server.get(&format!("/.throughline/{own}")).status, 200, "{own}");
    }
    assert_eq!(server.get("/.throughline/other").status, 404);
}

#[test]
fn a_folder_is_asked_for_with_a_slash() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    assert_eq!(server.get("/promises/answer-today/").status, 200);
    assert_eq!(server.get("/promises/answer-today/index.html").status, 200);
    let moved = server.get("/promises/answer-today?x=1");
    assert_eq!((moved.status, moved.header("location")), (307, "/promises/answer-today/?x=1"));
    assert_eq!(server.get("//promises/answer-today").status, 404);
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let tag = server.get("/").header("etag").to_string();
    assert!(tag.len() > 4, "{tag}");
    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_string()] {
        let again = server.ask("GET", "/", &[("If-None-Match", &known)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{known}");
    }
    assert_eq!(server.ask("GET", "/", &[("If-None-Match", "\"other\"")]).status, 200);
    workshop.append("content/vision.md", "\nOne more sentence.\n");
    server.shows("/", "One more sentence.");
    assert_eq!(server.ask("GET", "/", &[("If-None-Match", &tag)]).status, 200);
}

#[test]
fn a_head_is_an_answer_without_its_body() {
    let workshop = Workshop::starter();
    let server = Server::start(&workshop, &[]);
    let (head, whole) = (server.ask("HEAD", "/", &[]), server.get("/"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-length", "etag", "content-type"] {
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
    assert_eq!(whole.header("content-length"), whole.body.len().to_string());
}

#[test]
fn linked_files_are_sent_whole_or_in_part() {
    let workshop = Workshop::starter();
    let film: Vec<u8> = (0..700_000_u32).map(|n| (n % 251) as u8).collect();
    workshop.write("content/film.mp4", &film);
    workshop.write("content/notes.txt", "Words.");
    workshop.write("content/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    workshop
        .append("content/vision.md", "\n[A film](film.mp4) [Notes](notes.txt) [A drawing](drawing.svg)\n");
    let server = Server::start(&workshop, &[]);
    let whole = server.get("/film.mp4");
    assert_eq!((whole.status, whole.header("content-type")), (200, "video/mp4"));
    assert!(whole.body == film, "every byte, in order");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let part = |range: &str| server.ask("GET", "/film.mp4", &[("Range", range)]);
    let middle = part("bytes=300000-599999");
    assert_eq!((middle.status, middle.header("content-range")), (206, "bytes 300000-599999/700000"));
    assert!(middle.body == film[300_000..600_000], "the part that was asked for");
    assert!(part("bytes=-5").body == film[699_995..], "the end");
    let beyond = part("bytes=700000-");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, "bytes */700000"));
    assert_eq!(part("bytes=0-1,4-5").status, 200, "several parts are answered with the whole");
    let tag = whole.header("etag").to_string();
    assert_eq!(server.ask("GET", "/film.mp4", &[("If-None-Match", &tag)]).status, 304);
    let stale = [("Range", "bytes=0-3"), ("If-Range", "\"another\"")];
    assert_eq!(server.ask("GET", "/film.mp4", &stale).status, 200);
    assert_eq!(server.get("/notes.txt").header("content-type"), "text/plain; charset=utf-8");
    let drawing = server.get("/drawing.svg");
    assert_eq!(drawing.header("content-type"), "image/svg+xml");
    assert!(drawing.header("content-security-policy").contains("default-src 'none'"));
}

#[test]
fn a_missing_page_is_the_sites_own_and_knows_what_was_meant() {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", "\nbase_url: https://handbook.example.org/deep/down/\n");
    let server = Server::start(&workshop, &[]);
    for asked in ["/promises/answer-todya/", "/answer-today", "/promise/answer-today/index.html"] {
        let missing = server.get(asked);
        assert_eq!(missing.status, 404, "{asked}");
        let text = missing.text();
        assert!(
            text.contains("Did you mean <a href=\"/promises/answer-today/index.html\">"),
            "{asked}: {text}"
        );
        assert!(text.contains("href=\"/assets/style."), "styles stand at this server's root: {text}");
        assert!(text.contains("/.throughline/live.js"), "it waits for the page to come");
    }
    let far = server.get("/xyzzy-plugh-nothing-like-it/");
    assert_eq!(far.status, 404);
    assert!(!far.text().contains("Did you mean"));
    let hostile = server.get("/%3Cscript%3Ealert(1)%3C/script%3E");
    assert_eq!(hostile.status, 404);
    assert!(!hostile.text().contains("<script>"), "{}", hostile.text());
}

#[test]
fn a_plain_folder_is_shown_too() {
    let workshop = Workshop::with(&[("README.md", "# Notes\n\n[Other](a b.md)\n"), ("a b.md", "# Other\n")]);
    let server = Server::start(&workshop, &["--root", "."]);
    assert!(server.get("/").text().contains("Notes</h1>"), "{}", server.get("/").text());
    let other = server.get("/a%20b/");
    assert_eq!(other.status, 200, "{}", server.get("/").text());
    assert!(other.text().contains("Other"));
}
