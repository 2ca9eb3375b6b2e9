//! What several rules ask about promises: which are made, how they are kept, and in which moments.

use super::doubt;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Document, Kind};
use crate::parse::kinds::{Promise, State};
use crate::parse::link::LinkField;
use crate::source::{Span, Spanned};

/// Every promise that is made: on trial or standing.
pub fn made(handbook: &Handbook) -> impl Iterator<Item = (DocId, &Document, &Promise)> {
    handbook.ids().filter_map(|id| {
        let document = handbook.document(id);
        let promise = document.promise().filter(|promise| promise.state.is_made())?;
        Some((id, document, promise))
    })
}

/// What promises tell customers, sentence by sentence: what each says and what happens after a miss. Of one that is
/// retired nobody is told anything.
pub fn told(handbook: &Handbook) -> impl Iterator<Item = (&Document, &Spanned<String>)> {
    let promises = handbook.documents.iter().filter_map(|document| Some((document, document.promise()?)));
    let living = promises.filter(|(_, promise)| promise.state != State::Retired);
    living.flat_map(|(document, promise)| {
        let sentences = [&promise.says, &promise.if_we_miss].into_iter().flatten();
        sentences.map(move |sentence| (&**document, sentence))
    })
}

/// Whether any promise stands. Before the first does, gaps are the work at hand and nobody needs to be told.
pub fn any_stands(handbook: &Handbook) -> bool {
    handbook.of_kind(Kind::Promise).any(|id| handbook.state(id) == Some(State::Standing))
}

/// The promises made in each moment; `None` where a promise may be met in a moment that could not be read.
pub fn by_moment(handbook: &Handbook) -> Option<Vec<Vec<DocId>>> {
    let mut moments = vec![Vec::new(); handbook.moments.len()];
    for id in handbook.of_kind(Kind::Promise) {
        let document = handbook.document(id);
        let is_certain = !["state", "level"].iter().any(|field| document.is_unsure(field));
        if !is_certain || doubt::is_unsure(handbook, id, LinkField::At) {
            return None;
        }
        if !handbook.state(id).is_some_and(State::is_made) {
            continue;
        }
        let at: Vec<usize> = at(handbook, id).collect();
        if at.is_empty() {
            return None;
        }
        for moment in at {
            moments.get_mut(moment)?.push(id);
        }
    }
    Some(moments)
}

/// The moments in which a promise or a want is met.
pub fn at(handbook: &Handbook, id: DocId) -> impl Iterator<Item = usize> + '_ {
    handbook.moments_of(id)
}

/// The value of a header's field on its one line; else the document as a whole.
pub fn field(document: &Document, name: &str) -> Span {
    let mut at = 0;
    for (number, line) in document.text.split_inclusive('\n').enumerate() {
        if number > 0 && line.trim_end() == "---" {
            break;
        }
        if let Some(value) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(':')) {
            let start = at + line.len() - value.trim_start().len();
            let end = at + line.trim_end().len();
            return if start < end { Span::new(start, end) } else { document.top };
        }
        at += line.len();
    }
    document.top
}
