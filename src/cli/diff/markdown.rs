//! The answer as a comment for a change request. Roles stand in code spans, so that nobody is called; all other words
//! are made safe in [`safe`](super::safe).

use std::collections::BTreeSet;

use super::Told;
use super::safe::{code, words};
use super::states::State;
use crate::diagnostic::counted;
use crate::difference::{Change, Name, Piece, Section, Thing, pieces};
use crate::model::{DocId, Target};
use crate::parse::document::Kind;

/// GitHub takes 65,536 characters, and other hosts more; the rest is left for what closes the comment.
const MOST: usize = 58_000;
/// So many names are listed at once.
const NAMES: usize = 40;

/// The whole comment.
pub(super) fn render(told: &Told<'_>) -> String {
    let (old, new) = (code(&told.old.name), code(&told.new.name));
    let whose = told.role.as_ref().map(|role| format!(" for {}", code(role))).unwrap_or_default();
    let mut out = format!("## What changed{whose}: {old} → {new}\n\n");
    if told.changes.is_empty() {
        out += "Nothing changed.\n";
    }
    out += &touched(told);
    let mut left_out = 0;
    for section in Section::ALL {
        left_out += self::section(told, section, &mut out);
    }
    if left_out > 0 {
        out += &format!("\n… and {}: `throughline diff` tells all.\n", counted(left_out, "more change"));
    }
    out += &closing(told);
    out
}

/// Which promises, roles and customers, at a glance.
fn touched(told: &Told<'_>) -> String {
    let promises: BTreeSet<&str> = told
        .changes
        .iter()
        .filter(|change| {
            change.on.thing == Thing::Document(Kind::Promise) && change.section != Section::WordsOnly
        })
        .map(|change| change.on.id.as_str())
        .collect();
    let roles = |acts: bool| -> BTreeSet<&str> {
        let all = told.changes.iter().flat_map(|change| &change.roles);
        all.filter(|role| role.acts == acts).map(|role| role.id.as_str()).collect()
    };
    let (acting, knowing) = (roles(true), roles(false));
    let knowing: BTreeSet<&str> = knowing.difference(&acting).copied().collect();
    let customers: BTreeSet<&str> =
        told.changes.iter().flat_map(|change| &change.customers).map(String::as_str).collect();
    let lines = [
        ("Promises touched", promises),
        ("Roles that do something differently", acting),
        ("Roles that should know", knowing),
        ("Customers touched", customers),
    ];
    let lines = lines.into_iter().filter(|(_, ids)| !ids.is_empty());
    let lines: Vec<String> = lines.map(|(what, ids)| format!("- {what}: {}\n", names(&ids))).collect();
    if lines.is_empty() { String::new() } else { lines.concat() + "\n" }
}

fn names(ids: &BTreeSet<&str>) -> String {
    let shown: Vec<String> = ids.iter().take(NAMES).map(|id| code(id)).collect();
    let more = ids.len().saturating_sub(NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(", ") + &more
}

/// One section; returns how many of its changes had no room.
fn section(told: &Told<'_>, section: Section, out: &mut String) -> usize {
    let changes = told.changes.iter().filter(|change| change.section == section);
    let (moved, changes): (Vec<&Change>, Vec<&Change>) =
        changes.copied().partition(|change| change.name == Name::MovedFile);
    if moved.is_empty() && changes.is_empty() {
        return 0;
    }
    let is_folded = section == Section::WordsOnly;
    if is_folded {
        let count = changes.len() + moved.len();
        *out += &format!("<details><summary>{} ({count})</summary>\n\n", section.heading());
    } else {
        *out += &format!("### {}\n\n", section.heading());
    }
    let mut left_out = 0;
    for change in changes {
        let text = entry(told, change);
        if out.len() + text.len() > MOST {
            left_out += 1;
        } else {
            *out += &text;
        }
    }
    if !moved.is_empty() {
        *out += &format!("- {} moved, nothing changed\n", counted(moved.len(), "file"));
    }
    *out += if is_folded { "\n</details>\n" } else { "\n" };
    left_out
}

fn entry(told: &Told<'_>, change: &Change) -> String {
    let id = change
        .on
        .step
        .as_ref()
        .map_or_else(|| change.on.id.clone(), |step| format!("{}#{step}", change.on.id));
    let title = words(change.on.title());
    let title = match address(told, change) {
        Some(address) => format!("[{title}]({address})"),
        None => title,
    };
    let mut out = format!("- **{}**: {} {title} {}\n", change.name, change.on.thing, code(&id));
    let mut line = |text: String| {
        if !text.is_empty() {
            out += &format!("  <br>{text}\n");
        }
    };
    if change.parts.len() > 1 {
        for part in &change.parts {
            let way = part.direction.map(|way| format!(" ({})", way.word())).unwrap_or_default();
            line(format!(
                "{}{way}: {}",
                words(&part.field),
                marked(part.from.as_deref(), part.to.as_deref())
            ));
        }
    } else {
        line(marked(change.from.as_deref(), change.to.as_deref()));
    }
    line(who(told, change));
    if let (Name::Raised, Some(reading)) = (change.name, &change.reading) {
        line(words(reading));
    }
    out
}

/// Words that went are struck, words that came are bold.
fn marked(from: Option<&str>, to: Option<&str>) -> String {
    let marked = |mark: &str, text: &str| {
        let inner = text.trim();
        let before = &text[..text.len() - text.trim_start().len()];
        let behind = if inner.is_empty() { "" } else { &text[text.trim_end().len()..] };
        if inner.is_empty() {
            text.to_string()
        } else {
            format!("{before}<{mark}>{}</{mark}>{behind}", words(inner))
        }
    };
    let shown = pieces(from.unwrap_or(""), to.unwrap_or("")).into_iter().map(|piece| match piece {
        Piece::Kept(text) => {
            let (before, behind) = (text.starts_with(' '), text.len() > 1 && text.ends_with(' '));
            let space = |is_there: bool| if is_there { " " } else { "" };
            format!("{}{}{}", space(before), words(&text), space(behind))
        }
        Piece::Struck(text) => marked("del", &text) + " ",
        Piece::Added(text) => marked("ins", &text),
    });
    shown.collect()
}

fn who(told: &Told<'_>, change: &Change) -> String {
    let mut said = Vec::new();
    if let Some(role) = &told.role {
        let acts = change.is_for_action_of(role);
        said.push(if acts { "do differently" } else { "know only" }.to_string());
    } else {
        for (word, acts) in [("do differently", true), ("should know", false)] {
            let ids: BTreeSet<&str> =
                change.roles.iter().filter(|role| role.acts == acts).map(|role| role.id.as_str()).collect();
            if !ids.is_empty() {
                said.push(format!("{word}: {}", names(&ids)));
            }
        }
        said.extend(change.for_all.then(|| "for all".to_string()));
    }
    said.extend(change.must_step.then(|| "show it once".to_string()));
    said.join(" · ")
}

/// Where the thing stands on the published site: of a page in both states, where it stands now.
fn address(told: &Told<'_>, change: &Change) -> Option<String> {
    let base = told.new.handbook.settings.base_url.as_deref()?;
    let folder = told.new.folder.as_deref()?;
    let (id, anchor) = match change.on.new? {
        Target::Document(id) => (id, None),
        Target::Step(id, n) => (id, told.new.handbook.document(id).steps().get(n)?.anchor.as_ref()),
        _ => return None,
    };
    let place = told.new.handbook.address(id);
    let anchor = anchor.map(|anchor| format!("#{}", anchor.value)).unwrap_or_default();
    // Nothing in an address may close the brackets around it.
    let address = format!("{}/{folder}{place}{anchor}", base.trim_end_matches('/'));
    Some(address.replace('(', "%28").replace(')', "%29").replace(' ', "%20").replace(['<', '>'], ""))
}

/// What has to be held against it again, and what nobody can say.
fn closing(told: &Told<'_>) -> String {
    if told.role.is_some() {
        return format!("\nNothing else concerns you ({}).\n", counted(told.others, "other change"));
    }
    let mut out = String::new();
    let review = to_review(told.new, &told.changes);
    if !review.is_empty() {
        out += "\n### To review again\n\n";
        for (child, parent) in review.iter().take(NAMES) {
            out += &format!(
                "- {}, since {} changed: `throughline review` shows how\n",
                code(child),
                code(parent)
            );
        }
        if review.len() > NAMES {
            out += &format!("- and {} more\n", review.len() - NAMES);
        }
    }
    let questions = &told.difference.questions;
    if !questions.is_empty() {
        out += "\n### To be answered\n\n";
        for question in questions.iter().take(NAMES) {
            out += &format!("- {}\n", words(&question.to_string()));
        }
        if questions.len() > NAMES {
            out += &format!("- and {} more\n", questions.len() - NAMES);
        }
    }
    out
}

/// Documents that are held against something whose meaning changed, and were not looked at since: child and parent.
fn to_review(new: &State, changes: &[&Change]) -> Vec<(String, String)> {
    let handbook = &new.handbook;
    let changed: BTreeSet<Target> = changes
        .iter()
        .filter(|change| !change.fields.is_empty() && change.name != Name::Reworded)
        .filter_map(|change| match change.on.new? {
            Target::Step(system, _) => Some(Target::Document(system)),
            target => Some(target),
        })
        .collect();
    let title = |target: Target| match target {
        Target::Aim(aim) => handbook.aims.get(aim).map(|aim| aim.id.value.clone()),
        target => handbook.document_of(target).map(|id| handbook.document(id).id.value.clone()),
    };
    let has_to_look = |child: DocId, parent: Target| match handbook.recorded(child, Some(parent)) {
        // Somebody looked at it, and what it was then is known.
        Some(_) => handbook.suspicions(child, new.on).iter().any(|suspicion| suspicion.parent == parent),
        None => true,
    };
    let mut found = Vec::new();
    for child in handbook.ids() {
        for (parent, _) in handbook.held_against(child) {
            if changed.contains(&parent) && has_to_look(child, parent) {
                let name = handbook.document(child).id.value.clone();
                found.extend(title(parent).map(|parent| (name, parent)));
            }
        }
    }
    found
}
