//! `no-vision`: not exactly one vision, or a vision without one to five aims.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::{Data, Kind};
use crate::source::{SETTINGS, VPath};

pub(super) const RULE: Rule = Rule {
    name: "no-vision",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A handbook with no vision or several, or a vision with no aims or more than five.",
    why: "One clear message can start in one place only. Everything below the vision is there for its sake, so \
          without it no mission, promise or step has an answer to the question why; with two, each team can choose the \
          answer that suits it. More than five aims are a list that nobody can say by heart.",
    example: "content/vision.md and content/old/vision.md, both `kind: vision`",
    fix: "content/vision.md with\nsays: Nobody leaves our door wondering what happens next.\naims:\n  informed: You always know the next step.",
    check,
};

/// As many aims as one vision has room for.
const MOST_AIMS: usize = 5;

fn check(context: &Context<'_>, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    let handbook = context.handbook;
    let visions: Vec<DocId> = handbook.of_kind(Kind::Vision).collect();
    let at_home = |id: &&DocId| handbook.document(**id).path.as_str() == "content/vision.md";
    let Some(vision) = visions.iter().find(at_home).or(visions.first()) else {
        return nothing_at_the_top(context, findings);
    };
    let first = handbook.document(*vision);
    for other in visions.iter().filter(|id| *id != vision) {
        let document = handbook.document(*other);
        let message = format!(
            "there are two visions, here and in {}; one message can only start in one place",
            first.path
        );
        findings
            .add(&document.path, document.top, message)
            .help(
                "keep the sentence that you want, and delete the other file or make it a page: `kind: page`",
            )
            .related(&first.path, first.top, "the other vision");
    }
    for vision in visions {
        aims(context, vision, findings);
    }
}

fn nothing_at_the_top(context: &Context<'_>, findings: &mut Findings) {
    let Some(path) = VPath::new(SETTINGS) else { return };
    let message = "there is no vision, so nothing in this handbook can say what it is for";
    findings
        .add(&path, context.handbook.settings.top, message)
        .help("write `content/vision.md` with `says:`, `aims:` and `owner:`");
}

fn aims(context: &Context<'_>, id: DocId, findings: &mut Findings) {
    let document = context.handbook.document(id);
    let Data::Vision(vision) = &document.data else { return };
    if vision.aims.is_empty() && !document.is_unsure("aims") {
        let message = "the vision has no aims, so no mission has anything to serve";
        let help = "add `aims:` and below it, indented by two spaces, one to five lines such as \
                    `informed: You always know the next step.`";
        findings.add(&document.path, document.top, message).help(help);
    }
    if let Some((sixth, _)) = vision.aims.get(MOST_AIMS) {
        let message =
            format!("the vision has {} aims, and nobody can keep more than five in mind", vision.aims.len());
        findings
            .add(&document.path, sixth.span, message)
            .help("keep the five that matter most, or join two into one");
    }
}
