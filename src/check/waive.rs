//! Excuses: `allow:` in a header for warnings and notes, in the settings for everything, never without a reason.

use super::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::document::Waiver;

/// Whether a waiver in force covers the finding.
pub fn is_waived(context: &Context<'_>, finding: &Diagnostic) -> bool {
    let documents = || context.handbook.in_file(&finding.path).iter();
    let in_force = |waiver: &Waiver| {
        waiver.rule.value == finding.rule
            && waiver.reason.is_some()
            && waiver.until.as_ref().is_none_or(|until| until.value >= context.today)
    };
    let in_header = || documents().any(|document| document.common.allow.iter().any(in_force));
    let in_settings = || {
        let named = |waiver: &Waiver| match &waiver.id {
            None => true,
            Some(id) => documents().any(|document| document.id.value == id.value),
        };
        context.handbook.settings.allow.iter().any(|waiver| in_force(waiver) && named(waiver))
    };
    let has_any = !context.handbook.settings.allow.is_empty();
    (finding.severity < Severity::Error && in_header()) || (has_any && in_settings())
}
