//! Runs every Markdown file below `tests/suite/`: a heading is a test, fenced blocks are its files, and another
//! block holds the answer. `tests/README.md` says how to add a case in one step.
#![expect(
    clippy::disallowed_methods,
    reason = "the suite reads its cases, and rewrites their answers when asked to"
)]

#[path = "suite/harness/answer.rs"]
mod answer;
#[path = "suite/harness/case.rs"]
mod case;
#[path = "suite/harness/changes.rs"]
mod changes;
#[path = "suite/harness/editions.rs"]
mod editions;
#[path = "helpers/frozen.rs"]
mod frozen;
#[path = "suite/harness/handbook.rs"]
mod handbook;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use case::Suite;
use handbook::Bases;
use libtest_mimic::{Arguments, Failed, Trial};
use throughline::check::rules;
use throughline::difference::Name;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut suites = read(&folder)?;
    if std::env::var_os("UPDATE_SUITE").is_some() {
        let bases = Bases::of(&suites)?;
        for suite in &suites {
            let text = answer::rewrite(suite, &bases)?;
            if text != suite.text {
                fs::write(folder.join(&suite.name).with_extension("md"), text)?;
            }
        }
        suites = read(&folder)?;
    }
    let bases = Arc::new(Bases::of(&suites)?);
    let mut trials = habits(&suites);
    for suite in suites.into_iter().map(Arc::new) {
        for number in 0..suite.cases.len() {
            let (suite, bases) = (Arc::clone(&suite), Arc::clone(&bases));
            let name = format!("{}: {}", suite.name, suite.cases[number].name);
            trials.push(Trial::test(name, move || {
                answer::compare(&suite, &suite.cases[number], &bases)
                    .map_err(|error| Failed::from(format!("{error:#}")))
            }));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// Every suite file, sorted by name.
fn read(folder: &Path) -> Result<Vec<Suite>> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let text = fs::read_to_string(file)?;
            let inside = file.strip_prefix(folder)?.with_extension("");
            Suite::parse(&inside.to_string_lossy().replace('\\', "/"), &text)
                .with_context(|| format!("in {}", file.display()))
        })
        .collect()
}

/// Habits of the whole suite, as tests: no rule goes without its cases and its essay.
fn habits(suites: &[Suite]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for rule in rules::ALL {
        let answers: Vec<String> = suites
            .iter()
            .filter(|suite| suite.name == format!("rules/{}", rule.name))
            .flat_map(|suite| suite.cases.iter().flat_map(|case| suite.answers(case)))
            .map(ToString::to_string)
            .collect();
        let (name, essay) = (rule.name, [rule.what, rule.why, rule.example, rule.fix]);
        trials.push(Trial::test(
            format!("habits: {name} has a case that fires and one that stays silent"),
            move || {
                let tag = format!("[{name}]");
                let fires = answers.iter().any(|answer| answer.contains(&tag));
                let is_silent = answers.iter().any(|answer| !answer.contains(&tag));
                require(fires, || {
                    format!("tests/suite/rules/{name}.md needs a case in which `{name}` fires")
                })?;
                require(is_silent, || {
                    format!("tests/suite/rules/{name}.md needs a case in which `{name}` stays silent")
                })
            },
        ));
        trials.push(Trial::test(format!("habits: {name} has its essay"), move || {
            require(essay.iter().all(|text| !text.trim().is_empty()), || {
                format!("a text of the rule `{name}` is empty")
            })
        }));
    }
    trials.push(every_name_is_shown(suites));
    let strangers: Vec<String> = suites
        .iter()
        .filter_map(|suite| suite.name.strip_prefix("rules/"))
        .filter(|name| rules::find(name).is_none())
        .map(ToString::to_string)
        .collect();
    trials.push(Trial::test("habits: each file in rules/ is named after a rule", move || {
        require(strangers.is_empty(), || format!("no rule is called {}", strangers.join(", ")))
    }));
    trials
}

/// No change has a name that nobody has seen it have.
fn every_name_is_shown(suites: &[Suite]) -> Trial {
    let cases = suites.iter().filter(|suite| suite.name.starts_with("changes/"));
    let answers: Vec<String> = cases
        .flat_map(|suite| suite.cases.iter().flat_map(|case| suite.answers(case)))
        .map(ToString::to_string)
        .collect();
    let is_shown =
        |name: &&Name| answers.iter().any(|answer| answer.contains(&format!("  {}: ", name.words())));
    let unseen: Vec<String> =
        Name::ALL.iter().filter(|name| !is_shown(name)).map(ToString::to_string).collect();
    Trial::test("habits: every name of a change is shown by a case", move || {
        require(unseen.is_empty(), || {
            format!("tests/suite/changes/ needs a case of each of: {}", unseen.join(", "))
        })
    })
}

fn require(holds: bool, message: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(Failed::from(message())) }
}
