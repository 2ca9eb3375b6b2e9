//! Whom a change would touch, as a list for people: who has to act, who should know, and why.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::sheet::{ASKED, LABEL, PLAIN, QUIET, Sheet};
use super::told::Teller;
use crate::diagnostic::counted;
use crate::model::impact::{Because, Touched};
use crate::model::line::Point;
use crate::parse::document::Kind;

/// Of a longer group only the first are told, when not everything is.
const TOLD: usize = 30;

/// Of more steps only the first are named.
const STEPS: usize = 5;

/// Names are padded to one another up to this width.
const WIDEST: usize = 34;

/// Tells whom a change to `point` would touch.
pub(super) fn tell(teller: &Teller<'_>, point: Point, sheet: &mut Sheet) {
    let itself = teller.tell(point);
    let says = itself.says.as_deref().unwrap_or(&itself.title);
    sheet.line("", "  ", &[(PLAIN, "A change to"), (LABEL, itself.kind), (ASKED, says)]);
    sheet.line("  ", "  ", &[(QUIET, &format!("{}:{}", itself.path, itself.line))]);
    let impact = teller.handbook.impact(point);
    let is_empty = impact.must_act.is_empty() && impact.should_know.is_empty();
    group(teller, "Must act", &impact.must_act, sheet);
    group(teller, "Should know", &impact.should_know, sheet);
    if is_empty {
        sheet.gap();
        sheet.line("", "", &[(PLAIN, "would touch nobody and nothing else.")]);
    }
}

fn group(teller: &Teller<'_>, title: &str, group: &[Touched], sheet: &mut Sheet) {
    if group.is_empty() {
        return;
    }
    let roles = group.iter().filter(|touched| is_role(teller, touched)).count();
    let documents = group.len() - roles;
    let counts = [(roles, "role"), (documents, "document")];
    let counts: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| counted(*n, word)).collect();
    sheet.gap();
    sheet.line("", "", &[(LABEL, title), (QUIET, &format!("({})", counts.join(", ")))]);
    let shown = if sheet.all { group.len() } else { group.len().min(TOLD) };
    let names: Vec<String> = group[..shown].iter().map(|touched| name(teller, touched)).collect();
    let column = names.iter().map(|name| name.width()).filter(|width| *width <= WIDEST).max().unwrap_or(0);
    for (touched, name) in group[..shown].iter().zip(&names) {
        let rest = " ".repeat(column + 4);
        let style = if is_role(teller, touched) { LABEL } else { PLAIN };
        let why: Vec<String> =
            touched.because.iter().map(|because| words(teller, touched, *because)).collect();
        let why = why.join("; ");
        let place = teller.handbook.document(touched.id).path.to_string();
        let mut said: Vec<(Style, &str)> = vec![(PLAIN, &why)];
        if !is_role(teller, touched) {
            said.push((QUIET, "·"));
            said.push((QUIET, &place));
        }
        if name.width() > column {
            sheet.line("  ", "    ", &[(style, name)]);
            sheet.line(&rest, &rest, &said);
        } else {
            sheet.labelled("  ", (style, name), &rest, &said);
        }
    }
    if shown < group.len() {
        sheet.has_left_out = true;
        sheet.line("  ", "  ", &[(QUIET, &format!("and {} more", group.len() - shown))]);
    }
}

fn is_role(teller: &Teller<'_>, touched: &Touched) -> bool {
    teller.handbook.document(touched.id).kind == Kind::Role
}

fn name(teller: &Teller<'_>, touched: &Touched) -> String {
    let document = teller.handbook.document(touched.id);
    match document.kind {
        Kind::Role => document.title().to_string(),
        kind => format!("{kind} {}", document.id.value),
    }
}

fn words(teller: &Teller<'_>, touched: &Touched, because: Because) -> String {
    let words = match because {
        Because::DoesSteps => return steps(teller, touched),
        Because::AnswersForIt => "answers for it",
        Because::AnswersBelow => "answers for what hangs below it",
        Because::HangsBelow => "hangs below it",
        Because::OwnedByIt => "this role answers for it",
        Because::WorkedByIt => "has it on its list",
        Because::GoesByIt => "goes by it",
        Because::TakesOver => "takes over from a step",
        Because::HandsOver => "hands over to a step",
        Because::StandsIn => "stands in",
        Because::ReportsToIt => "reports to this role",
        Because::LeadsIt => "leads this role",
        Because::TalksTo => "they talk to each other",
        Because::IsPromised => "is promised something by it",
        Because::AnswersAbove => "answers for what it hangs on",
        Because::HangsAbove => "it hangs on this",
        Because::IsWanted => "it answers this want",
        Because::SharesASystem => "is kept by the same system",
        Because::ShowsIt => "shows it",
        Because::ReplacedByIt => "was replaced by it",
        Because::RepeatsIt => "repeats its sentence",
        Because::LinksToIt => "links to it",
    };
    words.to_string()
}

/// `does 7 steps: call-back#list, #call, … and 2 more`.
fn steps(teller: &Teller<'_>, touched: &Touched) -> String {
    let names: Vec<String> =
        touched.steps.iter().take(STEPS).map(|(system, n)| teller.step_name(*system, *n)).collect();
    let mut last = "";
    let names: Vec<&str> = names
        .iter()
        .map(|name| {
            // The system's name is said once.
            let (system, _) = name.split_once('#').unwrap_or((name, ""));
            let short = if system == last { &name[system.len()..] } else { name };
            last = system;
            short
        })
        .collect();
    let more = touched.steps.len().saturating_sub(STEPS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("does {}: {}{more}", counted(touched.steps.len(), "step"), names.join(", "))
}
