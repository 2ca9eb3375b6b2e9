//! What the lock files share: they are read and written line by line, so that Git joins two people's lines by itself.

use super::fault::{Fault, FaultKind};
use crate::source::Span;

/// The lines of a text without their ends, each with its place.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (&str, Span)> {
    text.split_inclusive('\n').scan(0, |start, whole| {
        let line = whole.trim_end_matches(['\n', '\r']);
        let span = Span::new(*start, *start + line.len());
        *start += whole.len();
        Some((line, span))
    })
}

/// A line as it stands in the text, with its own end; `end` is where the line ends without it.
pub(super) fn whole(text: &str, line: &str, end: usize) -> String {
    let rest = &text[end..];
    let ending = rest.len() - rest.trim_start_matches('\r').strip_prefix('\n').map_or(rest.len(), str::len);
    format!("{line}{}", &rest[..ending])
}

/// The line end that a text uses.
pub(super) fn ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Whether a line is Git's mark between two versions that it could not join.
pub(super) fn is_mark(line: &str) -> bool {
    const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    MARKS
        .iter()
        .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Tells Git's marks once for each pair: those behind the first belong to it.
#[derive(Default)]
pub(super) struct Conflicts {
    is_open: bool,
}

impl Conflicts {
    /// The fault of one mark, unless it belongs to one that was told; `what` says what becomes of the lines meanwhile.
    pub(super) fn meet(&mut self, line: &str, span: Span, what: &str) -> Option<Fault> {
        let opens = line.starts_with('<');
        let fault = (opens || !self.is_open).then(|| conflict(span, what));
        self.is_open = opens || (self.is_open && !line.starts_with('>'));
        fault
    }
}

fn conflict(span: Span, what: &str) -> Fault {
    let message = format!("Git could not join two versions here and left both; {what}");
    let help = "delete the lines that begin with `<<<<<<<`, `|||||||`, `=======` or `>>>>>>>`, and keep those between them";
    Fault { span, kind: FaultKind::Row { message, help: help.to_string() } }
}
