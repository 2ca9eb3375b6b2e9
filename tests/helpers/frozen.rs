//! Editions without a disk: trees that stand for frozen copies.

use throughline::edition::{Candidate, Place};
use throughline::source::{Digest, Digests, SourceTree};

/// What is recorded of a copy that holds just these files.
pub fn digest(tree: &SourceTree) -> Digest {
    Digest::of_all(tree.files().map(|file| {
        let bytes = file.as_text().map_or(&[][..], |text| text.as_bytes());
        (file.path.as_str(), Digest::of_bytes(bytes))
    }))
}

/// The copy of this name, of which nothing else is known.
pub fn frozen(name: &str, files: Digest) -> Candidate {
    Candidate {
        name: name.to_string(),
        place: Place::Folder(name.to_string()),
        made: None,
        message: None,
        digests: Ok(Digests { files: Some(files), objects: None }),
    }
}
