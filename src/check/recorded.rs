//! What several rules ask about the record: whose it is, where to point, and where the row stands.

use super::{Context, promises};
use crate::model::{DocId, Handbook};
use crate::parse::document::Document;
use crate::parse::kinds::Promise;
use crate::record::{At, Kept};
use crate::source::{Span, VPath};

/// Every promise that is made, with its record. Nothing before the first row of `kept.csv`.
pub fn promises<'a>(
    context: &'a Context<'_>,
) -> impl Iterator<Item = (DocId, &'a Document, &'a Promise, &'a Kept)> {
    let made = promises::made(context.handbook).filter(|_| context.record.any_kept);
    made.filter_map(|(id, document, promise)| {
        Some((id, document, promise, context.record.kept(id)?)).filter(|_| !document.unreadable)
    })
}

/// Where a promise says how often it is kept; else the promise.
pub fn target(document: &Document, promise: &Promise) -> Span {
    promise.target.as_ref().map_or(document.top, |target| target.span)
}

/// The file and place of a row.
pub fn row(handbook: &Handbook, at: At) -> Option<(&VPath, Span)> {
    handbook.logs.get(at.log).map(|log| (&log.path, at.span))
}
