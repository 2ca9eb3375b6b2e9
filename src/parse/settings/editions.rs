//! What is set about editions.

/// So many editions are kept unless `keep:` says another number.
pub const KEPT: u32 = 10;

/// What is set about editions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionSettings {
    /// Where they come from. Unless it is set: the folder `editions/` when there is one, else the git repository.
    pub source: Option<EditionSource>,
    /// Which tags are editions: one `*` stands for the name. [`EditionSettings::tags`] knows the usual one.
    pub tags: Option<String>,
    /// How many of the newest are published in full, and held against the newest one; [`KEPT`] unless it is set.
    pub keep: Option<u32>,
    /// How many are planned a year: as often the gate may be asked.
    pub per_year: Option<u32>,
}

/// Where editions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionSource {
    /// Annotated tags of the repository.
    Git,
    /// Frozen copies in the folder `editions/`.
    Folder,
}

impl EditionSettings {
    /// Which tags are editions; one `*` in it stands for the name.
    pub fn tags(&self) -> &str {
        self.tags.as_deref().unwrap_or("edition/*")
    }
}
