//! `too-many`: more promises than can be kept in mind.

use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::kinds::State;

pub(super) const RULE: Rule = Rule {
    name: "too-many",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &["at_most"],
    what: "More standing promises than the vision allows: `promises_at_most`, or five where it says nothing.",
    why: "A handful can be known by heart, watched every week and kept. With each one more, all of them get a little \
          less of everybody's care, and the first that slips is the one that nobody counted. Hoshin planning asks for \
          three to five, and so do we.",
    example: "# content/vision.md, beside seven promises with `state: standing`\npromises_at_most: 5",
    fix: "# content/promises/free-parking.md, and one other\nstate: trial",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let Some((vision, header)) = handbook.vision() else { return };
    let document = handbook.document(vision);
    if document.is_unsure("promises_at_most") {
        return;
    }
    let set = header.promises_at_most.as_ref();
    let limit = set.map_or_else(|| context.parameter(RULE.name, "at_most", 5), |set| set.value) as usize;
    let mut standing: Vec<DocId> =
        handbook.of_kind(Kind::Promise).filter(|id| handbook.state(*id) == Some(State::Standing)).collect();
    if standing.len() <= limit {
        return;
    }
    handbook.sort(&mut standing);
    let more = match standing.len() - limit {
        1 => "one".to_string(),
        n => n.to_string(),
    };
    let message = format!(
        "{} promises stand, and the limit is {limit}, so each gets less of everybody's care",
        standing.len()
    );
    let span = set.map_or(document.top, |set| set.span);
    let mut finding = findings
        .add(&document.path, span, message)
        .help(format!("retire {more} of them, or move {more} back to `state: trial`, before adding another"));
    // The newest ones are not known here; the list is short enough to choose from, and long ones help nobody.
    for id in standing.iter().take(limit.clamp(1, 12) + 1) {
        let promise = handbook.document(*id);
        finding = finding.related(&promise.path, promises::field(promise, "state"), "this one stands");
    }
}
