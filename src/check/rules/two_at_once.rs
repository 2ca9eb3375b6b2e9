//! `two-at-once`: two improvements that are tried at the same time.

use crate::check::{Context, Findings, Rule, recorded};
use crate::diagnostic::Severity;
use crate::parse::logs::Week;
use crate::record::Improvement;
use crate::record::gate::Window;
use crate::record::improvement::Step;

pub(super) const RULE: Rule = Rule {
    name: "two-at-once",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "Two plus-ones that were tried on one system in the same week.",
    why: "When two things change at once and the week was better, nobody knows which of them did it, and both stay. \
          One at a time is slower by a few weeks and leaves you with what works.",
    example: "id,week,system,what,by,state\nfirst-name,2026-W40,call-back,Leave your first name,front-desk,trying\ntwo-times,2026-W41,call-back,Offer two times,front-desk,trying",
    fix: "id,week,system,what,by,state\nfirst-name,2026-W40,call-back,Leave your first name,front-desk,trying\nfirst-name,2026-W44,call-back,Leave your first name,front-desk,kept\ntwo-times,2026-W44,call-back,Offer two times,front-desk,trying",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let recently = Window::before(context.today, None).from;
    for of_system in context.record.improvements.chunk_by(|a, b| a.system == b.system) {
        let mut trials: Vec<(&Improvement, Step, Option<Week>)> = of_system
            .iter()
            .flat_map(|improvement| improvement.trials().map(move |(begin, end)| (improvement, begin, end)))
            .collect();
        trials.sort_by_key(|(_, begin, _)| (begin.week, begin.at.log, begin.at.span));
        for (n, (second, begin, _)) in trials.iter().enumerate().filter(|(_, trial)| trial.1.week >= recently)
        {
            let goes_on = |end: Option<Week>| end.is_none_or(|end| end > begin.week);
            let mut before = trials[..n].iter();
            let Some((first, since, _)) =
                before.find(|(first, _, end)| first.id != second.id && goes_on(*end))
            else {
                continue;
            };
            let Some((path, span)) = recorded::row(context.handbook, begin.at) else { continue };
            let message = format!(
                "`{}` begins in {} while `{}` is still being tried, so nobody will know which one helped",
                second.id, begin.week, first.id
            );
            let help = format!("end one first: a row that says whether `{}` is kept or dropped", first.id);
            let finding = findings.add(path, span, message).help(help);
            if let Some((path, span)) = recorded::row(context.handbook, since.at) {
                finding.related(path, span, "the one before it");
            }
        }
    }
}
