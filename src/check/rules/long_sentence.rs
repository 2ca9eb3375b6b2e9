//! `long-sentence`: a sentence that nobody can say in one breath.

use std::ops::Range;

use rayon::prelude::*;

use crate::check::{Context, Findings, Rule, sentence};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "long-sentence",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &["promise_at_most", "page_at_most"],
    what: "A promise of more than 25 words, or any other sentence of more than 35.",
    why: "A promise that cannot be said over a counter is kept on paper only, and a page that has to be read twice is \
          read once. Both numbers can be set: `long-sentence: { promise_at_most: 20, page_at_most: 30 }`. Sentences \
          are counted in English only.",
    example: "says: In the event that you should leave us a message on any of our lines before half past four on a \
              working day, a member of our team will return your call on that same day.",
    fix: "says: Leave a message before 16:30 and a person calls you back today.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.knows_the_language() {
        return;
    }
    let in_promise = context.parameter(RULE.name, "promise_at_most", 25) as usize;
    let in_page = context.parameter(RULE.name, "page_at_most", 35) as usize;
    let documents: Vec<DocId> = context.handbook.ids().collect();
    let found: Vec<Vec<(Span, usize)>> =
        documents.par_iter().map(|id| in_body(context, *id, in_page)).collect();
    for (id, long) in documents.into_iter().zip(found) {
        let document = context.handbook.document(id);
        if let Some(says) = document.promise().and_then(|promise| promise.says.as_ref()) {
            let text = &says.value;
            let words =
                sentence::sentences(text).into_iter().map(|range| count(text, range)).max().unwrap_or(0);
            if words > in_promise {
                let message =
                    format!("this promise has {words} words in one sentence; say it so that it can be said");
                let help = format!(
                    "say it in at most {in_promise} words; what it leaves out goes under `not_included:`"
                );
                findings.add(&document.path, says.span, message).help(help);
            }
        }
        for (span, words) in long {
            let message = format!("{words} words in one sentence; say it so that it can be said");
            let help = format!("make two sentences of it; at most {in_page} words are read at once");
            findings.add(&document.path, span, message).help(help);
        }
    }
}

fn in_body(context: &Context<'_>, id: DocId, at_most: usize) -> Vec<(Span, usize)> {
    let file = &context.handbook.document(id).text;
    let mut long = Vec::new();
    for block in context.prose(id) {
        for range in block.sentences() {
            if sentence::at_most(&block.text, range.clone()) <= at_most {
                continue;
            }
            let words = count(&block.text, range.clone());
            if words > at_most {
                long.push((block.place(&range, file), words));
            }
        }
    }
    long
}

fn count(text: &str, range: Range<usize>) -> usize {
    sentence::words(text, range).len()
}
