//! What the gate says of each standing promise on the day of a cut, to be read again later.

use crate::edition::{Gate, Shown};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::fingerprint::Fingerprint;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::meaning;
use crate::record::{Record, Verdict};

/// The readings, in the order of the promises' ids. In the first edition a promise that is not kept consistently is
/// taken over as not yet shown: it was there before anybody counted.
pub fn of(handbook: &Handbook, record: &Record, is_first: bool) -> Vec<Gate> {
    let standing = handbook.of_kind(Kind::Promise).filter(|id| handbook.state(*id) == Some(State::Standing));
    let mut gates: Vec<Gate> = standing.filter_map(|id| gate(handbook, record, id, is_first)).collect();
    gates.sort_by(|a, b| a.promise.cmp(&b.promise));
    gates
}

fn gate(handbook: &Handbook, record: &Record, id: DocId, is_first: bool) -> Option<Gate> {
    let reading = &record.kept(id)?.reading;
    let verdict = match reading.verdict {
        Verdict::Keeping => Shown::Keeping,
        _ if is_first => Shown::NotYetShown,
        Verdict::NotMeasured => Shown::NotMeasured,
        Verdict::FallingShort => Shown::FallingShort,
        Verdict::TooEarly => Shown::TooEarly,
        Verdict::Slipping => Shown::Slipping,
    };
    Some(Gate {
        promise: handbook.document(id).id.value.clone(),
        verdict,
        kept: reading.kept,
        checked: reading.checked,
        bound: reading.bound,
        look: reading.look,
        looks: reading.looks,
        floor: floor(handbook, id),
    })
}

/// What the floors of the systems that keep a promise say, whatever the systems are called.
fn floor(handbook: &Handbook, promise: DocId) -> Option<Fingerprint> {
    let systems = handbook.sources(promise, LinkField::Keeps).into_iter();
    let fields = systems.flat_map(|id| meaning::of(handbook.document(id)));
    let floors = fields.filter(|field| field.name == "floor").filter_map(|field| field.said.fingerprint());
    let mut floors: Vec<String> = floors.map(|print| print.to_string()).collect();
    floors.sort();
    (!floors.is_empty()).then(|| Fingerprint::of_exactly(&floors.join(" ")))
}
