//! `unread`: a role for which an edition changed something, and which has not said that it knows.

use std::collections::BTreeSet;

use crate::check::words::all_of;
use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::difference;
use crate::edition::Edition;
use crate::model::Handbook;
use crate::parse::document::Kind;
use crate::parse::logs::Rows;
use crate::source::{EDITIONS, SETTINGS, VPath};

pub(super) const RULE: Rule = Rule {
    name: "unread",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &["days"],
    what: "A role for which the newest edition changed something, without a row in `records/read.csv` for that edition \
           `days` days (14) after it came into force. It speaks from the first row of that log on.",
    why: "An edition is in force for everybody on the same day, whether or not they have heard of it. Asking each role to \
          sign its own sheet is the difference between \"it was in the handbook\" and \"she knew\" (ISO 9001, 7.3). A role \
          or initials are enough: who it was is nobody's business.",
    example: "# content/records/read.csv, two weeks after edition 2026-3\n2026-09-03,practice-manager,2026-3",
    fix: "2026-09-03,practice-manager,2026-3\n2026-09-08,front-desk,2026-3",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let in_force = context.editions.in_force(context.today);
    let Some((newest, start)) = in_force.and_then(|edition| Some((edition, edition.starts()?))) else {
        return;
    };
    let days = context.parameter(RULE.name, "days", 14) as usize;
    let Some(signed) = signed(context.handbook, newest) else { return };
    // The first edition changed nothing for anybody: there was none before.
    let Some(before) = context.editions.before(&newest.name) else { return };
    if context.days_since(start) < days {
        return;
    }
    let (Ok(new), Ok(old)) = (context.editions.handbook(newest), context.editions.handbook(before)) else {
        return;
    };
    let concerned = concerned(&old, &new);
    let missing: Vec<&str> =
        concerned.iter().copied().filter(|role| !has_signed(context.handbook, role, &signed)).collect();
    if missing.is_empty() {
        return;
    }
    let count = match (missing.len(), concerned.len()) {
        (1, 1) => "the one role that it concerns has not".to_string(),
        (1, all) => format!("1 of the {all} roles that it concerns has not"),
        (some, all) => format!("{some} of the {all} roles that it concerns have not"),
    };
    let message = format!(
        "edition {} is in force since {start}, and {count} confirmed it: {}",
        newest.name,
        all_of(missing.iter().copied())
    );
    let help = format!(
        "show them their sheet (`throughline diff {} {} --role {}`), then add a row such as `{},{},{}` to content/records/read.csv",
        before.name, newest.name, missing[0], context.today, missing[0], newest.name
    );
    let (file, span) = match newest.line {
        Some(line) => (EDITIONS, line),
        None => (SETTINGS, context.handbook.settings.top),
    };
    if let Some(path) = VPath::new(file) {
        findings.add(&path, span, message).help(help);
    }
}

/// The roles that signed for an edition; `None` before the first row of the log.
fn signed<'a>(handbook: &'a Handbook, edition: &Edition) -> Option<BTreeSet<&'a str>> {
    let rows = handbook.logs.iter().filter_map(|log| match &log.rows {
        Rows::Read(rows) => Some(rows),
        _ => None,
    });
    let mut rows = rows.flatten().peekable();
    rows.peek()?;
    let of_edition = rows.filter(|row| row.edition.value == edition.name.as_str());
    Some(of_edition.map(|row| row.role.value.trim().trim_start_matches('@')).collect())
}

/// The roles of an edition for which it changed something, in the order of their ids.
fn concerned<'a>(old: &Handbook, new: &'a Handbook) -> Vec<&'a str> {
    let difference = difference::between(old, new);
    let roles = new.of_kind(Kind::Role).map(|id| new.document(id).id.value.as_str());
    let mut concerned: Vec<&str> =
        roles.filter(|role| !difference.for_role(role).changes.is_empty()).collect();
    concerned.sort_unstable();
    concerned
}

/// Whether a role has signed, under the id that it had or the one it has now; a role that is gone needs not.
fn has_signed(handbook: &Handbook, role: &str, signed: &BTreeSet<&str>) -> bool {
    let Some(now) = handbook.names.document(role).map(|id| &handbook.document(id).id.value) else {
        return true;
    };
    signed.contains(role) || signed.contains(now.as_str())
}
