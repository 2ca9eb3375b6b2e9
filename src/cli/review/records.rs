//! A review as lines of `reviews.lock`.

use jiff::civil::Date;

use crate::model::{DocId, Handbook, Target};
use crate::parse::link::LinkField;
use crate::parse::reviews::Entry;
use crate::parse::reviews::edit::Record;

/// The lines that say: on this day `id` was held against everything above it, as that is now.
pub(super) fn of(handbook: &Handbook, id: DocId, date: Date) -> Record {
    let parents = handbook.held_against(id);
    let parents: Vec<Option<Target>> = parents.into_iter().map(|(parent, _)| Some(parent)).collect();
    // With nothing above it, the day itself is the record.
    let parents = if parents.is_empty() { vec![None] } else { parents };
    let entries = parents.into_iter().map(|parent| entry(handbook, id, parent, date)).collect();
    record(handbook, id, entries)
}

/// A record of these lines, in place of whatever the document had under this id or an old one.
pub(super) fn record(handbook: &Handbook, id: DocId, entries: Vec<Entry>) -> Record {
    let document = handbook.document(id);
    let was = document.common.was.iter().map(|was| was.value.clone());
    // An old id may be somebody else's by now.
    let was = was.filter(|was| handbook.names.document(was) == Some(id)).collect();
    Record { child: document.id.value.clone(), was, entries }
}

fn entry(handbook: &Handbook, child: DocId, parent: Option<Target>, date: Date) -> Entry {
    let mut fields: Vec<_> = parent
        .map(|parent| handbook.meaning(parent))
        .unwrap_or_default()
        .into_iter()
        .map(|field| (field.name, field.said.fingerprint()))
        .collect();
    fields.sort();
    Entry {
        child: handbook.document(child).id.value.clone(),
        parent: parent.and_then(|parent| handbook.parent_name(parent)),
        fields,
        date,
        role: owner(handbook, child),
        note: String::new(),
    }
}

/// The role that answers for a document.
pub(super) fn owner(handbook: &Handbook, id: DocId) -> Option<String> {
    let owner = handbook.target_documents(id, LinkField::Owner).next()?;
    Some(handbook.document(owner).id.value.clone())
}
