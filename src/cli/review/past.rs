//! What a field said before: the version of its file, in the repository's history, that has the recorded fingerprint.

use std::collections::HashMap;
use std::path::Path;

use crate::model::{Handbook, Target};
use crate::parse::fingerprint::Fingerprint;
use crate::parse::meaning::{self, Field};
use crate::parse::{Layout, Parsed, parse};
use crate::source::{SourceFile, VPath};

/// A field and the fingerprint of what it said.
pub(super) type Wanted = (String, Fingerprint);

/// Earlier texts of a file, newest first.
type Versions<'a> = Box<dyn Iterator<Item = String> + 'a>;

/// The history of a handbook's files, or the reason why there is none.
pub(super) struct Past<'a> {
    versions: Result<Box<dyn Fn(&VPath) -> Versions<'a> + 'a>, String>,
}

impl<'a> Past<'a> {
    /// The history of the repository that holds `root`.
    pub(super) fn of(_root: &'a Path) -> Self {
        Self { versions: Err("this program was built without Git".to_string()) }
    }

    /// What each of `wanted` said, as far as the history of the parent's file knows.
    pub(super) fn words(
        &self,
        handbook: &Handbook,
        parent: Target,
        wanted: &[Wanted],
    ) -> HashMap<Wanted, String> {
        let mut found = HashMap::new();
        let (Ok(versions), Some(path)) = (&self.versions, path_of(handbook, parent)) else { return found };
        if wanted.is_empty() {
            return found;
        }
        for text in versions(path) {
            for field in fields(handbook, parent, path, &text) {
                let Some(fingerprint) = field.said.fingerprint() else { continue };
                let key = (field.name, fingerprint);
                if wanted.contains(&key) && !found.contains_key(&key) {
                    found.insert(key, field.said.words().to_string());
                }
            }
            if wanted.iter().all(|key| found.contains_key(key)) {
                break;
            }
        }
        found
    }

    /// Why the words of a field that changed are not known.
    pub(super) fn why_not(&self) -> &str {
        match &self.versions {
            Ok(_) => "no version in the history says it",
            Err(reason) => reason,
        }
    }
}

/// The file that a parent stands in.
fn path_of(handbook: &Handbook, parent: Target) -> Option<&VPath> {
    match parent {
        Target::Document(id) => Some(&handbook.document(id).path),
        Target::Aim(_) => handbook.vision().map(|(id, _)| &handbook.document(id).path),
        Target::Step(..) | Target::Moment(_) | Target::Term(_) => None,
    }
}

/// The fields of a parent in an earlier text of its file, by the names that `reviews.lock` has for them.
fn fields(handbook: &Handbook, parent: Target, path: &VPath, text: &str) -> Vec<Field> {
    let file = SourceFile::text(path.clone(), text);
    let Parsed::Document(document) = parse(&file, Layout::Handbook, "content") else { return Vec::new() };
    let fields = meaning::of(&document).into_iter();
    let Target::Aim(aim) = parent else { return fields.collect() };
    let Some(aim) = handbook.aims.get(aim) else { return Vec::new() };
    let name = meaning::aim(&aim.id.value);
    fields
        .filter(|field| field.name == name)
        .map(|field| Field { name: "aim".to_string(), ..field })
        .collect()
}
