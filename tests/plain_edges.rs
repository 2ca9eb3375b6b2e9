//! Plain folders at the edge of what a disk can hold: names that clash, files that cannot be read, paths that lead out.
//! They are made when the test runs, so that the repository can be cloned anywhere.
#![expect(clippy::disallowed_methods, reason = "tests build sites on the disk and read them")]

mod built;

use std::fs;
use std::os::unix::ffi::OsStrExt;

use built::{build, findings, folder};
use insta::assert_snapshot;

#[test]
fn names_that_some_disks_cannot_tell_apart_all_build() {
    let root = folder([
        ("faq.md", "# Small\n"),
        ("FAQ.md", "# Large\n"),
        ("con.md", "# Con\n\n[aux](aux%20.md) [dots](dots..md)\n"),
        ("aux .md", "# Aux\n"),
        ("dots..md", "# Dots\n"),
        ("50%25.md", "# Percent\n\n[myself](50%25.md)\n"),
        ("03-.md", "# Only digits\n"),
        ("a\\b.md", "# Backslash\n"),
    ]);
    let site = build(root.path());
    assert_eq!(site.code, Some(0));
    assert_snapshot!(site.own_files(), @r#"
    03-/index.html
    50%25/index.html
    FAQ/index.html
    a\b/index.html
    aux /index.html
    con/index.html
    dots./index.html
    faq-2/index.html
    index.html
    "#);
    assert_snapshot!(findings(root.path()), @"faq.md:1:1: warning[same-address] two files would stand at `/faq/`, and an address shows only one");
}

#[test]
fn an_accent_may_be_spelt_in_two_ways() {
    let root = folder([
        ("Cafe\u{301}.md", "# Decomposed\n"),
        ("index.md", "[composed](Caf\u{e9}.md) [encoded](Caf%C3%A9.md)\n"),
    ]);
    assert_eq!(findings(root.path()), "");
    assert!(
        build(root.path()).body("index.html").contains("<a href=\"./Cafe%CC%81/index.html\">encoded</a>")
    );
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_rest_builds() {
    let root =
        folder([("index.md", "[x](latin.md) [gone](gone.md) [out](out.md)\n"), ("fine.md", "# Fine\n")]);
    let at = |name: &str| root.path().join(name);
    fs::write(at("latin.md"), b"# Caf\xe9\n").expect("written");
    fs::write(at("huge.md"), vec![b'x'; 9 * 1024 * 1024]).expect("written");
    fs::write(root.path().join(std::ffi::OsStr::from_bytes(b"line\nbreak.md")), "# No\n").expect("written");
    std::os::unix::fs::symlink("/etc/hostname", at("out.md")).expect("linked");
    std::os::unix::fs::symlink("nowhere", at("gone.md")).expect("linked");
    std::os::unix::fs::symlink(".", at("loop")).expect("linked");
    let site = build(root.path());
    assert_eq!(site.code, Some(0));
    assert_eq!(site.own_files(), "fine/index.html\nindex.html");
    assert_snapshot!(findings(root.path()), @r#"
    gone.md:1:1: warning[unreadable-file] this is a link out of the handbook's folder or to nothing, and such links are not followed
    huge.md:1:1: warning[unreadable-file] this file has 9 MB, and no page needs that much text
    latin.md:1:1: warning[unreadable-file] line 1 is not UTF-8 text, so the file was left out
    line�break.md:1:1: warning[unreadable-file] this file cannot be read: there is a control character in its name
    out.md:1:1: warning[unreadable-file] this is a link out of the handbook's folder or to nothing, and such links are not followed
    "#);
}

#[test]
fn nothing_from_outside_the_folder_is_copied() {
    let outer = folder([
        ("secret.txt", "secret"),
        (
            "in/index.md",
            "[a](../secret.txt) [b](/../secret.txt) <img src=\"../secret.txt\"> ![c](..%2Fsecret.txt)\n",
        ),
    ]);
    let root = outer.path().join("in");
    let site = build(&root);
    assert_eq!(site.own_files(), "index.html");
    assert_snapshot!(findings(&root), @r#"
    index.md:1:1: warning[broken-link] this path leaves the handbook's folder, so the site could never show it
    index.md:1:20: warning[broken-link] there is no file `/../secret.txt`
    index.md:1:45: warning[broken-link] this path leaves the handbook's folder, so the site could never show it
    index.md:1:66: warning[broken-link] this path leaves the handbook's folder, so the site could never show it
    "#);
}

#[test]
fn an_empty_folder_and_one_without_words_build() {
    let root = folder([]);
    assert_eq!(build(root.path()).own_files(), "index.html");
    let root = folder([("a.md", ""), ("b/c.md", "\n"), ("d.md", "---\n---\n"), ("e.md", "+++\n+++\n")]);
    let site = build(root.path());
    assert_eq!(
        site.own_files(),
        "a/index.html\nb/c/index.html\nb/index.html\nd/index.html\ne/index.html\nindex.html"
    );
    assert_eq!(findings(root.path()), "");
}

#[test]
fn a_file_and_a_page_of_one_name_both_have_a_place() {
    let root = folder([
        (
            "index.md",
            "---\naliases: [guide, LICENSE, /, a.html/b, a.html, 'x\\ny', '/guide/LICENSE/']\n---\n[l](LICENSE) [g](guide)\n",
        ),
        ("LICENSE", "text"),
        ("LICENSE.md", "# Page\n"),
        ("guide", "a file"),
        ("guide.md", "# Guide\n\n[file](guide)\n"),
    ]);
    let site = build(root.path());
    assert_eq!(site.code, Some(0));
    assert_snapshot!(site.own_files(), @r#"
    LICENSE/LICENSE
    LICENSE/index.html
    a.html/b/index.html
    guide/LICENSE/index.html
    guide/guide
    guide/index.html
    index.html
    "#);
}

#[test]
fn order_is_written_or_numbered_or_that_of_titles() {
    let root = folder([
        ("README.md", "# Home\n"),
        ("b.md", "# Beta\n"),
        ("a.md", "# alpha\n"),
        ("z.md", "---\norder: 1\nweight: 99\n---\n# Zed\n"),
        ("02-y.md", "# Y\n"),
        ("01-folder/x.md", "# X\n"),
        ("Folder two/README.md", "---\norder: 3\n---\n# Two\n"),
        ("Folder two/x.md", "# X\n"),
    ]);
    let body = build(root.path()).body("index.html");
    let titles: Vec<&str> = body
        .lines()
        .filter_map(|line| line.split_once("html\"")?.1.split_once('>')?.1.split_once("</a>"))
        .map(|t| t.0)
        .collect();
    assert_eq!(titles, ["Folder", "Zed", "Y", "Two", "alpha", "Beta"]);
}
