//! `list-too-long`: more steps at one pause than anybody keeps in mind.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::checklist::Section;
use crate::parse::document::{Document, Kind};

pub(super) const RULE: Rule = Rule {
    name: "list-too-long",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &["at_most"],
    what: "More than 9 steps at one pause, which is one section of a checklist. Another number can be set as \
           `at_most`.",
    why: "Five to nine lines are what people take in at one look. A longer list is skimmed, then ticked unread, and \
          the one line that mattered is ticked with the rest. (Atul Gawande, The Checklist Manifesto.)",
    example: "## Floor\n# … and fourteen steps below it, all for the pause at 15:30",
    fix: "Leave out what nobody forgets, or give the second half a system of its own, with its own `run_when`.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let at_most = context.parameter(RULE.name, "at_most", 9) as usize;
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        for section in [Section::Floor, Section::PlusOne, Section::GoesWrong] {
            section_is_short(document, section, at_most, findings);
        }
    }
}

fn section_is_short(document: &Document, section: Section, at_most: usize, findings: &mut Findings) {
    let steps = || document.steps().iter().filter(|step| step.section == section);
    let count = steps().count();
    let Some(first_too_many) = steps().nth(at_most).filter(|_| count > at_most) else { return };
    let pause = document.system().and_then(|system| system.pause.as_ref());
    let at = pause.map(|pause| format!(" at \"{}\"", pause.value)).unwrap_or_default();
    let message = format!(
        "{count} steps under `## {}`{at} are more than people take in at one look",
        section.heading()
    );
    let help = format!("keep {at_most} here, and give the rest a system with a `run_when` of its own");
    findings.add(&document.path, first_too_many.span, message).help(help);
}
