//! `vanished`: a promise of the edition before that is gone without a word.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::source::{SETTINGS, VPath};

pub(super) const RULE: Rule = Rule {
    name: "vanished",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "When an edition is cut: a promise of the edition before that is on trial or standing there and is not in the \
           handbook any more, neither retired nor under another id.",
    why: "Customers were told, and people work by it. A promise that only disappears leaves everybody to find out for \
          themselves, most of them at the counter. Retiring it says that it is over, from when, and what stands in its \
          place; its page stays where people look for it.",
    example: "git rm content/promises/free-parking.md",
    fix: "# content/promises/free-parking.md\nstate: retired\nreplaced_by: bus-fare",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.cut.is_none() {
        return;
    }
    let (Some(since), Some(settings)) = (context.since_last(), VPath::new(SETTINGS)) else { return };
    for id in since.old.of_kind(Kind::Promise) {
        let before = since.old.document(id);
        let was_made = since.old.state(id).is_some_and(State::is_made);
        let id = before.id.value.as_str();
        if !was_made || context.handbook.names.document(id).is_some() {
            continue;
        }
        let message = format!(
            "\"{}\" was promised in edition {} (`{}`) and is gone",
            before.title(),
            since.edition.name,
            before.path
        );
        let help = format!(
            "put the file back with `state: retired`, and `replaced_by:` where another promise stands in its place; or write `was: {id}` where it lives on"
        );
        findings.add(&settings, context.handbook.settings.top, message).help(help);
    }
}
