//! `only-complaints`: a customer group that had to speak up itself.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, doubt, recorded};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::parse::logs::LogKind;

pub(super) const RULE: Rule = Rule {
    name: "only-complaints",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A customer group that we only heard because it spoke up itself: every voice is `told` or `complaint`, none \
           `asked` or `seen`.",
    why: "Those who speak up are the loud, the angry and the very fond. A company that listens only to them is \
          steered by them, and never learns what the others put up with.",
    example: "date,from,how,says\n2026-11-02,patients,complaint,\"Nobody called back\"",
    fix: "date,from,how,says\n2026-11-02,patients,complaint,\"Nobody called back\"\n2026-11-05,patients,asked,\"I nearly did not phone\"",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let voices = &context.record.voices;
    if doubt::lost_rows(context, LogKind::Voices) {
        return;
    }
    for id in context.handbook.of_kind(Kind::Customer) {
        let document = context.handbook.document(id);
        let Some(heard) = voices.from.get(&id).filter(|heard| heard.sought == 0 && heard.volunteered > 0)
        else {
            continue;
        };
        let all = match heard.volunteered {
            1 => "the one voice we have",
            _ => "every one of them",
        };
        let message = format!(
            "{}: {}, and {all} spoke up unasked; we only hear those who shout",
            document.title(),
            count(heard.volunteered, "voice", "voices")
        );
        let span = document.title_place();
        let finding = findings
            .add(&document.path, span, message)
            .help("ask three who did not, and write `asked` or `seen` in the column `how`");
        let last = heard.last.and_then(|(_, at)| recorded::row(context.handbook, at));
        if let Some((path, span)) = last {
            finding.related(path, span, "the last one");
        }
    }
}
