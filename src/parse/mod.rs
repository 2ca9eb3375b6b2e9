//! Stage two: one file at a time becomes a typed value, with its complaints.
//!
//! [`parse`] never fails and never looks at another file, so files are parsed in parallel and, in watch mode, one
//! by one. Whatever is wrong is kept as a [`fault::Fault`]: data, which the rules turn into sentences.

pub mod checklist;
pub mod colour;
mod comment;
pub mod document;
pub mod editions;
pub mod fault;
pub mod file_name;
pub mod fingerprint;
pub mod fonts;
mod foreign;
pub mod front_matter;
pub mod header;
pub mod kinds;
pub mod link;
pub mod lists;
mod lock;
pub mod logs;
pub mod markdown;
pub mod meaning;
pub mod quantity;
pub mod raw_html;
pub mod reviews;
pub mod scalar;
pub mod settings;
pub mod slug;
mod toml_header;
pub mod yaml;
mod yaml_repair;

use std::sync::Arc;

use rayon::prelude::*;

use crate::source::{EDITIONS, REVIEWS, SourceFile, SourceTree, Span, Spanned, VPath};
pub use document::{Body, Common, Data, Document, Heading, Kind};
use fault::{Fault, FaultKind, Wanted, YamlTrap};
use front_matter::FrontMatter;
use header::Header;
use lists::List;
use logs::Log;
use reviews::Reviews;

/// How a tree is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// `handbook.yaml` and `content/`; the first folder names the kind.
    Handbook,
    /// Any folder of Markdown: every file is a page, and nothing is demanded of it.
    Plain,
}

/// What one file turned out to be. Cheap to clone, so that a preview keeps it for as long as the file does not change.
#[derive(Debug, Clone)]
pub enum Parsed {
    /// A Markdown document.
    Document(Arc<Document>),
    /// `roles.yaml`: several roles in one file, and what was wrong with the list itself.
    Roles(Arc<Roles>),
    /// A list of moments or terms.
    List(Arc<List>),
    /// A log.
    Log(Arc<Log>),
    /// What was reviewed.
    Reviews(VPath, Arc<Reviews>),
    /// What every edition was when it was cut.
    Editions(VPath, Arc<editions::Lock>),
    /// Nothing that a handbook is made of; it may still be linked to.
    Other,
}

/// `roles.yaml`: each entry a role, as if it had a file of its own.
#[derive(Debug)]
pub struct Roles {
    /// The file.
    pub path: VPath,
    /// Its entries.
    pub roles: Vec<Arc<Document>>,
    /// What was wrong with the list itself.
    pub faults: Vec<Fault>,
}

/// The layout of a tree, and the folder that holds its documents.
pub fn layout(tree: &SourceTree) -> (Layout, &'static str) {
    let layout = if tree.is_handbook() { Layout::Handbook } else { Layout::Plain };
    (layout, tree.content_folder())
}

/// Parses every file of a tree, in the order of their paths.
pub fn parse_tree(tree: &SourceTree) -> Vec<Parsed> {
    let (layout, folder) = layout(tree);
    let files: Vec<&SourceFile> = tree.files().collect();
    files.into_par_iter().map(|file| parse(file, layout, folder)).collect()
}

/// Parses one file. `folder` is the content folder, `content` or the root itself.
pub fn parse(file: &SourceFile, layout: Layout, folder: &str) -> Parsed {
    if let (Layout::Handbook, Some(text)) = (layout, file.as_text()) {
        match file.path.as_str() {
            REVIEWS => return Parsed::Reviews(file.path.clone(), Arc::new(reviews::parse(text))),
            EDITIONS => return Parsed::Editions(file.path.clone(), Arc::new(editions::parse(text))),
            _ => {}
        }
    }
    let Some(inside) = file.path.strip_folder(folder) else { return Parsed::Other };
    let Some(text) = file.as_text() else { return refused(file, layout, inside) };
    if is_markdown(&file.path) {
        return Parsed::Document(Arc::new(document(&file.path, text, layout, inside)));
    }
    match (layout, inside) {
        (Layout::Handbook, "journey.yaml") => Parsed::List(Arc::new(lists::moments(file, text))),
        (Layout::Handbook, "glossary.yaml") => Parsed::List(Arc::new(lists::terms(file, text))),
        (Layout::Handbook, "roles.yaml") => roles(file, text),
        (Layout::Handbook, inside) if inside.starts_with("records/") => {
            logs::parse(file, text).map_or(Parsed::Other, |log| Parsed::Log(Arc::new(log)))
        }
        _ => Parsed::Other,
    }
}

/// Whether a path is a Markdown file.
pub fn is_markdown(path: &VPath) -> bool {
    let ending = path.file_name().rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    ending
        .is_some_and(|(_, ending)| ["md", "markdown"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a file of a handbook can hold documents, by its path.
pub fn holds_documents(path: &VPath) -> bool {
    path.strip_folder("content").is_some_and(|inside| inside == "roles.yaml" || is_markdown(path))
}

/// A Markdown file that could not be read still exists by its id.
fn refused(file: &SourceFile, layout: Layout, inside: &str) -> Parsed {
    if layout == Layout::Plain || !is_markdown(&file.path) {
        return Parsed::Other;
    }
    let mut document = document(&file.path, &Arc::from(""), layout, inside);
    document.unreadable = true;
    document.faults.clear();
    Parsed::Document(Arc::new(document))
}

/// The kind that a path inside the content folder stands for.
fn kind_of(inside: &str, layout: Layout) -> Kind {
    if layout == Layout::Plain {
        return Kind::Page;
    }
    match inside.split_once('/') {
        None if inside == "vision.md" => Kind::Vision,
        None | Some((_, "README.md" | "index.md")) => Kind::Page,
        Some((folder, _)) => {
            Kind::ALL.into_iter().find(|kind| kind.folder() == Some(folder)).unwrap_or(Kind::Page)
        }
    }
}

fn document(path: &VPath, text: &Arc<str>, layout: Layout, inside: &str) -> Document {
    let front = front_matter::split(text, layout == Layout::Handbook);
    let FrontMatter { node, top, body, foreign_title, mut faults } = front;
    let folder_kind = kind_of(inside, layout);
    let mut header = Header::new(text, &node, folder_kind.with_article(), top);
    let kind = kind_in_header(&mut header, layout).unwrap_or(folder_kind);
    if kind != folder_kind {
        header = Header::new(text, &node, kind.with_article(), top);
        kind_in_header(&mut header, layout);
    }
    header.remember_lost(&faults);
    let title = header.text("title").or(foreign_title);
    let id = id_in_header(&mut header, kind).unwrap_or_else(|| default_id(path, inside, kind, top));
    let mut common = common(&mut header);
    if layout == Layout::Plain {
        common.aliases.extend(foreign::aliases(&mut header));
    }
    let data = kinds::read(kind, &mut header);
    close(&mut header, kind, layout);
    let unsure = header.unsure();
    let has_no_header = node.value == yaml::Value::Empty && kind != Kind::Page;
    if has_no_header {
        header.faults = vec![Fault { span: top, kind: FaultKind::NoHeader { kind } }];
    }
    let has_fields = matches!(node.value, yaml::Value::Map(_) | yaml::Value::Empty);
    faults.append(&mut header.faults);
    let mut links = std::mem::take(&mut header.links);

    let outline = markdown::outline(text, body, kind == Kind::System);
    let title = match kind {
        Kind::Page => title.or_else(|| foreign::title(&outline, &node, inside, top, text)),
        _ => title,
    };
    links.extend(outline.links);
    faults.extend(outline.faults);
    Document {
        path: path.clone(),
        text: Arc::clone(text),
        id,
        kind,
        title,
        common,
        data,
        links,
        body: outline.body,
        top,
        unreadable: has_no_header || !has_fields,
        unsure,
        faults,
    }
}

/// Strangers in a header are faults, except on plain pages, where other generators left theirs: there only a near
/// miss is one, and in a plain folder nothing is.
fn close(header: &mut Header<'_>, kind: Kind, layout: Layout) {
    match (kind, layout) {
        (_, Layout::Plain) => {
            header.faults.retain(|fault| matches!(fault.kind, FaultKind::Yaml(YamlTrap::NotFields)));
            header.links.clear();
        }
        (Kind::Page, Layout::Handbook) => {
            header.finish();
            header.faults.retain(|fault| !matches!(fault.kind, FaultKind::UnknownField { near: None, .. }));
        }
        (_, Layout::Handbook) => header.finish(),
    }
}

fn kind_in_header(header: &mut Header<'_>, layout: Layout) -> Option<Kind> {
    const WORDS: &[&str] =
        &["vision", "mission", "promise", "system", "role", "customer", "want", "story", "page"];
    if layout == Layout::Plain {
        return None;
    }
    header.choice("kind", WORDS, &Kind::ALL).map(|kind| kind.value)
}

fn id_in_header(header: &mut Header<'_>, kind: Kind) -> Option<Spanned<String>> {
    header.parsed("id", Wanted::Id, |text| {
        let fine = if kind == Kind::Page { text.split('/').all(slug::is_id) } else { slug::is_id(text) };
        fine.then(|| text.to_string())
    })
}

/// The file's stem, as a slug when it is none; a page's path without its ending.
fn default_id(path: &VPath, inside: &str, kind: Kind, top: Span) -> Spanned<String> {
    let id = match kind {
        Kind::Page => inside.rsplit_once('.').map_or(inside, |(stem, _)| stem).to_string(),
        _ if slug::is_id(path.stem()) => path.stem().to_string(),
        _ => slug::to_id(path.stem()),
    };
    Spanned::new(id, top)
}

fn common(header: &mut Header<'_>) -> Common {
    Common {
        reviewed: header.date("reviewed"),
        review_every: header.period("review_every"),
        was: header.ids("was"),
        audience: header.ids("audience"),
        draft: header.yes_no("draft").is_some_and(|draft| draft.value),
        tags: header.texts("tags"),
        aliases: header.texts("aliases"),
        places: header.ids("places"),
        approved: header.date("approved"),
        allow: settings::waivers(header),
        order: header.count("order"),
    }
}

/// `roles.yaml`: each entry a role, as if it had a file of its own.
fn roles(file: &SourceFile, text: &Arc<str>) -> Parsed {
    let (roles, faults) = lists::read(text, "a role", |header, item| {
        let id = id_in_header(header, Kind::Role);
        let title = header.text("title");
        let common = common(header);
        let data = Data::Role(kinds::Role::read(header));
        header.need(&["id"]);
        let top = yaml::first_line(text, item.span);
        id.map(|id| Document {
            path: file.path.clone(),
            text: Arc::clone(text),
            id,
            kind: Kind::Role,
            title,
            common,
            data,
            links: std::mem::take(&mut header.links),
            body: Body::default(),
            top,
            unreadable: false,
            unsure: header.unsure(),
            faults: Vec::new(),
        })
    });
    let roles = roles.into_iter().flatten().map(Arc::new).collect();
    Parsed::Roles(Arc::new(Roles { path: file.path.clone(), roles, faults }))
}
