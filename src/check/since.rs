//! What is new: the findings that another state of the handbook lacked.
//!
//! A finding is known again as in a [`Baseline`]: by its rule, its file and the words it points at, not by its line. A
//! document that has moved keeps its findings: it is known by its kind and id, also by an id it had (`was:`), and any
//! other file by what is in it.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{self, Baseline, Diagnostic};
use crate::model::Handbook;
use crate::parse::document::{Document, Kind};
use crate::source::{SourceFile, SourceTree, VPath};

/// One state of a handbook, and what was found in it.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The linked handbook.
    pub handbook: &'a Handbook,
    /// The files that it was made of.
    pub tree: &'a SourceTree,
    /// What was found.
    pub findings: &'a [Diagnostic],
}

/// For each finding of `now`, whether `before` lacked it. Two equal findings count as two.
pub fn is_new(before: State<'_>, now: State<'_>) -> Vec<bool> {
    let moves = moves(before, now);
    let (mut tree, mut known) = (before.tree.clone(), before.findings.to_vec());
    for (from, to) in &moves {
        if let Some(file) = before.tree.get(from) {
            tree.insert(SourceFile { path: (*to).clone(), ..file.clone() });
        }
    }
    for finding in &mut known {
        if let Some(to) = moves.get(&finding.path) {
            finding.path = (*to).clone();
        }
    }
    let mut findings = now.findings.to_vec();
    Baseline::of(&known, &tree).mark(&mut findings, now.tree);
    findings.iter().map(|finding| finding.state == diagnostic::State::New).collect()
}

/// Where files went that are no longer where they were.
fn moves<'a>(before: State<'a>, now: State<'a>) -> HashMap<&'a VPath, &'a VPath> {
    let left = |path: &VPath| now.tree.get(path).is_none();
    let came = |path: &VPath| before.tree.get(path).is_none();
    let mut moves = HashMap::new();

    let mut by_id: HashMap<(Kind, &str), &VPath> = HashMap::new();
    for document in before.handbook.documents.iter().filter(|document| left(&document.path)) {
        by_id.entry((document.kind, &document.id.value)).or_insert(&document.path);
    }
    for document in now.handbook.documents.iter().filter(|document| came(&document.path)) {
        if let Some(old) = ids(document).find_map(|id| by_id.remove(&(document.kind, id))) {
            moves.insert(old, &document.path);
        }
    }

    let mut by_content: HashMap<u64, &VPath> = HashMap::new();
    for file in before.tree.files().filter(|file| left(&file.path) && !moves.contains_key(&file.path)) {
        by_content.entry(file.hash()).or_insert(&file.path);
    }
    let taken: HashSet<&VPath> = moves.values().copied().collect();
    for file in now.tree.files().filter(|file| came(&file.path) && !taken.contains(&file.path)) {
        if let Some(old) = by_content.remove(&file.hash()) {
            moves.insert(old, &file.path);
        }
    }
    moves
}

/// The id that a document has, and those that it had.
fn ids(document: &Document) -> impl Iterator<Item = &str> {
    std::iter::once(document.id.value.as_str())
        .chain(document.common.was.iter().map(|was| was.value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline;

    type Texts<'a> = &'a [(&'a str, &'a str)];

    /// The messages that `now` has and `before` lacked.
    fn news(before: Texts<'_>, now: Texts<'_>) -> Vec<String> {
        let trees = [before, now].map(|texts| SourceTree::from_texts("t", texts.iter().copied()));
        let on = "2026-11-16".parse().expect("a date");
        let [before, now] = trees.each_ref().map(|tree| pipeline::examine(tree, |_| on));
        let is_new = is_new(
            State { handbook: &before.handbook, tree: &trees[0], findings: &before.findings },
            State { handbook: &now.handbook, tree: &trees[1], findings: &now.findings },
        );
        assert_eq!(is_new.len(), now.findings.len());
        let all = now.findings.iter().zip(is_new);
        all.filter(|(_, is_new)| *is_new).map(|(finding, _)| finding.message.clone()).collect()
    }

    #[test]
    fn nothing_is_new_between_equals() {
        let plain = [("a.md", "# A\n\n[x](gone.md) [x](gone.md)\n")];
        assert_eq!(news(&plain, &plain), Vec::<String>::new());
    }

    #[test]
    fn a_second_equal_finding_is_new() {
        let one = [("a.md", "# A\n\n[x](gone.md)\n")];
        let two = [("a.md", "# A\n\n[x](gone.md)\n\nAnd [x](gone.md)\n")];
        assert_eq!(news(&one, &two).len(), 1);
        assert!(news(&two, &one).is_empty());
    }

    #[test]
    fn what_stands_above_does_not_make_it_new() {
        let short = [("a.md", "# A\n\n[x](gone.md)\n")];
        let long = [("a.md", "# A\r\n\r\nHello.\r\n\r\nMore. [x](gone.md)\r\n")];
        assert!(news(&short, &long).is_empty());
    }

    #[test]
    fn a_file_that_moved_keeps_its_findings() {
        let here = [("a.md", "# A\n\n[x](gone.md)\n")];
        let there = [("b/a.md", "# A\n\n[x](gone.md)\n")];
        let copied = [here[0], there[0]];
        assert!(news(&here, &there).is_empty());
        assert_eq!(news(&here, &copied).len(), 1, "a copy brings its own");
    }

    #[test]
    fn a_document_is_known_by_the_id_it_had() {
        let role = |path, header| [("handbook.yaml", "title: T"), (path, header)];
        let old = role("content/roles/desk.md", "---\ntitle: Desk\npepole: 3\n---\n");
        let new =
            role("content/roles/front-desk.md", "---\ntitle: Desk\nwas: desk\npepole: 3\n---\nHello.\n");
        let about_the_field =
            |messages: Vec<String>| messages.iter().filter(|m| m.contains("pepole")).count();
        assert_eq!(about_the_field(news(&role("content/x.md", ""), &old)), 1);
        assert_eq!(about_the_field(news(&old, &new)), 0);
    }
}
