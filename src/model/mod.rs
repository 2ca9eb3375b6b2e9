//! Stage three: parsed files become one linked whole.
//!
//! [`assemble`] gives every document an id and an address, leads every link to what it names, and computes the
//! graph downward once, since links are written upward only. It never fails: what does not fit together is kept
//! beside the handbook and becomes findings in the next stage.

pub mod address;
pub mod audience;
pub mod folders;
pub mod handbook;
pub mod line;
pub mod names;
mod paths;
pub mod resolve;
pub mod review;
pub mod role;

use std::collections::HashMap;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::parse::document::{Document, Kind};
use crate::parse::fault::Fault;
use crate::parse::kinds::Vision;
use crate::parse::link::LinkField;
use crate::parse::lists::Entries;
use crate::parse::settings::Settings;
use crate::parse::{Layout, Parsed, is_markdown};
use crate::source::{Content, SourceTree, Spanned, VPath};

pub use audience::{Audience, restrict};
pub use folders::{Entry, Folder, FolderId, Folders};
pub use handbook::{Aim, DocId, Handbook, Incoming, Listed, Target};
pub use names::{Names, Resolved};
pub use resolve::Destination;

/// Links parsed files into a handbook. `parsed` is in the order of paths.
pub fn assemble(parsed: Vec<Parsed>, settings: Settings, tree: &SourceTree) -> Handbook {
    let layout = if tree.is_handbook() { Layout::Handbook } else { Layout::Plain };
    let mut handbook = sort_out(parsed, settings, layout);
    handbook.name.clone_from(&tree.name);
    handbook.assets = tree
        .files()
        .filter(|file| matches!(file.content, Content::Asset(_) | Content::Text(_)))
        .map(|file| file.path.clone())
        .collect();
    handbook.by_path = index_paths(&handbook.documents);
    handbook.spellings = spellings(&handbook);
    let vision = handbook.of_kind(Kind::Vision).next();
    handbook.vision = vision;
    handbook.aims = handbook.vision().map(|(_, vision)| aims(vision)).unwrap_or_default();
    handbook.names = Names::of(&handbook);
    let (addresses, clashes) = address::assign(&handbook);
    handbook.addresses = addresses;
    handbook.clashes = clashes;
    let mut by_address: Vec<DocId> = handbook.ids().collect();
    by_address.sort_by(|a, b| handbook.address(*a).cmp(handbook.address(*b)));
    handbook.by_address = by_address;
    if layout == Layout::Plain {
        handbook.aliases = aliases(&handbook.documents);
        name_after_folder(&mut handbook);
    }
    handbook.folders = Folders::of(&handbook);
    link(&mut handbook);
    handbook.latest_reviews = review::latest(&handbook);
    handbook
}

/// Puts every parsed file where it belongs.
fn sort_out(parsed: Vec<Parsed>, settings: Settings, layout: Layout) -> Handbook {
    let mut handbook = Handbook::empty(settings, layout);
    handbook.documents.reserve_exact(parsed.len());
    for file in parsed {
        match file {
            Parsed::Document(document) => handbook.documents.push(*document),
            Parsed::Roles(path, roles, faults) => {
                handbook.documents.extend(roles);
                handbook.file_faults.extend(with_path(&path, faults));
            }
            Parsed::List(list) => {
                handbook.file_faults.extend(with_path(&list.path, list.faults));
                match list.entries {
                    Entries::Moments(moments) => {
                        handbook.moments =
                            moments.into_iter().map(|entry| Listed::new(&list.path, entry)).collect();
                    }
                    Entries::Terms(terms) => {
                        handbook.terms =
                            terms.into_iter().map(|entry| Listed::new(&list.path, entry)).collect();
                    }
                }
            }
            Parsed::Log(mut log) => {
                let faults = std::mem::take(&mut log.faults);
                handbook.file_faults.extend(with_path(&log.path, faults));
                handbook.logs.push(log);
            }
            Parsed::Reviews(path, mut reviews) => {
                let faults = std::mem::take(&mut reviews.faults);
                handbook.file_faults.extend(with_path(&path, faults));
                handbook.reviews = reviews;
            }
            Parsed::Other => {}
        }
    }
    handbook
}

fn with_path(path: &VPath, faults: Vec<Fault>) -> impl Iterator<Item = (VPath, Fault)> {
    faults.into_iter().map(|fault| (path.clone(), fault))
}

fn index_paths(documents: &[Document]) -> HashMap<VPath, DocId> {
    let one_file_each = documents.iter().enumerate().filter(|(_, document)| is_markdown(&document.path));
    one_file_each.map(|(i, document)| (document.path.clone(), DocId::new(i))).collect()
}

/// Files whose names have accents, by their paths in the one spelling that links are compared in.
fn spellings(handbook: &Handbook) -> HashMap<String, VPath> {
    let accented = handbook.files().filter(|file| !file.as_str().is_ascii());
    accented.map(|file| (file.as_str().nfc().collect(), file.clone())).collect()
}

/// Addresses where pages stood before, without the slashes around them.
fn aliases(documents: &[Document]) -> HashMap<String, DocId> {
    let mut aliases = HashMap::new();
    for (i, document) in documents.iter().enumerate() {
        for alias in &document.common.aliases {
            aliases.entry(alias.value.trim_matches('/').to_string()).or_insert(DocId::new(i));
        }
    }
    aliases
}

/// The front page of a plain folder is called what the folder is called, when nothing in it gives it a title.
fn name_after_folder(handbook: &mut Handbook) {
    let front = handbook.addresses.iter().position(String::is_empty);
    if let Some(front) = front.and_then(|at| handbook.documents.get_mut(at))
        && front.has_no_title()
    {
        front.title = Some(Spanned::new(handbook.name.clone(), front.top));
    }
}

/// The aims of the vision; of the first, when there are several.
fn aims(vision: &Vision) -> Vec<Aim> {
    vision.aims.iter().map(|(id, text)| Aim { id: id.clone(), text: text.clone() }).collect()
}

/// Leads every header link to its target and turns the links around.
fn link(handbook: &mut Handbook) {
    let mut resolved = Vec::with_capacity(handbook.documents.len());
    for document in &handbook.documents {
        let of_document: Vec<Resolved> = document
            .links
            .iter()
            .map(|link| handbook.names.resolve(handbook, link.field, &link.target.value))
            .collect();
        resolved.push(of_document);
    }
    handbook.resolved = resolved;
    handbook.destinations =
        handbook.documents.par_iter().map(|document| destinations(handbook, document)).collect();
    explain(handbook);
    handbook.implied = implied(handbook);
    let mut incoming = vec![Vec::new(); handbook.documents.len()];
    let mut missions_of_aim = vec![Vec::new(); handbook.aims.len()];
    for from in handbook.ids() {
        for (field, target, step) in handbook.outgoing(from) {
            match target {
                Target::Document(to) | Target::Step(to, _) => {
                    incoming[to.index()].push(Incoming { field, from, step });
                }
                Target::Aim(aim) if field == LinkField::ServesAim => missions_of_aim[aim].push(from),
                Target::Aim(_) | Target::Moment(_) | Target::Term(_) => {}
            }
        }
    }
    handbook.incoming = incoming;
    handbook.missions_of_aim = missions_of_aim;
    handbook.reaching = line::reaching(handbook);
}

/// Where each link of a body leads; asked for once, since rules, routes and pages all need to know.
fn destinations(handbook: &Handbook, document: &Document) -> Vec<Destination> {
    document.body.links.iter().map(|link| resolve::leads_to(handbook, document, &link.to)).collect()
}

/// Finds what was probably meant by links that lead nowhere: by the first of them, since whoever has thousands needs a
/// list of them, not a guess at each.
fn explain(handbook: &mut Handbook) {
    const ENOUGH: usize = 1000;
    let links = |(at, led): (usize, &Vec<Destination>)| {
        let broken =
            led.iter().enumerate().filter(|(_, destination)| matches!(destination, Destination::Broken(_)));
        broken.map(move |(n, _)| (at, n)).collect::<Vec<_>>()
    };
    let broken: Vec<(usize, usize)> =
        handbook.destinations.iter().enumerate().flat_map(links).take(ENOUGH).collect();
    let explained: Vec<Destination> = broken
        .par_iter()
        .map(|(at, n)| {
            let document = &handbook.documents[*at];
            resolve::destination(handbook, document, &document.body.links[*n].to)
        })
        .collect();
    for ((at, n), destination) in broken.into_iter().zip(explained) {
        handbook.destinations[at][n] = destination;
    }
}

/// What a draft promise is taken to mean where it says nothing: the only mission, and its owner.
fn implied(handbook: &Handbook) -> Vec<Vec<(LinkField, Target)>> {
    let mut implied = vec![Vec::new(); handbook.documents.len()];
    let mut missions = handbook.of_kind(Kind::Mission);
    let (Some(mission), None) = (missions.next(), missions.next()) else { return implied };
    let owner = handbook.target_documents(mission, LinkField::Owner).next();
    for promise in handbook.of_kind(Kind::Promise) {
        let document = handbook.document(promise);
        let is_draft =
            document.promise().is_some_and(|promise| promise.state == crate::parse::kinds::State::Draft);
        let has = |field| document.links.iter().any(|link| link.field == field);
        if is_draft && !has(LinkField::ServesMission) {
            implied[promise.index()].push((LinkField::ServesMission, Target::Document(mission)));
        }
        if let (true, false, Some(owner)) = (is_draft, has(LinkField::Owner), owner) {
            implied[promise.index()].push((LinkField::Owner, Target::Document(owner)));
        }
    }
    implied
}
