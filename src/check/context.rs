//! What a rule may look at.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::cut::Cut;
use super::past::Since;
use crate::edition::Editions;
use crate::model::{DocId, Handbook};
use crate::parse::document::Document;
use crate::parse::fault::Fault;
use crate::record::Record;
use crate::source::{SETTINGS, SourceTree, VPath};

/// The handbook, its source and the day it is read as of. Rules see nothing else.
pub struct Context<'a> {
    /// The linked handbook.
    pub handbook: &'a Handbook,
    /// The files that it was made of.
    pub tree: &'a SourceTree,
    /// The day that it is read as of.
    pub today: Date,
    /// The editions that were cut.
    pub editions: &'a Editions,
    /// Whether no edition exists yet: then the handbook is helped, not policed.
    pub is_young: bool,
    /// What the logs say, as of that day.
    pub record: Arc<Record>,
    /// The edition that is to be cut; `None` on any other day.
    pub cut: Option<Cut<'a>>,
    since_last: OnceLock<Option<Since>>,
}

impl<'a> Context<'a> {
    /// A context; whether the handbook is young follows from its editions.
    pub fn new(handbook: &'a Handbook, tree: &'a SourceTree, today: Date, editions: &'a Editions) -> Self {
        let record = Record::of(handbook, today, &editions.history(handbook, today));
        Self::with(handbook, tree, editions, Arc::new(record))
    }

    /// A context with a record that was counted before, as of its own day.
    pub fn with(
        handbook: &'a Handbook,
        tree: &'a SourceTree,
        editions: &'a Editions,
        record: Arc<Record>,
    ) -> Self {
        Self {
            handbook,
            tree,
            today: record.on,
            editions,
            is_young: editions.is_young(),
            record,
            cut: None,
            since_last: OnceLock::new(),
        }
    }

    /// What has changed since the edition before, read when the first rule asks.
    pub fn since_last(&self) -> Option<&Since> {
        self.since_last.get_or_init(|| Since::of(self)).as_ref()
    }

    /// Whether sentences can be read: only English can, and a handbook is English until it says otherwise.
    pub fn knows_the_language(&self) -> bool {
        let language = self.handbook.settings.language();
        language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"))
    }

    /// How many days ago `day` was; 0 for one that is still to come.
    pub fn days_since(&self, day: Date) -> usize {
        usize::try_from(self.today.duration_since(day).as_hours() / 24).unwrap_or(0)
    }

    /// The number that a rule goes by: the settings', else `default`.
    pub fn parameter(&self, rule: &str, name: &str, default: u32) -> u32 {
        let parameters = &self.handbook.settings.parameters;
        let set = parameters.iter().find(|set| set.rule.value == rule && set.name.value == name);
        set.map_or(default, |set| set.value)
    }

    /// The path of the settings, when there are any.
    pub fn settings_file(&self) -> Option<&'a VPath> {
        self.tree.get(&settings_path()).map(|file| &file.path)
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
        let settings = self.settings_file();
        let in_settings = settings
            .into_iter()
            .flat_map(move |path| handbook.settings.faults.iter().map(move |f| (path, f, None)));
        in_documents.chain(in_files).chain(in_settings).filter(move |(_, fault, _)| fault.kind.rule() == rule)
    }
}

fn settings_path() -> VPath {
    // The name is a constant without `..` or a leading slash.
    VPath::new(SETTINGS).unwrap_or_else(|| unreachable!("`{SETTINGS}` is a path"))
}
