//! Where a path in a body leads: `../roles/front-desk.md#anchor`, `images/desk.png`, `/docs/setup`.
//!
//! A path is read from the folder of its file, as Git hosts read it. What other generators allow besides is tried only
//! after that: a missing ending, an address in place of a file, a `/` that means the root of their content.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::address::folder_rank;
use super::handbook::{Handbook, Target};
use super::resolve::{Broken, Destination, Guess, with_anchor};
use crate::parse::document::Document;
use crate::parse::file_name::front_rank;
use crate::parse::{Layout, is_markdown, slug};
use crate::source::VPath;

/// Of files that bear one name no more than this many are compared; a name like `README.md` says little anyway.
const ENOUGH: usize = 64;

/// Where the path `to`, written in `from`, leads.
pub(super) fn path(handbook: &Handbook, from: &Document, to: &str, guess: Guess) -> Destination {
    let (path, anchor) = to.split_once('#').map_or((to, None), |(path, anchor)| (path, Some(anchor)));
    let typed = with_slashes(path);
    let decoded = percent_decode_str(&typed).decode_utf8_lossy();
    // A finding shows the path with the backslashes that were typed.
    let shown =
        || percent_decode_str(path.split('?').next().unwrap_or(path)).decode_utf8_lossy().into_owned();
    if decoded.trim_matches('/').is_empty() {
        return Destination::Folder(String::new());
    }
    // Some wikis have file names with a percent sign in them.
    let as_typed = (typed != decoded).then_some(&typed);
    for text in std::iter::once(&decoded).chain(as_typed) {
        let text: &str = text;
        let found = places(handbook.layout, &from.path, text)
            .find_map(|place| at(handbook, &place, text, anchor, guess));
        if let Some(found) = found {
            return found;
        }
    }
    let by_address = || {
        places(handbook.layout, &from.path, &decoded)
            .find_map(|place| handbook.at_address(&format!("{place}/")))
    };
    let by_address = if handbook.layout == Layout::Plain { by_address() } else { None };
    if let Some(page) = by_address.or_else(|| handbook.places.alias(&decoded)) {
        return with_anchor(handbook, Target::Document(page), anchor, guess);
    }
    let Some(place) = places(handbook.layout, &from.path, &decoded).next() else {
        let top = leads_to_the_top(from, &decoded);
        return if top {
            Destination::Folder(String::new())
        } else {
            Destination::Broken(Broken::LeavesTheFolder)
        };
    };
    if is_folder(handbook, place.as_str()) {
        return Destination::Broken(Broken::NoPageInFolder { path: shown() });
    }
    let near = (guess == Guess::Wanted).then(|| nearest(handbook, from, &place)).flatten();
    Destination::Broken(Broken::NoSuchFile { path: shown(), near })
}

/// A path without its question, and as Git hosts write it.
fn with_slashes(path: &str) -> Cow<'_, str> {
    let typed = path.split('?').next().unwrap_or(path);
    if typed.contains('\\') { Cow::Owned(typed.replace('\\', "/")) } else { Cow::Borrowed(typed) }
}

/// The files that the path `to`, written in the file `from` of a handbook, may mean, the likeliest first: one of these is
/// copied, if it is there. None that holds a page.
pub(super) fn files_meant(from: &VPath, to: &str) -> Vec<VPath> {
    let typed = with_slashes(to.split_once('#').map_or(to, |(path, _)| path));
    let decoded = percent_decode_str(&typed).decode_utf8_lossy();
    let as_typed = (typed != decoded).then_some(&*typed);
    let texts = std::iter::once(&*decoded).chain(as_typed);
    let texts = texts.filter(|text| !text.trim_matches('/').is_empty());
    let places = texts.flat_map(|text| places(Layout::Handbook, from, text));
    places.filter(|place| !is_markdown(place)).collect()
}

/// The places that a path may mean, the likeliest first. A leading `/` is the root of the content, or, in a folder that
/// another generator was made for, of one of the folders that the file lies in, or of the static files there.
fn places<'a>(layout: Layout, from: &'a VPath, text: &'a str) -> Box<dyn Iterator<Item = VPath> + 'a> {
    let Some(absolute) = text.strip_prefix('/') else {
        return Box::new(from.join_from(text).into_iter());
    };
    if layout == Layout::Handbook {
        return Box::new(VPath::new(&format!("content/{absolute}")).into_iter());
    }
    let folder = from.folder();
    let above = folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder]);
    let roots = std::iter::once("").chain(above).filter(|root| !root.is_empty() || !text.is_empty());
    let roots = roots.flat_map(|root| ["", "static/"].map(|inside| (root, inside)));
    let absolute = absolute.trim_start_matches('/');
    Box::new(roots.filter_map(move |(root, inside)| {
        let slash = if root.is_empty() { "" } else { "/" };
        VPath::new(&format!("{root}{slash}{inside}{absolute}"))
    }))
}

/// What stands at a place: a page, a file, a folder, or a page whose ending was left out.
fn at(
    handbook: &Handbook,
    place: &VPath,
    text: &str,
    anchor: Option<&str>,
    guess: Guess,
) -> Option<Destination> {
    let page = |path: &str| {
        let id = handbook.places.at(path)?;
        Some(with_anchor(handbook, Target::Document(id), anchor, guess))
    };
    let path = place.as_str();
    let exactly = || page(path).or_else(|| file(handbook, place));
    let without_ending = || page(&format!("{path}.md")).or_else(|| page(&format!("{path}.markdown")));
    let front = || {
        let id = handbook.folders.front_of(path)?;
        Some(with_anchor(handbook, Target::Document(id), anchor, guess))
    };
    let folder = || listing(handbook, path).map(Destination::Folder);
    let as_page = || {
        let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
        page(&format!("{stem}.md"))
    };
    let found = if text.ends_with('/') {
        front().or_else(folder).or_else(exactly).or_else(without_ending)
    } else {
        exactly().or_else(without_ending).or_else(front).or_else(folder)
    };
    found.or_else(as_page).or_else(|| {
        // One accent can be spelt in two ways, and disks differ in which they keep.
        let composed = (!path.is_ascii()).then(|| path.nfc().collect::<String>())?;
        let place = handbook.files.spelt(&composed).filter(|spelt| *spelt != place)?;
        page(place.as_str()).or_else(|| file(handbook, place))
    })
}

/// A file to be copied. A page that was left out of the site must not come back as its source.
fn file(handbook: &Handbook, place: &VPath) -> Option<Destination> {
    (handbook.has_file(place) && !is_markdown(place)).then(|| Destination::File(place.clone()))
}

/// The address of a folder that has no front page of its own, when any page lies in it.
fn listing(handbook: &Handbook, path: &str) -> Option<String> {
    let inside = match handbook.layout {
        Layout::Plain => path,
        Layout::Handbook => path.strip_prefix("content/")?,
    };
    let parts: Vec<&str> = inside.split('/').map(|part| folder_rank(part).1).collect();
    let address = format!("{}/", parts.join("/"));
    let is_listed = handbook.folders.at(&address).is_some() || super::address::VIEWS.contains(&&*address);
    (is_listed && is_folder(handbook, path)).then_some(address)
}

fn is_folder(handbook: &Handbook, path: &str) -> bool {
    let inside = format!("{path}/");
    handbook.files.from(&inside).first().is_some_and(|file| file.as_str().starts_with(&inside))
}

/// `..` from a first-level folder is the tree itself, which has no path of its own.
fn leads_to_the_top(from: &Document, path: &str) -> bool {
    from.path.join_from(&format!("{path}/x")).is_some_and(|path| path.as_str() == "x")
}

/// The file that was probably meant, as a link in `from` would write it: one of the same name elsewhere, else one of a
/// similar name in the same folder.
fn nearest(handbook: &Handbook, from: &Document, place: &VPath) -> Option<String> {
    let shared = |file: &&VPath| {
        let (a, b) = (file.as_str().split('/'), place.as_str().split('/'));
        a.rev().zip(b.rev()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
    };
    // `README.md` somewhere else says nothing; in another folder of the same name it may.
    let least = if front_rank(place.stem()).is_some() && place.as_str().contains('/') { 2 } else { 1 };
    let same_name =
        handbook.files.of_name(place.file_name()).take(ENOUGH).filter(|file| shared(file) >= least);
    let file = same_name.rev().max_by_key(shared);
    // `oven.md` may have become `oven/index.md`.
    let folder = || {
        let front = handbook.folders.front_of(place.as_str().strip_suffix(".md")?)?;
        Some(&handbook.document(front).path)
    };
    let file = file.or_else(folder);
    let meant = file.or_else(|| {
        let neighbours = neighbours(handbook, place.folder());
        let near = slug::nearest(place.file_name(), neighbours.map(VPath::file_name))?;
        let slash = if place.folder().is_empty() { "" } else { "/" };
        handbook.files.get(&format!("{}{slash}{near}", place.folder()))
    })?;
    Some(meant.relative_to(from.path.folder()).replace(' ', "%20"))
}

/// The files directly in a folder. Folders in it are passed over in one leap each.
fn neighbours<'a>(handbook: &'a Handbook, folder: &str) -> impl Iterator<Item = &'a VPath> {
    let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut from = inside.clone();
    std::iter::from_fn(move || {
        loop {
            let file =
                handbook.files.from(&from).first().filter(|file| file.as_str().starts_with(&inside))?;
            match file.as_str()[inside.len()..].find('/') {
                // `0` is the character behind `/`.
                Some(slash) => from = format!("{}0", &file.as_str()[..inside.len() + slash]),
                None => {
                    from = format!("{file}\0");
                    return Some(file);
                }
            }
        }
    })
}
