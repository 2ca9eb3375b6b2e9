//! What no input may do: panic, hang or point outside a file. And what one slip may not do: give two findings.
#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "suite/harness/case.rs"]
#[expect(dead_code, reason = "answers are the suite's business")]
mod case;
#[path = "../benches/corpus/generate/mod.rs"]
mod generate;
#[path = "suite/harness/handbook.rs"]
#[expect(dead_code, reason = "this test makes its trees itself")]
mod handbook;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use case::Suite;
use handbook::{Bases, Files};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use throughline::check::rules;
use throughline::diagnostic::{
    Baseline, Diagnostic, Report, RuleText, State, github, gitlab, json, junit, overview, sarif, short,
};
use throughline::fix;
use throughline::pipeline::examine;
use throughline::source::{SourceFile, SourceTree, Span, VPath};

const TODAY: Date = date(2026, 11, 16);

/// The small handbook of the suite.
fn small() -> Files {
    let suite = Suite::parse("_base/small", include_str!("suite/_base/small.md")).expect("a suite file");
    let bases = Bases::of(std::slice::from_ref(&suite)).expect("a base");
    bases.files("small").expect("the small handbook").clone()
}

fn findings(files: &Files) -> (SourceTree, Vec<Diagnostic>) {
    let tree =
        SourceTree::from_texts("test", files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let findings = examine(&tree, |_| TODAY).findings;
    (tree, findings)
}

/// Every place lies in its file and between characters, and every format can say it.
fn assert_sound(files: &Files) {
    let (tree, findings) = findings(files);
    for finding in &findings {
        assert_inside(&tree, &finding.path, finding.span, finding);
        for related in &finding.related {
            assert_inside(&tree, &related.path, related.span, finding);
        }
    }
    assert_told(&findings, &tree);
    assert_known_again(findings, &tree);
}

/// What is mended lies in its file, and is mended for good.
fn assert_mendable(files: &Files) {
    let (mut tree, _) = findings(files);
    let mut last = BTreeMap::new();
    for _ in 0..8 {
        let verdict = examine(&tree, |_| TODAY);
        let by_file = fix::edits(&verdict.handbook, &verdict.findings);
        if by_file.is_empty() {
            return;
        }
        for (path, edits) in by_file {
            let text = tree.text(path.as_str()).expect("a mended file is a text").to_string();
            assert!(edits.iter().all(|edit| text.get(edit.span.range()).is_some()), "{path}: {edits:?}");
            tree.insert(SourceFile::text(path.clone(), &fix::apply(&text, &edits)));
            last.insert(path, (text, edits));
        }
    }
    panic!("mending never ends: {last:#?}");
}

/// Every format can say it, and says as many findings as there are.
fn assert_told(findings: &[Diagnostic], tree: &SourceTree) {
    let rules: Vec<RuleText> = rules::ALL.iter().map(|rule| rule.text(Some(rule.severity))).collect();
    overview::render(&Report { rules: &rules, ..Report::new(findings, tree, TODAY) }, true, false);
    // Tens of thousands are for people only: other readers of formats take their time.
    let findings = &findings[..findings.len().min(500)];
    let report = Report { rules: &rules, ..Report::new(findings, tree, TODAY) };
    for lines in [short::render(&report), github::render(&report)] {
        assert_eq!(lines.lines().count(), findings.len(), "{lines}");
    }
    let json = [
        (json::render(&report).expect("a report"), "/findings"),
        (sarif::render(&report).expect("a report"), "/runs/0/results"),
        (gitlab::render(&report).expect("a report"), ""),
    ];
    let junit = junit::render(&report);
    for (told, list) in json {
        let told: Value = serde_json::from_str(&told).expect("JSON");
        let told = told.pointer(list).and_then(Value::as_array).expect("a list");
        assert_eq!(told.len(), findings.len(), "{told:#?}");
    }
    let told = quick_junit::Report::deserialize_from_str(&junit).expect("JUnit");
    let cases = told.test_suites.iter().flat_map(|suite| &suite.test_cases);
    assert_eq!(cases.filter(|case| case.system_out.is_some()).count(), findings.len());
}

/// What was written into a baseline is read as what it was, and all of it is known.
fn assert_known_again(mut findings: Vec<Diagnostic>, tree: &SourceTree) {
    let baseline = Baseline::of(&findings, tree);
    let written = baseline.write();
    assert_eq!(Baseline::parse(&written).as_ref(), Ok(&baseline), "{written}");
    assert_eq!(baseline.mark(&mut findings, tree), 0, "{written}");
    assert!(findings.iter().all(|finding| finding.state == State::Known), "{written}");
}

fn assert_inside(tree: &SourceTree, path: &VPath, span: Span, finding: &Diagnostic) {
    let text = tree.text(path.as_str()).unwrap_or("");
    assert!(text.get(span.range()).is_some(), "{span:?} is no place in {path}: {finding:?}\n{text}");
}

// ---- Random mistakes ----

/// Pieces that trip parsers up.
const NASTY: &[&str] = &[
    "---",
    "---\n",
    "\n---\n",
    "+++",
    "- ",
    "- [ ] ",
    "- [ ] @",
    "- [x] @front-desk",
    "  - then: ",
    "  - then: a b,c",
    "## Floor",
    "## ",
    "# ",
    "^",
    "^ä",
    " ^call",
    "!",
    "@",
    "@@",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "}}",
    "{{promise:",
    "{{promise:call-back}}",
    "\"",
    "'",
    ":",
    ": ",
    " #",
    "&a ",
    "*a",
    "|",
    ">",
    "%",
    "`",
    "```",
    "~~~",
    "<",
    "<a id=\"",
    "<!--",
    "\t",
    "\r\n",
    "\r",
    "\u{a0}",
    "\u{feff}",
    "\u{0}",
    "é",
    "日本",
    "🦀",
    "\u{301}",
    "\u{2028}",
    "](promise:call-bak)",
    "](../../x)",
    "![](",
    "[^1]: ",
    "| a | b |\n|---|---|\n",
    "=",
    "0",
    "1.10",
    "2026-13-01",
    "99999999999999999999 hours",
    "-1",
    ",",
    ";",
    "\"\"",
    ",\"",
    "key: value\n",
    "id: x\n",
    "kind: role\n",
    "serves: [",
    "aims:\n",
    "allow: [{",
    "was: [a, ^b]",
    "- - - -",
    "    ",
    "\n\n",
    "owner: {a: b}\n",
    "floor: []\n",
];

#[derive(Debug, Clone)]
enum Slip {
    DropLine(Index),
    DoubleLine(Index),
    SwapLines(Index, Index),
    Cut(Index, usize),
    Insert(Index, String),
    Replace(String),
}

fn slip() -> impl Strategy<Value = Slip> {
    let words = prop_oneof![4 => select(NASTY).prop_map(ToString::to_string), 1 => "\\PC{0,12}", 1 => any::<String>()];
    prop_oneof![
        3 => any::<Index>().prop_map(Slip::DropLine),
        2 => any::<Index>().prop_map(Slip::DoubleLine),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Slip::SwapLines(a, b)),
        4 => (any::<Index>(), 1..40usize).prop_map(|(at, len)| Slip::Cut(at, len)),
        8 => (any::<Index>(), words).prop_map(|(at, words)| Slip::Insert(at, words)),
        1 => any::<String>().prop_map(Slip::Replace),
    ]
}

fn apply(text: &str, slip: &Slip) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let edge = |at: &Index| {
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        edges[at.index(edges.len())]
    };
    match slip {
        Slip::Replace(text) => return text.clone(),
        Slip::Insert(at, words) => {
            let at = edge(at);
            return format!("{}{words}{}", &text[..at], &text[at..]);
        }
        Slip::Cut(at, len) => {
            let at = edge(at);
            let end = text[at..].char_indices().nth(*len).map_or(text.len(), |(len, _)| at + len);
            return format!("{}{}", &text[..at], &text[end..]);
        }
        _ if lines.is_empty() => {}
        Slip::DropLine(at) => {
            lines.remove(at.index(lines.len()));
        }
        Slip::DoubleLine(at) => {
            let at = at.index(lines.len());
            lines.insert(at, lines[at]);
        }
        Slip::SwapLines(a, b) => {
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
        }
    }
    lines.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mistake_panics_or_points_outside(slips in prop::collection::vec((any::<Index>(), slip()), 1..8)) {
        let mut files = small();
        for (file, slip) in &slips {
            let at = file.index(files.len());
            if let Some(text) = files.values_mut().nth(at) {
                *text = apply(text, slip);
            }
        }
        assert_sound(&files);
        assert_mendable(&files);
    }

    #[test]
    fn no_text_panics_in_any_file(words in prop::collection::vec(select(NASTY), 0..30)) {
        let mut files = small();
        for text in files.values_mut() {
            *text = words.concat();
        }
        assert_sound(&files);
        assert_mendable(&files);
        files.remove("handbook.yaml");
        assert_sound(&files);
    }
}

// ---- A large handbook ----

/// A handbook of the corpus generator.
fn corpus(documents: usize) -> Files {
    let plan = generate::Plan::new(documents).expect("large enough");
    plan.files().map(|file| (file.path, file.text)).collect()
}

/// How often each rule finds something.
fn by_rule(files: &Files) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    findings(files).1.iter().for_each(|finding| *counts.entry(finding.rule).or_default() += 1);
    counts
}

/// What a small one leaves open, since it has few promises for its moments and roles, and that some delight comes from
/// no human step.
#[test]
fn a_generated_handbook_of_any_size_has_the_findings_that_it_should() {
    let few: [(&str, usize); 3] = [("dread-unanswered", 2), ("no-backup", 1), ("overloaded", 1)];
    let some = [("bare-moment", 1), ("delight-by-policy", 1), ("dread-unanswered", 1), ("overloaded", 1)];
    let expected: [(usize, &[(&str, usize)]); 6] = [
        (generate::Plan::MINIMUM, &few),
        (11, &few),
        (37, &[("dread-unanswered", 2), ("overloaded", 2)]),
        (100, &some),
        (300, &[("delight-by-policy", 3)]),
        (600, &[("delight-by-policy", 6)]),
    ];
    for (size, rules) in expected {
        let files = corpus(size);
        assert_sound(&files);
        assert_eq!(by_rule(&files), rules.iter().copied().collect(), "{size} documents");
    }
}

#[test]
fn one_promise_in_other_words_is_found_among_three_hundred_documents() {
    let mut files = corpus(300);
    let before = by_rule(&files);
    let standing = |text: &&String| text.contains("\nstate: standing\n");
    let promise = files.values().find(standing).expect("a promise that stands");
    let says = promise.lines().find_map(|line| line.strip_prefix("says: ")).expect("what it says");
    let mut words: Vec<&str> = says.trim_matches('"').split(' ').collect();
    assert!(words.len() >= 8, "{says}");
    words.insert(words.len() / 2, "gladly");
    files.insert("content/drift.md".into(), format!("# A page\n\n{}\n", words.join(" ")));
    let mut after = by_rule(&files);
    assert_eq!(after.remove("message-drift"), Some(1));
    assert_eq!(after, before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every rule reads a handbook in which everything occurs, with mistakes in many of its files.
    #[test]
    fn no_mistake_in_a_large_handbook_panics_or_points_outside(
        size in select(&[generate::Plan::MINIMUM, 37, 60]),
        slips in prop::collection::vec((any::<Index>(), slip()), 1..30),
    ) {
        let mut files = corpus(size);
        for (file, slip) in &slips {
            let at = file.index(files.len());
            if let Some(text) = files.values_mut().nth(at) {
                *text = apply(text, slip);
            }
        }
        assert_sound(&files);
    }
}

// ---- One slip, one finding ----

/// Every way to get one line of the small handbook wrong, with what was done.
fn slips_of_one_line(path: &str, line: &str) -> Vec<(String, String)> {
    let mut slips = vec![("taken away".to_string(), String::new())];
    let Some((key, value)) = line.split_once(": ") else { return slips };
    let is_header = key.chars().all(|c| c.is_ascii_lowercase() || c == '_') && path.ends_with(".md");
    if !is_header {
        return slips;
    }
    let last = key.chars().next_back().unwrap_or('x');
    slips.push(("misspelt".into(), format!("{key}{last}: {value}\n")));
    slips.push(("left empty".into(), format!("{key}:\n")));
    slips.push(("written twice".into(), format!("{line}\n{line}\n")));
    slips.push(("without its colon".into(), format!("{key} {value}\n")));
    for bad in ["@", "[", "\"", "%", "{ a: b } "] {
        slips.push((format!("with `{bad}` before its value"), format!("{key}: {bad}{value}\n")));
    }
    slips.push(("with a colon in its value".into(), format!("{key}: {value}: more\n")));
    slips.push(("with a letter too many".into(), format!("{key}: {value}x\n")));
    slips.push(("with a strange value".into(), format!("{key}: qqqqqqqqqqqq\n")));
    slips
}

#[test]
fn one_slip_gives_one_finding() {
    let base = small();
    let mut failures = Vec::new();
    let mut tried = 0;
    for (path, text) in &base {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for (at, line) in lines.iter().enumerate() {
            // A moment that is taken away leaves as many loose ends as links to it.
            if path == "content/journey.yaml" {
                continue;
            }
            for (what, instead) in slips_of_one_line(path, line.trim_end()) {
                let mut files = base.clone();
                files.insert(
                    path.clone(),
                    [&lines[..at].concat(), &*instead, &lines[at + 1..].concat()].concat(),
                );
                let (tree, findings) = findings(&files);
                tried += 1;
                if findings.len() > 1 {
                    let told = short::render(&Report::new(&findings, &tree, TODAY));
                    failures.push(format!("{path}:{}: `{}` {what}\n{told}", at + 1, line.trim_end()));
                }
            }
        }
    }
    assert!(tried > 300, "only {tried} slips were tried");
    assert!(
        failures.is_empty(),
        "{} of {tried} slips give more than one finding\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

// ---- Hostile input ----

/// Checks that the small handbook with one more file is read in good time, and says how many findings it has.
fn in_good_time(path: &str, text: String) -> usize {
    let mut files = small();
    files.insert(path.to_string(), text);
    let start = start();
    assert_sound(&files);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{path} took {took:?}");
    findings(&files).1.len()
}

#[expect(clippy::disallowed_methods, reason = "this test is about time")]
fn start() -> Instant {
    Instant::now()
}

#[test]
fn ten_thousand_nested_lists_and_quotes() {
    assert_eq!(in_good_time("content/deep.md", format!("{}x\n", "- ".repeat(10_000))), 0);
    assert_eq!(in_good_time("content/deep.md", format!("{}x\n", "> ".repeat(10_000))), 0);
    let indented: String = (0..1_500).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    assert_eq!(in_good_time("content/deep.md", indented), 0);
    let system =
        format!("---\nkeeps: call-back\n---\n## Floor\n- [ ] @manager Act.\n  {}x\n", "- ".repeat(10_000));
    in_good_time("content/systems/deep.md", system);
}

#[test]
fn yaml_that_exhausts_its_reader() {
    let aliases = format!("---\na: &a x\ntags: [{}]\n---\n", "*a, ".repeat(1_000_000));
    assert_eq!(in_good_time("content/bomb.md", aliases), 1);
    let laughs: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1)).collect();
    assert!(in_good_time("content/laughs.md", format!("---\na0: &a0 lol\n{laughs}---\n")) > 0);
    assert!(in_good_time("content/deep.md", format!("---\ntitle: {}\n---\n", "[".repeat(100_000))) > 0);
    assert!(in_good_time("content/journey.yaml", "- ".repeat(100_000)) > 0);
    assert!(in_good_time("content/journey.yaml", format!("- id: @x\n{}x\n", "- ".repeat(100_000))) > 0);
    assert!(in_good_time("content/glossary.yaml", format!("{}x", "{a: ".repeat(50_000))) > 0);
}

#[test]
fn many_fields_and_many_broken_lines() {
    let fields: String = (0..20_000).map(|n| format!("field_{n}: x\n")).collect();
    in_good_time("content/promises/wide.md", format!("---\n{fields}---\n"));
    let broken: String = (0..20_000).map(|n| format!("field_{n}: x: y\n")).collect();
    in_good_time("content/promises/broken.md", format!("---\n{broken}---\n"));
}

#[test]
fn very_long_lines_and_endless_brackets() {
    in_good_time("content/long.md", "x".repeat(100_000));
    in_good_time("content/long.md", format!("---\ntitle: {}\n---\n", "x ".repeat(100_000)));
    in_good_time("content/long.md", format!("---\ntitle: \"{}\n---\n", "x".repeat(100_000)));
    for piece in ["[", "![", "](", "{{", "}}{{", "<a ", "`", "*_", "|", "\\", "&", "<!--"] {
        in_good_time("content/odd.md", piece.repeat(20_000));
    }
    let step = format!("---\nkeeps: call-back\n---\n## Floor\n- [ ] @manager {}\n", "x ".repeat(50_000));
    in_good_time("content/systems/long.md", step);
}

#[test]
fn many_bad_rows() {
    let rows: String = (0..5_000).map(|n| format!("2026-W44,nothing,place-{n},1,1,1\n")).collect();
    in_good_time("content/records/kept.csv", format!("week,promise,place,due,checked,kept\n{rows}"));
    in_good_time("content/records/voices.csv", format!("date,from,how,says\n{}", "\"".repeat(100_001)));
}
