//! The vision and the missions: always told first.

use std::collections::BTreeMap;

use super::fields::{Fields, text};
use super::name::Name;
use super::sides::{Ends, On, Sides, Told};
use crate::parse::kinds::{Mission, Vision};
use crate::parse::link::LinkField;
use crate::source::Spanned;

/// Names what changed in the vision; its aims have names of their own.
pub(super) fn vision(sides: &mut Sides<'_>, fields: &mut Fields<'_>, old: &Vision, new: &Vision) {
    fields.prose(sides, "says", Name::SentenceChanged);
    aims(sides, fields);
    let order = |vision: &Vision| -> Vec<String> {
        vision.when_in_doubt.iter().filter_map(|word| text(Some(word))).collect()
    };
    let (before, after) = (order(old), order(new));
    if before != after && fields.is_known("when_in_doubt") {
        let told = Told::of(Name::OrderChanged).from(before.join(", ")).to(after.join(", "));
        sides.tell(&fields.on, told);
    }
    let most = |most: Option<&Spanned<u32>>| most.map(|most| most.value.to_string());
    fields.detail(
        "promises_at_most",
        most(old.promises_at_most.as_ref()),
        most(new.promises_at_most.as_ref()),
    );
}

/// Aims go by their ids.
fn aims(sides: &mut Sides<'_>, fields: &mut Fields<'_>) {
    let numbers = |handbook: &crate::model::Handbook| -> BTreeMap<String, usize> {
        handbook.aims.iter().enumerate().map(|(n, aim)| (aim.id.value.clone(), n)).collect()
    };
    let (old, new) = (numbers(sides.old.handbook), numbers(sides.new.handbook));
    let ids: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for id in ids {
        let field = format!("aim^{id}");
        let ends = Ends { old: old.get(id).copied(), new: new.get(id).copied() };
        let name = match (ends.old, ends.new) {
            (None, _) => Name::AimAdded,
            (_, None) => Name::AimDropped,
            _ => Name::AimReworded,
        };
        if let Some((from, to)) = fields.take(&field) {
            sides.tell(&On::Aim(ends), Told::of(name).from(from).to(to).field(&field));
        }
    }
}

/// Names what changed in a mission.
pub(super) fn mission<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, old: &Mission, new: &Mission) {
    fields.prose(sides, "says", Name::SentenceChanged);
    fields.link(sides, LinkField::ServesAim, Name::MovedToAnotherAim);
    fields.detail_text("department", old.department.as_ref(), new.department.as_ref());
}
