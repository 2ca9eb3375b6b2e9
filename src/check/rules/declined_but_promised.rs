//! `declined-but-promised`: a promise for a want that we declined.

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::{Resolved, Target};
use crate::parse::document::Data;
use crate::parse::kinds::Decision;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "declined-but-promised",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A promise that stands or is on trial, and names a want with `decision: decline`.",
    why: "One page tells the staff to say no, another tells the customer that they may count on it. Both will be quoted, \
          at the same counter, on the same day. One of the two decisions is old.",
    example: "# content/wants/sunday-visits.md\ndecision: decline\n# content/promises/open-on-sunday.md\nwants: [sunday-visits]",
    fix: "# content/wants/sunday-visits.md\ndecision: adopt",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for (id, document, _) in promises::made(handbook) {
        let links = document.links.iter().enumerate().filter(|(_, link)| link.field == LinkField::Wants);
        for (n, link) in links {
            let Resolved::To(Target::Document(want)) = handbook.resolved(id, n) else { continue };
            let want = handbook.document(*want);
            let is_declined = matches!(&want.data, Data::Want(want) if want.decision == Decision::Decline);
            if is_declined {
                findings
                    .add(&document.path, link.target.span, "we told them no, and this promise tells them yes")
                    .help("take the want out of `wants`, or decide it anew: `decision: adopt`")
                    .related(&want.path, promises::field(want, "decision"), "declined here");
            }
        }
    }
}
