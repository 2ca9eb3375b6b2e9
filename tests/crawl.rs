//! Every page of every site that the tests build, read by a real HTML tokeniser: no link or anchor is dead, and each page
//! is what a page has to be.
#![expect(clippy::disallowed_methods, reason = "tests build sites on the disk and read them")]

mod built;
#[path = "built/page.rs"]
mod page;

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use built::{Built, build, source};
use page::Page;

/// Crawls a whole site and lists everything that is wrong with it.
fn faults(site: &Built) -> Vec<String> {
    let files: BTreeSet<String> = site.files().into_iter().collect();
    let is_page = |file: &&String| file.ends_with(".html");
    let pages: BTreeMap<&str, Page> =
        files.iter().filter(is_page).map(|file| (file.as_str(), Page::read(&site.text(file)))).collect();
    let mut faults = Vec::new();
    for (file, page) in &pages {
        faults.extend(page.faults().into_iter().map(|fault| format!("{file}: {fault}")));
        for link in &page.links {
            if let Err(why) = follow(file, link, &files, &pages) {
                faults.push(format!("{file}: `{link}` {why}"));
            }
        }
    }
    // A view with nothing to show is in no menu.
    let is_empty_view = |file: &&str| site.text(file).contains("<p class=\"empty\">");
    let unreached = unreached(&pages).into_iter().filter(|file| !is_empty_view(file));
    faults.extend(unreached.map(|file| format!("{file}: nothing leads here")));
    faults
}

/// Where a link leads: a file of the site, or another site.
fn follow<'a>(
    file: &str,
    link: &str,
    files: &'a BTreeSet<String>,
    pages: &BTreeMap<&str, Page>,
) -> Result<Option<&'a str>, &'static str> {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    if ["http:", "https:", "mailto:", "tel:", "data:"].iter().any(|scheme| path.starts_with(scheme)) {
        return Ok(None);
    }
    if path.contains(':') {
        return Err("has a scheme that no page should have");
    }
    let path = percent_decode_str(path).decode_utf8().map_err(|_| "is not text")?;
    let target = if path.is_empty() { file.to_string() } else { join(file, &path)? };
    let target = files.get(&target).ok_or("leads to no file")?;
    let anchor = percent_decode_str(anchor).decode_utf8().map_err(|_| "is not text")?;
    match pages.get(target.as_str()) {
        Some(page) if !anchor.is_empty() && !page.ids.contains(&*anchor) => Err("leads to no anchor"),
        _ => Ok(Some(target)),
    }
}

/// The file that a relative path leads to. Only the page for a missing address names the root.
fn join(file: &str, path: &str) -> Result<String, &'static str> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let relative = match path.strip_prefix('/') {
        Some(path) if file == "404.html" => path,
        Some(_) => return Err("is absolute"),
        None => path,
    };
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop().ok_or("leads out of the site")?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Pages that nobody finds who starts at the front page. Redirects are for those who come from elsewhere.
fn unreached<'a>(pages: &BTreeMap<&'a str, Page>) -> Vec<&'a str> {
    let files: BTreeSet<String> = pages.keys().map(ToString::to_string).collect();
    let mut reached = BTreeSet::from(["index.html".to_string()]);
    let mut open = vec!["index.html".to_string()];
    while let Some(file) = open.pop() {
        for link in pages.get(file.as_str()).into_iter().flat_map(|page| &page.links) {
            if let Ok(Some(target)) = follow(&file, link, &files, pages)
                && reached.insert(target.to_string())
            {
                open.push(target.to_string());
            }
        }
    }
    let all = pages.iter().filter(|(file, page)| **file != "404.html" && !page.is_redirect);
    all.map(|(file, _)| *file).filter(|file| !reached.contains(*file)).collect()
}

fn assert_whole(root: &str) {
    let site = build(&source(root));
    assert_eq!(site.code, Some(0), "{root} builds");
    let faults = faults(&site);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_worked_example_is_whole() {
    assert_whole(".");
}

#[test]
fn a_dumped_wiki_is_whole() {
    assert_whole("tests/sites/wiki-dump/in");
}

#[test]
fn a_hugo_site_is_whole() {
    assert_whole("tests/sites/hugo-docs/in");
}

#[test]
fn a_docusaurus_site_is_whole() {
    assert_whole("tests/sites/docusaurus-docs/in");
}

#[test]
fn a_code_repository_is_whole() {
    assert_whole("tests/sites/repo-docs/in");
}

#[test]
fn a_page_that_is_not_whole_is_seen() {
    let page = Page::read(
        "<!doctype html><html><title></title><h1 id=a>x</h1><h1 id=a onclick=x()>y</h1><p style='x'>\
         <a href='JavaScript:x()'>z</a><img src='/x'>",
    );
    assert_eq!(
        page.faults(),
        [
            "has 2 first-level headings",
            "has no title",
            "has no language",
            "has no icon",
            "has ids twice: a",
            "has the handler `onclick`, has the inline style `x`, has `JavaScript:x()`, has a picture without words"
        ]
    );
    let files = BTreeSet::from(["a/index.html".to_string(), "b.html".to_string()]);
    let pages = BTreeMap::from([("b.html", Page::read("<p id='it'>"))]);
    let follow = |link| follow("a/index.html", link, &files, &pages);
    assert_eq!(follow("../b.html#it"), Ok(Some("b.html")));
    assert_eq!(follow("../b.html#no"), Err("leads to no anchor"));
    assert_eq!(follow("b.html"), Err("leads to no file"));
    assert_eq!(follow("/b.html"), Err("is absolute"));
    assert_eq!(follow("../../b.html"), Err("leads out of the site"));
    assert_eq!(follow("promise:x"), Err("has a scheme that no page should have"));
}
