//! The fields of a document, old beside new: those that it is held to, and those that nobody is held to.
//!
//! Whoever names a difference takes its field; what nobody takes is told as a detail, so that nothing goes unnamed.

use std::collections::BTreeSet;

use super::change::Part;
use super::name::Name;
use super::question::State;
use super::sides::{Ends, On, Sides, Told};
use super::wording;
use crate::model::DocId;
use crate::parse::document::Document;
use crate::parse::fingerprint::normalised;
use crate::parse::link::LinkField;
use crate::parse::meaning::{self, Said};
use crate::source::Spanned;

/// A field of the meaning on both sides.
struct Field {
    name: String,
    old: Said,
    new: Said,
    is_taken: bool,
}

/// The differences of one pair of documents, while they are being named.
pub(super) struct Fields<'a> {
    pub(super) old: &'a Document,
    pub(super) new: &'a Document,
    pub(super) on: On,
    ids: (DocId, DocId),
    meaning: Vec<Field>,
    details: Vec<Part>,
    words: Vec<Part>,
    /// Fields whose new words somebody approved as the same.
    approved: Vec<String>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(sides: &mut Sides<'a>, old_id: DocId, new_id: DocId) -> Self {
        let (old, new) = sides.documents(old_id, new_id);
        // Steps have names of their own for what differs.
        let mut then = meaning::of_header(old);
        let mut meaning = Vec::new();
        for now in meaning::of_header(new) {
            let before =
                then.iter().position(|field| field.name == now.name).map(|at| then.swap_remove(at).said);
            meaning.push(Field {
                name: now.name,
                old: before.unwrap_or(Said::Nothing),
                new: now.said,
                is_taken: false,
            });
        }
        let gone = then.into_iter().map(|before| Field {
            name: before.name,
            old: before.said,
            new: Said::Nothing,
            is_taken: false,
        });
        meaning.extend(gone);
        let mut fields = Self {
            old,
            new,
            on: On::Document(Ends::both(old_id, new_id)),
            ids: (old_id, new_id),
            meaning,
            details: Vec::new(),
            words: Vec::new(),
            approved: Vec::new(),
        };
        fields.settle_what_is_not_known(sides);
        fields
    }

    /// What is written and cannot be read on one side is asked about, and not compared.
    fn settle_what_is_not_known(&mut self, sides: &mut Sides<'_>) {
        for field in &mut self.meaning {
            field.is_taken |= field.old == Said::Unsure || field.new == Said::Unsure;
        }
        for (one, other, state) in [(self.old, self.new, State::Old), (self.new, self.old, State::New)] {
            let only_here = one.unsure.iter().filter(|field| !other.unsure.contains(field));
            for field in only_here {
                sides.ask_to_read(self.ids.0, self.ids.1, state, Some(field));
            }
        }
    }

    /// Takes a field of the meaning: its words before and now, when it means something else. What only reads otherwise
    /// is kept for [`Self::finish`].
    pub(super) fn take(&mut self, name: &str) -> Option<(Option<String>, Option<String>)> {
        let field = self.meaning.iter_mut().find(|field| field.name == name && !field.is_taken)?;
        field.is_taken = true;
        let (old, new) = (field.old.words(), field.new.words());
        if field.old.fingerprint() != field.new.fingerprint() {
            return Some((non_empty(old), non_empty(new)));
        }
        if old != new {
            let part =
                Part { field: words_of(name), from: non_empty(old), to: non_empty(new), direction: None };
            self.words.push(part);
        }
        None
    }

    /// Takes a field that is compared elsewhere.
    pub(super) fn settle(&mut self, name: &str) {
        self.meaning.iter_mut().filter(|field| field.name == name).for_each(|field| field.is_taken = true);
    }

    /// Whether a field is written on both sides in words that can be read, or left out.
    pub(super) fn is_known(&self, name: &str) -> bool {
        !self.old.is_unsure(name) && !self.new.is_unsure(name)
    }

    /// Tells of a sentence under `name`, unless somebody approved the new words as the same.
    pub(super) fn prose(&mut self, sides: &mut Sides<'_>, field: &str, name: Name) {
        let at = self.meaning.iter().find(|at| at.name == field);
        let prints = at.map_or([None, None], |at| [at.old.fingerprint(), at.new.fingerprint()]);
        let Some((from, to)) = self.take(field) else { return };
        if wording::is_approved(sides, &self.new.id.value, field, prints) {
            self.words.push(Part { field: words_of(field), from, to, direction: None });
            self.approved.push(field.to_string());
            return;
        }
        sides.tell(&self.on, Told::of(name).from(from).to(to).field(field));
    }

    /// The ids of a field on both sides, when they name other things.
    pub(super) fn ids(&self, sides: &Sides<'a>, field: LinkField) -> Option<[BTreeSet<&'a str>; 2]> {
        let (old, new) = (sides.old.ids(self.old, field, None), sides.new.ids(self.new, field, None));
        (self.is_known(field.name()) && old != new).then_some([old, new])
    }

    /// Tells of a link to something else under `name`, in titles.
    pub(super) fn link(&mut self, sides: &mut Sides<'a>, field: LinkField, name: Name) {
        let Some(ids) = self.ids(sides, field) else { return };
        let [from, to] = sides.titles(&ids);
        sides.tell(&self.on, Told::of(name).from(from).to(to));
    }

    /// Compares texts that nobody is held to.
    pub(super) fn detail(&mut self, field: &str, old: Option<String>, new: Option<String>) {
        if old == new || !self.is_known(field) {
            return;
        }
        let plain = |text: &Option<String>| text.as_deref().map(normalised);
        let group = if plain(&old) == plain(&new) { &mut self.words } else { &mut self.details };
        group.push(Part { field: words_of(field), from: old, to: new, direction: None });
    }

    /// Keeps words that mean the same for [`Self::finish`], where they differ.
    pub(super) fn same_meaning(&mut self, field: &str, old: &str, new: &str) {
        if old != new {
            let part =
                Part { field: words_of(field), from: non_empty(old), to: non_empty(new), direction: None };
            self.words.push(part);
        }
    }

    /// Compares a text field that nobody is held to.
    pub(super) fn detail_text(
        &mut self,
        field: &str,
        old: Option<&Spanned<String>>,
        new: Option<&Spanned<String>>,
    ) {
        self.detail(field, text(old), text(new));
    }

    /// Compares ids that nobody is held to.
    pub(super) fn detail_ids(&mut self, sides: &Sides<'a>, field: LinkField) {
        let Some(ids) = self.ids(sides, field) else { return };
        let [from, to] = sides.titles(&ids);
        self.details.push(Part { field: words_of(field.name()), from, to, direction: None });
    }

    /// Tells what is left: details, and the words of everything else as one change. `text` is the name for a body that
    /// says something else.
    pub(super) fn finish(mut self, sides: &mut Sides<'a>, text: Name) {
        self.common();
        let mut unnamed = Vec::new();
        for name in self
            .meaning
            .iter()
            .filter(|field| !field.is_taken)
            .map(|field| field.name.clone())
            .collect::<Vec<_>>()
        {
            if let Some((from, to)) = self.take(&name) {
                self.details.push(Part { field: words_of(&name), from, to, direction: None });
                unnamed.push(name);
            }
        }
        let details = std::mem::take(&mut self.details);
        if !details.is_empty() {
            let mut told = in_parts(Told::of(Name::DetailsChanged), details);
            told.fields = unnamed;
            sides.tell(&self.on, told);
        }
        if let Some((old, new)) = body(self.old, self.new) {
            let part = Part {
                field: "text".to_string(),
                from: non_empty(&old),
                to: non_empty(&new),
                direction: None,
            };
            if text == Name::Reworded || normalised(&old) == normalised(&new) {
                self.words.push(part);
            } else {
                sides.tell(&self.on, in_parts(Told::of(text), vec![part]));
            }
        }
        if !self.words.is_empty() {
            let mut told = in_parts(Told::of(Name::Reworded), self.words);
            told.fields = self.approved;
            sides.tell(&self.on, told);
        }
    }

    /// The fields that any document may have.
    fn common(&mut self) {
        let (old, new) = (&self.old.common, &self.new.common);
        let every =
            |document: &Document| document.common.review_every.as_ref().map(|every| every.value.to_string());
        self.detail("review_every", every(self.old), every(self.new));
        let order = |document: &Document| document.common.order.as_ref().map(|order| order.value.to_string());
        self.detail("order", order(self.old), order(self.new));
        let draft = |draft: bool| draft.then(|| "yes".to_string());
        self.detail("draft", draft(old.draft), draft(new.draft));
        self.detail("tags", list(&old.tags), list(&new.tags));
        self.detail("aliases", list(&old.aliases), list(&new.aliases));
        self.detail("audience", list(&old.audience), list(&new.audience));
        self.detail("places", list(&old.places), list(&new.places));
    }
}

impl<'a> Sides<'a> {
    /// What people called the things that ids on the old side stand for, and what they call those on the new side.
    pub(super) fn titles(&self, [old, new]: &[BTreeSet<&str>; 2]) -> [Option<String>; 2] {
        let joined = |titles: Vec<String>| non_empty(&titles.join(", "));
        [
            joined(old.iter().map(|id| self.old_title(id)).collect()),
            joined(new.iter().map(|id| self.new.title(id)).collect()),
        ]
    }

    /// What people called the thing that an id, as it is now or was last, stands for.
    fn old_title(&self, id: &str) -> String {
        let new = self.new.handbook.names.document(id);
        let old = new.and_then(|id| self.same.old_of.get(id.index()).copied().flatten());
        match old {
            Some(old) => self.old.handbook.document(old).title().to_string(),
            None => self.old.title(id),
        }
    }
}

/// One part stands for itself; of several each has its own words.
pub(super) fn in_parts(told: Told, parts: Vec<Part>) -> Told {
    match &*parts {
        [only] => told.from(only.from.clone()).to(only.to.clone()).parts(parts),
        _ => told.parts(parts),
    }
}

/// `if we miss`
pub(super) fn words_of(field: &str) -> String {
    field.replace('_', " ")
}

pub(super) fn text(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| text.value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Words in any order.
pub(super) fn list(words: &[Spanned<String>]) -> Option<String> {
    let mut words: Vec<&str> = words.iter().map(|word| word.value.trim()).collect();
    words.sort_unstable();
    non_empty(&words.join(", "))
}

pub(super) fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

/// The lines of the prose that differ, without the checklist: `None` when all are the same.
fn body(old: &Document, new: &Document) -> Option<(String, String)> {
    let (old, new) = (prose(old), prose(new));
    if old == new {
        return None;
    }
    let ahead = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[ahead..], &new[ahead..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let joined = |lines: &[&str]| lines[..lines.len() - behind].join("\n").trim().to_string();
    Some((joined(old), joined(new)))
}

/// The lines below the header that are read: no excuses, which have names of their own, and no blank lines.
fn prose(document: &Document) -> Vec<&str> {
    let spans: &[_] = &document.body.prose;
    let lines = spans.iter().filter_map(|span| document.text.get(span.range())).flat_map(str::lines);
    lines
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.trim_start().starts_with("<!-- allow "))
        .collect()
}
