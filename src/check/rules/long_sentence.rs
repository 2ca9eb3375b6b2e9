//! `long-sentence`: a sentence that nobody can say in one breath.

use crate::check::reading::Page;
use crate::check::{Context, Findings, Reader, Rule, sentence};
use crate::diagnostic::Severity;
use crate::parse::document::Document;
use crate::source::Spanned;

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

fn check<'a>(context: &'a Context<'a>, findings: &mut Findings<'a>) {
    if context.knows_the_language() {
        findings.read_with(Long {
            in_promise: context.parameter(RULE.name, "promise_at_most", 25) as usize,
            in_page: context.parameter(RULE.name, "page_at_most", 35) as usize,
        });
    }
}

/// The most words of a sentence, in a promise and in a page.
struct Long {
    in_promise: usize,
    in_page: usize,
}

impl Reader for Long {
    fn read(&self, page: &Page<'_>, findings: &mut Findings<'_>) {
        let document = page.document;
        if let Some(says) = document.promise().and_then(|promise| promise.says.as_ref()) {
            self.promise(document, says, findings);
        }
        for passage in &page.passages {
            for sentence in &passage.sentences {
                let words = passage.words_of(sentence).len();
                if words > self.in_page {
                    let span = passage.block.place(&sentence.range, &document.text);
                    let message = format!("{words} words in one sentence; say it so that it can be said");
                    let help =
                        format!("make two sentences of it; at most {} words are read at once", self.in_page);
                    findings.add(&document.path, span, message).help(help);
                }
            }
        }
    }
}

impl Long {
    fn promise(&self, document: &Document, says: &Spanned<String>, findings: &mut Findings<'_>) {
        let text = &says.value;
        let count = |range| sentence::words(text, range).len();
        let words = sentence::sentences(text).into_iter().map(count).max().unwrap_or(0);
        if words > self.in_promise {
            let message =
                format!("this promise has {words} words in one sentence; say it so that it can be said");
            let help = format!(
                "say it in at most {} words; what it leaves out goes under `not_included:`",
                self.in_promise
            );
            findings.add(&document.path, says.span, message).help(help);
        }
    }
}
