//! The cache: what was made once at some cost, in packs, each whole or not there at all.
//!
//! ```text
//! pack:  magic │ part │ part │ … │ index (JSON) │ end: where the index is, how long, its hash
//! ```
//!
//! A pack is one file: parts in a row, and an index that says what they are. It bears a name and a key, the key being a
//! hash of everything that it was made from, so that it is never stale, only unknown. Whoever asks for a pack gets it
//! whole and sound, or nothing, and then makes it anew: a damaged one, one of an older program and somebody else's file
//! are all the same, none. The index is looked at when a pack is opened, each part when it is read.
//!
//! A pack is written under another name and gets its own when it is complete. Packs that nobody asked for are swept
//! away; a file that is no pack is never touched.

mod disk;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

pub use disk::{Cache, Draft, Pack, tool};

/// What a pack begins with; a later format has another number and reads this one as none.
const MAGIC: &[u8; 20] = b"throughline pack 1\n\0";

/// How long the end of a pack is: where its index is, how long that is, its hash.
const END: usize = 24;

/// A hash of everything that a pack was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u128);

impl Key {
    /// The key of these things, in this order.
    pub fn of<'a>(things: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Xxh3::new();
        for thing in things {
            hash.update(&(thing.len() as u64).to_le_bytes());
            hash.update(thing);
        }
        Self(hash.digest128())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Where a part of a pack is, and what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    offset: u64,
    len: u64,
    hash: u64,
}

impl Part {
    /// Whether these are the bytes that were put there.
    fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.len && xxh3_64(bytes) == self.hash
    }
}

/// A part that is not what was put there: the pack is to be made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// The name of the pack.
    pub pack: String,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the cached pages of {} are damaged: build again", self.pack)
    }
}

impl std::error::Error for Damaged {}

/// The end of a pack whose index has these bytes and begins at `offset`.
fn end(offset: u64, index: &[u8]) -> [u8; END] {
    let mut end = [0; END];
    let fields = [offset, index.len() as u64, xxh3_64(index)];
    for (place, field) in end.chunks_exact_mut(8).zip(fields) {
        place.copy_from_slice(&field.to_le_bytes());
    }
    end
}

/// Where the index of a pack of `len` bytes is, if its end can be right.
fn index_at(end: &[u8; END], len: u64) -> Option<Part> {
    let field = |n: usize| Some(u64::from_le_bytes(end.get(n * 8..n * 8 + 8)?.try_into().ok()?));
    let part = Part { offset: field(0)?, len: field(1)?, hash: field(2)? };
    let ends_at = part.offset.checked_add(part.len)?.checked_add(END as u64)?;
    (part.offset >= MAGIC.len() as u64 && ends_at == len).then_some(part)
}
