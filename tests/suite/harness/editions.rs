//! The editions of a case: the files below `editions/NAME/`, and the lines of `editions.lock`. `files:=` in a line stands
//! for the digits of just those files, so that the edition is what was recorded. An edition without a `handbook.yaml` of
//! its own is what the case says of the state before, and its files are laid over that.
//! A file `cut` says that an edition is to be cut: `NAME`, and behind it the role that approves it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use throughline::edition::{EditionName, Found, Shelf};
use throughline::parse::settings::EditionSource;
use throughline::pipeline::Planned;
use throughline::source::{EDITIONS, SETTINGS, SourceFile, SourceTree, VPath};

use super::frozen::{digest, frozen};

/// Takes the editions out of a tree and puts them on a shelf. `before` is the state before, of the case.
pub fn shelf(tree: &mut SourceTree, before: &SourceTree) -> Result<Shelf> {
    let mut copies: BTreeMap<String, SourceTree> = BTreeMap::new();
    let all: Vec<SourceFile> = tree.files().cloned().collect();
    for file in all {
        let Some((name, inside)) = file.path.strip_folder("editions").and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        let path = VPath::new(inside).context("a path")?;
        let copy = copies.entry(name.to_string()).or_insert_with(|| SourceTree::new(&tree.name));
        copy.insert(SourceFile { path, ..file.clone() });
        tree.remove(&file.path);
    }
    let recorded = tree.text(EDITIONS).map(str::to_string);
    for line in recorded.iter().flat_map(|text| text.lines()).filter(|line| line.contains("files:=")) {
        let name = line.split(' ').next().unwrap_or_default();
        copies.entry(name.to_string()).or_insert_with(|| SourceTree::new(&tree.name));
    }
    for copy in copies.values_mut().filter(|copy| copy.text(SETTINGS).is_none()) {
        for file in before.files() {
            if copy.get(&file.path).is_none() {
                copy.insert(file.clone());
            }
        }
    }
    if let Some(text) = recorded {
        let mut lock = String::new();
        for line in text.lines() {
            let name = line.split(' ').next().unwrap_or_default();
            if let Some(copy) = copies.get(name).filter(|_| line.contains("files:=")) {
                lock.push_str(&line.replace("files:=", &format!("files:{}", digest(copy))));
            } else {
                lock.push_str(line);
            }
            lock.push('\n');
        }
        tree.insert(SourceFile::text(VPath::new(EDITIONS).context("a path")?, &lock));
    }
    let candidates = copies.iter().map(|(name, copy)| frozen(name, digest(copy)));
    let source = (!copies.is_empty()).then_some(EditionSource::Folder);
    let found = Found { source, candidates: candidates.collect(), ..Found::default() };
    Ok(Shelf::new(found, move |edition| {
        copies.get(edition.name.as_str()).cloned().ok_or_else(|| anyhow!("no edition {}", edition.name))
    }))
}

/// The edition that a case cuts.
pub fn planned(tree: &SourceTree) -> Result<Option<Planned>> {
    let Some(text) = tree.text("cut") else { return Ok(None) };
    let mut words = text.split_whitespace();
    let name = words
        .next()
        .and_then(|name| EditionName::new(name).ok())
        .context("a file `cut` begins with a name")?;
    Ok(Some(Planned { name, approved_by: words.next().map(str::to_string), valid_from: None }))
}
