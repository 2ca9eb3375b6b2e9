//! What changed about a want: what was heard, how it is understood, and what was decided.

use super::fields::Fields;
use super::name::Name;
use super::promise::reach;
use super::sides::{Sides, Told};
use crate::parse::kinds::{Decision, Want};
use crate::parse::link::LinkField;

/// Names what changed in a want.
pub(super) fn changes<'a>(sides: &mut Sides<'a>, fields: &mut Fields<'a>, old: &'a Want, new: &'a Want) {
    decision(sides, fields, old.decision, new.decision);
    fields.prose(sides, "means", Name::MeaningRewritten);
    fields.prose(sides, "says", Name::SentenceChanged);
    reach(sides, fields, LinkField::FromCustomer, "from");
    reach(sides, fields, LinkField::At, "at");
    fields.link(sides, LinkField::Aim, Name::MovedToAnotherAim);
    fields.link(sides, LinkField::Owner, Name::OwnerChanged);
    let texts = [
        ("cue", &old.cue, &new.cue),
        ("reason", &old.reason, &new.reason),
        ("say_instead", &old.say_instead, &new.say_instead),
        ("send_to", &old.send_to, &new.send_to),
    ];
    for (field, old, new) in texts {
        fields.detail_text(field, old.as_ref(), new.as_ref());
    }
    let decided = |want: &Want| want.decided.as_ref().map(|day| day.value.to_string());
    fields.detail("decided", decided(old), decided(new));
}

fn decision(sides: &mut Sides<'_>, fields: &Fields<'_>, old: Decision, new: Decision) {
    if old == new || !fields.is_known("decision") {
        return;
    }
    let name = match (old, new) {
        (_, Decision::Listening) => Name::ListeningAgain,
        (Decision::Listening, Decision::Adopt) => Name::Adopted,
        (Decision::Listening, Decision::Decline) => Name::Declined,
        (Decision::Listening, Decision::ChangeVision) => Name::ChangesTheVision,
        _ => Name::DecisionReversed,
    };
    sides.tell(&fields.on, Told::of(name).from(old.word().to_string()).to(new.word().to_string()));
}
