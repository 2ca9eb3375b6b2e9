//! `terms`: a word that the glossary replaces by another, or a term that nothing says.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::check::reading::Page;
use crate::check::sentence::{self, Word};
use crate::check::{Context, Findings, Reader, Rule};
use crate::diagnostic::Severity;
use crate::model::Listed;
use crate::parse::document::{Data, Document};
use crate::parse::lists::Term;
use crate::source::{Content, SourceFile, Span, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "terms",
    severity: Severity::Note,
    fault_in_text: false,
    parameters: &[],
    what: "A word that `glossary.yaml` lists under `instead_of`, in a body or in what a vision, a mission or a promise \
           says; and a term that nothing in the handbook says.",
    why: "A customer who hears three words for one thing takes them for three things. What is quoted is left alone: \
          customers use their own words. A term that nobody uses is either a word that we meant to use and do not, or \
          one more thing to learn for nothing; that is looked for in English only. A link to a term that does not exist \
          is a `broken-link`.",
    example: "The client waits at reception.   (glossary: term: patient, instead_of: client)",
    fix: "The patient waits at reception.",
    check,
};

fn check<'a>(context: &'a Context<'a>, findings: &mut Findings<'a>) {
    let search = Search::new(context);
    if !search.terms.is_empty() {
        findings.read_with(search);
    }
}

const BEGINNINGS: usize = 1024;

/// What is looked for: ways to say a term, by their first word.
type Wanted = HashMap<String, Vec<Way>>;

/// Words, and the number of the term that they stand for.
struct Way {
    words: Vec<String>,
    term: usize,
}

/// One banned word in one document: where it stands first, and how often.
struct Hit {
    span: Span,
    word: String,
    term: usize,
    count: usize,
}

struct Search<'a> {
    terms: &'a [Listed<Term>],
    /// The terms themselves: "call log" is fine where "log" is none.
    ours: Wanted,
    /// What is not used here.
    banned: Wanted,
    /// The beginnings of all of them, since nearly every word of a handbook is none of them.
    beginnings: Box<[bool; BEGINNINGS]>,
    /// Whether an `s` behind a word makes it many.
    adds_s: bool,
    unsaid: Unsaid,
}

impl<'a> Search<'a> {
    fn new(context: &Context<'a>) -> Self {
        let terms = &context.handbook.terms;
        let mut search = Self {
            terms,
            ours: Wanted::new(),
            banned: Wanted::new(),
            beginnings: Box::new([false; BEGINNINGS]),
            adds_s: context.knows_the_language(),
            unsaid: Unsaid::new(context),
        };
        for (number, term) in terms.iter().map(|listed| &listed.entry).enumerate() {
            search.look_for(number, &term.term.value, true);
            for word in &term.instead_of {
                search.look_for(number, &word.value, false);
            }
        }
        search
    }

    fn look_for(&mut self, term: usize, text: &str, is_ours: bool) {
        let words: Vec<String> =
            sentence::words(text, 0..text.len()).into_iter().map(|word| word.text.into_owned()).collect();
        let Some(first) = words.first().cloned() else { return };
        self.beginnings[beginning(&first)] = true;
        self.beginnings[beginning(&format!("{first}s"))] = true;
        let wanted = if is_ours { &mut self.ours } else { &mut self.banned };
        wanted.entry(first).or_default().push(Way { words, term });
    }

    /// Goes through some words; `place` says where a stretch of them stands in the file.
    fn words<'w, 't: 'w>(
        &self,
        words: impl Iterator<Item = &'w Word<'t>> + Clone,
        hits: &mut Vec<Hit>,
        place: impl Fn(Range<usize>) -> Span,
    ) {
        let mut rest = words;
        loop {
            let here = rest.clone();
            let Some(first) = rest.next() else { return };
            if !self.beginnings[beginning(&first.text)] {
                continue;
            }
            let ours = self.longest(&self.ours, &here);
            let Some(way) = ours.or_else(|| self.longest(&self.banned, &here)) else { continue };
            if ours.is_none() {
                let last = here.take(way.words.len()).last().unwrap_or(first);
                note(way, place(first.range.start..last.range.end), hits);
            }
            if let Some(skipped) = way.words.len().checked_sub(2) {
                rest.nth(skipped);
            }
        }
    }

    fn longest<'s, 'w, 't: 'w>(
        &self,
        wanted: &'s Wanted,
        words: &(impl Iterator<Item = &'w Word<'t>> + Clone),
    ) -> Option<&'s Way> {
        let first = &*words.clone().next()?.text;
        let ways = wanted.get(first).or_else(|| wanted.get(first.strip_suffix('s')?))?;
        ways.iter().filter(|way| self.stands(&way.words, words.clone())).max_by_key(|way| way.words.len())
    }

    /// Whether `wanted` stands at the beginning of `words`, its last word one or many.
    fn stands<'w, 't: 'w>(&self, wanted: &[String], mut words: impl Iterator<Item = &'w Word<'t>>) -> bool {
        let is_many = |wanted: &str, word: &str| self.adds_s && word.strip_suffix('s') == Some(wanted);
        let last = wanted.len().saturating_sub(1);
        wanted.iter().enumerate().all(|(n, wanted)| {
            let is_word =
                |word: &Word<'_>| *wanted == word.text || (n == last && is_many(wanted, &word.text));
            words.next().is_some_and(is_word)
        })
    }
}

/// Counts a banned word; only the first of its places is told.
fn note(way: &Way, span: Span, hits: &mut Vec<Hit>) {
    let word = way.words.join(" ");
    match hits.iter_mut().find(|hit| hit.word == word) {
        Some(hit) => hit.count += 1,
        None => hits.push(Hit { span, word, term: way.term, count: 1 }),
    }
}

impl Reader for Search<'_> {
    fn read(&self, page: &Page<'_>, findings: &mut Findings<'_>) {
        let document = page.document;
        self.unsaid.look_into(&document.text);
        let mut hits: Vec<Hit> = Vec::new();
        if let Some(says) = own_saying(document) {
            let words = sentence::words(&says.value, 0..says.value.len());
            self.words(words.iter(), &mut hits, |_| says.span);
        }
        for passage in &page.passages {
            let place = |range| passage.block.place(&range, &document.text);
            self.words(passage.own(&passage.words), &mut hits, place);
        }
        for hit in hits {
            // Whoever says it in a wrong word has been told to say it in the right one.
            self.unsaid.look_into(&self.terms[hit.term].entry.term.value);
            let term = &self.terms[hit.term].entry.term.value;
            let message = format!("here we say `{term}`, not `{}`{}", hit.word, times(hit.count));
            findings
                .add(&document.path, hit.span, message)
                .help(format!("write `{term}`; the glossary says so"));
        }
    }

    fn finish(&self, findings: &mut Findings<'_>) {
        for (listed, is_said) in self.terms.iter().zip(&self.unsaid.is_said) {
            if !is_said.load(Ordering::Relaxed) {
                let term = &listed.entry.term;
                let message = format!("nothing in the handbook says `{}`", term.value);
                findings
                    .add(&listed.path, term.span, message)
                    .help("use the word where it is meant, or take it out of the glossary");
            }
        }
    }
}

/// The terms that nothing has said so far.
struct Unsaid {
    /// Their roots by the first of them, and the number of the term. Endings make no difference: "booked" says "booking".
    by_root: HashMap<String, Vec<(Vec<String>, usize)>>,
    is_said: Vec<AtomicBool>,
    left: AtomicUsize,
}

impl Unsaid {
    /// All terms, except those that the glossary itself or the journey says. None where words cannot be told apart or
    /// may stand in a file that could not be read.
    fn new(context: &Context<'_>) -> Self {
        let handbook = context.handbook;
        let is_lost = |file: &SourceFile| matches!(file.content, Content::Refused(_));
        let terms = &handbook.terms;
        let is_sure = context.knows_the_language() && !context.tree.files().any(is_lost);
        let mut unsaid = Self { by_root: HashMap::new(), is_said: Vec::new(), left: AtomicUsize::new(0) };
        for (number, term) in terms.iter().enumerate() {
            let roots = roots(&term.entry.term.value);
            let first = roots.first().cloned().filter(|_| is_sure);
            unsaid.is_said.push(AtomicBool::new(first.is_none()));
            if let Some(first) = first {
                unsaid.by_root.entry(first).or_default().push((roots, number));
                *unsaid.left.get_mut() += 1;
            }
        }
        for (number, term) in terms.iter().enumerate() {
            term.entry.means.iter().for_each(|means| unsaid.look(&means.value, Some(number)));
        }
        let moments = handbook.moments.iter().filter_map(|moment| moment.entry.title.as_ref());
        moments.for_each(|title| unsaid.look_into(&title.value));
        unsaid
    }

    /// Strikes off what a text says, marks and addresses of links included.
    fn look_into(&self, text: &str) {
        self.look(text, None);
    }

    fn look(&self, text: &str, except: Option<usize>) {
        if self.left.load(Ordering::Relaxed) == 0 {
            return;
        }
        let words = sentence::words(text, 0..text.len());
        for n in 0..words.len() {
            for (roots, term) in self.by_root.get(root(&words[n].text)).into_iter().flatten() {
                let is_it = || {
                    let here = words[n..].iter().map(|word| root(&word.text));
                    roots.iter().map(String::as_str).eq(here.take(roots.len()))
                };
                let is_news = except != Some(*term) && !self.is_said[*term].load(Ordering::Relaxed);
                if is_news && is_it() && !self.is_said[*term].swap(true, Ordering::Relaxed) {
                    self.left.fetch_sub(1, Ordering::Relaxed);
                }
            }
        }
    }
}

fn roots(text: &str) -> Vec<String> {
    sentence::words(text, 0..text.len()).iter().map(|word| root(&word.text).to_string()).collect()
}

/// A word without what its forms differ in.
fn root(word: &str) -> &str {
    let ending =
        ["ings", "ing", "ies", "ied", "ed", "es", "s"].into_iter().find(|ending| word.ends_with(ending));
    let root = ending.and_then(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let root = root.trim_end_matches(['e', 'y', 'i']);
    if root.len() < 3 { word } else { root }
}

/// Enough of a word's beginning to tell it from most others.
fn beginning(word: &str) -> usize {
    let byte = |n: usize| usize::from(word.as_bytes().get(n).copied().unwrap_or(0));
    (byte(0) * 31 + byte(1)) % BEGINNINGS
}

fn times(count: usize) -> String {
    if count > 1 { format!("; it stands here {count} times") } else { String::new() }
}

/// What a document says in our own words; a want says it in a customer's.
fn own_saying(document: &Document) -> Option<&Spanned<String>> {
    match &document.data {
        Data::Vision(_) | Data::Mission(_) | Data::Promise(_) => document.says(),
        _ => None,
    }
}
