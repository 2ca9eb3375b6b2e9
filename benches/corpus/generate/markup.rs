//! YAML headers and scalars, written so that every YAML reader agrees on them.

use std::fmt::{Display, Write as _};

/// A free text as a double-quoted YAML scalar: a colon, a hash or a quotation mark inside means nothing
/// special.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The upper-cased first letter of a phrase that begins a sentence or a title. All our words begin in ASCII.
pub(crate) fn capital(phrase: &str) -> String {
    let mut text = phrase.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The slug of a phrase of words and spaces.
pub(crate) fn slug(phrase: &str) -> String {
    phrase.to_ascii_lowercase().replace(' ', "-")
}

/// A document's YAML header under construction; `close` gives the text that a body is written behind.
pub(crate) struct Header(String);

impl Header {
    pub(crate) fn new() -> Self {
        Self("---\n".to_owned())
    }

    /// A field of free text, quoted.
    pub(crate) fn text(self, key: &str, value: &str) -> Self {
        self.plain(key, quoted(value))
    }

    /// A field whose value needs no quotes: an id, a quantity, a date, a word of ours.
    pub(crate) fn plain(mut self, key: &str, value: impl Display) -> Self {
        let _ = writeln!(self.0, "{key}: {value}"); // writing to a String cannot fail
        self
    }

    /// A field that holds a list of ids; an empty list leaves the field out.
    pub(crate) fn ids(self, key: &str, ids: &[String]) -> Self {
        if ids.is_empty() { self } else { self.plain(key, format_args!("[{}]", ids.join(", "))) }
    }

    /// Lines that `plain` cannot say, such as a nested mapping. They end in a newline.
    pub(crate) fn lines(mut self, lines: &str) -> Self {
        self.0.push_str(lines);
        self
    }

    pub(crate) fn close(mut self) -> String {
        self.0.push_str("---\n");
        self.0
    }
}
