//! `/wants/ID/`: what they say, what they mean, and what we decided.

use tera::Value;

use super::super::value::{record, said, shown, text};
use super::{Maker, Page};
use crate::model::line::Point;
use crate::model::{DocId, Target};
use crate::parse::kinds::{Decision, Want};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>, id: DocId, want: &Want) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.document(id, "wants");
    let aim = handbook.targets(id, LinkField::Aim).find_map(|target| match target {
        Target::Aim(aim) => Some(maker.site.shared.point(handbook, Point::Aim(aim))),
        _ => None,
    });
    let record = record([
        ("from", maker.links(id, LinkField::FromCustomer)),
        ("at", text(maker.moments(id).as_deref())),
        ("says", said(&want.says)),
        ("means", said(&want.means)),
        ("cue", said(&want.cue)),
        ("aim", aim.unwrap_or_else(Value::none)),
        ("decision", want.decision.word().into()),
        ("decision_label", label(want.decision).into()),
        ("reason", said(&want.reason)),
        ("say_instead", said(&want.say_instead)),
        ("send_to", said(&want.send_to)),
        ("decided", shown(want.decided.as_ref().map(|decided| decided.value))),
        ("promises", maker.links_from(id, LinkField::Wants)),
    ]);
    context.insert_value("want", record);
    Page { template: "want.html", context }
}

/// What was decided, as people say it.
pub(super) fn label(decision: Decision) -> &'static str {
    match decision {
        Decision::Listening => "We are still listening",
        Decision::Adopt => "We said yes",
        Decision::ChangeVision => "It changes what we want",
        Decision::Decline => "We said no, kindly",
    }
}
