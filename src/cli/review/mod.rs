//! `throughline review`: what changed above a document since somebody last looked, and the record that somebody did.

mod past;
mod records;
mod report;
mod wording;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;

use super::args::Review;
use super::environment::Environment;
use super::reading::{self, Linked};
use super::terminal::Terminal;
use super::{ExitStatus, named};
use crate::model::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::meaning::Said;
use crate::parse::reviews::edit::{self, Record};
use crate::parse::{Document, Layout};
use crate::source::{REVIEWS, VPath};
use crate::write;
use past::Past;

/// Everything that a review needs to know.
struct Desk<'a> {
    root: &'a Path,
    handbook: &'a Handbook,
    on: Date,
    terminal: &'a Terminal,
    dry_run: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no such document, when it or what is above it cannot be read, or when `reviews.lock` cannot be written.
pub fn run(
    arguments: &Review,
    root: &Path,
    environment: &Environment,
    terminal: &Terminal,
) -> Result<ExitStatus> {
    let Linked { tree, handbook, on } = reading::linked(root, arguments.on.as_deref(), environment)?;
    if handbook.layout == Layout::Plain {
        bail!("`{}` has no handbook.yaml: in a plain folder nothing hangs below anything", root.display());
    }
    reading::refuse_unread(&tree, &VPath::new(REVIEWS).context("the lock has no path")?)?;
    let desk = Desk { root, handbook: &handbook, on, terminal, dry_run: arguments.dry_run };
    match &arguments.id {
        Some(id) if arguments.wording_only => {
            desk.wording_only(desk.find(id)?, arguments.because.as_deref())?;
        }
        Some(id) => desk.review(desk.find(id)?)?,
        None => desk.sync()?,
    }
    Ok(ExitStatus::Clean)
}

fn refuse_lost(document: &Document, field: Option<&str>) -> Result<()> {
    let path = &document.path;
    match field {
        _ if document.unreadable => {
            bail!("the header of `{path}` cannot be read: `throughline check` says what to mend first")
        }
        Some(field) => {
            bail!("`{field}` of `{path}` cannot be read: `throughline check` says what to mend first")
        }
        None => Ok(()),
    }
}

impl Desk<'_> {
    /// The document of an id.
    fn find(&self, id: &str) -> Result<DocId> {
        let instead = "; an id is the name of a file without `.md`";
        let found = named::document(self.handbook, id.trim(), &Kind::ALL, "document", instead)?;
        self.refuse_unread_links(found)?;
        Ok(found)
    }

    /// Of a document whose links upward cannot be read nobody knows what it is to be held against.
    fn refuse_unread_links(&self, id: DocId) -> Result<()> {
        let document = self.handbook.document(id);
        let lost = ["serves", "keeps", "wants"].into_iter().find(|field| document.is_unsure(field));
        refuse_lost(document, lost)
    }

    /// A review against something that nobody could read would be none.
    fn refuse_unread(&self, target: Target) -> Result<()> {
        let Some(id) = self.handbook.document_of(target) else { return Ok(()) };
        let lost = self.handbook.meaning(target).into_iter().find(|field| field.said == Said::Unsure);
        refuse_lost(self.handbook.document(id), lost.as_ref().map(|field| field.name.as_str()))
    }

    /// Shows what changed above a document, then records that somebody looked.
    fn review(&self, id: DocId) -> Result<()> {
        let parents = self.handbook.held_against(id);
        for (parent, _) in &parents {
            self.refuse_unread(*parent)?;
        }
        let past = Past::of(self.root);
        self.terminal.report(&report::review(self.handbook, id, self.on, &past))?;
        let record = records::of(self.handbook, id, self.on);
        let day = self.on;
        let name = &self.handbook.document(id).id.value;
        self.write(&[record], &format!("Recorded in {REVIEWS}: `{name}` was reviewed on {day}."))
    }

    /// Records what the headers say.
    fn sync(&self) -> Result<()> {
        let mut late = Vec::new();
        for id in self.handbook.ids() {
            let Some(written) = self.handbook.reviewed_in_header(id, self.on) else { continue };
            let parents = self.handbook.held_against(id);
            let is_new = self.handbook.last_recorded(id).is_none_or(|recorded| recorded < written);
            // With nothing above it the date in the header says it all.
            if parents.is_empty() || !is_new {
                continue;
            }
            let above = parents.iter().find_map(|(parent, _)| self.refuse_unread(*parent).err());
            match self.refuse_unread_links(id).err().or(above) {
                None => late.push(records::of(self.handbook, id, written)),
                Some(error) => {
                    let name = &self.handbook.document(id).id.value;
                    self.terminal.say(&format!("`{name}` is left out: {error}"));
                }
            }
        }
        let said = match late.as_slice() {
            [] => {
                self.terminal.say(&format!("{REVIEWS} says already what the headers say."));
                return Ok(());
            }
            [one] => format!("Recorded in {REVIEWS}: `{}`, as its header says.", one.child),
            many => format!("Recorded in {REVIEWS}: {} documents, as their headers say.", many.len()),
        };
        self.write(&late, &said)
    }

    /// Puts the records into `reviews.lock`, unless this is a rehearsal.
    fn write(&self, records: &[Record], said: &str) -> Result<()> {
        if self.dry_run {
            self.terminal.say(&format!("Nothing was recorded (--dry-run); without it: {said}"));
            return Ok(());
        }
        let handbook = self.handbook;
        let held: Vec<DocId> = handbook.ids().filter(|id| !handbook.held_against(*id).is_empty()).collect();
        // What others recorded meanwhile stays: only the lines of these documents are replaced.
        write::update(&self.root.join(REVIEWS), |now| {
            let children = held.iter().map(|id| handbook.document(*id).id.value.as_str());
            Ok(edit::record(now.unwrap_or_default(), children, records))
        })?;
        self.terminal.say(said);
        Ok(())
    }
}
