//! `thin-line`: a mission that serves an aim others carry, and promises nothing itself.

use crate::check::rules::empty_aim;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "thin-line",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A mission without any promise that is made, though its aims look covered because other missions carry them.",
    why: "Seen from the top, the aim is carried: some team promises something for it. Seen from this team, the line ends \
          at a sentence: nobody in it can say what a customer may hold them to. Requirements tracing calls the \
          difference shallow and deep coverage.",
    example: "# content/missions/billing.md, which no promise serves\nsays: The bill says what we said.\nserves: informed",
    fix: "# content/promises/price-first.md\nserves: billing\nstate: trial",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    if !promises::any_stands(handbook) || empty_aim::may_be_carried(handbook) {
        return;
    }
    let carries: Vec<bool> = handbook.ids().map(|id| carries(handbook, id)).collect();
    let is_carried: Vec<bool> = (0..handbook.aims.len())
        .map(|aim| handbook.missions_of_aim(aim).iter().any(|mission| carries[mission.index()]))
        .collect();
    for id in handbook.of_kind(Kind::Mission).filter(|id| !carries[id.index()]) {
        let mut aims = handbook
            .targets(id, LinkField::ServesAim)
            .filter_map(|target| if let Target::Aim(aim) = target { Some(aim) } else { None })
            .peekable();
        // An aim that nobody carries is told at the aim.
        if aims.peek().is_none() || !aims.all(|aim| is_carried.get(aim).copied().unwrap_or(false)) {
            continue;
        }
        let mission = handbook.document(id);
        let message =
            format!("\"{}\" serves the vision on paper: no promise is made for it", mission.title());
        let span = mission.title_place();
        let drafts = handbook.sources(id, LinkField::ServesMission);
        let draft = drafts
            .iter()
            .map(|id| handbook.document(*id))
            .find(|draft| draft.promise().is_some_and(|promise| promise.state == State::Draft));
        match draft {
            Some(draft) => findings
                .add(&mission.path, span, message)
                .help("try its draft with `state: trial`")
                .related(&draft.path, draft.top, "this draft would be the first"),
            None => findings.add(&mission.path, span, message).help(format!(
                "make one promise with `serves: {}`, or let another mission take its work",
                mission.id.value
            )),
        };
    }
}

/// Whether a promise is made for a mission.
fn carries(handbook: &Handbook, id: DocId) -> bool {
    let promised = |promise: DocId| handbook.state(promise).is_some_and(State::is_made);
    handbook.document(id).kind == Kind::Mission
        && handbook
            .incoming(id)
            .iter()
            .any(|link| link.field == LinkField::ServesMission && promised(link.from))
}
