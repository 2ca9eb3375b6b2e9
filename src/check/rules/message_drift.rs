//! `message-drift`: a promise told in other words than its own.

use rayon::prelude::*;

use crate::check::promised::{self, lies_in};
use crate::check::words::short;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DocId;
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

/// A sentence, the promise that it tells, and whether it stands in one block with a link to it.
type Drift = (Span, DocId, bool);

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.knows_the_language() {
        return;
    }
    let sayings = promised::sayings(context.handbook);
    let documents: Vec<DocId> = context.handbook.ids().collect();
    let in_document = |id: &DocId| -> Vec<Drift> {
        let links = promised::links(context.handbook, *id);
        let file = &context.handbook.document(*id).text;
        let drifts = promised::drifts(context.prose(*id), &sayings).map(|(block, range, promise)| {
            let is_beside = links.iter().any(|(link, to)| *to == promise && lies_in(*link, block.span));
            (block.place(&range, file), promise, is_beside)
        });
        drifts.collect()
    };
    let found: Vec<Vec<Drift>> = documents.par_iter().map(in_document).collect();
    for (id, drifts) in documents.into_iter().zip(found) {
        for drift in drifts {
            tell(context, id, drift, findings);
        }
    }
}

fn tell(context: &Context<'_>, id: DocId, (span, promise, is_beside): Drift, findings: &mut Findings) {
    let promise = context.handbook.document(promise);
    let Some(says) = promise.says() else { return };
    let name = &promise.id.value;
    let message = if is_beside {
        format!("beside its link, this tells the promise `{name}` in other words than its own")
    } else {
        format!("this tells the promise `{name}` in other words than its own")
    };
    let path = &context.handbook.document(id).path;
    findings
        .add(path, span, message)
        .help(format!(
            "write `{{{{promise:{name}}}}}`, which can never drift; if this is none, put `<!-- not a promise -->` above it"
        ))
        .related(&promise.path, says.span, format!("the promise says \"{}\"", short(&says.value)));
}
