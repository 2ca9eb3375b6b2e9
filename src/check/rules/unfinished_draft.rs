//! `unfinished-draft`: what a draft still lacks before it can be tried.

use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::fault::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "unfinished-draft",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A draft promise that does not have every field yet which a trial needs.",
    why: "A promise may begin as one sentence; asking for more at once would keep people from writing it down. This \
          note is the list of what to settle next, not a complaint.",
    example: "says: We tell you the price before you sit down.",
    fix: "serves: front-office\nfor: new-patients\nat: phone-call\nlevel: satisfaction\nowner: front-desk-lead\n…",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        let FaultKind::Unfinished { lacks } = &fault.kind else { continue };
        let message = format!("this draft cannot be tried yet; it still lacks {}", list(lacks));
        findings
            .add(path, fault.span, message)
            .help("add these when you know them; a draft may stay a draft");
    }
}

/// The fields in words; alternatives are told as such.
fn list(lacks: &[&'static str]) -> String {
    let mut words: Vec<String> = Vec::new();
    for lack in lacks {
        words.push(match *lack {
            "at_most, at_least or by" => "a limit (`at_most`, `at_least` or `by`)".into(),
            "wants or ours" => "`wants` or `ours`".into(),
            field => all_of([field]),
        });
    }
    match words.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        words => words.concat(),
    }
}
