//! Links that are mended: those by an old id, and those whose id is a slip for exactly one other.

use crate::model::names::Takes;
use crate::model::resolve::{Broken, Destination, kinds_like, typed_target};
use crate::model::{DocId, Handbook, Resolved, Target};
use crate::parse::document::{Document, Kind};
use crate::parse::slug;
use crate::source::Span;

use super::{Edit, Mend};

/// The rules whose findings speak of an id that does not exist.
pub(super) const RULES: [&str; 3] = ["broken-link", "owner-is-no-role", "hand-off-to-nobody"];

/// The edits of one document's links; `complaints` are the places that those rules complain of in its file.
pub(super) fn edits<'a>(
    handbook: &'a Handbook,
    id: DocId,
    complaints: &'a [Span],
) -> impl Iterator<Item = Edit> + 'a {
    let document = handbook.document(id);
    let edit = |(mend, span, replacement)| Edit { mend, path: document.path.clone(), span, replacement };
    let in_header = document.links.iter().enumerate().filter_map(move |(n, link)| {
        let typed = link.target.value.as_str();
        let (mend, new) = match *handbook.resolved(id, n) {
            Resolved::To(Target::Document(to)) => (Mend::OldName, renamed(handbook, typed, to)?),
            Resolved::Unknown if complaints.contains(&link.target.span) => {
                (Mend::Slip, meant(handbook, link.field.takes(), typed)?)
            }
            _ => return None,
        };
        Some((mend, only_place(&document.text, link.target.span, typed)?, new))
    });
    let in_body = handbook.body_links(id).filter_map(move |(link, destination)| {
        let (mend, new) = address(handbook, &link.to, destination, complaints.contains(&link.span))?;
        Some((mend, address_place(&document.text, link.span, &link.to)?, new))
    });
    let restated = document.body.restatements.iter().filter_map(move |restatement| {
        let (mend, new) = restated(handbook, &restatement.to, complaints.contains(&restatement.span))?;
        Some((mend, only_place(&document.text, restatement.span, &restatement.to)?, new))
    });
    in_header.chain(in_body).chain(restated).map(edit)
}

/// The id that a document has today, when `typed` is one that it had.
fn renamed(handbook: &Handbook, typed: &str, to: DocId) -> Option<String> {
    handbook.names.renamed(typed).filter(|found| *found == to)?;
    current(handbook, to)
}

/// A document's id, when it leads there and can be written anywhere without quotation marks.
fn current(handbook: &Handbook, id: DocId) -> Option<String> {
    let name = handbook.document(id).id.value.as_str();
    (handbook.names.document(name) == Some(id) && is_plain(name)).then(|| name.to_string())
}

/// Whether an id is read as itself wherever it is written: no mark, and no space that belongs to none.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c))
}

/// The one id that `typed` can be a slip for.
fn meant(handbook: &Handbook, takes: Takes, typed: &str) -> Option<String> {
    let candidates = handbook.names.candidates(handbook, takes, typed);
    let [(target, name, distance)] = candidates.as_slice() else { return None };
    if !is_trusted(typed, name, *distance) {
        return None;
    }
    match *target {
        // A page may be named by the last part of its path; it stays named so.
        Target::Document(id) if handbook.names.renamed(name).is_some() => current(handbook, id),
        _ => is_plain(name).then(|| (*name).to_string()),
    }
}

/// Whether a slip is small enough to be mended unasked. In a short word one letter makes another word, and two ids
/// that differ in a number are two things.
fn is_trusted(typed: &str, name: &str, distance: usize) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters
    };
    let length = typed.chars().count().min(name.chars().count());
    let near_enough = match distance {
        0 => true,
        // Two letters that changed places.
        1 if letters(typed) == letters(name) => true,
        1 => length >= 5,
        2 => length >= 8,
        _ => false,
    };
    near_enough && digits(typed) == digits(name)
}

/// What stands in place of a body's `kind:ID#STEP`.
fn address(
    handbook: &Handbook,
    to: &str,
    destination: &Destination,
    is_told: bool,
) -> Option<(Mend, String)> {
    let (scheme, rest) = to.split_once(':')?;
    let (id, anchor) = rest.split_once('#').map_or((rest, ""), |(id, _)| (id, &rest[id.len()..]));
    match destination {
        Destination::Inside(Target::Document(to) | Target::Step(to, _), _) => {
            let new =
                renamed(handbook, id, *to).filter(|_| Kind::from_word(&scheme.to_lowercase()).is_some())?;
            Some((Mend::OldName, format!("{scheme}:{new}{anchor}")))
        }
        Destination::Broken(Broken::NoSuchId { .. }) if is_told => {
            let new = meant(handbook, takes(scheme)?, id)?;
            Some((Mend::Slip, format!("{scheme}:{new}{anchor}")))
        }
        Destination::Broken(Broken::NoSuchScheme { near, .. }) if is_told => {
            typed_target(handbook, near, id).ok()?;
            Some((Mend::Slip, format!("{near}:{rest}")))
        }
        Destination::Broken(Broken::NoSuchAnchor { .. }) if is_told => {
            let Ok(Target::Document(system)) = typed_target(handbook, &scheme.to_lowercase(), id) else {
                return None;
            };
            let (mend, new) = step(handbook.document(system), anchor.strip_prefix('#')?)?;
            Some((mend, format!("{scheme}:{id}#{new}")))
        }
        _ => None,
    }
}

/// The anchor that a step has today, or that an anchor is a slip for.
fn step(system: &Document, typed: &str) -> Option<(Mend, String)> {
    let anchors = || system.steps().iter().filter_map(|step| Some((step, &step.anchor.as_ref()?.value)));
    let mut renamed = anchors().filter(|(step, _)| step.was.iter().any(|was| was.value == typed));
    if let (Some((_, now)), None) = (renamed.next(), renamed.next()) {
        return Some((Mend::OldName, now.clone()));
    }
    let headings = system.body.headings.iter().map(|heading| &heading.anchor);
    let all = anchors().map(|(_, anchor)| anchor).chain(headings).chain(&system.body.html_ids);
    let mut near = all.filter_map(|anchor| Some((anchor, slug::distance(typed, anchor)?)));
    let (Some((anchor, distance)), None) = (near.next(), near.next()) else { return None };
    (is_trusted(typed, anchor, distance) && is_plain(anchor)).then(|| (Mend::Slip, anchor.clone()))
}

/// What stands in place of a `{{kind:ID}}`.
fn restated(handbook: &Handbook, to: &str, is_told: bool) -> Option<(Mend, String)> {
    let (scheme, rest) = to.split_once(':')?;
    let id = rest.split('#').next().unwrap_or(rest);
    let anchor = &rest[id.len()..];
    match typed_target(handbook, scheme, id) {
        Ok(Target::Document(to)) => {
            Some((Mend::OldName, format!("{scheme}:{}{anchor}", renamed(handbook, id, to)?)))
        }
        Err(Broken::NoSuchId { .. }) if is_told => {
            Some((Mend::Slip, format!("{scheme}:{}{anchor}", meant(handbook, takes(scheme)?, id)?)))
        }
        _ => None,
    }
}

fn takes(scheme: &str) -> Option<Takes> {
    let scheme = scheme.to_lowercase();
    match scheme.as_str() {
        "aim" => Some(Takes::Aim),
        "moment" => Some(Takes::Moment),
        _ => Kind::from_word(&scheme).map(|kind| Takes::Kinds(kinds_like(kind))),
    }
}

/// Where `words` stand in `span`, when they stand there once, as they are.
fn only_place(text: &str, span: Span, words: &str) -> Option<Span> {
    let slice = text.get(span.range())?;
    let mut found = slice.match_indices(words);
    let (at, _) = found.next().filter(|_| !words.is_empty())?;
    let start = span.start as usize + at;
    found.next().is_none().then(|| Span::new(start, start + words.len()))
}

/// Where a link's address stands: behind its words, not in them. A link whose address is written elsewhere, or in
/// another spelling, is left to its author.
fn address_place(text: &str, span: Span, to: &str) -> Option<Span> {
    let slice = text.get(span.range())?;
    let is_address = |at: usize| {
        let before = slice[..at].trim_end_matches('<').trim_end();
        before.ends_with("](") || (slice.starts_with('<') && at == 1)
    };
    let mut found = slice.match_indices(to).filter(|(at, _)| is_address(*at));
    let (at, _) = found.next()?;
    let start = span.start as usize + at;
    found.next().is_none().then(|| Span::new(start, start + to.len()))
}
