//! `terms`: a word that the glossary replaces by another.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::check::sentence::{self, Word};
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::{Data, Document};
use crate::source::{Span, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "terms",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A word that `glossary.yaml` lists under `instead_of`, in a body or in what a vision, a mission or a \
           promise says.",
    why: "A customer who hears three words for one thing takes them for three things. What is quoted is left alone: \
          customers use their own words.",
    example: "The client waits at reception.   (glossary: term: patient, instead_of: client)",
    fix: "The patient waits at the front desk.",
    check,
};

/// The words that are not used here, by their first word: all their words, and the term to use.
type Banned<'a> = HashMap<String, Vec<(Vec<String>, &'a str)>>;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let mut banned = Banned::new();
    let mut terms: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for term in handbook.terms.iter().map(|listed| &listed.entry) {
        for word in &term.instead_of {
            let words = texts(&word.value);
            if let Some(first) = words.first() {
                banned.entry(first.clone()).or_default().push((words.clone(), &term.term.value));
            }
        }
        let words = texts(&term.term.value);
        terms.entry(words.first().cloned().unwrap_or_default()).or_default().push(words);
    }
    if banned.is_empty() {
        return;
    }
    let search = Search { banned: &banned, terms: &terms, adds_s: context.knows_the_language() };
    let documents: Vec<DocId> = handbook.ids().collect();
    let found: Vec<Vec<Hit<'_>>> = documents.par_iter().map(|id| search.document(context, *id)).collect();
    for (id, hits) in documents.into_iter().zip(found) {
        for hit in hits {
            let message = format!("here we say `{}`, not `{}`{}", hit.term, hit.word, times(hit.count));
            let path = &handbook.document(id).path;
            findings.add(path, hit.span, message).help(format!("write `{}`; the glossary says so", hit.term));
        }
    }
}

fn times(count: usize) -> String {
    if count > 1 { format!("; it stands here {count} times") } else { String::new() }
}

fn texts(text: &str) -> Vec<String> {
    sentence::words(text, 0..text.len()).into_iter().map(|word| word.text.into_owned()).collect()
}

/// One banned word in one document: where it stands first, and how often.
struct Hit<'a> {
    span: Span,
    word: String,
    term: &'a str,
    count: usize,
}

struct Search<'a> {
    banned: &'a Banned<'a>,
    terms: &'a HashMap<String, Vec<Vec<String>>>,
    /// Whether an `s` behind a word makes it many.
    adds_s: bool,
}

impl<'a> Search<'a> {
    fn document(&self, context: &Context<'_>, id: DocId) -> Vec<Hit<'a>> {
        let document = context.handbook.document(id);
        let mut hits: Vec<Hit<'a>> = Vec::new();
        if let Some(says) = own_saying(document) {
            let words = sentence::words(&says.value, 0..says.value.len());
            self.words(&words, &mut hits, |_| says.span);
        }
        for block in context.prose(id) {
            let words = block.own_words(0..block.text.len());
            self.words(&words, &mut hits, |range| block.place(&range, &document.text));
        }
        hits
    }

    fn words(
        &self,
        words: &[Word<'_>],
        hits: &mut Vec<Hit<'a>>,
        place: impl Fn(std::ops::Range<usize>) -> Span,
    ) {
        let mut n = 0;
        while n < words.len() {
            if let Some(len) = self.term_at(&words[n..]) {
                n += len;
                continue;
            }
            if let Some((len, word, term)) = self.banned_at(&words[n..]) {
                match hits.iter_mut().find(|hit| hit.word == word) {
                    Some(hit) => hit.count += 1,
                    None => {
                        let span = place(words[n].range.start..words[n + len - 1].range.end);
                        hits.push(Hit { span, word, term, count: 1 });
                    }
                }
                n += len - 1;
            }
            n += 1;
        }
    }

    /// How many words of a term of ours stand first: "call log" is fine where "message log" is none.
    fn term_at(&self, words: &[Word<'_>]) -> Option<usize> {
        let first = words.first()?;
        let terms = self.terms.get(&*first.text).or_else(|| self.terms.get(first.text.strip_suffix('s')?))?;
        terms.iter().filter(|term| self.stands(term, words)).map(Vec::len).max()
    }

    fn banned_at(&self, words: &[Word<'_>]) -> Option<(usize, String, &'a str)> {
        let first = words.first()?;
        let banned =
            self.banned.get(&*first.text).or_else(|| self.banned.get(first.text.strip_suffix('s')?))?;
        let (found, term) =
            banned.iter().filter(|(b, _)| self.stands(b, words)).max_by_key(|(b, _)| b.len())?;
        Some((found.len(), found.join(" "), term))
    }

    /// Whether `wanted` stands at the beginning of `words`, its last word one or many.
    fn stands(&self, wanted: &[String], words: &[Word<'_>]) -> bool {
        let is_many = |wanted: &str, word: &str| self.adds_s && word.strip_suffix('s') == Some(wanted);
        let last = wanted.len().saturating_sub(1);
        let is_word =
            |n: usize, wanted: &str, word: &str| wanted == word || (n == last && is_many(wanted, word));
        let mut pairs = wanted.iter().zip(words).enumerate();
        wanted.len() <= words.len() && pairs.all(|(n, (wanted, word))| is_word(n, wanted, &word.text))
    }
}

/// What a document says in our own words; a want says it in a customer's.
fn own_saying(document: &Document) -> Option<&Spanned<String>> {
    match &document.data {
        Data::Vision(_) | Data::Mission(_) | Data::Promise(_) => document.says(),
        _ => None,
    }
}
