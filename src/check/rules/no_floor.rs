//! `no-floor`: a system that does not say what it delivers at the least.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::checklist::Section;
use crate::parse::document::{Document, Kind};
use crate::parse::fault::FaultKind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "no-floor",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A system without `floor`, or without any step under `## Floor`.",
    why: "A system is a floor, not a ceiling: the least that every customer gets, whoever is on shift. The number says \
          how much that is, the steps say how it comes about. A system without a floor is a mood.",
    example: "# content/systems/call-back.md\nkeeps: [call-back-today]\nrun_when: a message comes in",
    fix: "floor: { at_most: 4 hours, target: 97% }\n…\n## Floor\n- [ ] @front-desk Call back. ^call",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        let field = missing_field(document);
        let steps =
            document.lost_steps() || document.steps().iter().any(|step| step.section == Section::Floor);
        let floor = "`floor: { at_most: 4 hours, target: 97% }`";
        let (span, lacks, help) = match (field, steps) {
            (None, true) => continue,
            (Some(span), true) => {
                (span, "does not say what it delivers at the least", format!("add {floor}"))
            }
            (None, false) => (
                heading(document),
                "has no step under `## Floor`",
                "add `## Floor`, and below it a line such as `- [ ] @role What they do. ^name`".to_string(),
            ),
            (Some(span), false) => (
                span,
                "has neither a `floor` nor a step under `## Floor`",
                format!("add {floor}, and under `## Floor` a line such as `- [ ] @role What they do. ^name`"),
            ),
        };
        let message = format!("this system {lacks}, and a system without a floor is a mood");
        let severity = if keeps_standing(context, id) { Severity::Error } else { Severity::Warning };
        findings.add(&document.path, span, message).weighing(severity).help(help);
    }
}

fn missing_field(document: &Document) -> Option<Span> {
    let missing = |kind: &FaultKind| matches!(kind, FaultKind::MissingField { field: "floor", .. });
    document.faults.iter().find(|fault| missing(&fault.kind)).map(|fault| fault.span)
}

fn heading(document: &Document) -> Span {
    let is_floor = |text: &str| text.trim().eq_ignore_ascii_case(Section::Floor.heading());
    document
        .body
        .headings
        .iter()
        .find(|heading| is_floor(&heading.text))
        .map_or(document.top, |heading| heading.span)
}

fn keeps_standing(context: &Context<'_>, id: DocId) -> bool {
    let mut kept = context.handbook.target_documents(id, LinkField::Keeps);
    kept.any(|promise| context.handbook.state(promise) == Some(State::Standing))
}
