//! `delight-by-policy`: delight without a person in it.

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::kinds::Level;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "delight-by-policy",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise of the level delight, kept by systems in which no step is seen by the customer (`seen: yes`).",
    why: "Satisfaction comes from systems, care from policies, delight from how people treat people. A list that runs \
          behind the counter, or an e-mail that sends itself, can be welcome; it is never the story that is told at \
          supper. Somewhere in the list a person has to meet the customer.",
    example: "level: delight\n# and in the system that keeps it:\n- [ ] @office Let the birthday e-mail go out. ^mail",
    fix: "- [ ] @therapist Phone and ask how the stairs went. ^ask\n  - seen: yes",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for (id, document, promise) in promises::made(handbook) {
        if promise.level != Level::Delight || document.is_unsure("level") {
            continue;
        }
        let systems = handbook.sources(id, LinkField::Keeps);
        if systems.is_empty() || systems.iter().any(|system| may_be_seen(handbook, *system)) {
            continue;
        }
        let mut finding = findings
            .add(
                &document.path,
                promises::field(document, "level"),
                "delight comes from how people treat people, and no step that keeps this meets the customer",
            )
            .help(
                "add `- seen: yes` below the step in which a person meets the customer, or write such a step",
            );
        for system in systems {
            let system = handbook.document(system);
            finding = finding.related(&system.path, system.top, "nobody is seen in this list");
        }
    }
}

/// Whether a customer meets a person in this system, or may: a list that could not be read may say so.
fn may_be_seen(handbook: &Handbook, system: DocId) -> bool {
    let document = handbook.document(system);
    let is_seen = |seen: &str| !seen.trim().is_empty() && !seen.trim().eq_ignore_ascii_case("no");
    document.steps().iter().any(|step| step.seen.as_ref().is_some_and(|seen| is_seen(&seen.value)))
        || document.is_unsure("seen")
        || !document.has_whole_checklist()
}
