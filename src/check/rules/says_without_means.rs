//! `says-without-means`: a want whose meaning is only its words again.

use crate::check::{Context, Findings, Rule, language};
use crate::diagnostic::Severity;
use crate::parse::document::Data;

pub(super) const RULE: Rule = Rule {
    name: "says-without-means",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A want whose `means` repeats its `says`.",
    why: "People ask for what they can name, and mean something behind it. Who writes the same words twice has stopped \
          listening at the first, and will build what was said. The question that helps is what would be different \
          for them if they had it.",
    example: "says: Have you nothing on Sunday?\nmeans: Have you nothing on Sunday?",
    fix: "says: Have you nothing on Sunday?\nmeans: I do not want to lose a day's pay to get better.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, document) in context.documents() {
        let Data::Want(want) = &document.data else { continue };
        let (Some(says), Some(means)) = (&want.says, &want.means) else { continue };
        let words = bare(&means.value);
        if !words.is_empty() && words == bare(&says.value) {
            findings
                .add(
                    &document.path,
                    means.span,
                    "`means` only repeats `says`, so nobody knows yet what is behind it",
                )
                .help("ask one of them what would be different, and write that: `means: I …`")
                .related(&document.path, says.span, "these are their words");
        }
    }
}

/// The words alone: capitals, spaces and full stops make no difference.
fn bare(text: &str) -> Vec<String> {
    language::words(text).into_iter().map(|(word, _)| word).collect()
}
