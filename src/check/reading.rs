//! Reading what documents say, once for all rules that ask about it.
//!
//! The plain words of ten thousand documents take more memory than the documents. So there is one pass: a document's
//! words are made, every [`Reader`] is asked about them, and they are dropped.

use std::cell::OnceCell;
use std::ops::Range;

use rayon::prelude::*;

use super::prose::{self, Block};
use super::rule::{Findings, Reader, Rule};
use super::sentence::{self, Word};
use super::{Context, promised};
use crate::diagnostic::Diagnostic;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Document, Kind};
use crate::source::Span;

/// A document that is being read.
pub struct Page<'a> {
    /// Its number.
    pub id: DocId,
    /// The document.
    pub document: &'a Document,
    /// Its blocks, in the order of the text.
    pub passages: Vec<Passage<'a>>,
    handbook: &'a Handbook,
    promises: OnceCell<Vec<(Span, DocId)>>,
}

impl Page<'_> {
    /// The links of the body that lead to promises, each with its place.
    pub fn links_to_promises(&self) -> &[(Span, DocId)] {
        self.promises.get_or_init(|| promised::links(self.handbook, self.id))
    }
}

/// A block with its sentences and words.
pub struct Passage<'a> {
    /// The block.
    pub block: &'a Block,
    /// All its words.
    pub words: Vec<Word<'a>>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// A sentence of a passage.
pub struct Sentence {
    /// Where it stands in the block's text.
    pub range: Range<usize>,
    /// The numbers of its words.
    words: Range<usize>,
}

impl<'a> Passage<'a> {
    /// Reads a block.
    pub fn of(block: &'a Block) -> Self {
        let words = sentence::words(&block.text, 0..block.text.len());
        let mut behind = 0;
        let sentences = block.sentences().into_iter().map(|range| {
            let first = behind;
            let inside = words[first..].iter().take_while(|word| word.range.end <= range.end);
            behind += inside.count();
            Sentence { range, words: first..behind }
        });
        let sentences = sentences.collect();
        Self { block, words, sentences }
    }

    /// The words of one of its sentences.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word<'a>] {
        &self.words[sentence.words.clone()]
    }

    /// Those of some of its words that are the author's own.
    pub fn own<'w>(&'w self, words: &'w [Word<'a>]) -> impl Iterator<Item = &'w Word<'a>> + Clone {
        words.iter().filter(|word| !self.block.is_quoted(&word.range))
    }
}

/// What each reader finds, with its rule; `goes_on` is asked before each document.
pub fn read<'a>(
    context: &Context<'_>,
    readers: &[(&'a Rule, Box<dyn Reader + '_>)],
    goes_on: &(impl Fn() -> bool + Sync),
) -> Vec<(&'a Rule, Diagnostic)> {
    if readers.is_empty() {
        return Vec::new();
    }
    let told = |rule: &'a Rule, findings: Findings<'_>| {
        findings.into_list().into_iter().map(move |finding| (rule, finding))
    };
    let documents: Vec<DocId> = context.handbook.ids().collect();
    let in_document = |id: &DocId| {
        if !goes_on() {
            return Vec::new();
        }
        let document = context.handbook.document(*id);
        let blocks = prose_of(document);
        let page = Page {
            id: *id,
            document,
            passages: blocks.iter().map(Passage::of).collect(),
            handbook: context.handbook,
            promises: OnceCell::new(),
        };
        let mut found = Vec::new();
        for (rule, reader) in readers {
            let mut findings = Findings::of(rule);
            reader.read(&page, &mut findings);
            found.extend(told(rule, findings));
        }
        found
    };
    let mut found: Vec<(&Rule, Diagnostic)> = documents.par_iter().flat_map_iter(in_document).collect();
    for (rule, reader) in readers {
        let mut findings = Findings::of(rule);
        reader.finish(&mut findings);
        found.extend(told(rule, findings));
    }
    found
}

/// The blocks of a body. Nothing where a header is missing or lost: what stands there then is no prose.
fn prose_of(document: &Document) -> Vec<Block> {
    let has_header = document.kind == Kind::Page || document.body.span.start > 0;
    if document.unreadable || !has_header {
        return Vec::new();
    }
    prose::of_markdown(&document.text, document.body.span.start as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_the_words_that_it_has_alone() {
        let text =
            "Mrs. Aydin phones at 16.30! @front-desk (“Don’t.”) {{promise:x}} Ünï 95%… and 1,000.5. End";
        let block = &prose::of_markdown(text, 0)[0];
        let passage = Passage::of(block);
        assert_eq!(passage.sentences.len(), 5);
        for sentence in &passage.sentences {
            let alone = sentence::words(&block.text, sentence.range.clone());
            assert_eq!(passage.words_of(sentence), alone, "{}", &block.text[sentence.range.clone()]);
        }
        let own: Vec<_> = passage.own(&passage.words).map(|word| &*word.text).collect();
        assert_eq!(own, ["mrs", "aydin", "phones", "at", "16.30", "ünï", "95%", "and", "1,000.5", "end"]);
    }
}
