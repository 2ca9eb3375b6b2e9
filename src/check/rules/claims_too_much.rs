//! `claims-too-much`: a claim in numbers that nobody measured.

use std::ops::Range;

use rayon::prelude::*;

use crate::check::language::claims::{self, Claims};
use crate::check::{Context, Findings, Rule, doubt, language};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "claims-too-much",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A claim such as \"30 % better\" or \"three times faster\" without the numbers before and after in the same \
           sentence. Stories and quotations are free.",
    why: "\"30 % better service\" raises the question it does not answer: better at what, measured how? Improvements \
          here are counted, not estimated, and a number that nobody measured makes the measured ones look the same.",
    example: "Since the new list we are 30 % faster.",
    fix: "Since the new list the average answer went down from 4 hours to 2 hours 50 minutes.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = claims::claims(context).filter(|_| !doubt::is_plain(context)) else { return };
    let documents: Vec<DocId> = context.handbook.ids().collect();
    let found: Vec<Vec<(Span, String)>> =
        documents.par_iter().map(|id| in_document(context, pack, *id)).collect();
    for (id, claims) in documents.into_iter().zip(found) {
        let document = context.handbook.document(id);
        for (span, words) in claims {
            let message =
                format!("\"{words}\" claims a number that nobody can check: better at what, measured how?");
            findings
                .add(&document.path, span, message)
                .help("say what was counted: \"from 4 hours to 3\", or leave the number out");
        }
    }
}

fn in_document(context: &Context<'_>, pack: &Claims, id: DocId) -> Vec<(Span, String)> {
    let document = context.handbook.document(id);
    let mut found = Vec::new();
    // A story may quote a customer who exaggerates.
    if document.kind == Kind::Story {
        return found;
    }
    if let Some(says) = document.says() {
        for range in unmeasured(pack, &says.value, 0..says.value.len()) {
            let words = says.value[range.clone()].to_string();
            found.push((language::place(document, says, &range), words));
        }
    }
    for block in context.prose(id).iter().filter(|block| pack.may_be_in(&block.text)) {
        for sentence in block.sentences() {
            let claims = unmeasured(pack, &block.text, sentence).into_iter();
            found.extend(
                claims
                    .filter(|range| !block.is_quoted(range))
                    .map(|range| (block.place(&range, &document.text), block.text[range].to_string())),
            );
        }
    }
    found
}

/// The claims of a sentence, unless it says what was measured before and after.
fn unmeasured(pack: &Claims, text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let Some(part) = text.get(sentence.clone()) else { return Vec::new() };
    if pack.measures(part) {
        return Vec::new();
    }
    pack.find(part)
        .into_iter()
        .map(|range| sentence.start + range.start..sentence.start + range.end)
        .collect()
}
