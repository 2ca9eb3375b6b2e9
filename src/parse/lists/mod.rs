//! The short lists beside the documents: moments, terms, and roles for those who do not want a file each.

mod glossary;
mod journey;

pub use glossary::Term;
pub use journey::{During, Expects, Moment};

use super::fault::{Fault, FaultKind, YamlTrap};
use super::header::Header;
use super::yaml::{self, Node, Value};
use crate::source::{SourceFile, Span, VPath};

/// One list file.
#[derive(Debug, Clone)]
pub struct List {
    /// The file.
    pub path: VPath,
    /// Its entries.
    pub entries: Entries,
    /// Everything wrong with it on its own.
    pub faults: Vec<Fault>,
}

/// What a list holds.
#[derive(Debug, Clone)]
pub enum Entries {
    /// `journey.yaml`
    Moments(Vec<Moment>),
    /// `glossary.yaml`
    Terms(Vec<Term>),
}

/// Reads `journey.yaml`.
pub fn moments(file: &SourceFile, text: &str) -> List {
    let (entries, faults) = read(text, "a moment", Moment::read);
    List {
        path: file.path.clone(),
        entries: Entries::Moments(entries.into_iter().flatten().collect()),
        faults,
    }
}

/// Reads `glossary.yaml`.
pub fn terms(file: &SourceFile, text: &str) -> List {
    let (entries, faults) = read(text, "a term", Term::read);
    List { path: file.path.clone(), entries: Entries::Terms(entries.into_iter().flatten().collect()), faults }
}

/// Reads each entry of a list with `read`.
pub fn read<T>(
    text: &str,
    place: &'static str,
    mut read: impl FnMut(&mut Header<'_>, &Node) -> T,
) -> (Vec<T>, Vec<Fault>) {
    let whole = Span::new(0, text.len());
    let (node, mut faults) = yaml::read(text, whole);
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        Value::Empty | Value::Broken => &[],
        Value::Scalar(_) | Value::Map(_) => {
            let kind = FaultKind::Yaml(YamlTrap::NotFields);
            faults.push(Fault { span: yaml::first_line(text, whole), kind });
            &[]
        }
    };
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let mut header = Header::new(text, item, place, yaml::first_line(text, item.span));
        entries.push(read(&mut header, item));
        header.finish();
        faults.append(&mut header.faults);
    }
    (entries, faults)
}
