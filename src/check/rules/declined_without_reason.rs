//! `declined-without-reason`: a no that leaves the staff alone with it.

use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::parse::document::Data;
use crate::parse::kinds::Decision;

pub(super) const RULE: Rule = Rule {
    name: "declined-without-reason",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A declined want without `reason`; as a warning, without the words to `say_instead`; as a note, without \
           anybody to `send_to`.",
    why: "Somebody at the counter will have to say this no, kindly, to a person who had hoped. Without a reason they can \
          only shrug, without words they will find worse ones, and a customer who is sent to the right door remembers \
          who sent them.",
    example: "decision: decline",
    fix: "decision: decline\nreason: We will not staff Sundays; tired therapists make mistakes.\nsay_instead: We close on Sundays so that whoever treats you on Monday is awake.\nsend_to: the City walk-in clinic",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document) in context.documents() {
        let Data::Want(want) = &document.data else { continue };
        if want.decision != Decision::Decline {
            continue;
        }
        let lacks = |name: &str, field: bool| !field && !document.is_unsure(name);
        let reason = lacks("reason", want.reason.is_some());
        let words = lacks("say_instead", want.say_instead.is_some());
        let door = lacks("send_to", want.send_to.is_some());
        let (severity, message) = match (reason, words, door) {
            (true, _, _) => {
                (Severity::Error, "declined without a reason, and nobody can say no well without one")
            }
            (_, true, _) => (Severity::Warning, "declined without words, so everybody has to find their own"),
            (_, _, true) => (Severity::Note, "declined, and the customer is not told where else to turn"),
            _ => continue,
        };
        let missing = [("reason", reason), ("say_instead", words), ("send_to", door)];
        let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name);
        findings.add(&document.path, promises::field(document, "decision"), message).weighing(severity).help(
            format!(
                "add {}",
                all_of(missing.map(|name| match name {
                    "reason" => "reason: We will not …, because …",
                    "say_instead" => "say_instead: …",
                    _ => "send_to: …",
                }))
            ),
        );
    }
}
