//! What changed in a system: its floor, what starts it, how it is worked, and then each of its steps.

use super::amounts::{self, Amounts};
use super::change::Direction;
use super::fields::{Fields, text};
use super::name::Name;
use super::sides::{Sides, Told};
use super::steps;
use crate::model::DocId;
use crate::parse::fingerprint::normalised;
use crate::parse::kinds::System;
use crate::parse::link::LinkField;
use crate::source::Spanned;

/// Names what changed in a system.
pub(super) fn changes<'a>(
    sides: &mut Sides<'a>,
    fields: &mut Fields<'a>,
    (old_id, new_id): (DocId, DocId),
    (old, new): (&'a System, &'a System),
) {
    floor(sides, fields, old, new);
    said(sides, fields, "run_when", Name::TriggerChanged, old.run_when.as_ref(), new.run_when.as_ref());
    said(sides, fields, "pause", Name::PauseChanged, old.pause.as_ref(), new.pause.as_ref());
    if old.style != new.style && fields.is_known("style") {
        let told =
            Told::of(Name::StyleChanged).from(old.style.word().to_string()).to(new.style.word().to_string());
        sides.tell(&fields.on, told);
    }
    fields.link(sides, LinkField::Keeps, Name::KeepsChanged);
    fields.link(sides, LinkField::Owner, Name::OwnerChanged);
    steps::changes(sides, fields, old_id, new_id);
    fields.detail_text("costs", old.costs.as_ref(), new.costs.as_ref());
    fields.detail_text("count", old.count.as_ref(), new.count.as_ref());
}

fn floor(sides: &mut Sides<'_>, fields: &mut Fields<'_>, old: &System, new: &System) {
    let Some((from, to)) = fields.take("floor") else { return };
    fn of(system: &System) -> Amounts<'_> {
        let floor = system.floor.as_ref();
        Amounts {
            limit: floor.and_then(|floor| floor.measure.as_ref()),
            target: floor.and_then(|floor| floor.target.as_ref()),
        }
    }
    let parts = amounts::parts(of(old), of(new));
    let direction = amounts::whole(&parts);
    let name = match direction {
        Some(Direction::Raised) => Name::FloorRaised,
        Some(Direction::Lowered) => Name::FloorLowered,
        Some(Direction::BothWays) => Name::ChangedBothWays,
        Some(Direction::NotComparable) => Name::NotComparable,
        // One of the two has a floor without any amount in it.
        None => Name::DetailsChanged,
    };
    sides.tell(&fields.on, Told::of(name).from(from).to(to).parts(parts).direction(direction).field("floor"));
}

/// A text field with a name of its own.
fn said(
    sides: &mut Sides<'_>,
    fields: &mut Fields<'_>,
    field: &str,
    name: Name,
    old: Option<&Spanned<String>>,
    new: Option<&Spanned<String>>,
) {
    let (old, new) = (text(old), text(new));
    let plain = |text: &Option<String>| text.as_deref().map(normalised);
    if plain(&old) == plain(&new) {
        fields.detail(field, old, new);
    } else if fields.is_known(field) {
        sides.tell(&fields.on, Told::of(name).from(old).to(new));
    }
}
