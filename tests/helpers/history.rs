//! What somebody did to a handbook between its editions.

use std::collections::BTreeMap;

/// The files of a small handbook, by path.
pub type Files = BTreeMap<&'static str, String>;

/// One thing that somebody did.
#[derive(Debug, Clone)]
pub enum Step {
    Write(&'static str, String),
    Move(&'static str, &'static str),
    Delete(&'static str),
}

/// The files after each round of steps, the first round first.
pub fn states(mut files: Files, rounds: impl IntoIterator<Item = Vec<Step>>) -> Vec<Files> {
    let mut states = Vec::new();
    for steps in rounds {
        for step in steps {
            match step {
                Step::Write(path, text) => drop(files.insert(path, text)),
                Step::Move(from, to) => {
                    if let Some(text) = files.remove(from) {
                        files.insert(to, text);
                    }
                }
                Step::Delete(path) => drop(files.remove(path)),
            }
        }
        states.push(files.clone());
    }
    states
}
