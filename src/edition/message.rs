//! What the message of a tag says about its edition.

use jiff::civil::Date;

use crate::parse::scalar;

/// The message of a tag, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) approved_by: Option<String>,
    pub(super) valid_from: Option<Date>,
    /// What stands behind `Valid-from:` and is no date.
    pub(super) no_date: Option<String>,
    /// Every other line, joined.
    pub(super) note: String,
}

impl Message {
    /// Reads lines `Approved-by: …` and `Valid-from: …` wherever they stand, since people write tags by hand. A first
    /// line that only repeats the tag's or the edition's name is no note.
    pub(super) fn read(text: &str, name: &str, tag: &str) -> Self {
        let mut message = Self::default();
        let mut note = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(role) = behind("Approved-by:", line) {
                message.approved_by = Some(role.to_string()).filter(|role| !role.is_empty());
            } else if let Some(day) = behind("Valid-from:", line) {
                message.valid_from = scalar::date(day);
                message.no_date = message.valid_from.is_none().then(|| day.to_string());
            } else if !(note.is_empty() && is_title(line, name, tag)) {
                note.push(line);
            }
        }
        message.note = note.join(" ");
        message
    }
}

fn behind<'a>(key: &str, line: &'a str) -> Option<&'a str> {
    let start = line.get(..key.len())?;
    start.eq_ignore_ascii_case(key).then(|| line[key.len()..].trim())
}

fn is_title(line: &str, name: &str, tag: &str) -> bool {
    let line = line.trim_end_matches('.');
    line == name || line == tag || behind("Edition", line) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailers_are_read_wherever_they_stand() {
        let read = |text| Message::read(text, "2026-1", "edition/2026-1");
        let whole = read(
            "Edition 2026-1\n\nThe year begins.\n\nApproved-by: practice-manager\nvalid-from: 2026-01-12\n",
        );
        assert_eq!(whole.approved_by.as_deref(), Some("practice-manager"));
        assert_eq!(whole.valid_from, scalar::date("2026-01-12"));
        assert_eq!((whole.note.as_str(), whole.no_date), ("The year begins.", None));
        assert_eq!(read("edition/2026-1"), Message::default());
        let odd = read("Valid-from: next Monday");
        assert_eq!((odd.valid_from, odd.no_date.as_deref()), (None, Some("next Monday")));
        assert_eq!(read("Überall").note, "Überall");
    }
}
