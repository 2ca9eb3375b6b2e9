//! Habits of the code that no compiler holds. ARCHITECTURE.md names these tests beside the invariants they keep.
#![expect(clippy::disallowed_methods, reason = "the code is read as text")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::fs;
use std::path::Path;

use throughline::check::rules;

/// A file of the repository, its path `/`-separated from the root.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The lines before the first tests of the file itself, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(n, line)| (n + 1, line));
        let code = lines.take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
        code.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("src/write/tests") || self.path.ends_with("/tests.rs")
    }
}

fn files(folder: &str, extension: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder that can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).expect("text");
                let path = path.strip_prefix(root).expect("it lies in the repository");
                files.push(File { path: path.to_string_lossy().replace('\\', "/"), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!files.is_empty(), "{folder} has files");
    files
}

fn source() -> Vec<File> {
    files("src", "rs")
}

/// The tests themselves; folders of messy files that they read are nobody's code.
fn tests() -> Vec<File> {
    files("tests", "rs").into_iter().filter(|file| !file.path.starts_with("tests/sites/")).collect()
}

#[test]
fn only_the_edges_touch_the_outside() {
    const EDGES: [&str; 13] = [
        // Packs of rendered pages, in a folder of their own.
        "src/cache/disk.rs",
        "src/cache/tests.rs",
        "src/cli/environment.rs",
        // Cutting an edition: runs the git program, for its hooks and its keys.
        "src/cli/git.rs",
        "src/cli/init.rs",
        "src/cli/stopwatch.rs",
        "src/serve/browser.rs",
        "src/serve/http.rs",
        "src/serve/watch.rs",
        "src/source/disk.rs",
        // Reads what commits keep; runs no program and writes nothing.
        "src/source/git.rs",
        "src/write/disk.rs",
        "src/write/tests.rs",
    ];
    let exempt = source().into_iter().filter(|file| {
        let lifts =
            |line: &str| line.contains("disallowed_methods") && line.contains("#[") | line.contains("#![");
        file.text.lines().any(lifts)
    });
    let exempt: Vec<String> = exempt.map(|file| file.path).collect();
    assert_eq!(exempt, EDGES, "IO is for the edges: give the middle a value instead");
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    for file in source().into_iter().chain(tests()) {
        let first = file.text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 20, "{}: `{first}`", file.path);
    }
}

#[test]
fn no_file_is_longer_than_one_can_read_in_a_sitting() {
    const AT_MOST: usize = 400;
    const LONGER: [(&str, &str); 2] = [
        ("src/parse/header.rs", "one short method for each type of field; regular, and read as a list"),
        ("src/site/html.rs", "one walk over a body's events, whose parts share the state of that walk"),
    ];
    for file in source() {
        let lines = file.text.lines().count();
        let listed = LONGER.iter().any(|(path, _)| *path == file.path);
        assert!(lines <= AT_MOST || listed, "{} has {lines} lines: split it by what it knows", file.path);
    }
}

/// A stage's argument is made by the stages to its left; of those to its right it knows nothing.
#[test]
fn stages_look_only_backwards() {
    const SEES: &[(&str, &[&str])] = &[
        ("source", &[]),
        ("parse", &["source"]),
        ("model", &["source", "parse"]),
        ("diagnostic", &["source"]),
        ("record", &["source", "parse", "model"]),
        ("difference", &["source", "parse", "model", "record"]),
        ("edition", &["source", "parse", "model", "record", "difference"]),
        ("chronicle", &["source", "parse", "model", "record", "difference", "edition"]),
        ("check", &["source", "parse", "model", "diagnostic", "record", "difference", "edition"]),
        ("fix", &["source", "parse", "model", "diagnostic"]),
        (
            "site",
            &[
                "source",
                "parse",
                "model",
                "diagnostic",
                "record",
                "difference",
                "edition",
                "chronicle",
                "check",
            ],
        ),
        (
            "workspace",
            &["source", "parse", "model", "diagnostic", "record", "edition", "chronicle", "check", "site"],
        ),
        ("search", &["source", "parse", "model", "site"]),
        ("write", &["source"]),
        ("cache", &[]),
        (
            "archive",
            &[
                "source",
                "parse",
                "model",
                "edition",
                "diagnostic",
                "check",
                "pipeline",
                "site",
                "search",
                "cache",
            ],
        ),
        (
            "serve",
            &[
                "source",
                "parse",
                "model",
                "diagnostic",
                "edition",
                "check",
                "site",
                "search",
                "cache",
                "archive",
                "workspace",
            ],
        ),
    ];
    for file in source().into_iter().filter(|file| !file.is_test()) {
        let Some((stage, sees)) =
            SEES.iter().find(|(stage, _)| file.path.starts_with(&format!("src/{stage}/")))
        else {
            continue;
        };
        for (n, line) in file.code() {
            for (at, _) in line.match_indices("crate::") {
                let named =
                    line[at + "crate::".len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next();
                let named = named.unwrap_or_default();
                assert!(!named.is_empty(), "{}:{n}: import from one stage a line", file.path);
                assert!(
                    named == *stage || sees.contains(&named),
                    "{}:{n}: {stage} looks at {named}",
                    file.path
                );
            }
        }
    }
}

#[test]
fn nothing_is_unwrapped() {
    for file in source().into_iter().filter(|file| !file.is_test()) {
        for (n, line) in file.code() {
            for panics in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("] {
                assert!(
                    !line.contains(panics),
                    "{}:{n}: `{panics}` on somebody's input is a crash",
                    file.path
                );
            }
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    for file in source().into_iter().chain(tests().into_iter().filter(|f| f.path != "tests/tidy.rs")) {
        for (n, line) in file.text.lines().enumerate() {
            let marked = ["TODO", "FIXME", "XXX", "HACK"].into_iter().find(|mark| line.contains(mark));
            assert_eq!(marked, None, "{}:{}: do it, or open an issue", file.path, n + 1);
        }
    }
}

#[test]
fn every_rule_is_registered_under_its_name() {
    // `loop` is a word of the language.
    let name = |stem: &str| if stem == "looping" { "loop".to_string() } else { stem.replace('_', "-") };
    let folder = "src/check/rules/";
    let files = files(folder.trim_end_matches('/'), "rs");
    let stems = files.iter().filter_map(|file| file.path.strip_prefix(folder)?.strip_suffix(".rs"));
    let mut on_disk: Vec<String> = stems.filter(|stem| *stem != "mod").map(name).collect();
    on_disk.sort();
    let mut registered: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    registered.sort_unstable();
    assert_eq!(registered, on_disk);
}

/// A handbook in another language is told how many rules are silent in it.
#[test]
fn every_rule_that_needs_a_language_is_on_its_list() {
    let asks = ["language::of(", "steps::steps(", "claims::claims(", "knows_the_language()"];
    // It finds the words of the glossary in any language, and is the one that tells.
    let speaks = ["terms", "no-language-pack"];
    let files = files("src/check/rules", "rs");
    let needing = files.iter().filter(|file| asks.iter().any(|call| file.text.contains(call)));
    let stems = needing.filter_map(|file| file.path.rsplit('/').next()?.strip_suffix(".rs"));
    let mut names: Vec<String> = stems.map(|stem| stem.replace('_', "-")).collect();
    names.retain(|name| !speaks.contains(&name.as_str()));
    names.sort();
    assert_eq!(names, throughline::check::language::RULES);
}

/// The texts are the manual's; a rule that cannot say why it matters should not stop anybody's build.
#[test]
fn every_rule_explains_itself() {
    for rule in rules::ALL {
        for (what, text) in
            [("what", rule.what), ("why", rule.why), ("example", rule.example), ("fix", rule.fix)]
        {
            assert!(!text.trim().is_empty(), "{} does not say {what}", rule.name);
            assert!(
                !text.contains("  ") || what == "example" || what == "fix",
                "{}: {what} is broken badly",
                rule.name
            );
        }
        for text in [rule.what, rule.why] {
            assert!(text.trim_end_matches(')').ends_with('.'), "{} speaks in sentences", rule.name);
        }
        assert!(rule.why.len() > 80, "{} says why in a few sentences", rule.name);
    }
}

#[test]
fn templates_hold_no_inline_script_and_no_inline_style() {
    for file in files("themes", "html") {
        // A script is a file of the theme's, asked for like this and run when the page is there.
        let text = file.text.to_lowercase().replace("<script defer src=\"{{ root }}{{ site.assets[", "");
        for part in ["<script", "<style", " style=", "javascript:", "http://", "https://"] {
            assert!(!text.contains(part), "{} holds `{part}`", file.path);
        }
        for handler in [" onclick", " onload", " onerror", " onchange", " onsubmit", " oninput", " onfocus"] {
            assert!(!text.contains(handler), "{} holds `{handler}`", file.path);
        }
    }
    for file in files("themes", "css") {
        for part in ["http://", "https://", "@import"] {
            assert!(!file.text.contains(part), "{} asks for something elsewhere: `{part}`", file.path);
        }
    }
}

#[test]
fn only_html_is_printed_unescaped() {
    for file in files("themes", "html") {
        for (at, _) in file.text.match_indices("| safe") {
            let value = file.text[..at].trim_end().rsplit([' ', '{']).next().unwrap_or_default();
            assert!(value.ends_with("_html"), "{} prints `{value}` as it stands", file.path);
        }
    }
}

#[test]
fn every_template_is_used_by_a_view_or_a_template() {
    let views: String =
        source().into_iter().filter(|f| f.path.starts_with("src/site/")).map(|f| f.text).collect();
    let templates = files("themes/default/templates", "html");
    for template in &templates {
        let name = template.path.rsplit('/').next().expect("a name");
        let extended = templates.iter().any(|other| other.text.contains(&format!("extends \"{name}\"")));
        // Components are found by their own names.
        let used = extended || views.contains(&format!("\"{name}\"")) || name == "components.html";
        assert!(used, "{} is shown by nobody", template.path);
    }
}

#[test]
fn every_disallowed_call_says_what_to_use_instead() {
    let settings =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.clippy.toml")).expect("settings");
    let entries: Vec<&str> = settings.lines().filter(|line| line.contains("path = ")).collect();
    assert!(entries.len() > 20, "the list is there");
    for entry in entries {
        assert!(entry.contains("reason = \""), "{entry}");
    }
}

#[test]
fn the_architecture_names_every_stage_and_tests_that_exist() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md")).expect("the page");
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).expect("a folder src/") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(
            !entry.path().is_dir() || text.contains(&format!("[`src/{name}/`]")),
            "src/{name} is not on the map"
        );
    }
    let tests = tests();
    let invariants =
        text.split("## Invariants").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a list");
    let mut named = 0;
    for reference in invariants.split('`').skip(1).step_by(2) {
        let Some((suite, test)) = reference.split_once("::").filter(|(suite, _)| *suite != "clippy") else {
            continue;
        };
        let of_suite = |file: &&File| {
            file.path == format!("tests/{suite}.rs") || file.path.starts_with(&format!("tests/{suite}/"))
        };
        let found = tests.iter().filter(of_suite).any(|file| file.text.contains(&format!("fn {test}()")));
        assert!(found, "no test `{reference}`");
        named += 1;
    }
    assert!(named >= 12, "{named} invariants name their test");
}
