//! Doubt: whether something that seems to be missing may only be unreadable.
//!
//! One fault gives one finding. A header that cannot be read takes links, ids and steps with it, and every rule that
//! looks for them would complain again. So a rule that reports an absence asks here first. A finding is silenced only
//! by one that weighs at least as much, so that a build never passes because of it.

use super::Context;
use crate::model::names::Takes;
use crate::model::{DocId, Handbook, Resolved, Target};
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::fault::{Fault, FaultKind};
use crate::parse::link::LinkField;
use crate::parse::logs::LogKind;
use crate::parse::slug;
use crate::source::{Content, VPath};

/// Whether the links that a document has in `field` may be more than those that lead somewhere.
pub fn is_unsure(handbook: &Handbook, id: DocId, field: LinkField) -> bool {
    let document = handbook.document(id);
    document.is_unsure(field.name()) || strays(handbook, id, field).next().is_some()
}

/// The ids that a document names in `field` and that lead to nothing which the field takes.
pub fn strays(handbook: &Handbook, id: DocId, field: LinkField) -> impl Iterator<Item = &str> {
    let links = handbook.document(id).links.iter().enumerate();
    links
        .filter(move |(n, link)| link.field == field && !matches!(handbook.resolved(id, *n), Resolved::To(_)))
        .map(|(_, link)| link.target.value.as_str())
}

/// Whether `typed` leads nowhere only because what it names could not be read, or because two documents claim it.
pub fn is_explained(context: &Context<'_>, takes: Takes, typed: &str) -> bool {
    let handbook = context.handbook;
    let lost = match takes {
        Takes::Aim => aims_are_unsure(handbook),
        Takes::Moment => lost_entries(context, "content/journey.yaml"),
        Takes::Kinds(kinds) => {
            let roles = || kinds.contains(&Kind::Role) && lost_entries(context, "content/roles.yaml");
            context.documents().any(|(_, document)| may_be_called(document, typed)) || roles()
        }
    };
    lost || handbook.documents.iter().filter(|document| document.id.value == typed).count() > 1
}

/// Whether a target is of the wrong kind only because its own header could not be read.
pub fn is_unread(handbook: &Handbook, target: Target) -> bool {
    matches!(target, Target::Document(id) if handbook.document(id).is_unsure("kind"))
}

/// Whether the aims of the one vision are not known for certain.
pub fn aims_are_unsure(handbook: &Handbook) -> bool {
    let mut visions = handbook.of_kind(Kind::Vision);
    match (visions.next(), visions.next()) {
        (Some(vision), None) => handbook.aims.is_empty() || handbook.document(vision).is_unsure("aims"),
        _ => true,
    }
}

/// Whether a list file has entries whose ids could not be read.
pub fn lost_entries(context: &Context<'_>, file: &str) -> bool {
    let hides_an_id = |fault: &Fault| match &fault.kind {
        FaultKind::Yaml(_) => true,
        FaultKind::MissingField { field, .. } => *field == "id",
        FaultKind::BadValue { field, .. } => field == "id",
        FaultKind::UnknownField { near, .. } => near.as_deref() == Some("id"),
        _ => false,
    };
    let faults = &context.handbook.file_faults;
    is_refused(context, file)
        || faults.iter().any(|(path, fault)| path.as_str() == file && hides_an_id(fault))
}

/// Whether the settings' `field` may say more than could be read.
pub fn settings_are_unsure(context: &Context<'_>, field: &str) -> bool {
    let concerns = |fault: &Fault| match &fault.kind {
        FaultKind::Yaml(_) => true,
        FaultKind::BadValue { field: bad, .. } => bad == field,
        FaultKind::UnknownField { near, .. } => near.as_deref() == Some(field),
        _ => false,
    };
    is_refused(context, crate::source::SETTINGS) || context.handbook.settings.faults.iter().any(concerns)
}

/// Whether a file is there and was not read.
pub fn is_refused(context: &Context<'_>, file: &str) -> bool {
    let file = VPath::new(file).and_then(|path| context.tree.get(&path));
    file.is_some_and(|file| matches!(file.content, Content::Refused(_)))
}

/// Whether rows of a log may be missing only because they could not be read.
pub fn lost_rows(context: &Context<'_>, log: LogKind) -> bool {
    let strangers = match log {
        LogKind::Kept => context.record.any_stranger,
        LogKind::Voices => context.record.voices.any_stranger,
        LogKind::PlusOnes => false,
    };
    let mut faults = context.handbook.file_faults.iter();
    strangers || faults.any(|(path, _)| path.file_name() == log.file_name())
}

/// Whether any rule about kinds has something to say: a plain folder has only pages.
pub fn is_plain(context: &Context<'_>) -> bool {
    context.handbook.layout == Layout::Plain
}

/// Whether a document's own id could not be read and was probably `typed`.
fn may_be_called(document: &Document, typed: &str) -> bool {
    let bad_id = |fault: &Fault| {
        matches!(&fault.kind, FaultKind::BadValue { field, found, .. }
            if field == "id" && (found == typed || slug::to_id(found) == typed))
    };
    let says_so = || document.text.lines().any(|line| line.strip_prefix("id:").map(str::trim) == Some(typed));
    document.faults.iter().any(bad_id) || (document.unreadable && says_so())
}
