//! `silent-customer`: a customer group that nobody asked for too long.

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, doubt, recorded};
use crate::diagnostic::Severity;
use crate::parse::document::{Data, Kind};
use crate::parse::logs::LogKind;
use crate::parse::quantity::Quantity;
use crate::record::voices::HEAR_EVERY;

pub(super) const RULE: Rule = Rule {
    name: "silent-customer",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A customer group that nobody asked or watched within its `hear_every`, 90 days unless it says otherwise.",
    why: "Silence is not good news. Most people who are let down say nothing and do not come back, so what customers \
          tell us unasked is the voice of the few who still hope. Asking is the only way to hear the others.",
    example: "# content/customers/returning-patients.md, last asked 74 days ago\ntitle: Returning patients\nhear_every: 30 days",
    fix: "# content/records/voices.csv\n2026-11-12,returning-patients,asked,\"It was harder on the bad days\"",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let voices = &context.record.voices;
    if !voices.any || doubt::lost_rows(context, LogKind::Voices) {
        return;
    }
    for id in context.handbook.of_kind(Kind::Customer) {
        let document = context.handbook.document(id);
        let Data::Customer(customer) = &document.data else { continue };
        let heard = voices.from.get(&id);
        // A group that only ever spoke up itself is told by `only-complaints`.
        let only_volunteered = heard.is_some_and(|heard| heard.sought == 0 && heard.volunteered > 0);
        if document.unreadable || document.is_unsure("hear_every") || only_volunteered {
            continue;
        }
        let every = customer.hear_every.as_ref().map(|every| every.value.clone());
        let Some(every) = every.or_else(|| Quantity::parse(HEAR_EVERY)) else { continue };
        let span = customer.hear_every.as_ref().map_or(document.top, |every| every.span);
        let help = format!(
            "ask one of them, then log it: `throughline log voice --from {} --how asked --says \"…\"`",
            document.id.value
        );
        let Some((day, at)) = heard.and_then(|heard| heard.last_sought) else {
            let message =
                format!("{}: nobody has asked them yet, and silence is not good news", document.title());
            findings.add(&document.path, span, message).help(help);
            continue;
        };
        if every.after(day).is_none_or(|due| context.today <= due) {
            continue;
        }
        let days = context.days_since(day);
        let message = format!(
            "{}: last asked {} ago (limit {every}), and silence is not good news",
            document.title(),
            count(days, "day", "days")
        );
        let finding = findings.add(&document.path, span, message).help(help);
        if let Some((path, span)) = recorded::row(context.handbook, at) {
            finding.related(path, span, "what we last heard because we asked");
        }
    }
}
