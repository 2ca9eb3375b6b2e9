//! `ladder`: a rung that was skipped.

use crate::check::{Context, Findings, Rule, doubt, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::Document;
use crate::parse::kinds::{Level, Promise, State};
use crate::parse::link::LinkField;
use crate::record::{Kept, Verdict};

pub(super) const RULE: Rule = Rule {
    name: "ladder",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A standing promise of care or delight where the record does not show satisfaction kept, for the same \
           customers in the same moment.",
    why: "Nobody is delighted by a flower from somebody who is an hour late. The rungs are climbed in order: first \
          what was agreed, then care, then delight. A rung counts as taken when the gate says that it is kept.",
    example: "# level: delight at arrival, where seen-on-time (satisfaction) was kept 81 of 100\nlevel: delight\nat: arrival\nstate: standing",
    fix: "# until satisfaction is kept there\nlevel: delight\nat: arrival\nstate: draft",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    if !context.record.any_kept {
        return;
    }
    let made: Vec<(DocId, &Document, &Promise)> = promises::made(handbook).collect();
    let first_rung: Vec<DocId> = made
        .iter()
        .filter(|(_, _, promise)| promise.level == Level::Satisfaction)
        .map(|(id, ..)| *id)
        .collect();
    // Where a level, a moment or a customer could not be read, the rung below may be there.
    let is_sure = |id: DocId| {
        let fields = [LinkField::For, LinkField::At];
        !handbook.document(id).is_unsure("level")
            && !fields.iter().any(|field| doubt::is_unsure(handbook, id, *field))
    };
    if !made.iter().all(|(id, ..)| is_sure(*id)) {
        return;
    }
    for (id, document, promise) in &made {
        if promise.state != State::Standing || !matches!(promise.level, Level::Care | Level::Delight) {
            continue;
        }
        let Some((moment, below)) = gap(context, *id, &first_rung) else { continue };
        let level = promise.level.word();
        let moment = handbook.moments.get(moment).map_or("", |moment| moment.entry.id.value.as_str());
        let message = match below {
            None => {
                format!("{level} at `{moment}`, and nothing at the level of satisfaction is promised there")
            }
            Some((below, kept)) => format!(
                "{level} at `{moment}` before satisfaction is kept there: `{}` has {} of {} ({})",
                handbook.document(below).id.value,
                kept.reading.kept,
                kept.reading.checked,
                kept.verdict()
            ),
        };
        findings
            .add(&document.path, promises::field(document, "level"), message)
            .help("keep what was agreed first; `state: draft` holds this one back until then");
    }
}

/// The first moment in which a customer of this promise is not shown to be satisfied, and the promise that should have
/// done it. One that was never counted is told elsewhere.
fn gap<'a>(
    context: &'a Context<'_>,
    id: DocId,
    first_rung: &[DocId],
) -> Option<(usize, Option<(DocId, &'a Kept)>)> {
    let handbook = context.handbook;
    for moment in promises::at(handbook, id) {
        for customer in customers(handbook, id) {
            let here: Vec<DocId> = first_rung
                .iter()
                .copied()
                .filter(|below| promises::at(handbook, *below).any(|at| at == moment))
                .filter(|below| customers(handbook, *below).any(|other| other == customer))
                .collect();
            let verdicts: Vec<Verdict> = here.iter().map(|below| context.record.verdict(*below)).collect();
            if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Keeping | Verdict::NotMeasured)) {
                continue;
            }
            let below = here.first().and_then(|below| Some((*below, context.record.kept(*below)?)));
            return Some((moment, below));
        }
    }
    None
}

fn customers(handbook: &Handbook, id: DocId) -> impl Iterator<Item = DocId> + '_ {
    handbook.target_documents(id, LinkField::For)
}
