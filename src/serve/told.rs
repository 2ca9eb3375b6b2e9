//! What the terminal is told after an edit: not all that is wrong, but what is new and what was mended.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;

/// What changed between two lists of findings.
pub struct Turn<'a> {
    /// Findings that were not there before.
    pub new: Vec<&'a Diagnostic>,
    /// How many are no longer there.
    pub mended: usize,
}

/// What makes a finding the same one after lines were put in above it.
fn identity(finding: &Diagnostic) -> (&str, &str, &str) {
    (finding.rule, finding.path.as_str(), &finding.message)
}

impl<'a> Turn<'a> {
    /// Compares what was found before with what is found now.
    pub fn between(before: &[Diagnostic], now: &'a [Diagnostic]) -> Self {
        let mut known: HashMap<_, usize> = HashMap::new();
        for finding in before {
            *known.entry(identity(finding)).or_default() += 1;
        }
        let new = now.iter().filter(|finding| match known.get_mut(&identity(finding)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        let new: Vec<&Diagnostic> = new.collect();
        Self { new, mended: known.values().sum() }
    }

    /// `2 new, 1 mended`; `None` when nothing changed.
    pub fn sentence(&self) -> Option<String> {
        match (self.new.len(), self.mended) {
            (0, 0) => None,
            (new, 0) => Some(format!("{new} new")),
            (0, mended) => Some(format!("{mended} mended")),
            (new, mended) => Some(format!("{new} new, {mended} mended")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Severity, State};
    use crate::source::{Span, VPath};

    fn found(list: &[(&str, u32)]) -> Vec<Diagnostic> {
        let finding = |(message, at): &(&str, u32)| Diagnostic {
            rule: "broken-link",
            severity: Severity::Error,
            path: VPath::new("a.md").expect("a path"),
            span: Span { start: *at, end: at + 1 },
            message: (*message).to_string(),
            help: None,
            related: Vec::new(),
            state: State::New,
        };
        list.iter().map(finding).collect()
    }

    #[test]
    fn only_what_changed_is_told() {
        let before = found(&[("a", 0), ("b", 5), ("b", 9)]);
        let now = found(&[("b", 7), ("c", 1), ("d", 2)]);
        let turn = Turn::between(&before, &now);
        assert_eq!(turn.sentence().as_deref(), Some("2 new, 2 mended"));
        assert_eq!(turn.new.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(), ["c", "d"]);
        assert_eq!(Turn::between(&now, &now).sentence(), None);
        assert_eq!(Turn::between(&now, &[]).sentence().as_deref(), Some("3 mended"));
    }
}
