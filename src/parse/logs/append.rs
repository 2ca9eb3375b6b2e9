//! A row put at the end of a log, in the way that the log is written already: its columns, delimiter and line ends.

use super::row::Columns;
use super::{kept, plus_ones, row, voices};

/// The logs that a row can be put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogKind {
    /// `kept.csv`
    Kept,
    /// `voices.csv`
    Voices,
    /// `plus-ones.csv`
    PlusOnes,
}

impl LogKind {
    /// The name of its file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Kept => "kept.csv",
            Self::Voices => "voices.csv",
            Self::PlusOnes => "plus-ones.csv",
        }
    }

    fn columns(self) -> Columns {
        match self {
            Self::Kept => kept::COLUMNS,
            Self::Voices => voices::COLUMNS,
            Self::PlusOnes => plus_ones::COLUMNS,
        }
    }
}

/// A log with one row more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The whole log.
    pub text: String,
    /// Where the new row begins.
    pub row: usize,
}

/// Puts a row at the end of `text`, which may be empty. `values` are pairs of column and value; columns of the log that
/// are not among them stay empty.
///
/// # Errors
/// With the name of a column that has a value and that the log does not have.
pub fn append<'v>(text: &str, kind: LogKind, values: &[(&'v str, String)]) -> Result<Appended, &'v str> {
    let mut out = text.to_string();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if text.trim().is_empty() {
        let columns = kind.columns();
        let names: Vec<&str> = columns.required.iter().chain(columns.optional).copied().collect();
        out = format!("{}{end}", names.join(","));
    } else if !out.ends_with('\n') {
        out += end;
    }
    let delimiter = char::from(row::delimiter(&out));
    let names = row::names(&out);
    let given = |name: &str| values.iter().find(|(column, _)| *column == name).map_or("", |(_, value)| value);
    if let Some((column, _)) =
        values.iter().find(|(column, value)| !value.is_empty() && !names.iter().any(|name| name == column))
    {
        return Err(column);
    }
    let fields: Vec<String> = names.iter().map(|name| quoted(given(name), delimiter)).collect();
    let row = out.len();
    out += &fields.join(&delimiter.to_string());
    out += end;
    Ok(Appended { text: out, row })
}

/// A field as CSV has it; in quotation marks only where it needs them.
fn quoted(value: &str, delimiter: char) -> String {
    let value = value.trim();
    if value.contains([delimiter, '"', '\n', '\r', ',', ';']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Vec<(&'static str, String)> {
        let row = [
            ("week", "2026-W47"),
            ("promise", "call-back"),
            ("place", "mill"),
            ("due", "4"),
            ("checked", "4"),
        ];
        row.into_iter()
            .chain([("kept", "3"), ("note", "a \"late\" one, again")])
            .map(|(c, v)| (c, v.to_string()))
            .collect()
    }

    #[test]
    fn a_new_log_begins_with_its_columns() {
        let appended = append("", LogKind::Kept, &row()).expect("it can hold this");
        let wanted = "week,promise,place,due,checked,kept,picked,remedied,note\n\
                      2026-W47,call-back,mill,4,4,3,,,\"a \"\"late\"\" one, again\"\n";
        assert_eq!(appended.text, wanted);
        assert!(appended.text[appended.row..].starts_with("2026-W47"));
    }

    #[test]
    fn columns_delimiter_and_line_ends_are_the_logs_own() {
        let text = "Note;extra;week;promise;place;due;checked;kept\r\n;;2026-W46;call-back;mill;1;1;1";
        let appended = append(text, LogKind::Kept, &row()).expect("it can hold this");
        let wanted = format!("{text}\r\n\"a \"\"late\"\" one, again\";;2026-W47;call-back;mill;4;4;3\r\n");
        assert_eq!(appended.text, wanted);
    }

    #[test]
    fn a_value_without_its_column_is_refused_and_not_lost() {
        let text = "week,promise,place,due,checked,kept\n";
        assert_eq!(append(text, LogKind::Kept, &row()), Err("note"));
    }
}
