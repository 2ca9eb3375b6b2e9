//! Where a link in a body leads: `promise:call-back`, `../roles/front-desk.md#anchor`, an image, a web address.

use percent_encoding::percent_decode_str;

use super::handbook::{Handbook, Target};
use super::names::Takes;
use super::paths::{files_meant, path};
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::slug;
use crate::source::VPath;

/// Where a body's link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To something in the handbook, and an anchor there.
    Inside(Target, Option<String>),
    /// To another place on the same page.
    SamePage(String),
    /// To a file that is copied along.
    File(VPath),
    /// To a folder that has no page of its own; the folder's address.
    Folder(String),
    /// Out of the handbook.
    Outside,
    /// Nowhere.
    Broken(Broken),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// `promise:ID` without such an ID.
    NoSuchId {
        /// What the scheme asks for, such as `promise`.
        wanted: &'static str,
        /// The id as typed.
        id: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// `promise:ID` where the id is of another kind.
    OtherKind {
        /// What the scheme asks for.
        wanted: &'static str,
        /// The id as typed.
        id: String,
        /// What it is.
        is: Kind,
    },
    /// `system:ID#STEP` without such a step, or a page without such an anchor.
    NoSuchAnchor {
        /// The anchor as typed.
        anchor: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// No such file.
    NoSuchFile {
        /// The path as typed.
        path: String,
        /// A file that may be meant.
        near: Option<String>,
    },
    /// A folder without any page in it.
    NoPageInFolder {
        /// The path as typed.
        path: String,
    },
    /// A path that leaves the handbook's folder.
    LeavesTheFolder,
    /// `promis:ID`.
    NoSuchScheme {
        /// The scheme as typed.
        scheme: String,
        /// What was meant.
        near: &'static str,
    },
    /// An address that runs script or hides content.
    Unsafe,
}

const LISTS: [&str; 3] = ["moment", "term", "aim"];
const SAFE: [&str; 8] = ["http", "https", "mailto", "tel", "sms", "ftp", "geo", "xmpp"];

/// Whether to say what was probably meant by a link that leads nowhere. Only a rule asks; a page does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    Wanted,
    Spared,
}

/// Where `to`, written in `from`, leads; of a broken one, what was probably meant.
pub fn destination(handbook: &Handbook, from: &Document, to: &str) -> Destination {
    follow(handbook, from, to, Guess::Wanted)
}

/// Where `to`, written in `from`, leads. Costs the same whether or not it leads anywhere.
pub fn leads_to(handbook: &Handbook, from: &Document, to: &str) -> Destination {
    follow(handbook, from, to, Guess::Spared)
}

fn follow(handbook: &Handbook, from: &Document, to: &str, guess: Guess) -> Destination {
    let to = to.trim();
    if let Some(anchor) = to.strip_prefix('#') {
        return same_page(from, anchor, guess);
    }
    if to.starts_with("//") {
        return Destination::Outside;
    }
    match scheme(to) {
        Some((scheme, rest)) => with_scheme(handbook, scheme, rest, guess),
        None => path(handbook, from, to, guess),
    }
}

/// The files that `to`, written in the file `from` of a handbook, may mean, whatever is there: see [`leads_to`], which
/// knows what is.
pub(super) fn may_copy(from: &VPath, to: &str) -> Vec<VPath> {
    let to = to.trim();
    let is_path = !to.starts_with('#') && !to.starts_with("//") && scheme(to).is_none();
    if is_path { files_meant(from, to) } else { Vec::new() }
}

/// The target of `kind:ID`, as links and restatements write it; of one that is not there, what was probably meant.
pub fn typed_target(handbook: &Handbook, scheme: &str, id: &str) -> Result<Target, Broken> {
    target(handbook, scheme, id, Guess::Wanted)
}

/// The target of `kind:ID`, when there is one.
pub fn existing_target(handbook: &Handbook, scheme: &str, id: &str) -> Option<Target> {
    target(handbook, scheme, id, Guess::Spared).ok()
}

fn target(handbook: &Handbook, scheme: &str, id: &str, guess: Guess) -> Result<Target, Broken> {
    let names = &handbook.names;
    let nearest = |takes| if guess == Guess::Wanted { names.nearest(handbook, takes, id) } else { None };
    let missing = |wanted, near: Option<&str>| Broken::NoSuchId {
        wanted,
        id: id.to_string(),
        near: near.map(Into::into),
    };
    match scheme {
        "aim" => names.aim(id).map(Target::Aim).ok_or_else(|| missing("aim", nearest(Takes::Aim))),
        "moment" => {
            names.moment(id).map(Target::Moment).ok_or_else(|| missing("moment", nearest(Takes::Moment)))
        }
        "term" => names.term(id).map(Target::Term).ok_or_else(|| {
            missing("term", if guess == Guess::Wanted { names.nearest_term(id) } else { None })
        }),
        _ => {
            let kind = Kind::from_word(scheme).unwrap_or(Kind::Page);
            match names.document(id) {
                Some(found) if handbook.document(found).kind == kind => Ok(Target::Document(found)),
                Some(found) => {
                    let is = handbook.document(found).kind;
                    Err(Broken::OtherKind { wanted: kind.word(), id: id.to_string(), is })
                }
                None => Err(missing(kind.word(), nearest(Takes::Kinds(kinds_like(kind))))),
            }
        }
    }
}

/// A kind as a list of one.
pub fn kinds_like(kind: Kind) -> &'static [Kind] {
    let at = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
    &Kind::ALL.as_slice()[at..=at]
}

/// The words before the `:` of a typed link.
pub fn schemes() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().map(|kind| kind.word()).chain(LISTS)
}

/// Whether `scheme:ID` means something here; if not, the scheme that was probably meant.
pub fn known_scheme(scheme: &str) -> Result<(), Option<&'static str>> {
    if schemes().any(|known| known == scheme) {
        return Ok(());
    }
    let near = slug::nearest(scheme, schemes());
    Err(near.and_then(|near| schemes().find(|known| *known == near)))
}

fn scheme(to: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = to.split_once(':')?;
    let first = scheme.chars().next()?;
    let well_formed =
        first.is_ascii_alphabetic() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    // `C:\handbook\x.md` is a path on somebody's disk.
    (well_formed && scheme.len() > 1).then_some((scheme, rest))
}

fn with_scheme(handbook: &Handbook, scheme: &str, rest: &str, guess: Guess) -> Destination {
    let lower = scheme.to_lowercase();
    let known = known_scheme(&lower);
    if known.is_ok() {
        let (id, anchor) = rest.split_once('#').map_or((rest, None), |(id, anchor)| (id, Some(anchor)));
        return match target(handbook, &lower, id, guess) {
            Ok(target) => with_anchor(handbook, target, anchor, guess),
            Err(broken) => Destination::Broken(broken),
        };
    }
    if SAFE.contains(&lower.as_str()) {
        return Destination::Outside;
    }
    if lower == "data" && is_picture(&format!("data:{rest}")) {
        return Destination::Outside;
    }
    if ["javascript", "vbscript", "data"].contains(&lower.as_str()) {
        return Destination::Broken(Broken::Unsafe);
    }
    // A plain folder knows no kinds: whatever else has a scheme was meant for some other program.
    match known.err().flatten().filter(|_| handbook.layout == Layout::Handbook) {
        Some(near) => Destination::Broken(Broken::NoSuchScheme { scheme: scheme.to_string(), near }),
        None => Destination::Outside,
    }
}

pub(super) fn with_anchor(
    handbook: &Handbook,
    target: Target,
    anchor: Option<&str>,
    guess: Guess,
) -> Destination {
    let (Target::Document(id), Some(anchor)) = (target, anchor.filter(|a| !a.is_empty())) else {
        return Destination::Inside(target, None);
    };
    let document = handbook.document(id);
    let step =
        document.steps().iter().position(|step| step.anchor.as_ref().is_some_and(|a| a.value == anchor));
    if let Some(step) = step {
        return Destination::Inside(Target::Step(id, step), Some(anchor.to_string()));
    }
    match check_anchor(document, anchor, guess) {
        Ok(anchor) => Destination::Inside(target, Some(anchor)),
        Err(broken) => Destination::Broken(broken),
    }
}

fn same_page(from: &Document, anchor: &str, guess: Guess) -> Destination {
    if anchor.is_empty() || anchor == "top" {
        return Destination::SamePage(String::new());
    }
    match check_anchor(from, anchor, guess) {
        Ok(anchor) => Destination::SamePage(anchor),
        Err(broken) => Destination::Broken(broken),
    }
}

/// The anchor as it stands in the page; Git hosts fold its case, so we do.
fn check_anchor(document: &Document, anchor: &str, guess: Guess) -> Result<String, Broken> {
    let decoded = percent_decode_str(anchor).decode_utf8_lossy().into_owned();
    let body = &document.body;
    let exact = |anchor: &str| body.heading(anchor).map(|heading| heading.anchor.as_str());
    let folded = || {
        let lower = decoded.to_lowercase();
        exact(&lower).or_else(|| others(document).find(|known| known.eq_ignore_ascii_case(&decoded)))
    };
    let exact_other = || if body.has_html_id(&decoded) { Some(&*decoded) } else { step(document, &decoded) };
    let found = exact(&decoded).or_else(exact_other).or_else(folded);
    if let Some(found) = found {
        return Ok(found.to_string());
    }
    // Footnotes and line numbers of code views are not ours to know.
    if !document.has_whole_checklist() || decoded.starts_with("fn-") {
        return Ok(decoded);
    }
    let near = (guess == Guess::Wanted).then(|| {
        let headings = body.headings.iter().map(|heading| heading.anchor.as_str());
        slug::nearest(&decoded, headings.chain(others(document)))
    });
    let near = near.flatten().map(ToString::to_string);
    Err(Broken::NoSuchAnchor { anchor: decoded, near })
}

fn step<'a>(document: &'a Document, anchor: &str) -> Option<&'a str> {
    let anchors = document.steps().iter().filter_map(|step| step.anchor.as_ref());
    anchors.map(|anchor| anchor.value.as_str()).find(|known| *known == anchor)
}

/// Anchors that no heading gives: those of steps and of raw HTML.
fn others(document: &Document) -> impl Iterator<Item = &str> {
    let steps = document.steps().iter().filter_map(|step| step.anchor.as_ref());
    let html = document.body.html_ids.iter().map(String::as_str);
    steps.map(|anchor| anchor.value.as_str()).chain(html)
}

/// Whether an address is a picture written out in full, of a sort that cannot run anything.
pub fn is_picture(to: &str) -> bool {
    let rest = to.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).map_or("", |_| &to[5..]);
    ["png", "jpeg", "jpg", "gif", "webp", "avif"].iter().any(|format| {
        rest.strip_prefix("image/")
            .and_then(|rest| rest.strip_prefix(format))
            .is_some_and(|rest| rest.starts_with([';', ',']))
    })
}
