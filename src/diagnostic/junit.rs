//! JUnit, which every CI server reads as a list of tests.
//!
//! A test is something that holds or does not, and here that is a *rule*: each is a test suite, and a rule that holds
//! everywhere is one green test. So the number of tests stays the same from run to run, as whoever reads a trend of
//! them expects, and does not grow with the handbook. Where a rule does not hold, each finding is a test of its own:
//! red at or above `--fail-on`, skipped when it is known, else green with its words in its output, since JUnit has
//! nothing between red and green. The names hold no lines: servers know a test again by its name.

use std::collections::HashMap;

use super::places::Places;
use super::{Diagnostic, Report, RuleText, State, short};

/// Writes the suites of all rules.
pub fn render(report: &Report<'_>) -> String {
    let mut places = Places::new(report.tree);
    let mut by_rule: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in report.findings {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let none = Vec::new();
    let suites: Vec<Suite> = report
        .rules
        .iter()
        .map(|rule| suite(report, rule, by_rule.get(rule.name).unwrap_or(&none), &mut places))
        .collect();
    let tests: usize = suites.iter().map(|suite| suite.tests).sum();
    let failures: usize = suites.iter().map(|suite| suite.failures).sum();
    let suites: String = suites.iter().map(Suite::element).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <testsuites name=\"throughline\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n\
        {suites}</testsuites>\n"
    )
}

/// One rule.
struct Suite<'a> {
    rule: &'a str,
    tests: usize,
    failures: usize,
    skipped: usize,
    cases: String,
}

impl Suite<'_> {
    fn element(&self) -> String {
        let Self { rule, tests, failures, skipped, cases } = self;
        format!(
            "  <testsuite name=\"{rule}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">\n\
            {cases}  </testsuite>\n"
        )
    }
}

fn suite<'a>(
    report: &Report<'_>,
    rule: &'a RuleText,
    findings: &[&Diagnostic],
    places: &mut Places<'_>,
) -> Suite<'a> {
    let mut suite = Suite {
        rule: rule.name,
        tests: findings.len().max(1),
        failures: 0,
        skipped: 0,
        cases: String::new(),
    };
    let class = format!("throughline.{}", rule.name);
    if findings.is_empty() {
        let is_off = rule.severity.is_none();
        suite.skipped = usize::from(is_off);
        let inside = if is_off { "<skipped message=\"switched off in handbook.yaml\"/>" } else { "" };
        suite.cases = case("holds everywhere", &class, inside);
        return suite;
    }
    let mut names: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let name = format!("{}: {}", report.in_repository(&finding.path), finding.message);
        let count = names.entry(name.clone()).or_default();
        *count += 1;
        let name = if *count == 1 { name } else { format!("{name} ({count})") };
        let message = attribute(&finding.message);
        let inside = if finding.fails(report.fail_on) {
            suite.failures += 1;
            let kind = finding.severity;
            let told = escaped(&told(report, finding, places));
            format!("<failure message=\"{message}\" type=\"{kind}\">{told}</failure>")
        } else if finding.state == State::Known {
            suite.skipped += 1;
            "<skipped message=\"known: it is in the baseline\"/>".to_string()
        } else {
            format!("<system-out>{}</system-out>", escaped(&told(report, finding, places)))
        };
        suite.cases += &case(&name, &class, &inside);
    }
    suite
}

fn case(name: &str, class: &str, inside: &str) -> String {
    format!(
        "    <testcase name=\"{}\" classname=\"{class}\" time=\"0\">{inside}</testcase>\n",
        attribute(name)
    )
}

/// The finding with its place, its fix and the other places.
fn told(report: &Report<'_>, finding: &Diagnostic, places: &mut Places<'_>) -> String {
    let words = report.in_lines(finding, places);
    short::line(&report.in_repository(&finding.path), finding, &words, places)
}

/// Text for an element. What XML cannot hold at all, such as an escape character, becomes `�`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Text for an attribute, which would be read with a space in place of each line's end.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_shown_as_lost() {
        assert_eq!(escaped("<a b=\"c\">&\u{1b}[1m\u{ffff}"), "&lt;a b=&quot;c&quot;&gt;&amp;�[1m�");
    }

    #[test]
    fn an_attribute_keeps_its_lines() {
        assert_eq!(attribute("one\n\ttwo"), "one&#10;&#9;two");
    }
}
