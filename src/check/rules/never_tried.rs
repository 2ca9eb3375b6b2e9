//! `never-tried`: a system that nobody has counted yet.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::logs::LogKind;

pub(super) const RULE: Rule = Rule {
    name: "never-tried",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A system of a standing promise of which no row was ever written, while other promises have a record.",
    why: "The first draft of a checklist always falls apart when somebody works by it (A. Gawande, The Checklist \
          Manifesto). A system that nobody counted may never have been tried at all.",
    example: "# content/systems/call-back.md, and kept.csv has no row for call-back-today\nkeeps: [call-back-today]",
    fix: "# content/records/kept.csv\n2026-W46,call-back-today,main-st,41,41,40",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    if !context.record.any_kept || doubt::lost_rows(context, LogKind::Kept) {
        return;
    }
    for id in handbook.of_kind(Kind::System) {
        let document = handbook.document(id);
        let keeps: Vec<DocId> = handbook.target_documents(id, LinkField::Keeps).collect();
        let stands = keeps.iter().any(|promise| handbook.state(*promise) == Some(State::Standing));
        let was_counted = |promise: &DocId| {
            let kept = context.record.kept(*promise);
            kept.is_some_and(|kept| !kept.entries.is_empty() || kept.left_out > 0)
        };
        if !stands || keeps.iter().any(was_counted) || doubt::is_unsure(handbook, id, LinkField::Keeps) {
            continue;
        }
        let named: Vec<&str> =
            keeps.iter().map(|promise| handbook.document(*promise).id.value.as_str()).collect();
        let message = format!(
            "nobody has counted yet whether \"{}\" works, and first drafts always fall apart",
            document.title()
        );
        let help = format!(
            "try it for a week and write the first row: `throughline log kept --promise {}`",
            named.first().copied().unwrap_or("ID")
        );
        let span = document.title_place();
        findings.add(&document.path, span, message).help(help);
    }
}
