//! `promise-without-system`: a promise that no system keeps.

use crate::check::words::short;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::slug;

pub(super) const RULE: Rule = Rule {
    name: "promise-without-system",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A standing promise, or one on trial, that no system keeps.",
    why: "A promise is kept on the days when the person who cares most is away. That takes a list of steps, each with \
          somebody who does it. Without a system the promise is a wish, and the customer is the one who finds out.",
    example: "# content/promises/call-back-today.md stands, and no system says\nkeeps: [call-back-today]",
    fix: "# in content/systems/call-back.md\nkeeps: [call-back-today]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let idle: Vec<DocId> = handbook.of_kind(Kind::System).filter(|id| is_idle(handbook, *id)).collect();
    for (id, state) in wishes(context) {
        let document = handbook.document(id);
        let name = &document.id.value;
        let says = document.says().map_or(document.title(), |says| &says.value);
        let span = document.says().map_or(document.top, |says| says.span);
        let message = format!("\"{}\" is a wish: no system keeps it", short(says));
        let severity = if state == State::Standing { Severity::Error } else { Severity::Warning };
        let mut finding = findings.add(&document.path, span, message).weighing(severity);
        finding = match idle.first() {
            Some(system) => finding.help(format!(
                "if {} keeps it, add `keeps: [{name}]` there",
                handbook.document(*system).path
            )),
            None => finding.help(format!("write a system in `content/systems/` with `keeps: [{name}]`")),
        };
        for system in &idle {
            let system = handbook.document(*system);
            finding = finding.related(&system.path, system.top, "this system keeps no promise yet");
        }
    }
}

/// The promises that need a system and have none. Empty where a header that cannot be read may name one.
pub(super) fn wishes<'a>(context: &Context<'a>) -> impl Iterator<Item = (DocId, State)> + use<'a> {
    let handbook = context.handbook;
    let unread = handbook
        .of_kind(Kind::System)
        .any(|id| handbook.document(id).is_unsure(LinkField::Keeps.name()) && !is_idle(handbook, id));
    let promises: Vec<&str> =
        handbook.of_kind(Kind::Promise).map(|id| handbook.document(id).id.value.as_str()).collect();
    // A misspelt `keeps` is told by `broken-link`; it explains the promise that was meant, or any when none is near.
    let meant: Vec<Option<&str>> = handbook
        .of_kind(Kind::System)
        .flat_map(|id| doubt::strays(handbook, id, LinkField::Keeps))
        .map(|stray| slug::nearest(stray, promises.iter().copied()))
        .collect();
    let is_wish = move |id: DocId| {
        let document = handbook.document(id);
        let name = document.id.value.as_str();
        let is_kept = handbook.incoming(id).iter().any(|link| link.field == LinkField::Keeps);
        let is_copy = handbook.names.typed(name) != Some(id);
        let is_unread = unread || document.is_unsure("state") || document.is_unsure("id");
        let is_meant = meant.iter().any(|meant| meant.is_none_or(|meant| meant == name));
        (!is_kept && !is_copy && !is_unread && !is_meant).then_some(())?;
        handbook.state(id).filter(|state| state.is_made())
    };
    let ids: Vec<DocId> = handbook.of_kind(Kind::Promise).collect();
    ids.into_iter().filter_map(move |id| Some((id, is_wish(id)?)))
}

/// Whether a system names no promise at all, for certain.
pub(super) fn is_idle(handbook: &Handbook, id: DocId) -> bool {
    let document = handbook.document(id);
    !document.is_unsure(LinkField::Keeps.name())
        && !document.links.iter().any(|link| link.field == LinkField::Keeps)
}
