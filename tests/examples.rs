//! The example of a rule does set it off, typed into the small handbook where it fits, and the fix does not.
//!
//! It holds for examples that are nothing but header lines or steps; those that tell of several files in words are the
//! suite's business.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

#[path = "suite/harness/case.rs"]
#[expect(dead_code, reason = "answers are the suite's business")]
mod case;
#[path = "suite/harness/handbook.rs"]
#[expect(dead_code, reason = "this test makes its trees itself")]
mod handbook;

use case::Suite;
use handbook::{Bases, Files};
use jiff::civil::date;
use throughline::check::rules;
use throughline::pipeline::examine;
use throughline::source::SourceTree;

/// An excuse is needed only where there is something to excuse.
const ONLY_WITH_MORE: [&str; 1] = ["waiver"];

const SYSTEM: &str = "content/systems/message-list.md";

fn small() -> Files {
    let suite = Suite::parse("_base/small", include_str!("suite/_base/small.md")).expect("a suite file");
    let bases = Bases::of(std::slice::from_ref(&suite)).expect("a base");
    bases.files("small").expect("the small handbook").clone()
}

fn fires(files: &Files, rule: &str) -> bool {
    let tree =
        SourceTree::from_texts("test", files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    examine(&tree, |_| date(2026, 11, 16)).findings.iter().any(|finding| finding.rule == rule)
}

fn key(line: &str) -> Option<&str> {
    let key = line.split_once(": ")?.0;
    key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_').then_some(key)
}

fn is_step(line: &str) -> bool {
    line.starts_with("- [ ] ") || line.starts_with("  - ")
}

/// Whether a text can be typed as it stands: steps only, or header lines only.
fn can_be_typed(text: &str) -> bool {
    let is_words = text.contains(" #") || text.contains("   (") || text.contains('…');
    !is_words && (text.lines().all(is_step) || text.lines().all(|line| key(line).is_some()))
}

/// Every way to type a text into a handbook, each with its name: steps in place of a system's; or a header's lines in
/// place of those of the same names, behind the others, in the settings, or as a new document.
fn typed(base: &Files, text: &str) -> Vec<(String, Files)> {
    let with = |name: &str, path: &str, text: String| {
        let mut files = base.clone();
        files.insert(path.to_string(), text);
        (format!("{name} {path}"), files)
    };
    if text.lines().all(is_step) {
        let (before, _) = base[SYSTEM].split_once("## Floor").expect("a floor");
        let beside = format!("{before}## Floor\n- [ ] @front-desk Greet. ^hi\n## Plus one\n{text}\n");
        return vec![
            with("steps", SYSTEM, format!("{before}## Floor\n{text}\n")),
            with("plus one", SYSTEM, beside),
        ];
    }
    let keys: Vec<&str> = text.lines().filter_map(key).collect();
    let is_named = |line: &&str| key(line).is_some_and(|key| keys.contains(&key));
    let mut ways = Vec::new();
    for (path, before) in base {
        let Some((header, body)) = before.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"))
        else {
            continue;
        };
        let kept: Vec<&str> = header.lines().filter(|line| !is_named(line)).collect();
        let name = if kept.len() < header.lines().count() { "in place" } else { "behind" };
        ways.push(with(name, path, format!("---\n{}\n{text}\n---\n{body}", kept.join("\n"))));
    }
    ways.sort_by_key(|(name, _)| !name.starts_with("in place"));
    let settings = &base["handbook.yaml"];
    let kept: Vec<&str> = settings.lines().filter(|line| !is_named(line)).collect();
    ways.push(with("settings", "handbook.yaml", format!("{}\n{text}\n", kept.join("\n"))));
    for folder in ["promises", "wants", "stories", "roles"] {
        ways.push(with("new", &format!("content/{folder}/new.md"), format!("---\n{text}\n---\n")));
    }
    ways
}

/// The small handbook with what the examples speak of.
fn base() -> Files {
    let mut files = small();
    for (path, header) in [
        ("roles/therapist", "title: Therapist\nreports_to: manager"),
        ("roles/front-desk-lead", "title: Front desk lead\nreports_to: manager"),
        ("promises/call-back-today", "says: A person calls you back."),
        ("principles/say-what-happens-next", "title: Say what happens next\ntype: principle"),
    ] {
        files.insert(format!("content/{path}.md"), format!("---\n{header}\n---\n"));
    }
    files
}

#[test]
fn what_a_rule_gives_as_an_example_sets_it_off_and_its_fix_does_not() {
    let base = base();
    let (mut tried, mut failures) = (Vec::new(), Vec::new());
    for rule in rules::ALL.iter().filter(|rule| can_be_typed(rule.example)) {
        let mended = if can_be_typed(rule.fix) { typed(&base, rule.fix) } else { Vec::new() };
        let is_mended = |way: &str| {
            let same = mended.iter().find(|(name, _)| name == way);
            same.is_none_or(|(_, files)| !fires(files, rule.name))
        };
        let ways = typed(&base, rule.example);
        let mut firing = ways.iter().filter(|(_, files)| fires(files, rule.name)).peekable();
        if firing.peek().is_none() {
            failures.push(format!("`{}` does not fire on its own example:\n{}", rule.name, rule.example));
        } else if !firing.any(|(way, _)| is_mended(way)) && !ONLY_WITH_MORE.contains(&rule.name) {
            failures.push(format!("`{}` still fires on its own fix:\n{}", rule.name, rule.fix));
        }
        tried.push(rule.name);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(tried.len() >= 15, "only {tried:?} could be typed");
}
