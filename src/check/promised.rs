//! What the promises in force say, ready to be held against what is said elsewhere: their words and their numbers.

use std::ops::Range;

use super::alike::{FEWEST_WORDS, Saying, Sayings};
use super::amounts::{Amount, What, amounts, amounts_in};
use super::prose::Block;
use super::reading::Passage;
use super::sentence::Word;
use super::{Context, promises, sentence};
use crate::model::resolve::Destination;
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::{Document, Kind};
use crate::parse::kinds::Promise;
use crate::parse::link::LinkField;
use crate::parse::quantity::Measure;
use crate::source::Span;

/// An index of what they say: each as a whole, and each of several sentences.
pub fn sayings(handbook: &Handbook) -> Sayings<DocId> {
    const TOO_SHORT: usize = 6;
    Sayings::new(promises::made(handbook).flat_map(|(id, _, promise)| {
        let text = promise.says.as_ref().map_or("", |says| says.value.as_str());
        let mut parts = sentence::sentences(text);
        if parts.len() > 1 {
            parts.push(0..text.len());
        }
        let sayings = parts.into_iter().map(move |range| Saying::new(&sentence::words(text, range)));
        sayings.filter(|saying| saying.len() >= TOO_SHORT).map(move |saying| (saying, id))
    }))
}

/// The sentences of some passages that tell a promise in other words, and which.
pub fn drifts<'a>(
    passages: &'a [Passage<'_>],
    sayings: &'a Sayings<DocId>,
) -> impl Iterator<Item = (&'a Block, &'a Range<usize>, DocId)> {
    let read = passages.iter().filter(|passage| !passage.block.is_no_promise);
    let sentences =
        read.flat_map(|passage| passage.sentences.iter().map(move |sentence| (passage, sentence)));
    sentences.filter_map(move |(passage, sentence)| {
        let words = passage.words_of(sentence);
        // Most sentences are short or speak of other things; nothing more is asked of them.
        if words.len() < FEWEST_WORDS || !sayings.may_hold(passage.own(words)) {
            return None;
        }
        Some((passage.block, &sentence.range, *sayings.drifted_from(&Saying::new(passage.own(words)))?))
    })
}

/// The links of a body that lead to promises.
pub fn links(handbook: &Handbook, id: DocId) -> Vec<(Span, DocId)> {
    let links = handbook.body_links(id).filter_map(|(link, destination)| match destination {
        Destination::Inside(Target::Document(to), _) => Some((link.span, *to)),
        _ => None,
    });
    links.filter(|(_, to)| handbook.document(*to).kind == Kind::Promise).collect()
}

/// Whether one place lies in another: a link opens before its words do.
pub fn lies_in(inner: Span, outer: Span) -> bool {
    inner.start < outer.end && outer.start < inner.end
}

/// A number beside a link to a promise that does not say it.
pub struct Stray {
    /// Where it stands.
    pub span: Span,
    /// The promise.
    pub promise: DocId,
    /// What the promise says instead.
    pub held_to: String,
}

/// The numbers of `block` that differ from those of the promises that it links to in the same sentence, or in the
/// same item of a list.
pub fn strays(
    context: &Context<'_>,
    passage: &Passage<'_>,
    links: &[(Span, DocId)],
    file: &str,
) -> Vec<Stray> {
    let block = passage.block;
    let near = |range: &Range<usize>| -> Vec<DocId> {
        let place = block.place(range, file);
        links.iter().filter(|(link, _)| lies_in(*link, place)).map(|(_, to)| *to).collect()
    };
    if block.is_no_promise || !links.iter().any(|(link, _)| lies_in(*link, block.span)) {
        return Vec::new();
    }
    let stretches: Vec<(Range<usize>, &[Word<'_>])> = if block.is_item {
        Vec::from([(0..block.text.len(), &*passage.words)])
    } else {
        let sentences = passage.sentences.iter();
        sentences.map(|sentence| (sentence.range.clone(), passage.words_of(sentence))).collect()
    };
    let mut strays = Vec::new();
    for (range, words) in stretches {
        let mut own = amounts_in(&block.text, words);
        own.retain(|amount| !block.is_quoted(&amount.range));
        if own.is_empty() {
            continue;
        }
        let held: Vec<Held> = near(&range).into_iter().filter_map(|id| Held::new(context, id)).collect();
        let talks_of_target = block.text[range.clone()].to_lowercase().contains("target");
        for amount in own {
            let differs =
                held.iter().find_map(|held| Some((held.id, held.differs(&amount, talks_of_target)?)));
            let Some((promise, held_to)) = differs else { continue };
            // Asked last, since it reads whole documents.
            if !held.iter().any(|held| held.says(context, &amount.what)) {
                strays.push(Stray { span: block.place(&amount.range, file), promise, held_to });
            }
        }
    }
    strays
}

/// What a promise can be held to, in numbers.
struct Held {
    id: DocId,
    limit: Option<(What, String)>,
    target: Option<(What, String)>,
}

impl Held {
    /// Of a promise in force; nobody is held to another.
    fn new(context: &Context<'_>, id: DocId) -> Option<Self> {
        let promise = context.handbook.document(id).promise().filter(|promise| promise.state.is_made())?;
        let limit = promise.measure.as_ref().map(|measure| {
            let what = match &measure.value {
                Measure::AtMost(quantity) | Measure::AtLeast(quantity) => What::Quantity(quantity.clone()),
                Measure::By(clock) => What::Clock(*clock),
            };
            (what, measure.value.to_string())
        });
        let target =
            promise.target.as_ref().map(|t| (What::Percent(t.value), format!("{} of all cases", t.value)));
        Some(Self { id, limit, target })
    }

    /// Whether it, or a system that keeps it, says this number.
    fn says(&self, context: &Context<'_>, what: &What) -> bool {
        let handbook = context.handbook;
        let document = handbook.document(self.id);
        let is_said = |text: &str| numbers(text).iter().any(|said| said.is(what));
        self.limit.iter().chain(&self.target).any(|(said, _)| said.is(what))
            || document.promise().is_some_and(|promise| is_said(&own_texts(document, promise)))
            || handbook
                .sources(self.id, LinkField::Keeps)
                .into_iter()
                .any(|system| is_said(&handbook.document(system).text))
    }

    /// What it says where `amount` says something else; nothing when the two may speak of different things.
    fn differs(&self, amount: &Amount, talks_of_target: bool) -> Option<String> {
        let (what, words) = match &amount.what {
            What::Percent(_) => self.target.as_ref().filter(|_| amount.is_limit || talks_of_target)?,
            What::Clock(_) => self.limit.as_ref().filter(|_| amount.is_limit)?,
            What::Quantity(_) => {
                let limit = self.limit.as_ref()?;
                let is_meant = amount.is_limit || amount.what.has_unit_of(&limit.0);
                Some(limit).filter(|_| is_meant && !amount.is_aside)?
            }
        };
        what.is_comparable(&amount.what).then(|| words.clone())
    }
}

/// What a promise says in words, on one line each.
fn own_texts(document: &Document, promise: &Promise) -> String {
    let fields = [
        &document.title,
        &promise.says,
        &promise.not_included,
        &promise.if_we_miss,
        &promise.ours,
        &promise.told,
        &promise.costs,
        &promise.starts,
        &promise.feels,
    ];
    let texts: Vec<&str> = fields.into_iter().flatten().map(|field| field.value.as_str()).collect();
    texts.join("\n")
}

fn numbers(text: &str) -> Vec<What> {
    amounts(text).into_iter().map(|amount| amount.what).collect()
}
