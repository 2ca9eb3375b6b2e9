//! Search: what a site's pages say, as an index in small pieces that the page at `/search/` asks in the browser.
//!
//! ```text
//! Site ──feed──▶ Feed: one small page for each document ──index──▶ files below search/pagefind/
//! ```
//!
//! The feed is made from the model, not from finished pages, so that nothing of the frame is found, every step can be
//! led to, and a handbook that was restricted to an audience feeds nothing else. It has a fingerprint: a site that is
//! fed the same words keeps the index that it has.
//!
//! The engine is `pagefind`, which gives the same files for the same feed. A program without the feature `search` has
//! no engine, and its sites have no page that would ask it.

mod entry;
mod feed;
#[cfg(feature = "search")]
mod index;
#[cfg(feature = "search")]
mod language;

pub use feed::{Entry, Feed};
#[cfg(feature = "search")]
pub use index::index;

/// Whether this program can make an index.
pub const IS_BUILT_IN: bool = cfg!(feature = "search");

/// The engine and its version, whose files of an index have to fit each other.
pub const ENGINE: &str = "pagefind 1.6.0";

/// The folder of the index, from the root of a site. No route of a site lies in it.
pub const FOLDER: &str = crate::site::SEARCH_INDEX;

/// The file that keeps the fingerprint of what an index was made from.
pub const FED: &str = "search/pagefind/fed.txt";

/// One file of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it stands, from the root of the site.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Without an engine there is nothing to ask.
///
/// # Errors
/// Always.
#[cfg(not(feature = "search"))]
pub fn index(_: Feed) -> anyhow::Result<Vec<File>> {
    anyhow::bail!("this program was built without its feature `search`")
}

#[cfg(test)]
#[cfg(feature = "search")]
mod tests;
