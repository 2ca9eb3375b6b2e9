//! `letter-unread`: a fan letter that nobody tied to a promise.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::Target;
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::StoryType;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "letter-unread",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A story of the type `fan-letter` whose `shows` names no promise.",
    why: "Somebody sat down and wrote to say what they loved. That is the most exact news there is about which promise \
          is worth its cost, and it is lost when the letter hangs on the wall and belongs to none.",
    example: "type: fan-letter\nshows: [principles/say-what-happens-next]",
    fix: "type: fan-letter\nshows: [next-step-on-paper, principles/say-what-happens-next]",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for id in handbook.of_kind(Kind::Story) {
        let document = handbook.document(id);
        let is_letter =
            matches!(&document.data, Data::Story(story) if story.story_type == StoryType::FanLetter);
        if !is_letter || doubt::is_unsure(handbook, id, LinkField::Shows) {
            continue;
        }
        let mut shown = handbook.targets(id, LinkField::Shows).peekable();
        // Without any `shows`, that is what is missing.
        let (Some(link), Some(_)) =
            (document.links.iter().find(|link| link.field == LinkField::Shows), shown.peek())
        else {
            continue;
        };
        let is_promise = |target: Target| {
            matches!(target, Target::Document(id)
                if handbook.document(id).kind == Kind::Promise || handbook.document(id).unreadable)
        };
        if shown.any(is_promise) {
            continue;
        }
        let message = format!(
            "\"{}\" is a fan letter that belongs to no promise: what did they love?",
            document.title()
        );
        findings
            .add(&document.path, link.target.span, message)
            .help("add the promise that was kept there to `shows:`");
    }
}
