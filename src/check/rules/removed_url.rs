//! `removed-url`: an address of the last edition that leads nowhere today.

use std::collections::HashSet;

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::address::{alias_address, below};
use crate::model::outline::{Entry, Outline};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::kinds::State;

pub(super) const RULE: Rule = Rule {
    name: "removed-url",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An address that the last edition had and that is neither answered today, nor leads on, nor is declared gone.",
    why: "People keep addresses: in a bookmark, on a print-out, behind a QR code at the counter. Whoever follows one should \
          find the page, what took its place, or a sentence that says why there is nothing any more. A bare \"not found\" \
          looks like a mistake, and nobody can tell whether the promise behind it still holds. (After Tim Berners-Lee, \
          \"Cool URIs don't change\", 1998.)",
    example: "the last edition has content/policies/parking.md, and today nothing stands at /policies/parking/",
    fix: "on the page that took its place:\naliases: [policies/parking/]\nor, in handbook.yaml, why it is gone:\ngone: { /policies/parking/: We have had no car park since May. }",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(since), Some(settings)) = (context.since_last(), context.settings_file()) else { return };
    let name = &since.edition.name;
    let answered = answered(context.handbook);
    // A page that was never published has no address to lose; and of a promise that is gone `vanished` speaks at a cut.
    let is_told = |id: DocId| context.cut.is_some() && since.old.state(id).is_some_and(State::is_made);
    let published = since.old.ids().filter(|id| !since.old.document(*id).common.draft && !is_told(*id));
    for entry in published.map(|id| Outline::entry_of(&since.old, id)) {
        let Some(address) = addresses(&entry).into_iter().find(|address| !answered.contains(address)) else {
            continue;
        };
        let typed = Kind::from_word(&entry.kind).filter(|kind| kind.folder().is_some());
        let is_gone = entry.address == address || address.starts_with(&entry.address);
        let heir = match typed.filter(|_| is_gone) {
            Some(kind) => format!("write `was: {}` in the {kind} that took its place", entry.id),
            None => format!(
                "write `aliases: [{}]` on the page that took its place",
                address.trim_end_matches('/')
            ),
        };
        let message = format!(
            "edition {name} has “{}” at `/{address}`, and today that address leads nowhere",
            entry.title
        );
        findings
            .add(settings, context.handbook.settings.top, message)
            .help(format!("{heir}; or say why it is gone, here: `gone: {{ /{address}: … }}`"));
    }
}

/// Every address that led to a document.
fn addresses(entry: &Entry) -> Vec<String> {
    let pages = Kind::from_word(&entry.kind).map_or(&[""][..], below);
    let own = pages.iter().map(|below| format!("{}{below}", entry.address));
    own.chain(entry.aliases.iter().cloned()).collect()
}

/// Every address at which something stands today, or that leads on, or is declared gone.
fn answered(handbook: &Handbook) -> HashSet<String> {
    let mut answered: HashSet<String> = HashSet::new();
    // The vision stands at the front, whatever happens to it.
    answered.insert(String::new());
    for id in handbook.ids() {
        let address = handbook.address(id);
        let pages = below(handbook.document(id).kind).iter();
        answered.extend(pages.map(|below| format!("{address}{below}")));
        answered.extend(handbook.aliases(id));
    }
    answered.extend(handbook.folders.iter().map(|folder| folder.address.clone()));
    answered.extend(handbook.settings.gone.iter().filter_map(|(address, _)| alias_address(&address.value)));
    answered
}
