//! What a field said before: the version of its file, in the repository's history, that has the recorded fingerprint.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use anyhow::Result;

use crate::model::review::Suspicion;
use crate::model::{Handbook, Target};
use crate::parse::fingerprint::Fingerprint;
use crate::parse::meaning::{self, Field};
use crate::parse::{Layout, Parsed, parse};
#[cfg(feature = "git")]
use crate::source::git::Repository;
use crate::source::{SourceFile, VPath};

/// A field and the fingerprint of what it said.
type Wanted = (String, Fingerprint);

/// Whose words are looked for.
type Question = (Target, Vec<Wanted>);

/// Earlier texts of the handbook's files.
pub(super) trait History {
    /// Shows each earlier text of `path`, the newest first, until `look` has seen enough and says `false`.
    ///
    /// # Errors
    /// When the history ends before that, or cannot be read; the sentence says what to do about it.
    fn earlier(&self, path: &VPath, look: &mut dyn FnMut(&str) -> bool) -> Result<()>;
}

/// The history of a handbook, or the reason why there is none.
pub(super) struct Past {
    history: Result<Box<dyn History>>,
    /// What was looked for before: many children wait because of one change.
    asked: RefCell<HashMap<Question, Rc<Known>>>,
}

/// What was found of the words that were looked for.
pub(super) struct Known {
    words: HashMap<Wanted, String>,
    /// Why there are no more.
    reason: String,
}

impl Past {
    /// The history that `root` lies in.
    pub(super) fn of(root: &Path) -> Self {
        Self { history: open(root), asked: RefCell::default() }
    }

    /// What each changed field said, as far as the history of the parent's file knows.
    pub(super) fn words(&self, handbook: &Handbook, suspicion: &Suspicion) -> Rc<Known> {
        let changes = suspicion.changes.iter();
        let wanted = changes.filter_map(|change| Some((change.name.clone(), change.then?))).collect();
        let key: Question = (suspicion.parent, wanted);
        if let Some(known) = self.asked.borrow().get(&key) {
            return Rc::clone(known);
        }
        let known = Rc::new(self.look_for(handbook, key.0, &key.1));
        self.asked.borrow_mut().insert(key, Rc::clone(&known));
        known
    }

    fn look_for(&self, handbook: &Handbook, parent: Target, wanted: &[Wanted]) -> Known {
        let mut words = HashMap::new();
        let mut look = |text: &str, path: &VPath| {
            for field in fields(handbook, parent, path, text) {
                let Some(fingerprint) = field.said.fingerprint() else { continue };
                let key = (field.name, fingerprint);
                if wanted.contains(&key) && !words.contains_key(&key) {
                    words.insert(key, field.said.words().to_string());
                }
            }
            words.len() < wanted.len()
        };
        let reason = match (&self.history, handbook.document_of(parent)) {
            (Ok(history), Some(id)) if !wanted.is_empty() => {
                let path = &handbook.document(id).path;
                history.earlier(path, &mut |text| look(text, path)).err().map(|error| error.to_string())
            }
            (Ok(_), _) => None,
            (Err(error), _) => Some(error.to_string()),
        };
        let reason = reason.unwrap_or_else(|| "no version of the file in the history says it".to_string());
        Known { words, reason }
    }
}

impl Known {
    /// The words that a field had with this fingerprint, or why nobody knows them.
    pub(super) fn get(&self, name: &str, then: Fingerprint) -> Result<&str, &str> {
        self.words.get(&(name.to_string(), then)).map(String::as_str).ok_or(&self.reason)
    }
}

/// The fields of a parent in an earlier text of its file, by the names that `reviews.lock` has for them.
fn fields(handbook: &Handbook, parent: Target, path: &VPath, text: &str) -> Vec<Field> {
    let file = SourceFile::text(path.clone(), text);
    let Parsed::Document(document) = parse(&file, Layout::Handbook, "content") else { return Vec::new() };
    let Target::Aim(aim) = parent else { return meaning::of(&document) };
    let aim = handbook.aims.get(aim).and_then(|aim| meaning::of_aim(&document, &aim.id.value));
    aim.into_iter().collect()
}

#[cfg(feature = "git")]
fn open(root: &Path) -> Result<Box<dyn History>> {
    Ok(Box::new(Repository::holding(root)?))
}

#[cfg(feature = "git")]
impl History for Repository {
    fn earlier(&self, path: &VPath, look: &mut dyn FnMut(&str) -> bool) -> Result<()> {
        Self::earlier(self, path, look)
    }
}

#[cfg(not(feature = "git"))]
fn open(_root: &Path) -> Result<Box<dyn History>> {
    anyhow::bail!("this program was built without `git`")
}
