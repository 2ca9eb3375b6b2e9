//! `system-without-promise`: a system that keeps no promise, or only retired ones.

use super::promise_without_system::{is_idle, wishes};
use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "system-without-promise",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A system that keeps no promise, or only promises that are no longer made.",
    why: "A list of steps takes people's time every day. If no customer is promised anything by it, either the promise \
          was forgotten, or the work was. Tracing tools call such a part unwanted: nothing above asks for it.",
    example: "# content/systems/stock-take.md, without `keeps`\nrun_when: the last Friday of the month",
    fix: "keeps: [always-in-stock]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    // When a promise lacks a system, `promise-without-system` weighs more and names this system beside it.
    let is_told = wishes(context).next().is_some();
    for id in handbook.of_kind(Kind::System) {
        let document = handbook.document(id);
        if is_idle(handbook, id) {
            if !is_told {
                let message = format!(
                    "people work to \"{}\", but no customer is promised anything by it",
                    document.title()
                );
                let help = "add `keeps:` with the promise that it keeps, or stop the work";
                findings.add(&document.path, document.top, message).help(help);
            }
            continue;
        }
        let kept: Vec<DocId> = handbook.target_documents(id, LinkField::Keeps).collect();
        let all_retired =
            !kept.is_empty() && kept.iter().all(|id| handbook.state(*id) == Some(State::Retired));
        if all_retired && !doubt::is_unsure(handbook, id, LinkField::Keeps) {
            let names = all_of(kept.iter().map(|id| handbook.document(*id).id.value.as_str()));
            let links = document.links.iter().find(|link| link.field == LinkField::Keeps);
            let span = links.map_or(document.top, |link| link.target.span);
            let verb = if kept.len() == 1 { "is a promise" } else { "are promises" };
            let message = format!("{names} {verb} that we no longer make, so this list is worked for nobody");
            let mut finding = findings
                .add(&document.path, span, message)
                .help("name a promise that is made, or delete the system");
            for promise in kept {
                let promise = handbook.document(promise);
                finding = finding.related(&promise.path, promise.top, "retired");
            }
        }
    }
}
