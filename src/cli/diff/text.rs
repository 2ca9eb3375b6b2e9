//! The answer for people at a terminal, in the order of telling: words that went are struck, words that came stand out.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Told;
use crate::diagnostic::counted;
use crate::difference::{Change, Name, Piece, Section, pieces};

const HEADING: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const STRUCK: Style = AnsiColor::Red.on_default().strikethrough();
const ADDED: Style = AnsiColor::Green.on_default();

/// Of what is words only, so many are told; the rest is counted.
const FOLDED: usize = 20;

/// The whole answer.
pub(super) fn render(told: &Told<'_>, styled: bool) -> String {
    let mut page = Page { told, styled, out: String::new() };
    page.opening();
    for section in Section::ALL {
        page.section(section);
    }
    page.closing();
    page.out
}

struct Page<'a> {
    told: &'a Told<'a>,
    styled: bool,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn opening(&mut self) {
        let (old, new) = (plain(&self.told.old.name), plain(&self.told.new.name));
        let about = match &self.told.role {
            Some(role) => format!("What changed for {role} from {old} to {new}"),
            None => format!("What changed from {old} to {new}"),
        };
        let count = counted(self.told.changes.len(), "change");
        let count = if self.told.changes.is_empty() { "nothing".to_string() } else { count };
        self.line(&format!("{NAME}{about}{NAME:#}: {count}"));
    }

    fn section(&mut self, section: Section) {
        let changes: Vec<&Change> =
            self.told.changes.iter().copied().filter(|change| change.section == section).collect();
        if changes.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("{HEADING}{}{HEADING:#}", section.heading()));
        if section != Section::WordsOnly {
            changes.into_iter().for_each(|change| self.change(change));
            return;
        }
        let (moved, others): (Vec<&Change>, Vec<&Change>) =
            changes.into_iter().partition(|change| change.name == Name::MovedFile);
        for change in others.iter().take(FOLDED) {
            self.change(change);
        }
        if others.len() > FOLDED {
            self.line(&format!("  {QUIET}and {} more{QUIET:#}", others.len() - FOLDED));
        }
        if !moved.is_empty() {
            let files = counted(moved.len(), "file");
            self.line(&format!("  {QUIET}{files} moved, nothing changed{QUIET:#}"));
        }
    }

    fn change(&mut self, change: &Change) {
        let (name, about) = (change.name, plain(&change.on.name()));
        let title = plain(change.on.title());
        self.line(&format!("  {NAME}{name}{NAME:#}  {title}  {QUIET}{about}{QUIET:#}"));
        if change.parts.len() > 1 {
            for part in &change.parts {
                let way = part.direction.map(|way| format!(" ({})", way.word())).unwrap_or_default();
                let words = self.words(part.from.as_deref(), part.to.as_deref());
                self.line(&format!("    {}{way}: {words}", part.field));
            }
        } else if change.from.is_some() || change.to.is_some() {
            let words = self.words(change.from.as_deref(), change.to.as_deref());
            self.line(&format!("    {words}"));
        }
        let touched = self.touched(change);
        if !touched.is_empty() {
            self.line(&format!("    {QUIET}{touched}{QUIET:#}"));
        }
        if let (Name::Raised, Some(reading)) = (change.name, &change.reading) {
            self.line(&format!("    {}", plain(reading)));
        }
    }

    fn words(&self, from: Option<&str>, to: Option<&str>) -> String {
        let mut out = String::new();
        for piece in pieces(&plain(from.unwrap_or("")), &plain(to.unwrap_or(""))) {
            // Writing to a string cannot fail.
            let _ = match (piece, self.styled) {
                (Piece::Kept(words), _) => write!(out, "{words}"),
                (Piece::Struck(words), true) => write!(out, "{STRUCK}{words}{STRUCK:#}"),
                (Piece::Added(words), true) => write!(out, "{ADDED}{words}{ADDED:#}"),
                (Piece::Struck(words), false) => write!(out, "[-{words}-]"),
                (Piece::Added(words), false) => write!(out, "{{+{words}+}}"),
            };
        }
        out
    }

    fn touched(&self, change: &Change) -> String {
        let mut said = Vec::new();
        if let Some(role) = &self.told.role {
            let acts = change.is_for_action_of(role);
            said.push(if acts { "do differently" } else { "know only" }.to_string());
            said.extend((acts && change.must_step).then(|| "show it once".to_string()));
            return said.join(" · ");
        }
        let roles = |acts: bool| -> Vec<&str> {
            change.roles.iter().filter(|role| role.acts == acts).map(|role| role.id.as_str()).collect()
        };
        let customers: Vec<&str> = change.customers.iter().map(String::as_str).collect();
        let groups = [("do differently", roles(true)), ("know", roles(false)), ("customers", customers)];
        let groups = groups.into_iter().filter(|(_, ids)| !ids.is_empty());
        said.extend(groups.map(|(word, ids)| format!("{word}: {}", ids.join(", "))));
        said.extend(change.for_all.then(|| "for all".to_string()));
        said.extend(change.must_step.then(|| "show it once".to_string()));
        said.join(" · ")
    }

    fn closing(&mut self) {
        if self.told.role.is_some() {
            let others = counted(self.told.others, "other change");
            self.line("");
            self.line(&format!("Nothing else concerns you ({others})."));
            return;
        }
        let questions = &self.told.difference.questions;
        if !questions.is_empty() {
            self.line("");
            self.line(&format!("{HEADING}To be answered{HEADING:#}"));
        }
        for question in questions {
            self.line(&format!("  {}", plain(&question.to_string())));
        }
    }
}

/// Words on one line, without signs that a terminal would obey.
fn plain(words: &str) -> String {
    let shown: String =
        words.chars().map(|c| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
