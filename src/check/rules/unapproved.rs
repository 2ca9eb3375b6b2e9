//! `unapproved`: an edition that nobody approved, or of which nothing was recorded.

use crate::check::cut::{Cut, Last};
use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::edition::{Edition, Place};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::State as PromiseState;
use crate::parse::link::LinkField;
use crate::parse::meaning;
use crate::source::{EDITIONS, SETTINGS, VPath};

pub(super) const RULE: Rule = Rule {
    name: "unapproved",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An edition without a line in `editions.lock`, or under a lightweight tag, into which nobody can write who \
           approved it. When an edition is cut: standing promises, and systems that keep them, that changed since the last \
           one, with nobody's approval of the edition or of themselves.",
    why: "What is in force binds everybody who works by it, so somebody has to have said yes to it, by name of a role and \
          on a day (ISO 9001, 7.5.2). A line in `editions.lock` is also what a moved tag is told by later.",
    example: "git tag edition/2026-1",
    fix: "throughline edition cut 2026-1 --approved-by practice-manager",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if let Some(cut) = &context.cut {
        weigh(context, cut, findings);
    }
    let (Some(lock), Some(settings)) = (VPath::new(EDITIONS), VPath::new(SETTINGS)) else { return };
    // What a file says that cannot be read nobody knows; that it cannot be read is told.
    let is_unsure = doubt::is_refused(context, EDITIONS);
    for edition in context.editions.all() {
        if is_unsure && edition.is_unrecorded() {
            continue;
        }
        if let Some((message, help)) = unrecorded(edition) {
            let path = edition.line.map_or(&settings, |_| &lock);
            findings.add(path, edition.line.unwrap_or(context.handbook.settings.top), message).help(help);
        }
    }
}

fn unrecorded(edition: &Edition) -> Option<(String, String)> {
    let name = &edition.name;
    let record = format!("`throughline edition cut {name} --approved-by ROLE` records it as it is");
    match &edition.place {
        place if edition.is_unrecorded() => {
            let message = format!(
                "edition {name} has no line in `{EDITIONS}`, so nobody knows who approved it and whether {} is what it was",
                place.words()
            );
            Some((message, record))
        }
        Place::Tag { tag, .. } if !edition.is_annotated => {
            let message = format!(
                "`{tag}` is a lightweight tag, in which nothing can stand: neither who approved edition {name} nor when"
            );
            Some((
                message,
                format!("`git tag --annotate --force {tag} {tag}^{{}}` makes it one with a message"),
            ))
        }
        _ => None,
    }
}

/// At a cut: what changed, and whether anybody said yes to it.
fn weigh(context: &Context<'_>, cut: &Cut<'_>, findings: &mut Findings) {
    if cut.approved_by.is_some() {
        return;
    }
    let handbook = context.handbook;
    let changed: Vec<DocId> =
        standing(handbook).into_iter().filter(|id| has_changed(handbook, *id, cut.last.as_ref())).collect();
    let is_open = |id: &DocId| !is_approved(handbook, *id, cut.last.as_ref());
    let open: Vec<DocId> = changed.into_iter().filter(is_open).collect();
    let Some(first) = open.first() else { return };
    let since = cut.last.as_ref().map(|last| format!(" since {}", last.edition.name)).unwrap_or_default();
    let names = all_of(open.iter().map(|id| handbook.document(*id).id.value.as_str()));
    let has = if open.len() == 1 { "has" } else { "have" };
    let document = handbook.document(*first);
    let message = format!("nobody has approved edition {}: {names} {has} changed{since}", cut.name);
    let help =
        "`--approved-by ROLE` says who does; or write `approved:` with the day into the header of each";
    let mut finding = findings.add(&document.path, document.top, message).help(help);
    for id in &open[1..] {
        let document = handbook.document(*id);
        finding = finding.related(&document.path, document.top, "changed too");
    }
}

/// Standing promises, and the systems that keep them.
fn standing(handbook: &Handbook) -> Vec<DocId> {
    let promises =
        handbook.of_kind(Kind::Promise).filter(|id| handbook.state(*id) == Some(PromiseState::Standing));
    let mut standing: Vec<DocId> =
        promises.flat_map(|id| std::iter::once(id).chain(handbook.sources(id, LinkField::Keeps))).collect();
    standing.sort_unstable();
    standing.dedup();
    standing
}

fn has_changed(handbook: &Handbook, id: DocId, last: Option<&Last<'_>>) -> bool {
    let document = handbook.document(id);
    let Some(last) = last else { return true };
    let was = document.common.was.iter().map(|was| was.value.as_str());
    let before = std::iter::once(document.id.value.as_str())
        .chain(was)
        .find_map(|id| last.handbook.names.document(id));
    let Some(before) = before.map(|id| last.handbook.document(id)) else { return true };
    before.kind != document.kind || meaning::prints(document) != meaning::prints(before)
}

/// Whether its own header says that it was approved, on a day behind the last edition's.
fn is_approved(handbook: &Handbook, id: DocId, last: Option<&Last<'_>>) -> bool {
    let approved = handbook.document(id).common.approved.as_ref().map(|day| day.value);
    approved.is_some_and(|day| last.and_then(|last| last.edition.cut).is_none_or(|cut| day > cut))
}
