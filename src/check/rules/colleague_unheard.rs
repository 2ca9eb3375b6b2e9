//! `colleague-unheard`: a role that receives work and is never asked how.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::parse::link::LinkField;
use crate::parse::logs::LogKind;

pub(super) const RULE: Rule = Rule {
    name: "colleague-unheard",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A role that others hand work to, and of which `voices.csv` has no row.",
    why: "The next person in the chain is a customer too. Whoever receives a hand-off knows what is missing from it, \
          and nobody who hands it over can. Ask them how it reaches them.",
    example: "# content/systems/call-back.md, and voices.csv has no row from therapist\n- [ ] @front-desk Call back. ^call\n  - then: therapist",
    fix: "# content/records/voices.csv\n2026-10-15,therapist,asked,\"I read the worry line and went in knowing\"",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let voices = &context.record.voices;
    if !voices.any || doubt::lost_rows(context, LogKind::Voices) {
        return;
    }
    for id in handbook.of_kind(Kind::Role) {
        let document = handbook.document(id);
        let receives = handbook.steps_naming(id, LinkField::Then).len();
        if receives == 0 || voices.from.contains_key(&id) || document.unreadable {
            continue;
        }
        let message = format!(
            "{} receives {}, and nobody asked how that goes",
            document.title(),
            count(receives, "hand-off", "hand-offs")
        );
        let help = format!(
            "ask, then log it: `throughline log voice --from {} --how asked --says \"…\"`",
            document.id.value
        );
        let span = document.title_place();
        findings.add(&document.path, span, message).help(help);
    }
}
