//! `unwanted`: a promise that nobody asked for, and of which nobody says why.

use std::collections::HashSet;

use crate::check::rules::adopted_no_promise;
use crate::check::{Context, Findings, Rule, promises};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook, Target};
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "unwanted",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A promise that stands or is on trial, with neither `wants` nor `ours`.",
    why: "Keeping a promise costs the same whether or not anybody wanted it. Either a customer has asked for this, in \
          whatever words, or our own vision sees a gap that nobody names. Both are good reasons; no reason is not.",
    example: "# content/promises/free-pens.md, with neither `wants` nor `ours`\nsays: You get a pen with every visit.",
    fix: "ours: Nobody asks for it, but our vision says that nobody is left wondering.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    // A want we said yes to and that no promise names is told there, and may well be this promise's.
    let lost: HashSet<Target> =
        adopted_no_promise::forgotten(handbook).into_iter().flat_map(|want| meets(handbook, want)).collect();
    for (id, document, promise) in promises::made(handbook) {
        let has_wants = document.links.iter().any(|link| link.field == LinkField::Wants);
        let is_unsure = document.is_unsure("wants") || document.is_unsure("ours");
        let is_explained = || meets(handbook, id).iter().any(|target| lost.contains(target));
        if has_wants || promise.ours.is_some() || is_unsure || is_explained() {
            continue;
        }
        let span = promise.says.as_ref().map_or(document.top, |says| says.span);
        findings
            .add(
                &document.path,
                span,
                "nobody asked for this, and it does not say why we promise it all the same",
            )
            .help("add `wants:` with the want it answers, or `ours:` and why our vision fills this gap");
    }
}

/// Whom and where a want or a promise meets.
fn meets(handbook: &Handbook, id: DocId) -> Vec<Target> {
    [LinkField::At, LinkField::For, LinkField::FromCustomer]
        .into_iter()
        .flat_map(|field| handbook.targets(id, field))
        .collect()
}
