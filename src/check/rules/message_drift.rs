//! `message-drift`: a promise told in other words than its own.

use crate::check::alike::Sayings;
use crate::check::promised::{self, lies_in};
use crate::check::reading::Page;
use crate::check::words::short;
use crate::check::{Context, Findings, Reader, Rule};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Document;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "message-drift",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A sentence that says nearly, but not exactly, what a promise on trial or in force says.",
    why: "One message goes from the top to the bottom. Where a page tells a promise in its own words, the two part with \
          the next change of either, and a colleague who read the page promises something else than the one who read \
          the promise. What is quoted is left alone, and so is a block below `<!-- not a promise -->`. Sentences are \
          compared in English only.",
    example: "Leave us a message before 16:30 and somebody phones you back within a day.",
    fix: "{{promise:call-back-today}}",
    check,
};

fn check<'a>(context: &'a Context<'a>, findings: &mut Findings<'a>) {
    if !context.knows_the_language() {
        return;
    }
    let sayings = promised::sayings(context.handbook);
    if !sayings.is_empty() {
        findings.read_with(Drift { handbook: context.handbook, sayings });
    }
}

struct Drift<'a> {
    handbook: &'a Handbook,
    sayings: Sayings<DocId>,
}

impl Reader for Drift<'_> {
    fn read(&self, page: &Page<'_>, findings: &mut Findings<'_>) {
        for (block, range, promise) in promised::drifts(&page.passages, &self.sayings) {
            let links = page.links_to_promises();
            let is_beside = links.iter().any(|(link, to)| *to == promise && lies_in(*link, block.span));
            let span = block.place(range, &page.document.text);
            tell(page.document, span, self.handbook.document(promise), is_beside, findings);
        }
    }
}

fn tell(document: &Document, span: Span, promise: &Document, is_beside: bool, findings: &mut Findings<'_>) {
    let Some(says) = promise.says() else { return };
    let name = &promise.id.value;
    let message = if is_beside {
        format!("beside its link, this tells the promise `{name}` in other words than its own")
    } else {
        format!("this tells the promise `{name}` in other words than its own")
    };
    findings
        .add(&document.path, span, message)
        .help(format!(
            "write `{{{{promise:{name}}}}}`, which can never drift; if this is none, put `<!-- not a promise -->` above it"
        ))
        .related(&promise.path, says.span, format!("the promise says \"{}\"", short(&says.value)));
}
