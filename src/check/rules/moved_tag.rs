//! `moved-tag`: an edition is no longer what it was when it was cut.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::edition::{Difference, Edition, Place, State};
use crate::source::{EDITIONS, FROZEN, VPath};

pub(super) const RULE: Rule = Rule {
    name: "moved-tag",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An edition whose tag or folder no longer holds the files that `editions.lock` recorded when it was cut, or \
           whose tag names another day or another role.",
    why: "An edition says what was in force on a day, for ever. Somebody may have signed for it, and somebody may have \
          been judged by it. One that changes afterwards makes both untrue, and nobody would notice (the protection of \
          documented information in ISO 9001, 7.5.3).",
    example: "git tag --force edition/2026-1     # moves an edition that is in force",
    fix: "throughline edition cut 2026-2     # a new edition; and the tag goes back to where it was",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = VPath::new(EDITIONS) else { return };
    for edition in context.editions.all() {
        let (State::Differs(differences), Some(line)) = (context.editions.state(edition), edition.line)
        else {
            continue;
        };
        for difference in &differences {
            findings.add(&lock, line, message(edition, difference)).help(help(edition, difference));
        }
    }
}

fn message(edition: &Edition, difference: &Difference) -> String {
    let (name, place) = (&edition.name, edition.place.words());
    match difference {
        Difference::Files => {
            format!(
                "edition {name} was changed after it was cut: {place} no longer holds the files recorded here"
            )
        }
        Difference::ValidFrom(day) => {
            let recorded = edition.valid_from.map(|day| day.to_string()).unwrap_or_default();
            format!("{place} says that edition {name} is valid from {day}; recorded is {recorded}")
        }
        Difference::ApprovedBy(role) => {
            let recorded = edition.approved_by.as_deref().unwrap_or_default();
            format!("{place} says that `{role}` approved edition {name}; recorded is `{recorded}`")
        }
    }
}

fn help(edition: &Edition, difference: &Difference) -> String {
    let name = &edition.name;
    match (&edition.place, difference) {
        (Place::Folder(folder), _) => {
            format!(
                "put the copy back, such as with `git checkout -- {FROZEN}/{folder}`; what is to change goes into a new edition"
            )
        }
        (Place::Tag { tag, .. }, Difference::Files) => format!(
            "`git log -S'{name} files' -- {EDITIONS}` shows the commit that it was cut in; `git tag --annotate --force {tag} COMMIT` puts the tag back there"
        ),
        (Place::Tag { tag, .. }, _) => {
            format!("`git tag --annotate --force {tag} {tag}^{{}}` writes the tag's message anew")
        }
    }
}
