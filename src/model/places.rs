//! Where every document stands: its number by path, its address on the site, and what else can be asked of that.

use std::collections::HashMap;
use std::sync::Arc;

use super::address::{self, Addresses};
use super::handbook::{DocId, Handbook};
use crate::parse::Layout;
use crate::parse::document::Kind;
use crate::parse::is_markdown;
use crate::source::VPath;

/// The places of documents. They follow from paths, kinds and ids alone (and, in a plain folder, from old addresses), so
/// that an edit of anything else leaves them as they are.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_path: Arc<HashMap<VPath, DocId>>,
    /// The documents of each kind in the order of paths; kinds in the order of [`Kind::ALL`].
    by_kind: [Vec<DocId>; Kind::ALL.len()],
    pub(super) addresses: Addresses,
    /// Where pages stood before, without the slashes around it. Only in a plain folder do links still use those.
    aliases: HashMap<String, DocId>,
}

impl Places {
    pub(super) fn of(handbook: &Handbook) -> Self {
        let mut by_path = HashMap::with_capacity(handbook.documents.len());
        let mut places = Self::default();
        for id in handbook.ids() {
            let document = handbook.document(id);
            places.by_kind[document.kind as usize].push(id);
            // A list of roles is a file of many.
            if is_markdown(&document.path) {
                by_path.insert(document.path.clone(), id);
            }
            if handbook.layout == Layout::Plain {
                for alias in &document.common.aliases {
                    places.aliases.entry(alias.value.trim_matches('/').to_string()).or_insert(id);
                }
            }
        }
        places.by_path = Arc::new(by_path);
        places.addresses = address::assign(handbook);
        places
    }

    /// The places of documents whose paths and kinds are those of `before`, and whose ids are not, in a handbook.
    pub(super) fn renamed(handbook: &Handbook, before: &Self) -> Self {
        Self {
            by_path: Arc::clone(&before.by_path),
            by_kind: before.by_kind.clone(),
            addresses: address::assign(handbook),
            aliases: HashMap::new(),
        }
    }

    /// The documents of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> &[DocId] {
        &self.by_kind[kind as usize]
    }

    /// The document in a file.
    pub(super) fn at(&self, path: &str) -> Option<DocId> {
        self.by_path.get(path).copied()
    }

    /// The page that an old address leads to.
    pub(super) fn alias(&self, path: &str) -> Option<DocId> {
        self.aliases.get(path.strip_prefix('/')?.trim_matches('/')).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_are_numbered_in_the_order_of_their_list() {
        assert!(Kind::ALL.iter().enumerate().all(|(n, kind)| *kind as usize == n));
    }
}
