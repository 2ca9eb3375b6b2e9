//! `claims-too-much`: a claim in numbers that nobody measured.

use std::ops::Range;

use crate::check::language::claims::{self, Claims};
use crate::check::reading::Page;
use crate::check::{Context, Findings, Reader, Rule, doubt, language};
use crate::diagnostic::Severity;
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

fn check<'a>(context: &'a Context<'a>, findings: &mut Findings<'a>) {
    if let Some(pack) = claims::claims(context).filter(|_| !doubt::is_plain(context)) {
        findings.read_with(Unmeasured { pack });
    }
}

/// The words in which claims are made.
struct Unmeasured<'a> {
    pack: &'a Claims,
}

impl Reader for Unmeasured<'_> {
    fn read(&self, page: &Page<'_>, findings: &mut Findings<'_>) {
        let document = page.document;
        // A story may quote a customer who exaggerates.
        if document.kind == Kind::Story {
            return;
        }
        let mut tell = |span: Span, words: &str| {
            let message =
                format!("\"{words}\" claims a number that nobody can check: better at what, measured how?");
            findings
                .add(&document.path, span, message)
                .help("say what was counted: \"from 4 hours to 3\", or leave the number out");
        };
        if let Some(says) = document.says() {
            for range in unmeasured(self.pack, &says.value, 0..says.value.len()) {
                tell(language::place(document, says, &range), &says.value[range]);
            }
        }
        let blocks = page.passages.iter().filter(|passage| self.pack.may_be_in(&passage.block.text));
        for passage in blocks {
            let block = passage.block;
            let claims = passage
                .sentences
                .iter()
                .flat_map(|sentence| unmeasured(self.pack, &block.text, sentence.range.clone()));
            for range in claims.filter(|range| !block.is_quoted(range)) {
                tell(block.place(&range, &document.text), &block.text[range]);
            }
        }
    }
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
