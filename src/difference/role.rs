//! What changed about a role: whom it reports to, what it may do without asking, and who stands in.

use super::fields::{Fields, non_empty};
use super::name::Name;
use super::sides::{Sides, Told};
use crate::parse::fingerprint::normalised;
use crate::parse::kinds::Role;
use crate::parse::link::LinkField;
use crate::source::Spanned;

/// Names what changed in a role.
pub(super) fn changes<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, old: &'a Role, new: &'a Role) {
    fields.link(sides, LinkField::ReportsTo, Name::ReportsToChanged);
    if fields.is_known("may") {
        may(sides, fields, old, new);
    }
    fields.link(sides, LinkField::Backup, Name::BackupChanged);
    fields.detail_text("department", old.department.as_ref(), new.department.as_ref());
    let people = |role: &Role| role.people.as_ref().map(|people| people.value.to_string());
    fields.detail("people", people(old), people(new));
}

/// What it may do without asking: more and less are told apart, and neither hides the other.
fn may(sides: &mut Sides<'_>, fields: &mut Fields<'_>, old: &Role, new: &Role) {
    let only_in = |these: &[Spanned<String>], those: &[Spanned<String>]| -> Vec<String> {
        let those: Vec<String> = those.iter().map(|may| normalised(&may.value)).collect();
        let is_new = |may: &&Spanned<String>| !those.contains(&normalised(&may.value));
        these.iter().filter(is_new).map(|may| may.value.trim().to_string()).collect()
    };
    let (more, less) = (only_in(&new.may, &old.may), only_in(&old.may, &new.may));
    if !more.is_empty() {
        sides.tell(&fields.on, Told::of(Name::MayDoMore).to(non_empty(&more.join("; "))));
    }
    if !less.is_empty() {
        sides.tell(&fields.on, Told::of(Name::MayDoLess).from(non_empty(&less.join("; "))));
    }
    if more.is_empty() && less.is_empty() {
        let words =
            |may: &[Spanned<String>]| may.iter().map(|may| may.value.trim()).collect::<Vec<_>>().join("; ");
        fields.same_meaning("may", &words(&old.may), &words(&new.may));
    }
}
