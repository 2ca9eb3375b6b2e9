//! `ceiling-words`: a step of the floor that forbids more.

use crate::check::{Context, Findings, Rule, language};
use crate::diagnostic::Severity;
use crate::parse::checklist::{Section, Step};
use crate::parse::document::{Document, Kind};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "ceiling-words",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A step under `## Floor` that limits what a customer gets: no more than, at most, only if asked. A limit on \
           waiting is none.",
    why: "A system is the least that every customer gets, never the most. A step that forbids more turns the person \
          who would have done more into somebody who breaks a rule, and the customers notice who was allowed to care.",
    example: "- [ ] @front-desk Spend no more than 5 minutes on each guest. ^talk",
    fix: "- [ ] @front-desk Give each guest at least 2 minutes, standing up. ^talk",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = language::steps::steps(context) else { return };
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        let floor = document.steps().iter().filter(|step| step.section == Section::Floor);
        for (step, at) in floor.filter_map(|step| Some((step, ceiling(pack, document, step)?))) {
            let typed = document.text.get(at.range()).unwrap_or("");
            let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            let message = format!(
                "\"{typed}\" sets a ceiling, and a floor says the least a customer gets, not the most"
            );
            let help = match &step.anchor {
                Some(anchor) => format!("say in ^{} what every customer gets at the least", anchor.value),
                None => "say what every customer gets at the least".to_string(),
            };
            findings.add(&document.path, at, message).help(help);
        }
    }
}

/// The words that set a ceiling, unless the sentence is about how long somebody waits.
fn ceiling(pack: &language::steps::Steps, document: &Document, step: &Step) -> Option<Span> {
    let start = step.action.span.start as usize;
    let text = document.text.get(step.action.span.range())?;
    let found = language::steps::first_of(text, pack.ceilings)?;
    let before = text[..found.start].rfind(['.', '?', '!', ':', ';']).map_or(0, |at| at + 1);
    let behind = text[found.end..].find(['.', '?', '!', ':', ';']).map_or(text.len(), |at| found.end + at);
    let is_waiting = language::steps::first_of(&text[before..behind], pack.waiting).is_some();
    (!is_waiting).then(|| Span::new(start + found.start, start + found.end))
}
