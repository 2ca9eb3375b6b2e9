//! What an edit cost: what was read, parsed and linked anew, and so what was not.

use crate::model::Relinked;
use crate::source::VPath;

/// What became of some edits. The default is that of an edit which changed nothing: nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Update {
    /// Files that are new, gone or differ from what was known, those beside the handbook too; sorted.
    pub changed: Vec<VPath>,
    /// How many files were parsed.
    pub parsed: usize,
    /// What was linked anew.
    pub relinked: Relinked,
    /// Whether the settings were read anew.
    pub settings: bool,
    /// Whether the theme was read anew, well or not.
    pub theme: bool,
    /// Whether other files than before belong to the handbook, so that its folder has to be read as a whole.
    pub asks_for_rescan: bool,
}

impl Update {
    /// Whether everything is as it was.
    pub fn is_nothing(&self) -> bool {
        self.changed.is_empty()
    }
}
