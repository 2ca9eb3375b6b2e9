//! What we build on: free licences, one registry, one version of each package. The lists are in `.cargo/deny.toml`.
//!
//! All of it is read from `Cargo.lock` and from what cargo has on disk already; no network is asked.
#![expect(clippy::disallowed_methods, reason = "cargo is asked what it knows about the packages")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

const RULES: &str = include_str!("../.cargo/deny.toml");
const LOCK: &str = include_str!("../Cargo.lock");
const MANIFEST: &str = include_str!("../Cargo.toml");

/// One package of `Cargo.lock`.
struct Locked {
    name: &'static str,
    version: &'static str,
    source: Option<&'static str>,
}

fn locked() -> Vec<Locked> {
    let value = |block: &'static str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.map(|text| text.trim_matches('"'))
    };
    let blocks = LOCK.split("[[package]]").skip(1);
    let read = |block| Locked {
        name: value(block, "name").expect("a name"),
        version: value(block, "version").expect("a version"),
        source: value(block, "source"),
    };
    blocks.map(read).collect()
}

/// The quoted words of the list `key` in a section of the rules; of tables in it, those of `crate`.
fn list(section: &str, key: &str) -> Vec<&'static str> {
    let (_, section) = RULES.split_once(&format!("[{section}]\n")).expect("the section is there");
    let section = section.split("\n[").next().expect("it has an end");
    let (_, list) = section.split_once(&format!("\n{key} = [")).expect("the list is there");
    let list = list.split(']').next().expect("it has an end");
    let lines = list.lines().filter(|line| !line.trim_start().starts_with('#'));
    let words = lines.flat_map(|line| match line.split_once("crate = \"") {
        Some((_, rest)) => rest.split('"').take(1).collect::<Vec<_>>(),
        None => line.split('"').skip(1).step_by(2).collect(),
    });
    words.collect()
}

/// What cargo knows about every package that is built on this machine.
fn packages() -> Vec<Value> {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc starts");
    let about = String::from_utf8(rustc.stdout).expect("text");
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version=1", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo speaks JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

/// Whether a licence expression can be met with licences that `allowed` takes: `(MIT OR Apache-2.0) AND Zlib`.
fn can_be_met(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let expression = expression.trim();
    for (word, all) in [(" OR ", false), (" AND ", true)] {
        let parts = split_outside_brackets(expression, word);
        if parts.len() > 1 {
            let mut met = parts.iter().map(|part| can_be_met(part, allowed));
            return if all { met.all(|met| met) } else { met.any(|met| met) };
        }
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => can_be_met(inner, allowed),
        None => allowed(expression),
    }
}

fn split_outside_brackets<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let depth = |at: usize| {
        let count = |bracket| text[..at].matches(bracket).count();
        count('(') - count(')')
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(word).filter(|(at, _)| depth(*at) == 0) {
        parts.push(&text[start..at]);
        start = at + word.len();
    }
    parts.push(&text[start..]);
    parts
}

#[test]
fn every_licence_is_on_the_list() {
    let allowed = list("licenses", "allow");
    assert!(allowed.contains(&"MIT"), "{allowed:?}");
    for package in packages() {
        let licence =
            package["license"].as_str().unwrap_or_default().replace(" / ", " OR ").replace('/', " OR ");
        let name = &package["name"];
        assert!(can_be_met(&licence, &|one| allowed.contains(&one)), "{name} is under `{licence}`");
    }
}

#[test]
fn licence_expressions_are_read_as_they_bind() {
    let mit_only = |one: &str| one == "MIT";
    for met in
        ["MIT", "MIT OR GPL-3.0", "(GPL-3.0 OR MIT)", "MIT AND (Zlib OR MIT)", "GPL-3.0 AND Zlib OR MIT"]
    {
        assert!(can_be_met(met, &mit_only), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND GPL-3.0", "MIT WITH x"] {
        assert!(!can_be_met(unmet, &mit_only), "{unmet}");
    }
}

#[test]
fn everything_comes_from_the_one_registry() {
    let allowed: Vec<String> =
        list("sources", "allow-registry").iter().map(|url| format!("registry+{url}")).collect();
    for package in locked() {
        match package.source {
            None => assert_eq!(package.name, "throughline", "only we are not from a registry"),
            Some(source) => assert!(allowed.iter().any(|url| url == source), "{}: {source}", package.name),
        }
    }
}

#[test]
fn every_package_is_there_in_one_version() {
    let skipped = list("bans", "skip");
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in locked() {
        let named = format!("{}@{}", package.name, package.version);
        if !skipped.contains(&named.as_str()) {
            versions.entry(package.name).or_default().push(package.version);
        }
    }
    versions.retain(|_, versions| versions.len() > 1);
    assert_eq!(versions, BTreeMap::new(), "join them, or say in .cargo/deny.toml why that cannot be");
}

/// An excuse that nobody needs any more hides the next one.
#[test]
fn every_excuse_for_a_second_version_is_still_needed() {
    let locked = locked();
    for skipped in list("bans", "skip") {
        let (name, version) = skipped.split_once('@').expect("a name and a version");
        let versions: Vec<&str> =
            locked.iter().filter(|package| package.name == name).map(|package| package.version).collect();
        assert!(versions.len() > 1 && versions.contains(&version), "{skipped}: {versions:?}");
    }
}

#[test]
fn what_we_left_behind_stays_away() {
    let denied = list("bans", "deny");
    assert!(!denied.is_empty());
    for package in locked() {
        assert!(!denied.contains(&package.name), "{}", package.name);
    }
}

#[test]
fn no_dependency_takes_any_version() {
    let dependencies = MANIFEST.lines().filter(|line| line.contains(" = ") && !line.starts_with('#'));
    for line in dependencies {
        assert!(
            !line.contains("\"*\"") && !line.contains(" git = ") && !line.contains("version = \"*"),
            "{line}"
        );
    }
}

/// The key is the one that the project was asked to stand on; the package behind it is kept.
#[test]
fn a_comment_says_why_serde_yaml_is_another_package() {
    let (above, _) =
        MANIFEST.split_once("\nserde_yaml = { package = \"serde-saphyr\"").expect("the dependency");
    let comment: Vec<&str> = above.lines().rev().take_while(|line| line.starts_with('#')).collect();
    assert!(comment.join(" ").contains("archived"), "{comment:?}");
}

/// Files of an index fit the engine that made them: one made by another version is made anew.
#[test]
fn an_index_is_known_by_the_engine_that_made_it() {
    let engine =
        locked().into_iter().find(|package| package.name == "pagefind").expect("the engine is locked");
    assert_eq!(throughline::search::ENGINE, format!("{} {}", engine.name, engine.version));
}
