//! `fine`: a voice that says "fine", with nothing behind it.

use crate::check::words::short;
use crate::check::{Context, Findings, Rule, language};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    name: "fine",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A voice in the log that says \"fine\", \"ok\" or \"good\", without `means`.",
    why: "\"Fine\" is what people say so that they may go. It ends the conversation just before the part that would help. \
          Whoever asked saw a face and heard a tone, and that is worth more than the word: write it into `means`.",
    example: "2026-10-20,patients,asked,Fine,phone-call,,,front-desk",
    fix: "2026-10-20,patients,asked,Fine,phone-call,\"Looked at the clock twice\",,front-desk",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = language::of(context) else { return };
    for log in &context.handbook.logs {
        for voice in log.rows.voices() {
            let has_meaning = voice.means.as_deref().is_some_and(|means| !means.trim().is_empty());
            if !has_meaning && pack.is_empty_answer(&voice.says.value) {
                let says = short(&voice.says.value);
                let message =
                    format!("\"{says}\" ends the conversation, and nobody wrote down what was behind it");
                findings.add(&log.path, voice.says.span, message).help(
                    "add in the column `means` what you saw or heard, and next time ask one question more",
                );
            }
        }
    }
}
