//! What changed in a promise: first what customers may hold us to, then who answers for it.

use std::collections::BTreeSet;

use super::amounts::{self, Amounts};
use super::change::{Direction, Part};
use super::fields::Fields;
use super::name::Name;
use super::sides::{Sides, Told};
use crate::parse::kinds::{Promise, State};
use crate::parse::link::LinkField;

/// Names what changed in a promise.
pub(super) fn changes<'a>(
    sides: &mut Sides<'a>,
    fields: &mut Fields<'a>,
    old: &'a Promise,
    new: &'a Promise,
) {
    state(sides, fields, old.state, new.state);
    amount(sides, fields, old, new);
    level(sides, fields, old, new);
    fields.prose(sides, "says", Name::SentenceChanged);
    reach(sides, fields, LinkField::For, "for");
    reach(sides, fields, LinkField::At, "at");
    fields.prose(sides, "not_included", Name::TermsChanged);
    fields.prose(sides, "if_we_miss", Name::RemedyChanged);
    fields.link(sides, LinkField::ServesMission, Name::MovedToAnotherMission);
    fields.link(sides, LinkField::ReplacedBy, Name::ReplacedBy);
    fields.link(sides, LinkField::Owner, Name::OwnerChanged);
    for field in [LinkField::Wants, LinkField::Policies] {
        fields.detail_ids(sides, field);
    }
    let texts = [
        ("ours", &old.ours, &new.ours),
        ("feels", &old.feels, &new.feels),
        ("told", &old.told, &new.told),
        ("basis", &old.basis, &new.basis),
        ("costs", &old.costs, &new.costs),
        ("worth", &old.worth, &new.worth),
        ("contact", &old.contact, &new.contact),
        ("starts", &old.starts, &new.starts),
    ];
    for (field, old, new) in texts {
        fields.detail_text(field, old.as_ref(), new.as_ref());
    }
}

/// How far along it is.
fn state(sides: &mut Sides<'_>, fields: &Fields<'_>, old: State, new: State) {
    if old == new || !fields.is_known("state") {
        return;
    }
    let name = match (old, new) {
        (State::Retired, _) => Name::BroughtBack,
        (_, State::Retired) => Name::Retired,
        (_, State::Standing) => Name::NowStanding,
        (_, State::Draft) => Name::BackToDraft,
        (State::Standing, State::Trial) => Name::BackToTrial,
        (_, State::Trial) => Name::Tried,
    };
    let told = Told::of(name).from(old.word().to_string()).to(new.word().to_string());
    sides.tell(&fields.on, told);
}

/// The limit and how often it is kept, told as one change: a customer asks whether we promise more or less.
fn amount(sides: &mut Sides<'_>, fields: &mut Fields<'_>, old: &Promise, new: &Promise) {
    let mut of = [Amounts::default(), Amounts::default()];
    let mut named = Vec::new();
    if fields.take("limit").is_some() {
        of[0].limit = old.measure.as_ref();
        of[1].limit = new.measure.as_ref();
        named.push("limit".to_string());
    }
    if fields.take("target").is_some() {
        of[0].target = old.target.as_ref();
        of[1].target = new.target.as_ref();
        named.push("target".to_string());
    }
    let parts = amounts::parts(of[0], of[1]);
    let Some(direction) = amounts::whole(&parts) else { return };
    let name = match direction {
        Direction::Raised => Name::Raised,
        Direction::Lowered => Name::Lowered,
        Direction::BothWays => Name::ChangedBothWays,
        Direction::NotComparable => Name::NotComparable,
    };
    let (from, to) =
        (amounts::words(&parts, |part| part.from.as_ref()), amounts::words(&parts, |part| part.to.as_ref()));
    let mut told = Told::of(name).from(from).to(to).parts(parts).direction(direction);
    told.fields = named;
    sides.tell(&fields.on, told);
}

fn level(sides: &mut Sides<'_>, fields: &Fields<'_>, old: &Promise, new: &Promise) {
    if old.level == new.level || !fields.is_known("level") {
        return;
    }
    let (name, direction) = if new.level > old.level {
        (Name::LevelUp, Direction::Raised)
    } else {
        (Name::LevelDown, Direction::Lowered)
    };
    let told = Told::of(name).from(old.level.word().to_string()).to(new.level.word().to_string());
    sides.tell(&fields.on, told.direction(direction));
}

/// For whom, and on which occasions: more is wider. Some more and some less is told as both.
pub(super) fn reach<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, field: LinkField, meaning: &str) {
    let differs = fields.ids(sides, field);
    fields.settle(meaning);
    let Some(ids) = differs else { return };
    let [old, new] = &ids;
    let only: [BTreeSet<&str>; 2] = [old - new, new - old];
    let ([less, more], [went, came]) = (&only, sides.titles(&only));
    let part =
        |from, to, direction| Part { field: field.name().to_string(), from, to, direction: Some(direction) };
    let mut parts = Vec::new();
    if !more.is_empty() {
        parts.push(part(None, came, Direction::Raised));
    }
    if !less.is_empty() {
        parts.push(part(went, None, Direction::Lowered));
    }
    let (name, direction) = match (more.is_empty(), less.is_empty()) {
        (false, true) => (Name::Widened, Direction::Raised),
        (true, false) => (Name::Narrowed, Direction::Lowered),
        _ => (Name::ChangedBothWays, Direction::BothWays),
    };
    let [from, to] = sides.titles(&ids);
    sides.tell(&fields.on, Told::of(name).from(from).to(to).parts(parts).direction(direction).field(meaning));
}
