//! The manual cannot drift: its option lists are what the program prints, its examples are a handbook without findings,
//! its rules are the rules, every field that is read is in it, and no link in it is dead.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` rewrites what is generated.
#![expect(clippy::disallowed_methods, reason = "the manual is read, and rewritten when asked")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod helpers;

use std::collections::BTreeSet;
use std::fs;

use helpers::Workshop;
use helpers::markdown::{self, anchors, fences, read, relative_links, repository, section};
use throughline::check::{Rule, rules};

/// Compares a page with what it should be, or rewrites it when asked.
fn assert_is(path: &str, wanted: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(repository().join(path), wanted).expect("the manual can be written");
    }
    let found = fs::read_to_string(repository().join(path)).unwrap_or_default();
    assert!(found == wanted, "{path} is out of date: run UPDATE_DOCS=1 cargo test --test docs");
}

/// The text with the block behind each `<!-- help: COMMAND -->` replaced by what `COMMAND --help` prints.
fn with_help(page: &str) -> String {
    let mut parts = page.split("<!-- help: ");
    let mut out = parts.next().expect("there is always a first part").to_string();
    for part in parts {
        let (command, rest) = part.split_once("-->").expect("the mark ends");
        let (_, rest) = rest.split_once("\n```text\n").expect("a block follows the mark");
        let end = rest.find("```\n").expect("the block ends");
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let help = Workshop::empty().run(&arguments).succeeded().stdout;
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        out += &format!("<!-- help: {command}-->\n\n```text\n{}\n{}", help.join("\n"), &rest[end..]);
    }
    out
}

#[test]
fn the_help_is_what_the_program_prints() {
    let page = read("docs/commands.md");
    assert_is("docs/commands.md", &with_help(&page));
}

#[test]
fn every_command_has_its_section_and_its_line_in_the_readme() {
    let help = Workshop::empty().run(&["--help"]).succeeded().stdout;
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list");
    let commands =
        list.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let (manual, readme) = (read("docs/commands.md"), read("README.md"));
    for command in commands {
        assert!(manual.contains(&format!("\n## throughline {command}\n")), "{command}: docs/commands.md");
        assert!(readme.contains(&format!("| `throughline {command}")), "{command}: README.md");
    }
}

/// Every block of the manual that names a file, written to that file.
fn handbook_of_the_manual() -> Workshop {
    let workshop = Workshop::with(&[("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")]);
    let blocks = ["docs/writing.md", "docs/settings.md"].map(|page| fences(&read(page)));
    for block in blocks.iter().flatten().filter(|block| !block.about.is_empty()) {
        workshop.write(&block.about, &block.text);
    }
    workshop
}

#[test]
fn the_examples_of_the_manual_are_a_handbook_without_findings() {
    let workshop = handbook_of_the_manual();
    let run = workshop.run(&["check", "--all", "--fail-on", "note", "--format", "short"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:#?}");
    workshop.run(&["build"]).succeeded();
    assert!(workshop.has("public/systems/call-back/run/index.html"));
}

#[test]
fn the_examples_show_every_kind_every_list_and_every_log() {
    let workshop = handbook_of_the_manual();
    let content: Vec<String> = workshop.snapshot("content").into_keys().collect();
    for folder in ["missions", "promises", "systems", "roles", "customers", "wants", "stories"] {
        assert!(content.iter().any(|path| path.starts_with(&format!("{folder}/"))), "{folder}: {content:?}");
    }
    for path in ["vision.md", "roles.yaml", "journey.yaml", "glossary.yaml"] {
        assert!(content.iter().any(|found| found == path), "{path}: {content:?}");
    }
    for log in ["kept", "voices", "plus-ones", "read"] {
        assert!(content.contains(&format!("records/{log}.csv")), "{log}: {content:?}");
    }
}

/// One slip in the manual's own handbook gives what the manual says it gives.
#[test]
fn the_formats_look_as_they_are_shown() {
    let workshop = handbook_of_the_manual();
    workshop.replace("content/systems/call-back.md", "keeps: call-back-today", "keeps: call-back-todya");
    workshop.replace("handbook.yaml", "role-with-nothing: off", "promise-without-system: off");
    let shown = fences(section(&read("docs/commands.md"), "## throughline check"));
    for format in ["short", "json"] {
        let printed = workshop.run(&["check", "--format", format]).found_something().stdout;
        assert!(shown.iter().any(|block| block.text == printed), "docs/commands.md does not show\n{printed}");
    }
}

/// Each pipeline that is shown is YAML, and its check runs as it is written there and leaves the files that it names.
#[test]
fn the_pipelines_run_as_they_are_shown() {
    let shown = fences(section(&read("docs/commands.md"), "## throughline check"));
    let whole_files = |block: &&markdown::Fence| block.language == "yaml" && !block.about.is_empty();
    let pipelines: Vec<_> = shown.iter().filter(whole_files).collect();
    assert_eq!(pipelines.len(), 2);
    for pipeline in pipelines {
        let yaml: serde_json::Value = serde_yaml::from_str(&pipeline.text).expect("YAML");
        assert!(yaml.is_object(), "{}", pipeline.about);
        let workshop = Workshop::broken();
        workshop.run(&["check", "--write-baseline", "known.txt"]).succeeded();
        let check =
            pipeline.text.lines().find_map(|line| line.split_once("throughline check")).expect("a check");
        let arguments: Vec<&str> = ["check"].into_iter().chain(check.1.split_whitespace()).collect();
        workshop.run(&arguments).succeeded();
        let files = arguments.iter().filter_map(|argument| argument.split_once('='));
        for (_, file) in files.clone() {
            assert!(workshop.has(file), "{file} is written");
            assert_eq!(pipeline.text.matches(file).count(), 2, "{file} is handed on");
        }
        assert!(files.count() > 0);
    }
}

/// The names of the fields that a source file asks its header or its row for.
fn fields_read_in(path: &str) -> BTreeSet<String> {
    let text = read(path);
    let code = text.split("#[cfg(test)]").next().expect("there is always a first part");
    let mut fields: BTreeSet<String> = BTreeSet::new();
    let asking = [
        "text",
        "texts",
        "date",
        "period",
        "count",
        "yes_no",
        "percent",
        "quantity",
        "parsed",
        "choice",
        "link",
        "links",
        "ids",
        "map",
        "inner",
        "inner_list",
        "open_map",
        "week",
    ];
    let code: String = code.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
    for call in asking {
        let opening = format!(".{call}(\"");
        for (at, _) in code.match_indices(&opening) {
            let name = code[at + opening.len()..].split('"').next().expect("a name");
            fields.insert(name.to_string());
        }
    }
    if code.contains(".measure()") {
        fields.extend(["at_most", "at_least", "by"].map(str::to_string));
    }
    fields
}

/// The names in backticks in the first column of a section's tables.
fn fields_listed_in(section: &str) -> BTreeSet<String> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let names = rows.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2));
    names.map(str::to_string).collect()
}

/// Whatever is read is written down, and whatever is written down is read.
#[test]
fn every_field_is_in_the_manual() {
    let writing = read("docs/writing.md");
    let kinds = ["vision", "mission", "promise", "system", "role", "customer", "want", "story", "page"];
    for kind in kinds {
        let mut read = fields_read_in(&format!("src/parse/kinds/{kind}.rs"));
        let heading = format!("## {}{}", kind[..1].to_uppercase(), &kind[1..]);
        let whole = section(&writing, &heading);
        let mut listed = fields_listed_in(whole.split("\n### ").next().expect("a first part"));
        // A floor's own two fields are told in the row of `floor`; a title is every document's.
        if kind == "system" {
            for inner in ["at_most", "at_least", "by", "target"] {
                read.remove(inner);
            }
        }
        read.remove("title");
        listed.remove("title");
        assert!(!read.is_empty(), "{kind}: fields were found in the source");
        assert_eq!(listed, read, "{kind}: the manual against the source");
    }
    let lists = [("journey", "## Moments: `journey.yaml`"), ("glossary", "## Words: `glossary.yaml`")];
    for (list, heading) in lists {
        let listed = fields_listed_in(section(&writing, heading));
        assert_eq!(listed, fields_read_in(&format!("src/parse/lists/{list}.rs")), "{list}");
    }
    let mut common = fields_read_in("src/parse/mod.rs");
    common.extend(fields_read_in("src/parse/foreign.rs"));
    common.insert("allow".to_string());
    assert_eq!(fields_listed_in(section(&writing, "### Fields of any document")), common, "any document");
}

#[test]
fn every_detail_of_a_step_is_in_the_manual() {
    let source = read("src/parse/checklist.rs");
    let details =
        source.split("const DETAILS").nth(1).and_then(|rest| rest.split(';').nth(1)).expect("a list");
    let details: BTreeSet<String> = details.split('"').skip(1).step_by(2).map(str::to_string).collect();
    assert!(details.contains("if not"), "{details:?}");
    assert_eq!(fields_listed_in(section(&read("docs/writing.md"), "### The checklist")), details);
}

#[test]
fn every_column_of_a_log_is_in_the_manual() {
    let writing = read("docs/writing.md");
    let records = section(&writing, "## Records");
    for (log, file) in [("kept", "kept"), ("voices", "voices"), ("plus_ones", "plus-ones"), ("read", "read")]
    {
        let source = read(&format!("src/parse/logs/{log}.rs"));
        let columns =
            source.split("Columns {").nth(1).and_then(|rest| rest.split("};").next()).expect("columns");
        let row = records.lines().find(|line| line.starts_with(&format!("| `{file}.csv`"))).expect("a row");
        for column in columns.split('"').skip(1).step_by(2) {
            assert!(row.contains(&format!("`{column}`")), "{file}.csv: `{column}` is not in the manual");
        }
    }
}

#[test]
fn every_setting_is_in_the_manual_and_in_its_example() {
    let page = read("docs/settings.md");
    let mut settings = fields_read_in("src/parse/settings.rs");
    // These belong to `brand`, to `editions` and to an excuse, and are told in their rows.
    let of_brand = ["accent", "paper", "ink", "dark", "logo", "fonts", "text", "headings"];
    let of_editions = ["source", "tags", "keep", "per_year"];
    let of_excuse = ["rule", "id", "reason", "until", "by"];
    for inner in of_brand.into_iter().chain(of_editions).chain(of_excuse) {
        assert!(settings.remove(inner), "{inner} is read");
    }
    assert_eq!(fields_listed_in(&page), settings);
    let example = fences(&page).into_iter().find(|block| block.about == "handbook.yaml").expect("an example");
    for setting in settings {
        assert!(example.text.contains(&format!("{setting}:")), "{setting} is not in the example");
    }
}

/// One rule as the manual tells it.
fn told(rule: &Rule) -> String {
    let weight = rule.severity.word();
    let when = if rule.fault_in_text { "" } else { "; a note until the first edition exists" };
    format!(
        "## {}\n\n*{}{when}.* {}\n\n{}\n\n```text\n{}\n```\n\nInstead:\n\n```text\n{}\n```\n",
        rule.name,
        weight[..1].to_uppercase() + &weight[1..],
        rule.what,
        rule.why,
        rule.example,
        rule.fix
    )
}

#[test]
fn the_rules_of_the_manual_are_the_rules() {
    let introduction = "# Rules\n\n<!-- Generated from src/check/rules: UPDATE_DOCS=1 cargo test --test docs -->\n\n\
        What `throughline check` looks for, in the order in which a handbook grows. Each can be given another weight in \
        [`handbook.yaml`](settings.md), and excused with a reason.\n";
    let rules: Vec<String> = rules::ALL.iter().map(|rule| told(rule)).collect();
    assert_is("docs/rules.md", &format!("{introduction}\n{}", rules.join("\n")));
}

#[test]
fn no_link_in_the_manual_is_dead() {
    let pages = markdown::manual();
    assert!(pages.len() >= 10, "{pages:?}");
    for page in &pages {
        for (file, anchor) in relative_links(&read(page)) {
            let target = markdown::target(page, &file);
            assert!(target.exists(), "{page}: there is no `{file}`");
            if let Some(anchor) = anchor {
                let text = fs::read_to_string(&target).expect("a page");
                assert!(
                    anchors(&text).contains(&anchor),
                    "{page}: nothing in `{file}` is called `#{anchor}`"
                );
            }
        }
    }
}

#[test]
fn every_page_of_the_manual_is_in_its_index() {
    let index = relative_links(&read("docs/README.md"));
    for page in markdown::manual().iter().filter_map(|page| page.strip_prefix("docs/")) {
        assert!(
            page == "README.md" || index.iter().any(|(file, _)| file == page),
            "{page} is not in the index"
        );
    }
}
