//! A new line for `editions.lock`, everything else in it left as it is: lines that cannot be read, comments, line ends.

use super::{EditionName, Line, Row, classify};
use crate::parse::lock::{ending, lines, whole};

/// What opens a new file.
const OPENING: &str = "# What every edition was when it was cut, as `throughline edition cut` wrote it; one line an edition.\n\
                       # Leave these lines as they are: they tell a moved tag and an edited copy from the edition itself.\n";

/// The text with `line` in it: before the first edition whose name comes later, in place of none.
pub fn record(text: &str, line: &Line) -> String {
    let end = ending(text);
    let opening = OPENING.replace('\n', end);
    let text = if text.trim().is_empty() { opening.as_str() } else { text };
    let mut kept: Vec<(Option<EditionName>, String)> =
        lines(text).map(|(line, span)| (name(line, span), whole(text, line, span.end as usize))).collect();
    if let Some((_, last)) = kept.last_mut().filter(|(_, last)| !last.ends_with('\n')) {
        last.push_str(end);
    }
    let comes_later =
        |(name, _): &(Option<EditionName>, String)| name.as_ref().is_some_and(|name| *name > line.name);
    let at = kept.iter().position(comes_later).unwrap_or(kept.len());
    kept.insert(at, (None, format!("{line}{end}")));
    kept.into_iter().map(|(_, text)| text).collect()
}

fn name(line: &str, span: crate::source::Span) -> Option<EditionName> {
    match classify(line, span) {
        Row::Edition(line) => Some(line.name),
        Row::Damaged(name, _) => name,
        Row::Aside | Row::Conflict => None,
    }
}
