//! Editions in a preview: what pages tell of them comes behind the first answer, and is then what a build tells.

use crate::client::{Server, Stream, eventually};
use crate::helpers::git::ENVIRONMENT;
use crate::helpers::{Run, Workshop};

const PROMISE: &str = "content/promises/answer-today.md";
const PAGE: &str = "/promises/answer-today/";

/// The starter after two editions, since each of which its promise was raised.
fn history() -> Workshop {
    let workshop = Workshop::starter();
    cut(&workshop, "2026-1", "2026-01-12");
    workshop.replace(PROMISE, "at_most: 6 hours", "at_most: 5 hours");
    cut(&workshop, "2026-2", "2026-02-12");
    workshop.replace(PROMISE, "at_most: 5 hours", "at_most: 4 hours");
    workshop
}

fn cut(workshop: &Workshop, name: &str, day: &str) {
    workshop.run(&["edition", "cut", name, "--approved-by", "manager", "--valid-from", day]).succeeded();
}

#[test]
fn every_page_is_what_a_build_writes_and_so_is_every_page_of_an_edition() {
    let workshop = history();
    let server = Server::start(&workshop, &[]);
    server.shows(PAGE, "This says something else than edition 2026-2");
    server.shows(PAGE, "Through the editions");
    server.agrees_with_a_build(&workshop);
}

/// What is told of a page has to be of the same moment as the page, or it would be loaded again for ever.
#[test]
fn a_page_that_tells_its_history_is_not_loaded_again_for_it() {
    let workshop = history();
    let server = Server::start(&workshop, &[]);
    let mut early = Stream::open(&server, PAGE);
    early.until("faults");
    server.shows(PAGE, "Through the editions");
    for _ in 0..2 {
        Stream::open(&server, PAGE).faults_until(|_| true);
    }
}

#[test]
fn an_edition_that_is_cut_meanwhile_is_there_with_all_that_rules_say_of_it() {
    let workshop = Workshop::starter();
    workshop.write("content/parking.md", "# Where to park\n\nBehind the house.\n");
    let server = Server::start(&workshop, &[]);
    server.tells("documents: ");
    cut(&workshop, "2026-1", "2026-01-12");
    server.shows("/changes/", "2026-1");
    server.shows("/editions/2026-1/parking/", "Behind the house");
    assert!(!server.told().contains("unclear-edition"), "{}", server.told());
    std::fs::remove_file(workshop.path("content/parking.md")).expect("it can be deleted");
    server.tells("removed-url");
    server.agrees_with_a_build(&workshop);
}

/// The line is committed before the tag is made.
#[test]
fn an_edition_that_becomes_a_tag_is_there_too() {
    let workshop = Workshop::starter();
    workshop.commit("Begin");
    let server = Server::start(&workshop, &[]);
    server.tells("documents: ");
    let cut =
        ["--quiet", "edition", "cut", "2026-1", "--approved-by", "manager", "--valid-from", "2026-01-12"];
    Run::of(workshop.command(&cut).envs(ENVIRONMENT)).succeeded();
    server.shows("/editions/2026-1/", "Edition 2026-1");
    server.shows("/changes/", "2026-1");
    // The line is there before the tag, so that for a moment the rules miss an edition.
    eventually("the tag is found", || {
        (!server.get("/health/").text().contains("unclear-edition")).then_some(())
    });
}

#[test]
fn what_the_settings_say_of_editions_is_heard_at_once() {
    let workshop = history();
    let server = Server::start(&workshop, &[]);
    server.shows("/editions/", "2026-2");
    workshop.append("handbook.yaml", "editions: { source: git }\n");
    server.tells("this folder lies in no git repository");
    server.answers("/editions/2026-2/", 404);
    workshop.replace("handbook.yaml", "editions: { source: git }\n", "");
    server.answers("/editions/2026-2/", 200);
}
