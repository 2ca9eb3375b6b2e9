//! Stage three: parsed files become one linked whole.
//!
//! [`assemble`] gives every document an id and an address, leads every link to what it names, and computes the
//! graph downward once, since links are written upward only. It never fails: what does not fit together is kept
//! beside the handbook and becomes findings in the next stage.

pub mod address;
pub mod audience;
pub mod claim;
mod files;
pub mod folders;
mod graph;
pub mod handbook;
pub mod impact;
mod lead;
pub mod line;
mod lists;
pub mod names;
mod order;
pub mod outline;
pub mod palette;
mod paths;
mod places;
mod relink;
pub mod resolve;
pub mod review;
pub mod role;
pub mod rotation;
mod surface;
pub mod tree;
mod whole;

use std::sync::Arc;

use crate::parse::fault::Fault;
use crate::parse::lists::Entries;
use crate::parse::settings::Settings;
use crate::parse::{self, Layout, Parsed};
use crate::source::{SourceTree, VPath};

pub use audience::{Audience, restrict};
use files::Files;
pub use folders::{Entry, Folder, FolderId, Folders};
pub use handbook::{Aim, DocId, Handbook, Incoming, Listed, Target};
pub use names::{Names, Resolved};
use relink::Change;
pub use relink::Relinked;
pub use resolve::Destination;
pub use whole::{Drafts, link};

/// Links parsed files into a handbook. `parsed` is in the order of paths.
pub fn assemble(parsed: Vec<Parsed>, settings: Arc<Settings>, tree: &SourceTree) -> Handbook {
    reassemble(parsed, settings, tree, None).0
}

/// As [`assemble`], with the parts of the handbook `before` whose inputs are what they were. The outcome is the same.
///
/// Only documents that are another value count as changed, so whoever keeps what was parsed is rewarded.
pub fn reassemble(
    parsed: Vec<Parsed>,
    settings: Arc<Settings>,
    tree: &SourceTree,
    before: Option<&Handbook>,
) -> (Handbook, Relinked) {
    let mut handbook = sort_out(parsed, settings, parse::layout(tree).0);
    handbook.name.clone_from(&tree.name);
    handbook.files = match before.filter(|before| before.files.are_those_of(tree)) {
        Some(before) => Arc::clone(&before.files),
        None => Arc::new(Files::of(tree)),
    };
    let (mut handbook, relinked) =
        match before.and_then(|before| Some((before, Change::between(before, &mut handbook)?))) {
            Some((before, change)) => relink::follow(handbook, before, &change),
            None => relink::link(handbook),
        };
    handbook.latest_reviews = review::latest(&handbook);
    (handbook, relinked)
}

/// Puts every parsed file where it belongs.
fn sort_out(parsed: Vec<Parsed>, settings: Arc<Settings>, layout: Layout) -> Handbook {
    let mut handbook = Handbook::empty(settings, layout);
    handbook.documents.reserve_exact(parsed.len());
    for file in parsed {
        match file {
            Parsed::Document(document) => handbook.documents.push(document),
            Parsed::Roles(file) => {
                handbook.documents.extend(file.roles.iter().map(Arc::clone));
                handbook.file_faults.extend(with_path(&file.path, &file.faults));
            }
            Parsed::List(list) => {
                handbook.file_faults.extend(with_path(&list.path, &list.faults));
                match &list.entries {
                    Entries::Moments(moments) => handbook.moments = listed(&list.path, moments),
                    Entries::Terms(terms) => handbook.terms = listed(&list.path, terms),
                }
            }
            Parsed::Log(log) => {
                handbook.file_faults.extend(with_path(&log.path, &log.faults));
                handbook.logs.push(log);
            }
            Parsed::Reviews(path, reviews) => {
                handbook.file_faults.extend(with_path(&path, &reviews.faults));
                handbook.reviews = reviews;
            }
            Parsed::Editions(path, lock) => {
                handbook.file_faults.extend(with_path(&path, &lock.faults));
                handbook.recorded = lock;
            }
            Parsed::Other => {}
        }
    }
    handbook
}

fn with_path(path: &VPath, faults: &[Fault]) -> impl Iterator<Item = (VPath, Fault)> {
    faults.iter().map(|fault| (path.clone(), fault.clone()))
}

fn listed<T: Clone>(path: &VPath, entries: &[T]) -> Vec<Listed<T>> {
    entries.iter().map(|entry| Listed { path: path.clone(), entry: entry.clone() }).collect()
}
