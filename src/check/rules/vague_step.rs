//! `vague-step`: a step that nobody can tick, since it names no act.

use crate::check::words::short;
use crate::check::{Context, Findings, Rule, language};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "vague-step",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A step that begins with ensure, make sure, try to or be friendly, and names no act and no `proof`.",
    why: "A step is something a person does and another person could have watched. \"Ensure good service\" can be \
          ticked by anybody at any time, so it is, and it changes nothing. (Good checklists are precise, says Gawande.)",
    example: "- [ ] @front-desk Ensure good service at the desk. ^service",
    fix: "- [ ] @front-desk Stand up, say the name, and say how long it takes. ^service",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = language::steps::steps(context) else { return };
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        for step in document.steps().iter().filter(|step| step.proof.is_none()) {
            let start = step.action.span.start as usize;
            let Some(text) = document.text.get(step.action.span.range()) else { continue };
            let mut clauses = clauses(pack, text);
            let Some(first) = clauses.next().and_then(|clause| vague(pack, clause)) else { continue };
            if clauses.any(|clause| vague(pack, clause).is_none()) {
                continue;
            }
            let at = text.find(first).unwrap_or(0);
            let span = Span::new(start + at, start + at + first.len());
            let message = format!(
                "nobody can tick \"{}\", because it does not say what to do",
                short(&step.action.value)
            );
            findings
                .add(&document.path, span, message)
                .help("write what you do, so that another could watch you do it");
        }
    }
}

/// The parts of an instruction that have words of their own, without what only leads up to them.
fn clauses<'a>(pack: &'a language::steps::Steps, text: &'a str) -> impl Iterator<Item = &'a str> {
    let parts = text.split(['.', '!', '?', ':', ';', ',', '–', '—']);
    parts.map(|part| strip(pack, part)).filter(|part| part.chars().any(char::is_alphanumeric))
}

fn strip<'a>(pack: &language::steps::Steps, mut text: &'a str) -> &'a str {
    while let Some(end) = language::steps::opening(text, pack.fillers) {
        text = &text[end..];
    }
    text.trim()
}

/// The words with which a part begins vaguely.
fn vague<'a>(pack: &language::steps::Steps, clause: &'a str) -> Option<&'a str> {
    let end = language::steps::opening(clause, pack.vague)?;
    let start = language::steps::words(clause).first()?.start;
    Some(&clause[start..end])
}
