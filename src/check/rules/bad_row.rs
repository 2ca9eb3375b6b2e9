//! `bad-row`: a row of a log that does not add up, or names something that does not exist.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use crate::check::words::{any_of, count, meant};
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::edition::EditionName;
use crate::model::names::Takes;
use crate::parse::document::Kind;
use crate::parse::fault::FaultKind;
use crate::parse::logs::{Kept, Log, PlusOne, Read, Rows, Voice, Week};
use crate::parse::slug;
use crate::record::entry::place_key;
use crate::source::{Span, Spanned, VPath};

pub(super) const RULE: Rule = Rule {
    name: "bad-row",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A row of a log with a field that cannot be read, numbers that do not add up, an id that does not exist, the \
           same week, promise and place as another, or a place in a second spelling (one of a day that has not come \
           yet is a warning); or a line of `reviews.lock` that cannot be read.",
    why: "The record is the only thing in a handbook that can contradict us. It is believed only if each row counts \
          once, for something that exists, with numbers that can be true: 42 kept of 41 checked says that somebody \
          was in a hurry.",
    example: "week,promise,place,due,checked,kept\n2026-W03,call-back-today,main-st,41,41,42",
    fix: "2026-W03,call-back-today,main-st,41,41,40",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (path, fault, _) in context.faults(RULE.name) {
        if let FaultKind::Row { message, help } = &fault.kind {
            findings.add(path, fault.span, message.as_str()).help(help.as_str());
        }
    }
    for log in &context.handbook.logs {
        let mut rows = RowCheck { context, log, findings, told: HashSet::new() };
        match &log.rows {
            Rows::Kept(kept) => kept.iter().for_each(|row| rows.kept(row)),
            Rows::Voices(voices) => voices.iter().for_each(|row| rows.voice(row)),
            Rows::PlusOnes(plus_ones) => plus_ones.iter().for_each(|row| rows.plus_one(row)),
            Rows::Read(signed) => signed.iter().for_each(|row| rows.signed(row)),
        }
        rows.ahead();
    }
    twice(context, findings);
    spellings(context, findings);
}

/// Every row of the kept promises, with its file.
fn kept_rows<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a VPath, &'a Kept)> {
    let logs = context.handbook.logs.iter();
    logs.flat_map(|log| log.rows.kept().iter().map(move |row| (&log.path, row)))
}

/// As many rows that count twice are told one by one.
const ENOUGH: usize = 100;

/// Two rows for one week, promise and place would count twice.
fn twice(context: &Context<'_>, findings: &mut Findings) {
    let mut first: HashMap<_, (&VPath, Span)> = HashMap::new();
    let any_word = context.handbook.settings.places.is_empty();
    // An old id leads to the same promise as the new one.
    let names = &context.handbook.names;
    let mut again = 0;
    for (path, row) in kept_rows(context) {
        let promise = names.document(&row.promise.value).ok_or(row.promise.value.as_str());
        let key = (row.week.value, promise, place_key(&row.place.value, any_word));
        match first.get(&key) {
            None => {
                first.insert(key, (path, row.span));
            }
            // A log pasted twice is one slip, not one a row.
            Some(_) if again == ENOUGH => {}
            Some((other, span)) => {
                again += 1;
                let message = format!(
                    "`{}` has two rows for this week and place, so its cases would count twice",
                    row.promise.value
                );
                findings
                    .add(path, row.span, message)
                    .help("join the two rows into one, or delete one")
                    .related(other, *span, "the other row");
            }
        }
    }
}

/// Where the settings name no places any word is one, but two ways to write it do not make two.
fn spellings(context: &Context<'_>, findings: &mut Findings) {
    if !context.handbook.settings.places.is_empty() {
        return;
    }
    let mut first: HashMap<String, (&VPath, &Spanned<String>)> = HashMap::new();
    let mut told: HashSet<&str> = HashSet::new();
    for (path, row) in kept_rows(context) {
        let (other, known) = *first.entry(place_key(&row.place.value, true)).or_insert((path, &row.place));
        if known.value == row.place.value || !told.insert(&row.place.value) {
            continue;
        }
        let message = format!(
            "`{}` is written `{}` elsewhere, and is counted as the same place",
            row.place.value, known.value
        );
        findings
            .add(path, row.place.span, message)
            .help(format!("write `{}`; `places:` in handbook.yaml says how each is written", known.value))
            .related(other, known.span, "the first way");
    }
}

/// Initials are no longer than this.
const INITIALS: usize = 4;

struct RowCheck<'a, 'f, 'r> {
    context: &'a Context<'a>,
    log: &'a Log,
    findings: &'f mut Findings<'r>,
    /// Names that were complained about: one wrong name is one fault, in however many rows it stands.
    told: HashSet<(&'static str, String)>,
}

impl RowCheck<'_, '_, '_> {
    fn kept(&mut self, row: &Kept) {
        self.document("promise", &row.promise, &[Kind::Promise]);
        self.place(&row.place);
    }

    fn voice(&mut self, row: &Voice) {
        self.document("from", &row.from, &[Kind::Customer, Kind::Role]);
        row.want.iter().for_each(|want| self.document("want", want, &[Kind::Want]));
        row.by.iter().for_each(|by| self.document("by", by, &[Kind::Role]));
        row.at.iter().for_each(|at| self.moment(at));
    }

    fn plus_one(&mut self, row: &PlusOne) {
        self.document("system", &row.system, &[Kind::System]);
        self.document("by", &row.by, &[Kind::Role]);
    }

    /// Who signed may be initials, so that only a slip in the id of a role is one.
    fn signed(&mut self, row: &Read) {
        let handbook = self.context.handbook;
        let role = row.role.value.trim_start_matches('@');
        let is_slip = || handbook.names.nearest(handbook, Takes::Kinds(&[Kind::Role]), role).is_some();
        if role.chars().count() > INITIALS && handbook.names.document(role).is_none() && is_slip() {
            self.document("role", &Spanned::new(role.to_string(), row.role.span), &[Kind::Role]);
        }
        self.edition(&row.edition);
    }

    /// Which editions there are a clone may not know, so that no build stops for one that is missing.
    fn edition(&mut self, edition: &Spanned<String>) {
        let listed = self.context.editions.all().iter().map(|edition| edition.name.as_str());
        let recorded = self.context.handbook.recorded.names().map(EditionName::as_str);
        let known: BTreeSet<&str> = listed.chain(recorded).collect();
        if known.is_empty()
            || known.contains(edition.value.as_str())
            || !self.told.insert(("edition", edition.value.clone()))
        {
            return;
        }
        let message = format!("there is no edition `{}`, so nobody knows what was confirmed", edition.value);
        let near = slug::nearest(&edition.value, known.iter().copied());
        let help = meant(near, "write the name of an edition; `throughline edition list` has them");
        self.findings.add(&self.log.path, edition.span, message).help(help).weighing(Severity::Warning);
    }

    fn document(&mut self, column: &'static str, id: &Spanned<String>, kinds: &'static [Kind]) {
        let handbook = self.context.handbook;
        let takes = Takes::Kinds(kinds);
        let found = handbook.names.document(&id.value).map(|found| handbook.document(found));
        if found.is_some_and(|found| kinds.contains(&found.kind) || found.unreadable)
            || doubt::is_explained(self.context, takes, &id.value)
            || !self.told.insert((column, id.value.clone()))
        {
            return;
        }
        let wanted = match kinds {
            [kind] => kind.word(),
            _ => "customer group or role",
        };
        let message = match found {
            Some(found) => format!(
                "`{}` is {}, and the column `{column}` takes a {wanted}",
                id.value,
                found.kind.with_article()
            ),
            None => format!("there is no {wanted} `{}`, so rows with it count for nothing", id.value),
        };
        let near = handbook.names.nearest(handbook, takes, &id.value);
        self.add(id.span, message, near, format!("write the id of a {wanted}"));
    }

    fn moment(&mut self, id: &Spanned<String>) {
        let handbook = self.context.handbook;
        if handbook.names.moment(&id.value).is_some()
            || doubt::is_explained(self.context, Takes::Moment, &id.value)
            || !self.told.insert(("at", id.value.clone()))
        {
            return;
        }
        let message = format!("there is no moment `{}` in journey.yaml", id.value);
        let near = handbook.names.nearest(handbook, Takes::Moment, &id.value);
        self.add(id.span, message, near, "write the id of a moment, or leave it empty".to_string());
    }

    fn place(&mut self, place: &Spanned<String>) {
        let settings = &self.context.handbook.settings.places;
        let places = || settings.iter().map(|(id, _)| id.value.as_str());
        if settings.is_empty()
            || places().any(|known| known == place.value)
            || doubt::settings_are_unsure(self.context, "places")
            || !self.told.insert(("place", place.value.clone()))
        {
            return;
        }
        let by_name =
            settings.iter().find(|(_, name)| name.value == place.value).map(|(id, _)| id.value.as_str());
        let near = by_name.or_else(|| slug::nearest(&place.value, places()));
        let message = format!("`{}` is none of the places that handbook.yaml names", place.value);
        self.add(place.span, message, near, format!("write {}", any_of(places())));
    }

    /// Rows of days that have not come yet. Which day it is may be asked for, so that no build stops for it.
    fn ahead(&mut self) {
        let today = self.context.today;
        let week = Week::of(today);
        let of_week = |at: &Spanned<Week>| (at.value > week).then(|| (at.span, at.value.to_string()));
        let of_day = |at: &Spanned<Date>| (at.value > today).then(|| (at.span, at.value.to_string()));
        let ahead: Vec<(Span, String)> = match &self.log.rows {
            Rows::Kept(rows) => rows.iter().filter_map(|row| of_week(&row.week)).collect(),
            Rows::PlusOnes(rows) => rows.iter().filter_map(|row| of_week(&row.week)).collect(),
            Rows::Voices(rows) => rows.iter().filter_map(|row| of_day(&row.date)).collect(),
            Rows::Read(rows) => rows.iter().filter_map(|row| of_day(&row.date)).collect(),
        };
        let Some((span, when)) = ahead.first() else { return };
        let others = match ahead.len() - 1 {
            0 => String::new(),
            others => format!(", like {} behind it", count(others, "other row", "other rows")),
        };
        let message =
            format!("`{when}` comes after {today}, the day of this reading, and does not count yet{others}");
        self.findings
            .add(&self.log.path, *span, message)
            .help("write when it was; or read the handbook as of a later day")
            .weighing(Severity::Warning);
    }

    fn add(&mut self, span: Span, message: String, near: Option<&str>, otherwise: String) {
        self.findings.add(&self.log.path, span, message).help(meant(near, otherwise));
    }
}
