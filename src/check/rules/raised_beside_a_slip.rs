//! `raised-beside-a-slip`: more is promised while something gives way.

use crate::check::{Context, Findings, Rule, doubt, promises, recorded};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::record::words;

pub(super) const RULE: Rule = Rule {
    name: "raised-beside-a-slip",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise on trial beside another of the same mission that is slipping.",
    why: "People who are asked for more while something gives way learn that promises are words. First mend what \
          slips; the new promise is still there in three months.",
    example: "# content/promises/text-reminder.md, while call-back-today of the same mission is slipping\nserves: front-office\nstate: trial",
    fix: "serves: front-office\nstate: draft",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let slipping: Vec<_> = recorded::promises(context)
        .filter_map(|(id, document, _, kept)| Some((id, document, kept, kept.reading.slips()?)))
        .collect();
    for (id, document, promise) in promises::made(handbook) {
        if promise.state != State::Trial || doubt::is_unsure(handbook, id, LinkField::ServesMission) {
            continue;
        }
        let mut beside =
            slipping.iter().filter(|(other, ..)| *other != id && share_a_mission(handbook, id, *other));
        let Some((_, other, kept, signal)) = beside.next() else { continue };
        let message = format!(
            "you are adding \"{}\" while \"{}\" is slipping: {}",
            document.title(),
            other.title(),
            words::change(&kept.reading, *signal)
        );
        findings
            .add(&document.path, promises::field(document, "state"), message)
            .help("mend what slips first; `state: draft` keeps the new one for later")
            .related(&other.path, other.title_place(), "the one that slips");
    }
}

fn share_a_mission(handbook: &Handbook, a: DocId, b: DocId) -> bool {
    let missions = |id| handbook.target_documents(id, LinkField::ServesMission);
    missions(a).any(|mission| missions(b).any(|other| other == mission))
}
