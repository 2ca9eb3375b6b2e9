//! `no-power`: a role that must put things right, and may do nothing of its own.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::checklist::Section;
use crate::parse::document::{Data, Document};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "no-power",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A role with a step under `## If it goes wrong` and nothing that it `may` do without asking, unless it reports \
           to nobody.",
    why: "A customer who was let down stands in front of one person. If that person has to ask first, the sorry comes a \
          day late and from somebody else. Ritz-Carlton and Nordstrom are known for giving their people a sum and \
          their own judgement. Whoever leads the house has nobody to ask.",
    example: "# content/roles/front-desk.md, without `may`\ntitle: Front desk\nreports_to: manager",
    fix: "title: Front desk\nreports_to: manager\nmay: spend up to 40 euros or 30 minutes to put a mistake right, without asking",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for (id, document) in context.documents() {
        let Data::Role(role) = &document.data else { continue };
        let is_unsure = document.is_unsure("may") || !may_ask(handbook, id);
        if !role.may.is_empty() || is_unsure {
            continue;
        }
        let Some((system, step)) = amends(handbook, id) else { continue };
        let message = format!(
            "\"{}\" must put things right, and may not spend a cent or a minute on it",
            document.title()
        );
        let span = document.title_place();
        findings
            .add(&document.path, span, message)
            .help(
                "add what it may do without asking, as in `may: spend up to 40 euros to put a mistake right`",
            )
            .related(&system.path, system.steps()[step].place(), "this step puts it right");
    }
}

/// A line of roles that is longer goes round, or may as well.
const DEEPEST: usize = 64;

/// Whether somebody stands above it, for certain: not at the top, nor where the line up is cut or goes round.
fn may_ask(handbook: &Handbook, role: DocId) -> bool {
    let above = |id| handbook.target_documents(id, LinkField::ReportsTo).next();
    let reports = |id| matches!(&handbook.document(id).data, Data::Role(role) if role.reports);
    let top = std::iter::successors(Some(role), |id| above(*id)).take(DEEPEST).last();
    reports(role) && top.is_some_and(|top| !reports(top))
}

/// The first step in which this role puts something right.
fn amends(handbook: &Handbook, role: DocId) -> Option<(&Document, usize)> {
    handbook.steps_naming(role, LinkField::StepRole).into_iter().find_map(|(system, step)| {
        let document = handbook.document(system);
        document.steps().get(step).filter(|step| step.section == Section::GoesWrong).map(|_| (document, step))
    })
}
