//! The report as people read it: findings by file, the notes that matter most, what they add up to, and where to begin.

use super::places::Places;
use super::{Diagnostic, Report, Severity, State, Summary, counted, text};

/// Notes that are shown unless all are asked for, and findings that are named as the ones to begin with.
const THREE: usize = 3;

/// From so many findings on, a reader needs to be told where to begin.
const MANY: usize = 8;

/// Writes it; `styled` adds colours as terminal escape sequences, `all` shows every note and every known finding.
pub fn render(report: &Report<'_>, styled: bool, all: bool) -> String {
    let new: Vec<&Diagnostic> =
        report.findings.iter().filter(|finding| finding.state == State::New).collect();
    let notes = of_weight(&new, Severity::Note);
    let told = if all { notes.clone() } else { three(&notes) };
    let is_shown = |finding: &&Diagnostic| match finding.state {
        State::Known => all,
        State::New => finding.severity > Severity::Note || told.iter().any(|note| is_same(note, finding)),
    };
    let shown: Vec<&Diagnostic> = report.findings.iter().filter(is_shown).collect();
    let mut out = by_file(report, &shown, styled);
    out.push_str(&sum(report, &new, all));
    if notes.len() > told.len() {
        let more = counted(notes.len() - told.len(), "more note");
        out.push_str(&format!("{more} not shown; `throughline check --all` prints everything\n"));
    }
    if new.len() >= MANY {
        out.push_str(&to_begin_with(report, &new, styled));
    }
    out
}

/// The findings, under the names of their files when there are several.
fn by_file(report: &Report<'_>, shown: &[&Diagnostic], styled: bool) -> String {
    let mut out = String::new();
    let files: Vec<&[&Diagnostic]> = shown.chunk_by(|a, b| a.path == b.path).collect();
    for findings in &files {
        if files.len() > 1
            && let Some(first) = findings.first()
        {
            let heading = format!("── {} ──", first.path);
            out.push_str(&format!("{} {}\n\n", bold(&heading, styled), in_words(findings)));
        }
        out.push_str(&text::render(findings.iter().copied(), report.tree, styled));
    }
    out
}

/// `2 errors and 1 note`, with what is known already: `1 error, 3 known`.
fn in_words(findings: &[&Diagnostic]) -> String {
    let new: Vec<&Diagnostic> =
        findings.iter().copied().filter(|finding| finding.state == State::New).collect();
    let summary = Summary::of(new.iter().copied());
    match findings.len() - new.len() {
        0 => summary.to_string(),
        known if new.is_empty() => format!("{known} known"),
        known => format!("{summary}, {known} known"),
    }
}

/// What it all adds up to, in a line.
fn sum(report: &Report<'_>, new: &[&Diagnostic], all: bool) -> String {
    let documents = counted(report.documents, "document");
    let known = report.findings.len() - new.len();
    if known == 0 {
        return format!("{documents}: {}\n", Summary::of(new.iter().copied()));
    }
    let found = match new {
        [] => "no new findings".to_string(),
        new => Summary::of(new.iter().copied()).to_string(),
    };
    let does = if known == 1 { "does" } else { "do" };
    let show = if all { "" } else { "; `throughline check --all` shows what is known" };
    format!("{documents}: {found}; {} {does} not count{show}\n", counted(known, "known finding"))
}

/// Where to begin: what weighs most, and of that what stands nearest to the foundations of a handbook, each with the
/// reason why its rule is there.
fn to_begin_with(report: &Report<'_>, new: &[&Diagnostic], styled: bool) -> String {
    let foundation = |finding: &Diagnostic| report.rules.iter().position(|rule| rule.name == finding.rule);
    let mut ranked = new.to_vec();
    ranked.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), foundation(finding)));
    let mut places = Places::new(report.tree);
    let mut out = format!("\n{}\n", bold("This week's three:", styled));
    let mut said: Vec<&str> = Vec::new();
    for (n, finding) in three(&ranked).into_iter().enumerate() {
        let at = places.position(&finding.path, finding.span.start as usize);
        let (path, rule) = (&finding.path, finding.rule);
        out.push_str(&format!("{}. {path}:{}:{}: {}\n", n + 1, at.line, at.column, finding.message));
        if said.contains(&rule) {
            continue;
        }
        said.push(rule);
        if let Some(why) = report.rules.iter().find(|known| known.name == rule).map(|rule| rule.why) {
            out.push_str(&format!("   {}\n", first_sentence(why)));
        }
        let like_it = new.iter().filter(|finding| finding.rule == rule).count() - 1;
        let more = if like_it == 0 { String::new() } else { format!("{like_it} more like it; ") };
        out.push_str(&format!("   {more}`throughline explain {rule}` tells all about it\n"));
    }
    out
}

fn of_weight<'a>(findings: &[&'a Diagnostic], weight: Severity) -> Vec<&'a Diagnostic> {
    findings.iter().copied().filter(|finding| finding.severity == weight).collect()
}

/// Three of them. The first of each rule goes before all others: three of one kind teach nothing new.
fn three<'a>(findings: &[&'a Diagnostic]) -> Vec<&'a Diagnostic> {
    let mut firsts: Vec<&Diagnostic> = Vec::new();
    for finding in findings {
        if firsts.len() < THREE && firsts.iter().all(|first| first.rule != finding.rule) {
            firsts.push(finding);
        }
    }
    let others = findings.iter().filter(|finding| !firsts.iter().any(|first| is_same(first, finding)));
    firsts.iter().chain(others).copied().take(THREE).collect()
}

fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    std::ptr::eq(a, b)
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

fn bold(text: &str, styled: bool) -> String {
    if styled { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_string() }
}
