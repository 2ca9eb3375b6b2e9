//! `adopted-no-promise`: a want that we said yes to, and promised nothing for.

use std::collections::{HashMap, HashSet};

use crate::check::{Context, Findings, Rule, doubt, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::{Decision, State};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "adopted-no-promise",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A want with `decision: adopt` that no promise names in `wants`. A draft will do. As a warning: one whose \
           only promise is retired and not replaced.",
    why: "Whoever asked was told yes, or will hear of it. Until a promise names the want, the yes has no limit, no owner \
          and no list, and it is forgotten by the people who said it first.",
    example: "# content/wants/know-you-got-it.md, which no promise names\ndecision: adopt",
    fix: "# content/promises/call-back-today.md\nwants: [know-you-got-it]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let candidates = candidates(handbook);
    for id in forgotten(handbook) {
        let want = handbook.document(id);
        let name = &want.id.value;
        let message = format!("we said yes to \"{}\" and promise nothing for it", want.title());
        let retired = handbook.sources(id, LinkField::Wants);
        let finding = findings.add(&want.path, promises::field(want, "decision"), message);
        let finding = match promises::at(handbook, id).find_map(|moment| candidates.get(&moment)) {
            Some(promise) => finding.help(format!(
                "if {} is the answer, add `wants: [{name}]` there; else write one in `content/promises/`",
                handbook.document(*promise).path
            )),
            None => finding.help(format!("write a promise in `content/promises/` with `wants: [{name}]`")),
        };
        if let Some(promise) = retired.first().map(|id| handbook.document(*id)) {
            let place = promises::field(promise, "state");
            // It was promised once, and not forgotten: somebody has to decide anew, and nobody's build has to wait.
            finding.weighing(Severity::Warning).related(
                &promise.path,
                place,
                "this was the answer, and is retired",
            );
        }
    }
}

/// The adopted wants that no living promise names. None where a promise may name them in words that cannot be read.
pub(super) fn forgotten(handbook: &Handbook) -> Vec<DocId> {
    let mut named: HashSet<DocId> = HashSet::new();
    for id in handbook.of_kind(Kind::Promise) {
        if doubt::is_unsure(handbook, id, LinkField::Wants) || handbook.document(id).is_unsure("state") {
            return Vec::new();
        }
        let is_replaced = || handbook.target_documents(id, LinkField::ReplacedBy).next().is_some();
        if handbook.state(id) != Some(State::Retired) || is_replaced() {
            named.extend(handbook.target_documents(id, LinkField::Wants));
        }
    }
    let is_adopted = |id: &DocId| {
        let document = handbook.document(*id);
        let is_copy = handbook.names.typed(&document.id.value) != Some(*id);
        let is_unread = is_copy || document.is_unsure("id");
        matches!(&document.data, Data::Want(want) if want.decision == Decision::Adopt) && !is_unread
    };
    handbook.of_kind(Kind::Want).filter(is_adopted).filter(|id| !named.contains(id)).collect()
}

/// For each moment the first promise in it that names no want: the likely answer.
fn candidates(handbook: &Handbook) -> HashMap<usize, DocId> {
    let mut found = HashMap::new();
    for id in handbook.of_kind(Kind::Promise).filter(|id| handbook.state(*id) != Some(State::Retired)) {
        if !handbook.document(id).links.iter().any(|link| link.field == LinkField::Wants) {
            promises::at(handbook, id).for_each(|moment| {
                found.entry(moment).or_insert(id);
            });
        }
    }
    found
}
