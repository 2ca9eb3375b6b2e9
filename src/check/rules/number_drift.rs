//! `number-drift`: another number beside a link to a promise than the promise's own.

use crate::check::promised::{self, Stray};
use crate::check::reading::Page;
use crate::check::words::short;
use crate::check::{Context, Findings, Reader, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::{Document, Kind};

pub(super) const RULE: Rule = Rule {
    name: "number-drift",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A number beside a link to a promise, in its unit, that neither the promise nor a system that keeps it says.",
    why: "Two numbers for one promise are two promises, and the customer remembers the better one. Usually the page was \
          right when it was written and the promise moved on. Only limits in the promise's own sort of unit are \
          compared, in the sentence or the list item of the link; stories may tell what really happened, and what \
          is quoted is left alone.",
    example: "We [call back](promise:call-back-today) within 24 hours.   (the promise says at_most: 6 hours)",
    fix: "We [call back](promise:call-back-today) within 6 hours.",
    check,
};

fn check<'a>(context: &'a Context<'a>, findings: &mut Findings<'a>) {
    if context.knows_the_language() {
        findings.read_with(Numbers { context });
    }
}

struct Numbers<'a> {
    context: &'a Context<'a>,
}

impl Reader for Numbers<'_> {
    fn read(&self, page: &Page<'_>, findings: &mut Findings<'_>) {
        let links = page.links_to_promises();
        if links.is_empty() || page.document.kind == Kind::Story {
            return;
        }
        for passage in &page.passages {
            for stray in promised::strays(self.context, passage, links, &page.document.text) {
                tell(self.context, page.document, &stray, findings);
            }
        }
    }
}

fn tell(context: &Context<'_>, document: &Document, stray: &Stray, findings: &mut Findings<'_>) {
    let promise = context.handbook.document(stray.promise);
    let Some(measure) = promise.promise() else { return };
    let typed = short(document.text.get(stray.span.range()).unwrap_or_default());
    let name = &promise.id.value;
    let message = format!("`{typed}` stands beside `{name}`, which says {}", stray.held_to);
    let limit = measure.measure.as_ref().map(|measure| measure.span);
    let target = measure.target.as_ref().map(|target| target.span);
    let is_target = stray.held_to.contains('%');
    let finding = findings.add(&document.path, stray.span, message).help(
        "write the promise's own number; if this one is about something else, give it a sentence of its own",
    );
    if let Some(span) = if is_target { target } else { limit } {
        finding.related(&promise.path, span, "the promise says");
    }
}
