//! `no-trigger`: a system that nothing starts.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    name: "no-trigger",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A system without `run_when`.",
    why: "A good checklist is tied to a moment at which people stop anyway: before the doors open, when a message comes \
          in, at 15:30. Without such a moment it is read once and then forgotten, however good its steps are. The \
          idea of a fixed pause point comes from surgery and aviation (Gawande).",
    example: "# content/systems/call-back.md, without `run_when`\nkeeps: [call-back-today]",
    fix: "run_when: a message comes in; look again at 15:30",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        findings
            .add(path, fault.span, "nobody can tell when this list starts, so nobody will start it")
            .help("add `run_when:` and what starts it, as in `run_when: a message comes in`");
    }
}
