//! `evasive-words`: a promise that lets us off in its own words.

use crate::check::{Context, Findings, Rule, language, promises};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    name: "evasive-words",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A word in a promise, or in what we do when we miss it, that lets us off: strive, aim to, where possible, as \
           soon as possible, usually, reasonable.",
    why: "Such words are put in so that nobody can be wrong, and customers read them as they were meant. Whoever waits \
          by a telephone cannot plan around \"as soon as possible\". A promise says less and holds more: an hour, a \
          number, and openly what is left out.",
    example: "says: We aim to call you back as soon as possible.",
    fix: "says: A person calls you back within 6 hours.\nnot_included: Messages after 16:30 are answered the next working day.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(pack) = language::of(context) else { return };
    for (document, sentence) in promises::told(context.handbook) {
        let found = pack.find(&sentence.value, pack.evasive.iter().map(|(words, _)| *words));
        let Some((first, part)) = found.first() else { continue };
        let words: Vec<String> =
            found.iter().map(|(_, part)| format!("\"{}\"", sentence.value[part.clone()].trim())).collect();
        let message = match words.as_slice() {
            [only] => format!("{only} lets us off, and whoever reads it knows"),
            [rest @ .., last] => {
                format!("{} and {last} let us off, and whoever reads them knows", rest.join(", "))
            }
            [] => continue,
        };
        let span = language::place(document, sentence, part);
        findings.add(&document.path, span, message).help(pack.evasive[*first].1);
    }
}
