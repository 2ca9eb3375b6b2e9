//! A tree, read and linked as a whole: the working folder, a commit, an edition.

use std::sync::Arc;

use super::{Audience, Handbook, assemble, restrict};
use crate::parse::settings::Settings;
use crate::parse::{self, Parsed};
use crate::source::SourceTree;

/// What becomes of documents marked `draft: yes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are checked and previewed.
    Keep,
    /// They are not part of the published site.
    LeaveOut,
}

/// Reads and links a tree, without the rules.
pub fn link(tree: &SourceTree, drafts: Drafts) -> Handbook {
    let settings = Arc::new(Settings::of(tree));
    let mut parsed = parse::parse_tree(tree);
    if drafts == Drafts::Keep {
        return restrict(assemble(parsed, settings, tree), &Audience::Everyone);
    }
    // A draft's file leaves the tree too: a link to it would otherwise have its source copied into the site.
    let mut published = tree.clone();
    parsed.retain(|file| match file {
        Parsed::Document(document) if document.common.draft => {
            published.remove(&document.path);
            false
        }
        _ => true,
    });
    restrict(assemble(parsed, settings, &published), &Audience::Everyone)
}
