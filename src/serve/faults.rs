//! What a page says about faults: the findings of `check` as the small piece of HTML that the script in the page
//! shows.

use std::fmt::Write;

use serde::Serialize;

use crate::check::rules;
use crate::diagnostic::{self, Diagnostic, Severity, Summary};
use crate::site::html::escape;
use crate::site::{code_html, route};
use crate::source::{SETTINGS, SourceTree, VPath};

/// Findings that are shown whole in one list. Nobody mends more than this between two looks.
const SHOWN: usize = 40;

/// What the script in the page is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// The heaviest finding's weight; empty when there is none.
    pub weight: &'static str,
    /// How many there are, in words; empty when there is none.
    pub summary: String,
    /// The list.
    #[serde(rename = "faults")]
    pub html: String,
    /// Whether this very page cannot be trusted until something is mended.
    pub here: bool,
}

/// Something that keeps the server from showing what is on the disk, and that no rule can find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// One plain sentence.
    pub sentence: String,
    /// The words of whoever noticed.
    pub detail: String,
}

/// What is wrong in one state of a handbook.
pub struct Wrong<'a> {
    /// What keeps it from being shown.
    pub troubles: &'a [Trouble],
    /// What the rules found.
    pub findings: &'a [Diagnostic],
    /// The files that findings point into.
    pub tree: &'a SourceTree,
    /// Whether the site has a page for each rule, and one for the handbook's health.
    pub is_handbook: bool,
}

impl Wrong<'_> {
    /// What the page made of the file `source` is told.
    pub fn told_on(&self, source: Option<&VPath>) -> Faults {
        let is_own = |finding: &&Diagnostic| Some(&finding.path) == source;
        let (mut own, mut others): (Vec<_>, Vec<_>) = self.findings.iter().partition(is_own);
        // Settings that cannot be read change every page.
        let stops = |finding: &&Diagnostic| finding.severity == Severity::Error;
        let everywhere = others.iter().any(|finding| stops(finding) && finding.path.as_str() == SETTINGS);
        let here = !self.troubles.is_empty() || everywhere || own.iter().any(stops);
        own.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        others.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let heaviest = self.findings.iter().map(|finding| finding.severity).max();
        let weight = match heaviest {
            _ if !self.troubles.is_empty() => Severity::Error.word(),
            Some(severity) => severity.word(),
            None => "",
        };
        Faults { weight, summary: self.summary(), html: self.list(source, &own, &others), here }
    }

    fn summary(&self) -> String {
        let counted = Summary::of(self.findings);
        let counted = Summary { errors: counted.errors + self.troubles.len(), ..counted };
        if counted == Summary::default() { String::new() } else { counted.to_string() }
    }

    fn list(&self, source: Option<&VPath>, own: &[&Diagnostic], others: &[&Diagnostic]) -> String {
        let own_shown = &own[..own.len().min(SHOWN)];
        let others_shown = &others[..others.len().min(SHOWN.saturating_sub(own.len()).max(5))];
        let mut html = String::new();
        if !self.troubles.is_empty() {
            html.push_str("<ol>");
            for Trouble { sentence, detail } in self.troubles {
                let (sentence, detail) = (code_html(sentence), escape(detail));
                let _ = write!(
                    html,
                    "<li class=\"error\"><p><b>error</b> {sentence}</p><pre tabindex=\"0\">{detail}</pre></li>"
                );
            }
            html.push_str("</ol>");
        }
        if let Some(source) = source.filter(|_| !own.is_empty()) {
            let _ = write!(html, "<h3>In {}</h3>", escape(source.as_str()));
            self.findings(&mut html, "own", own_shown);
        }
        if !others.is_empty() {
            html.push_str(if own.is_empty() { "<h3>In the handbook</h3>" } else { "<h3>Elsewhere</h3>" });
            self.findings(&mut html, "others", others_shown);
        }
        let hidden = own.len() - own_shown.len() + others.len() - others_shown.len();
        if hidden > 0 {
            let _ = write!(html, "<p class=\"more\">and {hidden} more");
            if self.is_handbook {
                html.push_str(": <a href=\"/health/index.html\">the handbook’s health</a>");
            }
            html.push_str("</p>");
        }
        html
    }

    fn findings(&self, html: &mut String, whose: &str, findings: &[&Diagnostic]) {
        let _ = write!(html, "<ol class=\"{whose}\">");
        for finding in findings {
            let severity = finding.severity.word();
            let _ = write!(
                html,
                "<li class=\"{severity}\"><p><b>{severity}</b> {} ",
                code_html(&finding.message)
            );
            let rule = escape(finding.rule);
            let has_page = self.is_handbook && rules::find(finding.rule).is_some();
            let _ = match has_page {
                true => write!(
                    html,
                    "<a href=\"/rules/{}/index.html\">{rule}</a></p>",
                    route::encode(finding.rule)
                ),
                false => write!(html, "<code>{rule}</code></p>"),
            };
            let _ = write!(html, "<pre tabindex=\"0\">{}</pre>", escape(&self.place(finding)));
            if let Some(help) = &finding.help {
                let _ = write!(html, "<p>{}</p>", code_html(help));
            }
            html.push_str("</li>");
        }
        html.push_str("</ol>");
    }

    /// The place as `check` draws it, without the sentence above and the help below.
    fn place(&self, finding: &Diagnostic) -> String {
        let bare = Diagnostic { message: String::new(), help: None, ..finding.clone() };
        let drawn = diagnostic::text::render(&[bare], self.tree, false);
        drawn.lines().skip(1).collect::<Vec<_>>().join("\n").trim_end().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::State;
    use crate::source::Span;

    fn finding(path: &str, severity: Severity, message: &str) -> Diagnostic {
        Diagnostic {
            rule: "broken-link",
            severity,
            path: VPath::new(path).expect("a path"),
            span: Span { start: 2, end: 5 },
            message: message.to_string(),
            help: Some("did you mean `<b>`?".to_string()),
            related: Vec::new(),
            state: State::New,
        }
    }

    fn told(findings: &[Diagnostic], troubles: &[Trouble], source: &str) -> Faults {
        let tree = SourceTree::from_texts("x", [("a.md", "# <script> & co"), ("b.md", "# Other")]);
        let wrong = Wrong { troubles, findings, tree: &tree, is_handbook: true };
        wrong.told_on(VPath::new(source).as_ref())
    }

    #[test]
    fn an_error_in_the_pages_own_file_is_shown_with_its_place_its_rule_and_its_help() {
        let faults = told(&[finding("a.md", Severity::Error, "`<x>` leads nowhere")], &[], "a.md");
        assert!(faults.here);
        assert_eq!((faults.weight, faults.summary.as_str()), ("error", "1 error"));
        for part in [
            "<code>&lt;x&gt;</code> leads nowhere <a href=\"/rules/broken-link/index.html\">broken-link</a>",
            "--&gt; a.md:1:3",
            "1 | # &lt;script&gt; &amp; co\n  |   ^^^",
            "<p>did you mean <code>&lt;b&gt;</code>?</p>",
        ] {
            assert!(faults.html.contains(part), "{part}: {}", faults.html);
        }
        assert!(!faults.html.contains("<script"));
    }

    #[test]
    fn faults_elsewhere_are_a_number_on_the_badge() {
        let found = [finding("b.md", Severity::Error, "b"), finding("b.md", Severity::Note, "c")];
        let faults = told(&found, &[], "a.md");
        assert_eq!((faults.here, faults.summary.as_str()), (false, "1 error and 1 note"));
        assert!(faults.html.contains("<h3>In the handbook</h3>"), "{}", faults.html);
        assert_eq!(told(&[], &[], "a.md").summary, "");
    }

    #[test]
    fn broken_settings_and_troubles_stand_on_every_page() {
        assert!(told(&[finding("handbook.yaml", Severity::Error, "x")], &[], "a.md").here);
        let gone = Trouble { sentence: "The folder is gone".into(), detail: "no such <file>".into() };
        let faults = told(&[], &[gone], "a.md");
        assert!(faults.here && faults.html.contains("no such &lt;file&gt;") && faults.weight == "error");
    }

    #[test]
    fn a_thousand_findings_are_counted_and_the_first_are_shown() {
        let found: Vec<Diagnostic> =
            (0..1000).map(|n| finding("b.md", Severity::Warning, &n.to_string())).collect();
        let faults = told(&found, &[], "a.md");
        assert_eq!(faults.html.matches("<li").count(), SHOWN);
        assert!(faults.html.contains("and 960 more"), "{}", faults.html);
        assert_eq!(faults.summary, "1000 warnings");
    }
}
