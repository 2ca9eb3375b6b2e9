//! What a rule may look at.

use jiff::civil::Date;
use rayon::prelude::*;

use super::prose::{self, Block};
use crate::model::{DocId, Handbook};
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::fault::Fault;
use crate::record::{History, Record};
use crate::source::{SETTINGS, SourceTree, VPath};

/// The handbook, its source and the day it is read as of. Rules see nothing else.
pub struct Context<'a> {
    /// The linked handbook.
    pub handbook: &'a Handbook,
    /// The files that it was made of.
    pub tree: &'a SourceTree,
    /// The day that it is read as of.
    pub today: Date,
    /// Whether no edition exists yet: then the handbook is helped, not policed.
    pub is_young: bool,
    /// What the logs say, as of that day.
    pub record: Record,
    /// What each document says in plain words.
    prose: Vec<Vec<Block>>,
}

impl<'a> Context<'a> {
    /// A context; whether the handbook is young follows from its tree.
    pub fn new(handbook: &'a Handbook, tree: &'a SourceTree, today: Date) -> Self {
        let is_young = tree.text("editions.lock").is_none_or(|text| text.trim().is_empty());
        // A plain folder owes nobody one message.
        let prose = match handbook.layout {
            Layout::Handbook => handbook.documents.par_iter().map(prose_of).collect(),
            Layout::Plain => vec![Vec::new(); handbook.documents.len()],
        };
        let record = Record::of(handbook, today, &History::default());
        Self { handbook, tree, today, is_young, record, prose }
    }

    /// The blocks of a document's body in plain words; none in a plain folder.
    pub fn prose(&self, id: DocId) -> &[Block] {
        &self.prose[id.index()]
    }

    /// Whether sentences can be read: only English can, and a handbook is English until it says otherwise.
    pub fn knows_the_language(&self) -> bool {
        let language = self.handbook.settings.language.as_deref().unwrap_or("en");
        language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"))
    }

    /// The number that a rule goes by: the settings', else `default`.
    pub fn parameter(&self, rule: &str, name: &str, default: u32) -> u32 {
        let parameters = &self.handbook.settings.parameters;
        let set = parameters.iter().find(|set| set.rule.value == rule && set.name.value == name);
        set.map_or(default, |set| set.value)
    }

    /// Every document with its number.
    pub fn documents(&self) -> impl Iterator<Item = (DocId, &'a Document)> + use<'a> {
        let handbook = self.handbook;
        handbook.ids().map(move |id| (id, handbook.document(id)))
    }

    /// Every complaint of the parser that belongs to `rule`: its file, itself, and the document when it is in one.
    pub fn faults(
        &self,
        rule: &'static str,
    ) -> impl Iterator<Item = (&'a VPath, &'a Fault, Option<DocId>)> + use<'a> {
        let handbook = self.handbook;
        let in_documents = handbook.ids().flat_map(move |id| {
            let document = handbook.document(id);
            document.faults.iter().map(move |fault| (&document.path, fault, Some(id)))
        });
        let in_files = handbook.file_faults.iter().map(|(path, fault)| (path, fault, None));
        let settings = self.tree.get(&settings_path()).map(|file| &file.path);
        let in_settings = settings
            .into_iter()
            .flat_map(move |path| handbook.settings.faults.iter().map(move |f| (path, f, None)));
        in_documents.chain(in_files).chain(in_settings).filter(move |(_, fault, _)| fault.kind.rule() == rule)
    }
}

/// Nothing where a header is missing or lost: what stands there then is no prose.
fn prose_of(document: &Document) -> Vec<Block> {
    let has_header = document.kind == Kind::Page || document.body.span.start > 0;
    if document.unreadable || !has_header {
        return Vec::new();
    }
    prose::of_markdown(&document.text, document.body.span.start as usize)
}

fn settings_path() -> VPath {
    // The name is a constant without `..` or a leading slash.
    VPath::new(SETTINGS).unwrap_or_else(|| unreachable!("`{SETTINGS}` is a path"))
}
