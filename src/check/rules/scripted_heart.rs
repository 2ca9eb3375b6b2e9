//! `scripted-heart`: a kindness that is to be recited.

use crate::check::{Context, Findings, Rule, language};
use crate::diagnostic::Severity;
use crate::parse::checklist::Section;
use crate::parse::document::Kind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "scripted-heart",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &["at_most"],
    what: "A step under `## Plus one` with a quotation of more than 12 words. Another number can be set as `at_most`.",
    why: "People are delighted by a person, and they hear at once when the person is reading. A few words as an \
          example help a new colleague; a whole speech takes away the only thing that made it worth saying.",
    example: "- [ ] @front-desk Say: \"It was our very great pleasure to have been of service to you and yours today.\" ^bye",
    fix: "- [ ] @front-desk Say one thing you remember from last time (\"How did the stairs go?\"). ^bye",
    check,
};

/// Quotation marks that open, and those that close them.
const MARKS: [(char, &[char]); 4] = [('"', &['"']), ('“', &['”', '“']), ('„', &['“', '”']), ('«', &['»'])];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let at_most = context.parameter(RULE.name, "at_most", 12) as usize;
    for id in context.handbook.of_kind(Kind::System) {
        let document = context.handbook.document(id);
        for step in document.steps().iter().filter(|step| step.section == Section::PlusOne) {
            let start = step.action.span.start as usize;
            let Some(text) = document.text.get(step.action.span.range()) else { continue };
            let scripts = quotations(text).into_iter();
            let mut long = scripts.map(|at| (language::steps::words(&text[at.range()]).len(), at));
            let Some((words, at)) = long.find(|(words, _)| *words > at_most) else { continue };
            let message = format!("{words} words to recite, and a kindness that is recited is none");
            findings
                .add(&document.path, at.shifted(start), message)
                .help("leave the words to the person, or give a short example of them");
        }
    }
}

/// What stands between quotation marks, the marks included.
fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, open)) =
        text[from..].char_indices().find(|(_, c)| MARKS.iter().any(|(open, _)| open == c))
    {
        let start = from + at;
        let inner = start + open.len_utf8();
        let closes = MARKS.iter().find(|(mark, _)| *mark == open).map_or(&[][..], |(_, close)| close);
        let Some(end) = text[inner..].char_indices().find(|(_, c)| closes.contains(c)) else {
            return found;
        };
        from = inner + end.0 + end.1.len_utf8();
        found.push(Span::new(start, from));
    }
    found
}
