//! Rows of a CSV file with the place of every field, and the reading of one field.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::super::fault::{Fault, FaultKind};
use super::super::{scalar, slug};
use crate::source::{Span, Spanned};

/// The columns of a log: those that must be there, and those that may.
#[derive(Clone, Copy)]
pub struct Columns {
    /// Columns that every row fills.
    pub required: &'static [&'static str],
    /// Columns that may be missing or empty.
    pub optional: &'static [&'static str],
}

/// An ISO week such as `2026-W03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// The ISO year.
    pub year: i16,
    /// 1 to 53.
    pub week: i8,
}

impl Week {
    /// Reads `2026-W03`; `None` when that year has no such week.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, week) = text.trim().split_once("-W")?;
        (year.len() == 4 && week.len() == 2).then_some(())?;
        let (year, week) = (year.parse().ok()?, week.parse().ok()?);
        ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|_| Self { year, week })
    }

    /// The Monday it begins on.
    pub fn monday(self) -> Option<Date> {
        ISOWeekDate::new(self.year, self.week, Weekday::Monday).ok().map(ISOWeekDate::date)
    }
}

/// One row being read: fields by column name.
pub struct Row<'a> {
    columns: &'a [String],
    fields: Vec<Spanned<String>>,
    span: Span,
    faults: &'a mut Vec<Fault>,
    /// Whether everything that had to be readable was.
    whole: bool,
}

/// Reads every row of `text`; a row that cannot be read is a fault and is left out.
pub fn read<T>(
    text: &str,
    columns: Columns,
    faults: &mut Vec<Fault>,
    mut read: impl FnMut(&mut Row<'_>) -> Option<T>,
) -> Vec<T> {
    let delimiter = delimiter(text);
    let mut records = records(text, delimiter, faults).into_iter();
    let Some((head, head_span)) = records.next() else { return Vec::new() };
    let names: Vec<String> = head.iter().map(|field| field.value.trim().to_lowercase()).collect();
    if !check_columns(&head, head_span, &names, &columns, faults) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (fields, span) in records {
        if fields.iter().all(|field| field.value.trim().is_empty()) {
            continue;
        }
        if fields.len() > names.len() {
            complain(
                faults,
                span,
                "this row has more fields than the first line has columns",
                "put a field that holds a comma in double quotation marks",
            );
            continue;
        }
        let mut row = Row { columns: &names, fields, span, faults, whole: true };
        for name in columns.required {
            row.require(name);
        }
        let value = read(&mut row);
        if row.whole {
            rows.extend(value);
        }
    }
    rows.shrink_to_fit();
    rows
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' }
}

fn check_columns(
    head: &[Spanned<String>],
    span: Span,
    names: &[String],
    columns: &Columns,
    faults: &mut Vec<Fault>,
) -> bool {
    let known = || columns.required.iter().chain(columns.optional).copied();
    let should_be = || format!("the first line should be `{}`", known().collect::<Vec<_>>().join(","));
    if !names.iter().any(|name| slug::nearest(name, known()).is_some()) {
        let message = "the first line does not name the columns, so no row can be read";
        complain(faults, span, message, &should_be());
        return false;
    }
    let mut misspelt = Vec::new();
    for (field, name) in head.iter().zip(names) {
        if !known().any(|column| column == name) {
            let near = slug::nearest(name, known());
            misspelt.extend(near);
            let near = near.map(ToString::to_string);
            let kind = FaultKind::UnknownField { name: name.clone(), near, place: "this log" };
            faults.push(Fault { span: field.span, kind });
        }
    }
    let missing: Vec<&str> =
        columns.required.iter().copied().filter(|c| !names.iter().any(|n| n == c)).collect();
    if let Some(first) = missing.iter().find(|column| !misspelt.contains(column)) {
        let help = should_be();
        complain(
            faults,
            span,
            &format!("the first line has no column `{first}`, so no row can be read"),
            &help,
        );
    }
    missing.is_empty()
}

fn complain(faults: &mut Vec<Fault>, span: Span, message: &str, help: &str) {
    let kind = FaultKind::Row { message: message.to_string(), help: help.to_string() };
    faults.push(Fault { span, kind });
}

type Record = (Vec<Spanned<String>>, Span);

fn records(text: &str, delimiter: u8, faults: &mut Vec<Fault>) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return found,
            Err(error) => {
                complain(
                    faults,
                    Span::new(start, start),
                    &format!("this row cannot be read: {error}"),
                    "check its quotation marks",
                );
                return found;
            }
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        // The position before a record may stand on blank lines that were skipped.
        let start = start + text[start..end].len() - text[start..end].trim_start_matches(['\n', '\r']).len();
        let span = Span::new(start, start + text[start..end].trim_end_matches(['\n', '\r']).len());
        found.push((fields(text, span, delimiter, &record), span));
    }
}

/// The place of each field, found by walking the row's text once with an eye on quotation marks.
fn fields(text: &str, span: Span, delimiter: u8, record: &csv::StringRecord) -> Vec<Spanned<String>> {
    let row = &text.as_bytes()[span.range()];
    let mut ends = Vec::with_capacity(record.len());
    let (mut quoted, mut fresh) = (false, true);
    for (i, byte) in row.iter().enumerate() {
        match byte {
            // A mark inside an unquoted field is a mark like any other.
            b'"' if quoted || fresh => quoted = !quoted,
            b if *b == delimiter && !quoted => {
                ends.push(i);
                fresh = true;
                continue;
            }
            _ => {}
        }
        fresh = *byte == b'"' && !quoted;
    }
    ends.push(row.len());
    let mut start = 0;
    record
        .iter()
        .enumerate()
        .map(|(i, value)| {
            let end = ends.get(i).copied().unwrap_or(row.len()).max(start);
            let place = Span::new(start, end).shifted(span.start as usize);
            start = end + 1;
            Spanned::new(value.trim().to_string(), place)
        })
        .collect()
}

impl Row<'_> {
    fn require(&mut self, name: &str) {
        if self.text(name).is_none() {
            let message = format!("this row has no `{name}`");
            self.complain(self.span, &message, &format!("fill in the column `{name}`"));
        }
    }

    /// The whole row.
    pub fn span(&self) -> Span {
        self.span
    }

    /// A filled field.
    pub fn text(&self, name: &str) -> Option<Spanned<String>> {
        let at = self.columns.iter().position(|column| column == name)?;
        self.fields.get(at).filter(|field| !field.value.is_empty()).cloned()
    }

    /// A field turned into something else; a complaint when it cannot be.
    pub fn parsed<T>(
        &mut self,
        name: &str,
        wanted: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let field = self.text(name)?;
        match parse(&field.value) {
            Some(value) => Some(Spanned::new(value, field.span)),
            None => {
                let message = format!(
                    "`{}` cannot be read in the column `{name}`, so this row is left out",
                    field.value
                );
                self.complain(field.span, &message, &format!("write {wanted}"));
                None
            }
        }
    }

    /// A whole number.
    pub fn count(&mut self, name: &str) -> Option<Spanned<u32>> {
        self.parsed(name, "a whole number, such as `41`", |text| text.parse().ok())
    }

    /// A date.
    pub fn date(&mut self, name: &str) -> Option<Spanned<Date>> {
        self.parsed(name, "a date, such as `2026-01-31`", scalar::date)
    }

    /// A week.
    pub fn week(&mut self, name: &str) -> Option<Spanned<Week>> {
        self.parsed(name, "a week that the year has, such as `2026-W05`", Week::parse)
    }

    /// One of a closed list of words.
    pub fn choice<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let wanted = format!("one of {}", all.join(", "));
        self.parsed(name, &wanted, |text| {
            words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
        })
    }

    /// Says what is wrong with the row; it is then left out.
    pub fn complain(&mut self, span: Span, message: &str, help: &str) {
        self.whole = false;
        complain(self.faults, span, message, help);
    }
}
