//! `needs-review`: something above has changed its meaning since this was last held against it.

use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::review::{Change, Suspicion};
use crate::model::{Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::meaning::Said;

pub(super) const RULE: Rule = Rule {
    name: "needs-review",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A mission, promise or system whose parent has changed its meaning since the last review: its sentence, limit, \
           target, customers or moments, what is not included, what happens when it is missed.",
    why: "A promise is kept by people who read the checklist, not the promise. When the promise goes from six hours to \
          four and nobody opens the checklist, it is broken politely every day. Only what hangs directly below is asked \
          to look again; once it changes in answer, its own children are next, so a change walks down the line one \
          level at a time.",
    example: "# promises/call-back-today.md said `at_most: 6 hours` when systems/call-back.md was reviewed\nat_most: 4 \
              hours",
    fix: "throughline review call-back     # shows the change; mend the checklist, or leave it as it is",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    if doubt::is_plain(context) {
        return;
    }
    for suspicion in handbook.suspects(context.today) {
        let document = handbook.document(suspicion.child);
        // A later review may stand in a date that could not be read.
        if document.is_unsure("reviewed") {
            continue;
        }
        let id = &document.id.value;
        let message =
            format!("{} since `{id}` was reviewed on {}", words(handbook, &suspicion), suspicion.since);
        let help = format!("`throughline review {id}` shows the change and records that you looked");
        let mut finding = findings.add(&document.path, suspicion.at, message).help(help);
        let Some(parent) = handbook.document_of(suspicion.parent) else { continue };
        let path = &handbook.document(parent).path;
        for change in &suspicion.changes {
            if let Said::Words { span, .. } = &change.now {
                finding = finding.related(path, *span, format!("`{}` now", change.name));
            }
        }
    }
}

/// What changed, as a sentence begins: the parent, and its fields by what became of them.
fn words(handbook: &Handbook, suspicion: &Suspicion) -> String {
    let parent = match suspicion.parent {
        Target::Aim(aim) => {
            let id = handbook.aims.get(aim).map_or("", |aim| aim.id.value.as_str());
            return format!("the aim `{id}` has changed its words");
        }
        Target::Document(id) if handbook.document(id).kind == Kind::Vision => "the vision".to_string(),
        Target::Document(id) => {
            let document = handbook.document(id);
            format!("the {} `{}`", document.kind, document.id.value)
        }
        Target::Step(..) | Target::Moment(_) | Target::Term(_) => String::new(),
    };
    let named = |which: &dyn Fn(&&Change) -> bool| -> Vec<&str> {
        suspicion.changes.iter().filter(which).map(|change| change.name.as_str()).collect()
    };
    let parts = [
        ("changed its", named(&|change| change.then.is_some() && change.now != Said::Nothing)),
        ("gained", named(&|change| change.then.is_none())),
        ("dropped its", named(&|change| change.now == Said::Nothing)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(verb, names)| format!("{verb} {}", all_of(names)))
        .collect();
    format!("{parent} has {}", parts.join(" and "))
}
