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
    let notes: Vec<&Diagnostic> =
        new.iter().copied().filter(|finding| finding.severity == Severity::Note).collect();
    let told = three(&notes);
    let is_shown = |finding: &Diagnostic| match (finding.state, finding.severity) {
        _ if all => true,
        (State::Known, _) => false,
        (State::New, Severity::Note) => told.iter().any(|note| is_same(note, finding)),
        (State::New, _) => true,
    };
    let mut out = by_file(report, is_shown, styled);
    out.push_str(&sum(report, &new, all));
    if let Some(since) = report.since.as_ref().filter(|since| since.older > 0) {
        let are = if since.older == 1 { "is" } else { "are" };
        let findings = counted(since.older, "finding");
        out.push_str(&format!("{findings} that {} has already {are} not shown\n", since.reference));
    }
    let hidden = if all { 0 } else { notes.len() - told.len() };
    if hidden > 0 {
        let more = counted(hidden, "more note");
        out.push_str(&format!("{more} not shown; `throughline check --all` prints everything\n"));
    }
    if new.len() >= MANY {
        out.push_str(&to_begin_with(report, &new, styled));
    }
    out
}

/// The findings that are shown. When they lie in several files, the name of each stands above, with all that is in it.
fn by_file(report: &Report<'_>, is_shown: impl Fn(&Diagnostic) -> bool, styled: bool) -> String {
    let files = report.findings.chunk_by(|a, b| a.path == b.path);
    let files: Vec<&[Diagnostic]> = files.filter(|findings| findings.iter().any(&is_shown)).collect();
    let mut out = String::new();
    for findings in &files {
        if files.len() > 1
            && let Some(first) = findings.first()
        {
            let heading = bold(&format!("── {} ──", first.path), styled);
            out.push_str(&format!("{heading} {}\n\n", in_words(findings)));
        }
        let shown = findings.iter().filter(|finding| is_shown(finding));
        out.push_str(&text::render(shown, report.tree, styled));
    }
    out
}

/// `2 errors and 1 note`, with what is known already: `1 error, 3 known`.
fn in_words(findings: &[Diagnostic]) -> String {
    let new = findings.iter().filter(|finding| finding.state == State::New);
    let summary = Summary::of(new.clone());
    match findings.len() - new.count() {
        0 => summary.to_string(),
        known if summary == Summary::default() => format!("{known} known"),
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
