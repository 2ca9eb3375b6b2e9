//! `ladder`: a rung that was skipped.

use crate::check::{Context, Findings, Rule, doubt, promises, rungs};
use crate::diagnostic::Severity;
use crate::model::DocId;
use crate::parse::document::Document;
use crate::parse::kinds::{Level, Promise, State};
use crate::parse::link::LinkField;

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
    let first_rung = rungs::first(handbook);
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
        let Some(rungs::Gap { moment, below }) = rungs::gap(handbook, &context.record, *id, &first_rung)
        else {
            continue;
        };
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
