//! Where a link in a body leads: `promise:call-back`, `../roles/front-desk.md#anchor`, an image, a web address.

use percent_encoding::percent_decode_str;

use super::handbook::{DocId, Handbook, Target};
use super::names::Takes;
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

/// Where `to`, written in `from`, leads.
pub fn destination(handbook: &Handbook, from: &Document, to: &str) -> Destination {
    let to = to.trim();
    if let Some(anchor) = to.strip_prefix('#') {
        return same_page(from, anchor);
    }
    if to.starts_with("//") {
        return Destination::Outside;
    }
    match scheme(to) {
        Some((scheme, rest)) => with_scheme(handbook, scheme, rest),
        None => path(handbook, from, to),
    }
}

/// The target of `kind:ID`, as links and restatements write it.
pub fn typed_target(handbook: &Handbook, scheme: &str, id: &str) -> Result<Target, Broken> {
    let names = &handbook.names;
    let missing = |wanted, near: Option<&str>| Broken::NoSuchId {
        wanted,
        id: id.to_string(),
        near: near.map(Into::into),
    };
    match scheme {
        "aim" => names
            .aim(id)
            .map(Target::Aim)
            .ok_or_else(|| missing("aim", names.nearest(handbook, Takes::Aim, id))),
        "moment" => names
            .moment(id)
            .map(Target::Moment)
            .ok_or_else(|| missing("moment", names.nearest(handbook, Takes::Moment, id))),
        "term" => names.term(id).map(Target::Term).ok_or_else(|| missing("term", names.nearest_term(id))),
        _ => {
            let kind = Kind::from_word(scheme).unwrap_or(Kind::Page);
            match names.document(id) {
                Some(found) if handbook.document(found).kind == kind => Ok(Target::Document(found)),
                Some(found) => {
                    let is = handbook.document(found).kind;
                    Err(Broken::OtherKind { wanted: kind.word(), id: id.to_string(), is })
                }
                None => {
                    let near = names.nearest(handbook, Takes::Kinds(kinds_like(kind)), id);
                    Err(missing(kind.word(), near))
                }
            }
        }
    }
}

fn kinds_like(kind: Kind) -> &'static [Kind] {
    let at = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
    &Kind::ALL.as_slice()[at..=at]
}

fn scheme(to: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = to.split_once(':')?;
    let first = scheme.chars().next()?;
    let well_formed =
        first.is_ascii_alphabetic() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    // `C:\handbook\x.md` is a path on somebody's disk.
    (well_formed && scheme.len() > 1).then_some((scheme, rest))
}

fn with_scheme(handbook: &Handbook, scheme: &str, rest: &str) -> Destination {
    let lower = scheme.to_lowercase();
    let ours = || Kind::ALL.iter().map(|kind| kind.word()).chain(LISTS);
    if ours().any(|known| known == lower) {
        let (id, anchor) = rest.split_once('#').map_or((rest, None), |(id, anchor)| (id, Some(anchor)));
        return match typed_target(handbook, &lower, id) {
            Ok(target) => with_anchor(handbook, target, anchor),
            Err(broken) => Destination::Broken(broken),
        };
    }
    if SAFE.contains(&lower.as_str()) {
        return Destination::Outside;
    }
    if ["javascript", "vbscript", "data"].contains(&lower.as_str()) {
        return Destination::Broken(Broken::Unsafe);
    }
    match slug::nearest(&lower, ours()) {
        Some(near) => {
            let near = Kind::from_word(near)
                .map_or_else(|| LISTS.iter().find(|l| **l == near).copied().unwrap_or("page"), Kind::word);
            Destination::Broken(Broken::NoSuchScheme { scheme: scheme.to_string(), near })
        }
        None => Destination::Outside,
    }
}

fn with_anchor(handbook: &Handbook, target: Target, anchor: Option<&str>) -> Destination {
    let (Target::Document(id), Some(anchor)) = (target, anchor.filter(|a| !a.is_empty())) else {
        return Destination::Inside(target, None);
    };
    let document = handbook.document(id);
    let step =
        document.steps().iter().position(|step| step.anchor.as_ref().is_some_and(|a| a.value == anchor));
    if let Some(step) = step {
        return Destination::Inside(Target::Step(id, step), Some(anchor.to_string()));
    }
    match check_anchor(document, anchor) {
        Ok(anchor) => Destination::Inside(target, Some(anchor)),
        Err(broken) => Destination::Broken(broken),
    }
}

fn same_page(from: &Document, anchor: &str) -> Destination {
    if anchor.is_empty() || anchor == "top" {
        return Destination::SamePage(String::new());
    }
    match check_anchor(from, anchor) {
        Ok(anchor) => Destination::SamePage(anchor),
        Err(broken) => Destination::Broken(broken),
    }
}

/// The anchor as it stands in the page; Git hosts fold its case, so we do.
fn check_anchor(document: &Document, anchor: &str) -> Result<String, Broken> {
    let decoded = percent_decode_str(anchor).decode_utf8_lossy().into_owned();
    let steps =
        document.steps().iter().filter_map(|step| step.anchor.as_ref()).map(|anchor| anchor.value.as_str());
    let headings = document.body.headings.iter().map(|heading| heading.anchor.as_str());
    let html = document.body.html_ids.iter().map(String::as_str);
    let known: Vec<&str> = headings.chain(steps).chain(html).collect();
    let exact = known.iter().find(|known| **known == decoded);
    let folded = || known.iter().find(|known| known.eq_ignore_ascii_case(&decoded));
    if let Some(found) = exact.or_else(folded) {
        return Ok((*found).to_string());
    }
    // Footnotes and line numbers of code views are not ours to know.
    if !document.has_whole_checklist() || decoded.starts_with("fn-") {
        return Ok(decoded);
    }
    let near = slug::nearest(&decoded, known).map(ToString::to_string);
    Err(Broken::NoSuchAnchor { anchor: decoded, near })
}

fn path(handbook: &Handbook, from: &Document, to: &str) -> Destination {
    let (path, anchor) = to.split_once('#').map_or((to, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or(path);
    let decoded = percent_decode_str(path).decode_utf8_lossy().replace('\\', "/");
    // `/handbook/x.md` is read from the root of the content, as Git hosts and most generators do.
    let content = if handbook.layout == crate::parse::Layout::Handbook { "content" } else { "" };
    let found = match decoded.strip_prefix('/') {
        Some(absolute) => VPath::new(format!("{content}/{absolute}").trim_start_matches('/')),
        None => from.path.join_from(&decoded),
    };
    if decoded.trim_matches('/').is_empty() || (found.is_none() && leads_to_the_top(from, &decoded)) {
        return Destination::Folder(String::new());
    }
    let Some(found) = found else { return Destination::Broken(Broken::LeavesTheFolder) };
    for candidate in candidates(&found) {
        if let Some(id) = handbook.at_path(&candidate) {
            return with_anchor(handbook, Target::Document(id), anchor);
        }
        if handbook.has_file(&candidate) {
            return Destination::File(candidate);
        }
    }
    if let Some(inside) = folder(handbook, &found, content) {
        return Destination::Folder(inside);
    }
    let near = nearest_file(handbook, &found);
    Destination::Broken(Broken::NoSuchFile { path: decoded, near })
}

/// `..` from a first-level folder is the tree itself, which has no path of its own.
fn leads_to_the_top(from: &Document, path: &str) -> bool {
    from.path.join_from(&format!("{path}/x")).is_some_and(|path| path.as_str() == "x")
}

/// The file itself, the file without its ending as some generators write it, a folder's front page.
fn candidates(path: &VPath) -> impl Iterator<Item = VPath> {
    let text = path.as_str().to_string();
    let endings = ["", ".md", "/README.md", "/index.md", "/_index.md", "/readme.md"];
    endings.into_iter().filter_map(move |ending| VPath::new(&format!("{text}{ending}")))
}

fn folder(handbook: &Handbook, path: &VPath, content: &str) -> Option<String> {
    let prefix = format!("{path}/");
    handbook.files().any(|file| file.as_str().starts_with(&prefix)).then_some(())?;
    let inside = path.strip_folder(content)?;
    let parts: Vec<&str> = inside.split('/').map(|part| super::address::folder_rank(part).1).collect();
    Some(format!("{}/", parts.join("/")))
}

fn nearest_file(handbook: &Handbook, path: &VPath) -> Option<String> {
    let same_name = |file: &&VPath| file.file_name().eq_ignore_ascii_case(path.file_name());
    if let Some(file) = handbook.files().find(same_name) {
        return Some(file.to_string());
    }
    let neighbours = handbook.files().filter(|file| file.folder() == path.folder());
    slug::nearest(path.as_str(), neighbours.map(VPath::as_str)).map(ToString::to_string)
}

/// The document and step that a target belongs to.
pub fn owner_of(target: Target) -> Option<DocId> {
    match target {
        Target::Document(id) | Target::Step(id, _) => Some(id),
        Target::Aim(_) | Target::Moment(_) | Target::Term(_) => None,
    }
}
