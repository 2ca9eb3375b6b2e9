//! `bad-yaml`: a header, a list or the settings that cannot be read as written.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::fault::{FaultKind, YamlTrap};
use crate::source::{Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "bad-yaml",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A value that YAML reads differently from how it was meant, or not at all.",
    why: "Headers are written by people and read by a machine that keeps some signs for itself. A sentence with a \
          colon in it, a name behind an `@` or a word behind a `#` looks fine on the page and says something else, or \
          nothing, to the reader of the file. Rather than guess, we stop and show the line as it should be.",
    example: "owner: @front-desk",
    fix: "owner: front-desk",
    check,
};

/// Fields that a line without a colon may have been meant for.
const FIELDS: [&str; 12] = [
    "at",
    "for",
    "keeps",
    "level",
    "owner",
    "reports_to",
    "run_when",
    "says",
    "serves",
    "state",
    "target",
    "title",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        let FaultKind::Yaml(trap) = &fault.kind else { continue };
        let (message, help) = words(trap, path);
        let finding = findings.add(path, fault.span, message).help(help);
        if let YamlTrap::DuplicateKey { name } = trap
            && let Some(first) = first_of(context, path, name, fault.span)
        {
            finding.related(path, first, "written here first");
        }
    }
}

/// What is wrong, and what to type instead.
fn words(trap: &YamlTrap, path: &VPath) -> (String, String) {
    let typed = |fixed: &str| format!("type `{fixed}`");
    match trap {
        YamlTrap::ReservedStart { character, fixed } => {
            let sign = if *character == '`' { "a backtick".to_string() } else { format!("`{character}`") };
            (
                format!("a value cannot begin with {sign} in YAML, which keeps that sign for itself"),
                typed(fixed),
            )
        }
        YamlTrap::TextAfterBracket { fixed } => {
            ("YAML takes the bracket for a list, and a list cannot have text after it".into(), typed(fixed))
        }
        YamlTrap::UnclosedBracket { fixed } => {
            ("this bracket never closes, so YAML looks for its end in the lines below".into(), typed(fixed))
        }
        YamlTrap::TextAfterQuote { fixed } => (
            "YAML ends the text at the second quotation mark, and here more text follows".into(),
            typed(fixed),
        ),
        YamlTrap::UnclosedQuote { fixed } => {
            ("this quotation mark never closes, so everything below would belong to it".into(), typed(fixed))
        }
        YamlTrap::ColonInText { fixed } => {
            ("YAML takes the colon in this text for the end of a field's name".into(), typed(fixed))
        }
        YamlTrap::NoBreakSpace { fixed } => (
            "the space after this colon is a no-break space, which YAML does not take for a space".into(),
            format!("delete it and type a plain space: `{fixed}`"),
        ),
        YamlTrap::LostComment { lost, fixed } => {
            (format!("YAML takes `{lost}` for a comment, so these words would be lost"), typed(fixed))
        }
        _ => plain_words(trap, path),
    }
}

/// The traps that concern a line rather than a value.
fn plain_words(trap: &YamlTrap, path: &VPath) -> (String, String) {
    let (message, help) = match trap {
        YamlTrap::TabIndent => {
            ("this line is indented with a tab, and YAML counts only spaces", "put two spaces in its place")
        }
        YamlTrap::DuplicateKey { name } => {
            return (
                format!("`{name}` is written twice, so nobody can tell which one counts"),
                format!("keep one `{name}:` and delete the other"),
            );
        }
        YamlTrap::NoColon { line } => {
            return (
                "this line has no `name:`, so nobody can tell which field it belongs to".into(),
                colon(line),
            );
        }
        YamlTrap::StrayIndent => (
            "this line is indented, but the line above it has its value already",
            "move it to the margin; or, if it continues the text above, put that text in quotation marks",
        ),
        YamlTrap::NoEnd => (
            "the header begins with `---` and never ends, so nobody can tell it from the text below",
            "type `---` on a line of its own below the last field",
        ),
        YamlTrap::NotFields if path.extension() == "md" => (
            "what stands between the two `---` is not `name: value`, so nothing in it can be read",
            "write one `name: value` a line, or take the two `---` away",
        ),
        YamlTrap::NotFields => (
            "this is not what the file should hold, so nothing in it can be read",
            "write one entry a line: `- { … }` in a list, `name: value` in the settings",
        ),
        YamlTrap::Hostile => (
            "this is nested too deeply, or repeats itself too often, to be read safely",
            "write it out plainly, without `&` and `*`",
        ),
        YamlTrap::Other(reason) => {
            return (
                format!("this cannot be read as YAML: {reason}"),
                "put the value in quotation marks, or write it on one line".into(),
            );
        }
        _ => ("this cannot be read as YAML", "put the value in quotation marks"),
    };
    (message.into(), help.into())
}

/// `owner front-desk` with its colon, where the first word is a field.
fn colon(line: &str) -> String {
    match line.split_once(' ') {
        Some((name, value)) if FIELDS.contains(&name) => format!("type `{name}: {}`", value.trim()),
        _ => "write it as `name: value`, or indent it to continue the line above".into(),
    }
}

/// Where a field was written before.
fn first_of(context: &Context<'_>, path: &VPath, name: &str, again: Span) -> Option<Span> {
    let before = context.tree.text(path.as_str())?.get(..again.start as usize)?;
    let mut found = None;
    let mut start = 0;
    for line in before.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let rest = line[indent..].strip_prefix(name).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            found = Some(Span::new(start + indent, start + indent + name.len()));
        }
        start += line.len();
    }
    found
}
