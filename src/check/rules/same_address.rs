//! `same-address`: two files that would be one page.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;

pub(super) const RULE: Rule = Rule {
    name: "same-address",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "Two files that would stand at the same address of the site, or a page that would hide one of its views.",
    why: "An address shows one thing. When two files want it, one of them would silently win, and on a disk that does \
          not tell capitals from small letters it may be either. Links to the other would show the wrong words.",
    example: "content/opening.md and content/Opening.md",
    fix: "Give one of the two files another name.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for clash in handbook.clashes() {
        let document = handbook.document(clash.document);
        let message = match &clash.with {
            Some(_) => format!("two files would stand at `/{}`, and an address shows only one", clash.wanted),
            None => format!("a page at `/{}` would hide the view of that name", clash.wanted),
        };
        let other = clash.with.as_ref().and_then(|path| handbook.at_path(path));
        let other = other.map(|id| handbook.document(id));
        // Two of one kind with one id, and two visions, are faults that other rules tell better.
        let same_name = |other| {
            let other: &crate::parse::document::Document = other;
            other.kind == document.kind && (other.id.value == document.id.value || other.kind == Kind::Vision)
        };
        if other.is_some_and(same_name) || (clash.with.is_some() && document.path.stem() == "roles") {
            continue;
        }
        let finding = findings.add(&document.path, document.top, message);
        let finding =
            finding.help(format!("give this file another name; for now it stands at `/{}`", clash.instead));
        if let Some(other) = other {
            finding.related(&other.path, other.top, "stands there already");
        }
    }
}
