//! Reports for pipelines: every format over one messy handbook in a folder of a repository, each read by a reader that
//! is not ours where there is one. SARIF is held to its published schema in `tests/browser/reports.js`.

use std::collections::{BTreeMap, BTreeSet};

use quick_junit::{NonSuccessKind, TestCaseStatus};
use serde_json::Value;
use throughline::check::rules;

use crate::helpers::{Run, Workshop};

/// Where the messy handbook lies in its repository.
const FOLDER: &str = "docs/the handbook";

/// The messy handbook: findings of every weight, two places for one, umlauts, quotes, `<&>`, a path with backslashes, a
/// file name that no format can hold as it is.
pub fn messy() -> Workshop {
    let workshop = Workshop::with(&[(".git/HEAD", "ref: refs/heads/main\n")]);
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports/handbook");
    for file in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok) {
        if file.file_type().is_file() {
            let path = file.path().strip_prefix(root).expect("it lies in it").to_string_lossy();
            workshop.write(&format!("{FOLDER}/{path}"), std::fs::read(file.path()).expect("a file"));
        }
    }
    workshop
}

/// A baseline in which two findings are known, and one that is mended.
fn know_a_few(workshop: &Workshop) {
    check(workshop, &["--write-baseline", "all.txt"]).succeeded();
    let all = workshop.read("all.txt");
    let few = all.lines().filter(|line| line.starts_with('#') || line.contains("\tbad-value\t"));
    let mut few: Vec<String> = few.map(str::to_string).collect();
    few.insert(1, "content/gone.md\tbroken-link\t0123456789abcdef\tthere is no file `gone.png`".to_string());
    workshop.write("known.txt", few.join("\n") + "\n");
}

fn check(workshop: &Workshop, more: &[&str]) -> Run {
    workshop.run(&[&["check", "--root", FOLDER], more].concat())
}

/// The report in a format, written into a file beside the text that everybody sees.
fn report(format: &str) -> String {
    let workshop = messy();
    know_a_few(&workshop);
    let asked = format!("{format}=report.out");
    let run = check(&workshop, &["--baseline", "known.txt", "--report", &asked]).found_something();
    assert!(run.stdout.contains("9 documents: "), "the terminal is told as ever: {run:#?}");
    let written = workshop.read("report.out");
    let printed = check(&workshop, &["--baseline", "known.txt", "--format", format]).found_something();
    assert_eq!(written, printed.stdout, "a file holds what would be printed");
    written
}

fn json(format: &str) -> Value {
    serde_json::from_str(&report(format)).expect("JSON")
}

#[test]
fn text_groups_by_file_and_says_where_to_begin() {
    insta::assert_snapshot!(report("text"));
}

#[test]
fn text_shows_known_findings_when_all_is_asked_for() {
    let workshop = messy();
    know_a_few(&workshop);
    let run = check(&workshop, &["--baseline", "known.txt", "--all"]).found_something();
    assert_eq!(run.stdout.matches("known error[bad-value]").count(), 2, "{}", run.stdout);
    assert!(run.stdout.contains("2 known findings do not count\n"), "{}", run.stdout);
}

#[test]
fn short_has_a_line_for_each() {
    insta::assert_snapshot!(report("short"));
}

#[test]
fn json_has_everything() {
    insta::assert_snapshot!(report("json"));
}

#[test]
fn github_gets_annotations() {
    insta::assert_snapshot!(report("github"));
}

#[test]
fn gitlab_gets_a_code_quality_report() {
    insta::assert_snapshot!(report("gitlab"));
}

/// The suites of rules that hold are all alike, so only one of them is shown.
#[test]
fn junit_has_a_suite_for_each_rule() {
    let whole = report("junit");
    let (head, suites) = whole.split_once("  <testsuite ").expect("suites");
    let holds = |suite: &&str| suite.contains("name=\"holds everywhere\"");
    let suites: Vec<&str> = suites.split("  <testsuite ").collect();
    let (green, other): (Vec<&str>, Vec<&str>) =
        suites.iter().copied().partition(|suite| holds(suite) && !suite.contains("switched off"));
    let shown = [&green[..1], &other].concat().join("  <testsuite ");
    // A new rule is one more green test.
    let tests = (rules::ALL.len() + 5).to_string();
    let head = head.replace(&format!("tests=\"{tests}\""), "tests=\"…\"");
    insta::assert_snapshot!(format!("{head}  <testsuite {shown}"));
}

/// The rules' own texts are in the list of rules, so only one of them is shown.
#[test]
fn sarif_has_results_under_rules() {
    let mut log = json("sarif");
    let driver = &mut log["runs"][0]["tool"]["driver"];
    let listed = driver["rules"].as_array().expect("a list").clone();
    let named: Vec<&str> = listed.iter().filter_map(|rule| rule["id"].as_str()).collect();
    let all: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    assert_eq!(named, all, "every rule is listed");
    driver["rules"] = listed.iter().filter(|rule| rule["id"] == "broken-link").cloned().collect();
    for result in log["runs"][0]["results"].as_array_mut().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one");
        assert_eq!(listed[index]["id"], result["ruleId"]);
        result["ruleIndex"] = "…".into();
    }
    for rule in &listed {
        let (name, help) = (rule["id"].as_str().expect("a name"), &rule["help"]);
        assert_eq!(rule["helpUri"], format!("https://handbook.example.org/rules/{name}/"));
        assert!(help["text"].as_str().is_some_and(|text| text.contains("Instead:")), "{rule:#}");
        assert!(help["markdown"].as_str().is_some_and(|text| text.contains("````text\n")), "{rule:#}");
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).expect("JSON"));
}

#[test]
fn sarif_names_no_page_of_a_site_that_has_no_address() {
    let workshop = Workshop::broken();
    workshop.run(&["check", "--report", "sarif=r.sarif"]).found_something();
    assert!(!workshop.read("r.sarif").contains("helpUri"));
}

/// What a path of each format leads to.
fn paths_of(format: &str, report: &str) -> BTreeSet<String> {
    let json = || serde_json::from_str::<Value>(report).expect("JSON");
    let list = |value: &Value, at: &str| {
        let found = value
            .as_array()
            .expect("a list")
            .iter()
            .map(|entry| entry.pointer(at).and_then(Value::as_str).expect("a path").to_string());
        found.collect::<BTreeSet<String>>()
    };
    match format {
        "json" => list(&json()["findings"], "/path"),
        "gitlab" => list(&json(), "/location/path"),
        "sarif" => {
            let uris =
                list(&json()["runs"][0]["results"], "/locations/0/physicalLocation/artifactLocation/uri");
            let decode = |uri: String| {
                let decoded = percent_encoding::percent_decode_str(&uri).decode_utf8().expect("UTF-8");
                decoded.into_owned()
            };
            uris.into_iter().map(decode).collect()
        }
        "github" => report.lines().map(|line| Command::read(line).properties["file"].clone()).collect(),
        "junit" => {
            let told = report.split("<failure").skip(1).map(|part| part.split_once('>').expect("an end").1);
            let path = |told: &str| unescaped(told.split(':').next().expect("a path"));
            told.map(path).collect()
        }
        other => panic!("{other}"),
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn paths_for_a_host_begin_at_the_repository() {
    let workshop = messy();
    let odd = "content/Büro, 50% #1 & Söhne.md";
    for format in ["sarif", "junit", "github", "gitlab"] {
        let report = check(&workshop, &["--format", format]).found_something().stdout;
        let paths = paths_of(format, &report);
        assert!(paths.contains(&format!("{FOLDER}/{odd}")), "{format}: {paths:?}");
        for path in paths {
            assert!(workshop.has(&path), "{format}: `{path}` is a file of the repository");
        }
    }
    let (json, _) = workshop.check_json(&["--root", FOLDER]);
    assert!(paths_of("json", &json.to_string()).contains(odd), "{json:#}");
}

#[test]
fn a_work_tree_whose_git_is_a_file_counts_as_a_repository() {
    let workshop = Workshop::empty();
    workshop.run(&["init", "handbook"]).succeeded();
    workshop.write("handbook/content/vision.md", "[x](gone.md)\n");
    let file = || {
        let run = workshop.run_in("handbook/content", &["check", "--format", "github"]).found_something();
        Command::read(run.stdout.lines().next().expect("a finding")).properties["file"].clone()
    };
    assert_eq!(file(), "content/vision.md", "without a repository a path begins at the handbook");
    workshop.write(".git", "gitdir: /elsewhere/.git/worktrees/one\n");
    assert_eq!(file(), "handbook/content/vision.md");
}

#[test]
fn a_path_with_backslashes_comes_through_every_format_as_it_was_typed() {
    let workshop = messy();
    let message = "there is no file `..\\promises\\call-bak.md`";
    let meant = "did you mean `../promises/call-back.md`?";
    for format in ["text", "short", "json", "sarif", "junit", "github", "gitlab"] {
        let report = check(&workshop, &["--all", "--format", format]).found_something().stdout;
        let is_json = ["json", "sarif", "gitlab"].contains(&format);
        let wanted = if is_json { message.replace('\\', "\\\\") } else { message.to_string() };
        assert!(report.contains(&wanted), "{format}: {report}");
        assert!(report.contains(meant) || format == "short", "{format}: {report}");
    }
}

/// A workflow command, read as GitHub's runner reads it: properties end at commas, the message at the end of the line,
/// and what was escaped is put back.
struct Command {
    level: String,
    properties: BTreeMap<String, String>,
    message: String,
}

impl Command {
    fn read(line: &str) -> Self {
        let (command, message) =
            line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
        let (level, properties) = command.split_once(' ').expect("properties");
        let properties = properties.split(',').map(|property| {
            let (name, value) = property.split_once('=').expect("a value");
            let value = value.replace("%3A", ":").replace("%2C", ",");
            (name.to_string(), put_back(&value))
        });
        Self { level: level.to_string(), properties: properties.collect(), message: put_back(message) }
    }
}

fn put_back(text: &str) -> String {
    text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

#[test]
fn a_runner_reads_what_was_meant() {
    let workshop = messy();
    let (json, _) = workshop.check_json(&["--root", FOLDER]);
    let github = check(&workshop, &["--format", "github"]).found_something().stdout;
    let findings = json["findings"].as_array().expect("a list");
    assert_eq!(github.lines().count(), findings.len());
    for (line, finding) in github.lines().zip(findings) {
        let command = Command::read(line);
        let level = finding["severity"].as_str().expect("a weight").replace("note", "notice");
        assert_eq!(command.level, level);
        let number = |key: &str| command.properties[key].parse::<u64>().ok();
        assert_eq!(
            (number("line"), number("endLine")),
            (finding["line"].as_u64(), finding["end_line"].as_u64())
        );
        assert_eq!(command.properties["title"], finding["rule"].as_str().expect("a rule"));
        let message = finding["message"].as_str().expect("a message");
        assert!(command.message.starts_with(message), "{line}");
        let help = finding["help"].as_str().expect("a fix");
        assert!(command.message.contains(&format!("\nhelp: {help}")), "{line}");
        let is_one_line = finding["line"] == finding["end_line"];
        assert_eq!(command.properties.contains_key("col"), is_one_line, "{line}");
    }
}

/// Nobody publishes GitLab's schema as a package. These are our own words for what GitLab requires of a code quality
/// report: description, fingerprint, severity and location, of these types, with one of five severities; and no
/// fingerprint twice, since it shows only the first of those.
#[test]
fn gitlab_finds_what_it_requires() {
    let report = json("gitlab");
    let mut fingerprints = BTreeSet::new();
    for violation in report.as_array().expect("a list") {
        for text in ["description", "check_name", "fingerprint", "severity"] {
            assert!(violation[text].as_str().is_some_and(|text| !text.is_empty()), "{violation:#}");
        }
        let severity = violation["severity"].as_str().expect("text");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{violation:#}");
        let location = &violation["location"];
        assert!(location["path"].as_str().is_some_and(|path| !path.starts_with(['.', '/'])), "{violation:#}");
        let lines = &location["lines"];
        assert!(lines["begin"].as_u64().is_some_and(|begin| begin > 0), "{violation:#}");
        assert!(lines["end"].as_u64() >= lines["begin"].as_u64(), "{violation:#}");
        assert!(fingerprints.insert(violation["fingerprint"].to_string()), "{violation:#}");
    }
    assert!(fingerprints.len() > 8, "{fingerprints:?}");
}

/// Read by `quick-junit`, the reader of cargo-nextest.
#[test]
fn junit_is_read_by_another_reader() {
    let report = report("junit");
    let read = quick_junit::Report::deserialize_from_str(&report).expect("JUnit");
    let mut counted = [0; 3];
    let mut names = BTreeSet::new();
    for suite in &read.test_suites {
        let mut here = [0; 3];
        for case in &suite.test_cases {
            let class = case.classname.as_ref().expect("a class").as_str();
            assert_eq!(class, format!("throughline.{}", suite.name.as_str()));
            assert!(
                names.insert((class.to_string(), case.name.to_string())),
                "{class}: {}",
                case.name.as_str()
            );
            here[match &case.status {
                TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, message, .. } => {
                    assert!(message.is_some(), "{case:?}");
                    1
                }
                TestCaseStatus::Skipped { .. } => 2,
                TestCaseStatus::Success { .. } => 0,
                other => panic!("{other:?}"),
            }] += 1;
        }
        assert_eq!((suite.tests, suite.failures, suite.skipped), (here.iter().sum(), here[1], here[2]));
        (0..3).for_each(|kind| counted[kind] += here[kind]);
    }
    assert_eq!((read.tests, read.failures), (counted.iter().sum(), counted[1]));
    assert_eq!(read.test_suites.len(), rules::ALL.len());
    let message = "`level` cannot be `very \"good\" <b>&</b> more`";
    assert!(names.iter().any(|(_, name)| name.ends_with(message)), "{names:#?}");
}

#[test]
fn what_fails_in_junit_is_what_fails_the_check() {
    for (fail_on, failures) in [("never", 0), ("error", 10), ("warning", 11), ("note", 12)] {
        let run = check(&messy(), &["--fail-on", fail_on, "--format", "junit"]);
        let read = quick_junit::Report::deserialize_from_str(&run.stdout).expect("JUnit");
        assert_eq!((read.failures, run.code), (failures, i32::from(failures > 0)), "{fail_on}");
    }
}

#[test]
fn one_run_writes_every_report() {
    let workshop = messy();
    let formats = ["text", "short", "json", "sarif", "junit", "github", "gitlab"];
    let asked: Vec<String> = formats.iter().map(|format| format!("{format}=out.{format}")).collect();
    let arguments: Vec<&str> = asked.iter().flat_map(|asked| ["--report", asked]).collect();
    check(&workshop, &arguments).found_something();
    for format in formats {
        let printed = check(&workshop, &["--format", format]).found_something().stdout;
        assert_eq!(workshop.read(&format!("out.{format}")), printed, "{format}");
    }
    assert!(workshop.snapshot("").keys().all(|path| !path.contains("throughline-new")), "no draft is left");
}

#[test]
fn a_handbook_without_findings_has_its_reports_too() {
    let workshop = Workshop::starter();
    let asked = ["--report", "gitlab=g.json", "--report", "junit=j.xml", "--report", "github=a.txt"];
    workshop.run(&[&["check"], &asked[..]].concat()).succeeded();
    assert_eq!(workshop.read("g.json"), "[]\n");
    assert_eq!(workshop.read("a.txt"), "");
    let read = quick_junit::Report::deserialize_from_str(&workshop.read("j.xml")).expect("JUnit");
    assert_eq!((read.failures, read.tests), (0, rules::ALL.len()));
}

#[test]
fn reports_that_cannot_be_are_told_in_a_sentence_and_nothing_is_written() {
    let workshop = Workshop::broken();
    workshop.write("folder/x.txt", "mine");
    let before = workshop.snapshot("");
    let cases: [(&[&str], &str); 6] = [
        (&["--report", "json=nowhere/r.json"], "there is no folder `"),
        (&["--report", "json=folder"], "is a folder: name a file in it"),
        (&["--report", "json=handbook.yaml/r.json"], "there is no folder `"),
        (&["--report", "json=r", "--report", "sarif=./folder/../r"], "two reports would go into"),
        (&["--report", "json=content/vision.md"], "may be somebody's text"),
        (&["--report", "short=good.txt", "--report", "json=nowhere/r.json"], "there is no folder `"),
    ];
    for (asked, words) in cases {
        workshop.run(&[&["check"], asked].concat()).could_not_run(words).in_one_line();
        assert_eq!(workshop.snapshot(""), before, "{asked:?}");
    }
}

#[test]
fn a_report_in_words_that_mean_nothing_gets_the_words_that_do() {
    let workshop = Workshop::starter();
    let cases = [
        ("serif=r", "did you mean `sarif`? There are text, short, json, sarif, junit, github, gitlab"),
        ("html=r", "there is no format `html`; there are text, short, json"),
        ("json", "write it as FORMAT=FILE"),
        ("json=", "write it as FORMAT=FILE"),
        ("json=-", "`--format json` prints it instead"),
    ];
    for (asked, words) in cases {
        workshop.run(&["check", "--report", asked]).could_not_run(words);
    }
}

#[test]
fn a_report_takes_the_place_of_the_last_one_whole_and_keeps_who_may_read_it() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let workshop = Workshop::broken();
    workshop.write("reports/last.json", "x".repeat(1_000_000));
    let path = workshop.path("reports/last.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("ours");
    symlink("reports/last.json", workshop.path("r.json")).expect("a link");
    workshop.run(&["check", "--report", "json=r.json"]).found_something();
    assert!(
        std::fs::symlink_metadata(workshop.path("r.json")).expect("a link").is_symlink(),
        "the link stays"
    );
    let written = workshop.read("reports/last.json");
    assert!(serde_json::from_str::<Value>(&written).is_ok(), "{written}");
    assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_device_is_written_to_and_stays_one() {
    use std::os::unix::fs::FileTypeExt;
    Workshop::broken().run(&["check", "--report", "json=/dev/null"]).found_something();
    assert!(std::fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
    let full = Workshop::broken().run(&["check", "--report", "json=/dev/full"]);
    full.could_not_run("`/dev/full` cannot be written").in_one_line();
}
