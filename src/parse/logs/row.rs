//! Rows of a CSV file with the place of every field, and the reading of one field.

use jiff::civil::Date;

use super::super::fault::{Fault, FaultKind};
use super::super::{scalar, slug};
use super::week::Week;
use crate::source::{Span, Spanned};

/// The columns of a log: those that must be there, and those that may.
#[derive(Clone, Copy)]
pub struct Columns {
    /// Columns that every row fills.
    pub required: &'static [&'static str],
    /// Columns that may be missing or empty.
    pub optional: &'static [&'static str],
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
    let mut records = Records::new(text, delimiter);
    let Some((head, head_span)) = records.read(faults) else { return Vec::new() };
    let names: Vec<String> = head.iter().map(|field| field.value.trim().to_lowercase()).collect();
    if !check_columns(&head, head_span, &names, &columns, faults) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let told = faults.len();
    let mut more: Option<(usize, Span)> = None;
    while let Some((fields, span)) = records.read(faults) {
        if fields.iter().all(|field| field.value.trim().is_empty()) {
            continue;
        }
        let before = faults.len();
        rows.extend(read_row(&names, &columns, fields, span, faults, &mut read));
        if faults.len() > told + ENOUGH && before >= told + ENOUGH {
            faults.truncate(before);
            let (count, first) = more.unwrap_or((0, span));
            more = Some((count + 1, first));
        }
    }
    if let Some((count, first)) = more {
        let message = format!("and {count} more from here on cannot be read");
        complain(faults, first, &message, "mend those above first; these are probably the same");
    }
    rows.shrink_to_fit();
    rows
}

/// More rows than this with something wrong in one log are counted and no longer told one by one: a whole export in
/// another format is one slip.
const ENOUGH: usize = 100;

/// One row; none when it cannot be read.
fn read_row<T>(
    names: &[String],
    columns: &Columns,
    fields: Vec<Spanned<String>>,
    span: Span,
    faults: &mut Vec<Fault>,
    read: &mut impl FnMut(&mut Row<'_>) -> Option<T>,
) -> Option<T> {
    if fields.len() > names.len() {
        let message = "this row has more fields than the first line has columns";
        complain(faults, span, message, "put a field that holds a comma in double quotation marks");
        return None;
    }
    let mut row = Row { columns: names, fields, span, faults, whole: true };
    for name in columns.required {
        row.require(name);
    }
    let value = read(&mut row);
    value.filter(|_| row.whole)
}

/// The columns that the first line names, in small letters.
pub fn names(text: &str) -> Vec<String> {
    let head = Records::new(text, delimiter(text)).read(&mut Vec::new());
    head.map_or_else(Vec::new, |(head, _)| {
        head.iter().map(|field| field.value.trim().to_lowercase()).collect()
    })
}

/// What parts the fields: a comma, or a semicolon where the first line has more of those.
pub fn delimiter(text: &str) -> u8 {
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
    for (n, (field, name)) in head.iter().zip(names).enumerate() {
        if !name.is_empty() && names[..n].contains(name) {
            let message = format!("the first line names the column `{name}` twice, so no row can be read");
            complain(faults, field.span, &message, "take one of the two columns away");
            return false;
        }
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

/// The records of a log with the place of each, read one by one: a log can be long.
struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    reader: csv::Reader<&'a [u8]>,
    record: csv::StringRecord,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, delimiter, reader, record: csv::StringRecord::new() }
    }

    /// The next record; none at the end, and none behind one that cannot be read.
    fn read(&mut self, faults: &mut Vec<Fault>) -> Option<Record> {
        let start = self.at();
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                let message = format!("this row cannot be read: {error}");
                complain(faults, Span::new(start, start), &message, "check its quotation marks");
                return None;
            }
        }
        let text = self.text;
        let end = self.at();
        // The position before a record may stand on blank lines that were skipped.
        let start = start + text[start..end].len() - text[start..end].trim_start_matches(['\n', '\r']).len();
        let span = Span::new(start, start + text[start..end].trim_end_matches(['\n', '\r']).len());
        let (fields, open) = fields(text, span, self.delimiter, &self.record);
        let Some(open) = open else { return Some((fields, span)) };
        // Everything behind the mark is one field to whoever reads it: rows would be lost without a word.
        let line = text[open..].find(['\n', '\r']).map_or(text.len(), |length| open + length);
        complain(
            faults,
            Span::new(open, line),
            "this quotation mark does not close where its field ends, so no row from here on can be read",
            "close it before the next comma or line; a mark inside quoted text is written twice",
        );
        None
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(self.text.len()).min(self.text.len())
    }
}

/// The place of each field, found by walking the row's text once with an eye on quotation marks, and the place of a mark
/// that opens a field over several lines and does not close where a field ends.
fn fields(
    text: &str,
    span: Span,
    delimiter: u8,
    record: &csv::StringRecord,
) -> (Vec<Spanned<String>>, Option<usize>) {
    let row = &text.as_bytes()[span.range()];
    let mut ends = Vec::with_capacity(record.len());
    let (mut quoted, mut fresh) = (false, true);
    // Where the last quoted text opened, whether it closed just now, and where one opened that ends in mid-field.
    let (mut opened, mut closed, mut astray) = (0, false, None);
    for (i, byte) in row.iter().enumerate() {
        let was_closed = std::mem::replace(&mut closed, *byte == b'"' && quoted);
        let ends_field = *byte == delimiter || matches!(byte, b'"' | b' ' | b'\r' | b'\n');
        if was_closed && !ends_field && row[opened..i].contains(&b'\n') {
            astray = astray.or(Some(opened));
        }
        match byte {
            // A mark inside an unquoted field is a mark like any other; two in quoted text are one.
            b'"' if quoted || fresh => {
                if !quoted && !was_closed {
                    opened = i;
                }
                quoted = !quoted;
            }
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
    let fields = record
        .iter()
        .enumerate()
        .map(|(i, value)| {
            let end = ends.get(i).copied().unwrap_or(row.len()).max(start);
            let place = Span::new(start, end).shifted(span.start as usize);
            start = end + 1;
            Spanned::new(value.trim().to_string(), place)
        })
        .collect();
    let open = if quoted { Some(opened) } else { astray };
    (fields, open.map(|at| span.start as usize + at))
}

impl Row<'_> {
    fn require(&mut self, name: &str) {
        if self.field(name).is_none() {
            let message = format!("this row has no `{name}`");
            self.complain(self.span, &message, &format!("fill in the column `{name}`"));
        }
    }

    /// The whole row.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the log has this column, filled or not.
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    fn field(&self, name: &str) -> Option<&Spanned<String>> {
        let at = self.columns.iter().position(|column| column == name)?;
        self.fields.get(at).filter(|field| !field.value.is_empty())
    }

    /// A filled field.
    pub fn text(&self, name: &str) -> Option<Spanned<String>> {
        self.field(name).cloned()
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
