//! `waiver`: an excuse that is over, or that excuses nothing.

use super::find;
use crate::check::waive::{Excuse, Waivers};
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;

pub(super) const NAME: &str = "waiver";

pub(super) const RULE: Rule = Rule {
    name: NAME,
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An `allow` whose `until` is past, that gives no reason, or that nothing needs (a note).",
    why: "An excuse is a decision for a while, made by somebody with a reason. When its day has come, somebody decides \
          again. One that excuses nothing hides what comes next: the day the fault returns, nobody is told.",
    example: "allow: [{ rule: empty-aim, reason: The promise is on trial., until: 2026-01-31 }]",
    fix: "allow: [{ rule: empty-aim, reason: The trial goes on until we have 59 checks., until: 2027-01-31 }]",
    check,
};

/// Excuses that are over or lack a reason. Those that nothing needs are known only behind all rules: [`unused`].
fn check(context: &Context<'_>, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    for excuse in Waivers::of(context).all() {
        let waiver = excuse.waiver;
        let rule = &waiver.rule.value;
        if find(rule).is_none() && !super::TO_COME.contains(&rule.as_str()) {
            continue;
        }
        if let Some(until) = waiver.until.as_ref().filter(|until| until.value < context.today) {
            let message =
                format!("this excuse from `{rule}` ended on {}, so it excuses nothing any more", until.value);
            findings
                .add(excuse.path, until.span, message)
                .help("mend what it excused and remove it, or decide again and write a later day");
        } else if waiver.reason.is_none() && excuse.is_comment() {
            let message = format!("this excuse from `{rule}` gives no reason, so it excuses nothing");
            findings
                .add(excuse.path, waiver.rule.span, message)
                .help(format!("type `<!-- allow {rule}: why it is fine here -->`"));
        }
    }
}

/// Excuses that nothing needed. While anything is an error nobody knows: a rule may have kept silent beside it.
pub fn unused(excuses: &[Excuse<'_>], needed: &[bool], findings: &mut Findings) {
    for (excuse, _) in excuses.iter().zip(needed).filter(|(_, needed)| !**needed) {
        let rule = &excuse.waiver.rule;
        // Of a rule that finds nothing yet nobody knows, and an excuse from this one is not weighed by it.
        if find(&rule.value).is_none() || rule.value == NAME {
            continue;
        }
        let message = format!("nothing here needs this excuse from `{}` any more", rule.value);
        findings
            .add(excuse.path, rule.span, message)
            .weighing(Severity::Note)
            .help("remove it, so that you are told when the fault comes back");
    }
}
