//! Reviews: what each document is held against, when that was last done, and what changed above it since.
//!
//! A child is a document that names its parent on the line: a mission its aims and with them the vision, a promise its
//! mission and the wants that it answers, a system its promises. Drafts lean on nothing and nothing leans on them, and
//! what is retired rests. Only direct children are asked to look again; when a child changes in answer, its own
//! children are next.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::handbook::{DocId, Handbook, Target};
use super::names::Resolved;
use crate::parse::document::{Document, Kind};
use crate::parse::fingerprint::Fingerprint;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::meaning::{self, Field, Said};
use crate::parse::reviews::{Entry, Parent};
use crate::source::Span;

/// Something above a document that changed since the document was last held against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// The document that has to be looked at again.
    pub child: DocId,
    /// What changed: a document, or an aim of the vision.
    pub parent: Target,
    /// Where the child names it.
    pub at: Span,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// The day of the last review.
    pub since: Date,
}

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field's name in `reviews.lock`.
    pub name: String,
    /// The fingerprint of what it said then; `None` when it was not written.
    pub then: Option<Fingerprint>,
    /// What it says now.
    pub now: Said,
}

impl Handbook {
    /// What a document is held against when it is reviewed, and where it names each.
    pub fn held_against(&self, id: DocId) -> Vec<(Target, Span)> {
        const HELD: [LinkField; 4] =
            [LinkField::ServesAim, LinkField::ServesMission, LinkField::Wants, LinkField::Keeps];
        let document = self.document(id);
        if !is_in_force(document) {
            return Vec::new();
        }
        let mut parents: BTreeMap<Target, Span> = BTreeMap::new();
        for (n, link) in document.links.iter().enumerate().filter(|(_, link)| HELD.contains(&link.field)) {
            let Resolved::To(target) = *self.resolved(id, n) else { continue };
            let vision = self.vision().filter(|_| matches!(target, Target::Aim(_)));
            for parent in vision.map(|(vision, _)| Target::Document(vision)).into_iter().chain([target]) {
                if self.leans(parent) {
                    parents.entry(parent).or_insert(link.target.span);
                }
            }
        }
        parents.into_iter().collect()
    }

    fn leans(&self, parent: Target) -> bool {
        let Target::Document(parent) = parent else { return true };
        self.state(parent) != Some(State::Draft)
    }

    /// What a parent means, field by field.
    pub fn meaning(&self, parent: Target) -> Vec<Field> {
        match parent {
            Target::Document(id) => {
                let mut fields = meaning::of(self.document(id));
                // Aims are parents of their own.
                fields.retain(|field| !field.name.starts_with("aim^"));
                for field in fields.iter_mut().filter(|field| self.leads_nowhere(id, &field.name)) {
                    field.said = Said::Unsure;
                }
                fields
            }
            Target::Aim(aim) => {
                let (Some((vision, _)), Some(aim)) = (self.vision(), self.aims.get(aim)) else {
                    return Vec::new();
                };
                meaning::of_aim(self.document(vision), &aim.id.value).into_iter().collect()
            }
            Target::Step(..) | Target::Moment(_) | Target::Term(_) => Vec::new(),
        }
    }

    /// Whether an id in a field names nothing: that is told where it stands, and until it is mended nobody knows
    /// whether the meaning changed.
    fn leads_nowhere(&self, id: DocId, field: &str) -> bool {
        let mut links = self.document(id).links.iter().enumerate();
        links.any(|(n, link)| link.field.name() == field && !matches!(self.resolved(id, n), Resolved::To(_)))
    }

    /// The document that a parent is written in.
    pub fn document_of(&self, parent: Target) -> Option<DocId> {
        match parent {
            Target::Document(id) => Some(id),
            Target::Aim(_) => self.vision().map(|(vision, _)| vision),
            Target::Step(..) | Target::Moment(_) | Target::Term(_) => None,
        }
    }

    /// The name of a parent in `reviews.lock`.
    pub fn parent_name(&self, parent: Target) -> Option<Parent> {
        let id = |id: DocId| self.document(id).id.value.clone();
        match parent {
            Target::Document(document) => Some(Parent { document: id(document), aim: None }),
            Target::Aim(aim) => {
                let (vision, _) = self.vision()?;
                Some(Parent { document: id(vision), aim: Some(self.aims.get(aim)?.id.value.clone()) })
            }
            Target::Step(..) | Target::Moment(_) | Target::Term(_) => None,
        }
    }

    /// The last recorded review of a child against a parent (`None`: of one with nothing above it).
    pub fn recorded(&self, child: DocId, parent: Option<Target>) -> Option<&Entry> {
        self.latest_reviews.get(&(child, parent)).and_then(|at| self.reviews.entries.get(*at))
    }

    /// Every recorded review of a child that counts, with what it was held against.
    pub fn all_recorded(&self, child: DocId) -> impl Iterator<Item = (Option<Target>, &Entry)> {
        let from = self.latest_reviews.range((child, None)..);
        let of_child = from.take_while(move |((id, _), _)| *id == child);
        of_child.filter_map(|((_, parent), at)| Some((*parent, self.reviews.entries.get(*at)?)))
    }

    /// The day of the last recorded review.
    pub fn last_recorded(&self, id: DocId) -> Option<Date> {
        self.all_recorded(id).map(|(_, entry)| entry.date).max()
    }

    /// The day that the header says it was reviewed on. A day that is still to come is a slip and does not count; the
    /// next one may have begun where the writer is.
    pub fn reviewed_in_header(&self, id: DocId, on: Date) -> Option<Date> {
        let reviewed = self.document(id).common.reviewed.as_ref()?.value;
        (reviewed <= tomorrow(on)).then_some(reviewed)
    }

    /// When a document was last reviewed, by its header or by `reviews.lock`, as known on the day `on`.
    pub fn reviewed(&self, id: DocId, on: Date) -> Option<Date> {
        let recorded = self.last_recorded(id).filter(|date| *date <= tomorrow(on));
        self.reviewed_in_header(id, on).max(recorded)
    }

    /// When it is due again: `review_every` behind the last review.
    pub fn due(&self, id: DocId, on: Date) -> Option<Date> {
        let every = self.document(id).common.review_every.as_ref()?;
        every.value.after(self.reviewed(id, on)?)
    }

    /// What changed above a document since it was last held against it; nothing when its header names a later review.
    pub fn suspicions(&self, child: DocId, on: Date) -> Vec<Suspicion> {
        let written = self.reviewed_in_header(child, on);
        let mut found = self.changed_since_recorded(child);
        found.retain(|suspicion| written.is_none_or(|written| written <= suspicion.since));
        found
    }

    /// What changed above a document since its recorded review, whatever its header says.
    pub fn changed_since_recorded(&self, child: DocId) -> Vec<Suspicion> {
        let mut found = Vec::new();
        for (parent, at) in self.held_against(child) {
            let Some(entry) = self.recorded(child, Some(parent)) else { continue };
            let changes = changes(&entry.fields, self.meaning(parent));
            if !changes.is_empty() {
                found.push(Suspicion { child, parent, at, changes, since: entry.date });
            }
        }
        found
    }

    /// Every document that has to be looked at again, in the order of paths.
    pub fn suspects(&self, on: Date) -> Vec<Suspicion> {
        // Without any record nothing is known, and nothing need be computed.
        if self.latest_reviews.is_empty() {
            return Vec::new();
        }
        self.ids().flat_map(|id| self.suspicions(id, on)).collect()
    }
}

/// Whether a document is held against anything: drafts and what is retired are not.
fn is_in_force(document: &Document) -> bool {
    match document.kind {
        Kind::Promise => document.promise().is_some_and(|promise| promise.state.is_made()),
        _ => true,
    }
}

fn tomorrow(day: Date) -> Date {
    day.saturating_add(1.day())
}

/// The fields whose fingerprints differ. One that the record does not know was not looked at then, and one that the
/// program does not know or cannot read is not compared.
fn changes(then: &[(String, Option<Fingerprint>)], now: Vec<Field>) -> Vec<Change> {
    let differs = |field: &Field| {
        let (_, then) = then.iter().find(|(name, _)| *name == field.name)?;
        (field.said != Said::Unsure && field.said.fingerprint() != *then).then_some(*then)
    };
    now.into_iter()
        .filter_map(|field| {
            let then = differs(&field)?;
            Some(Change { name: field.name, then, now: field.said })
        })
        .collect()
}

/// Which entry counts for each child and parent: the latest, and of two of one day the one further down.
pub(super) fn latest(handbook: &Handbook) -> BTreeMap<(DocId, Option<Target>), usize> {
    let mut latest: BTreeMap<(DocId, Option<Target>), usize> = BTreeMap::new();
    let entries = &handbook.reviews.entries;
    for (at, entry) in entries.iter().enumerate() {
        let Some(child) = handbook.names.document(&entry.child) else { continue };
        let parent = match &entry.parent {
            None => None,
            Some(parent) => match target(handbook, parent) {
                Some(parent) => Some(parent),
                None => continue,
            },
        };
        let known = latest.entry((child, parent)).or_insert(at);
        if entries.get(*known).is_some_and(|other| other.date <= entry.date) {
            *known = at;
        }
    }
    latest
}

fn target(handbook: &Handbook, parent: &Parent) -> Option<Target> {
    match &parent.aim {
        None => handbook.names.document(&parent.document).map(Target::Document),
        Some(aim) => handbook.names.aim(aim).map(Target::Aim),
    }
}
