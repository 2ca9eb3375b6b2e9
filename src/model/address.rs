//! Addresses: the one place that decides where a document stands on the site.

use std::borrow::Cow;
use std::collections::HashMap;

use super::handbook::{DocId, Handbook};
use crate::parse::Layout;
use crate::parse::document::{Document, Kind};
use crate::parse::file_name::{front_rank, split_rank};
use crate::source::VPath;

/// Addresses of views, which no page may take.
pub const VIEWS: &[&str] = &[
    "throughline/",
    "ladder/",
    "alignment/",
    "journey/",
    "not-promised/",
    "costs/",
    "missions/",
    "promises/",
    "systems/",
    "roles/",
    "customers/",
    "wants/",
    "stories/",
    "glossary/",
    "register/",
    "today/",
    "consistency/",
    "plus-one/",
    "voices/",
    "roadmap/",
    "rules/",
    "health/",
    "editions/",
    "search/",
    "changes/",
];

/// Where editions stand: each has a folder there for itself, so that no page, file or old address of today may.
pub const EDITIONS: &str = "editions/";

/// Two documents for one address, or one that would hide a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The document that had to move.
    pub document: DocId,
    /// The file it clashed with; `None` for a view.
    pub with: Option<VPath>,
    /// The address that both would have had.
    pub wanted: String,
    /// Where it stands instead.
    pub instead: String,
}

/// Where every document stands.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// The address of each document.
    pub(super) of: Vec<String>,
    /// Who stands at an address in small letters; nobody, where a view does.
    at: HashMap<String, Option<DocId>>,
    /// Documents that would have stood at one address.
    pub(super) clashes: Vec<Clash>,
}

impl Addresses {
    /// The document at an address.
    pub(super) fn at(&self, address: &str) -> Option<DocId> {
        let found = self.at.get(&*lower(address)).copied().flatten();
        found.filter(|id| self.of[id.index()] == address)
    }
}

/// Addresses that differ only in case are one file on many disks.
pub(super) fn lower(address: &str) -> Cow<'_, str> {
    let is_lower = address.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(address) } else { Cow::Owned(address.to_lowercase()) }
}

/// What the address of a document follows from.
pub(super) struct Wish<'a> {
    pub(super) path: &'a VPath,
    /// Where it would stand, were it alone.
    pub(super) wanted: Cow<'a, str>,
    /// Which of the front pages of its folder it is.
    pub(super) front: Option<usize>,
}

impl<'a> Wish<'a> {
    pub(super) fn of(document: &'a Document, layout: Layout) -> Self {
        let wanted = Cow::Owned(wanted(document, layout));
        Self { path: &document.path, wanted, front: front_page_rank(document) }
    }

    /// Whether it can never be granted: a view stands there, which only the front page of its folder may introduce, or
    /// editions do.
    pub(super) fn must_move(&self, layout: Layout) -> bool {
        let is_views = layout == Layout::Handbook && VIEWS.contains(&&*lower(&self.wanted));
        belongs_to_editions(layout, &self.wanted) || (is_views && self.front.is_none())
    }
}

/// Gives every document its address, and says which clashed.
pub(super) fn assign(handbook: &Handbook) -> Addresses {
    let documents = handbook.documents.iter();
    let wishes: Vec<Wish<'_>> = documents.map(|document| Wish::of(document, handbook.layout)).collect();
    settle(&wishes, handbook.layout)
}

/// The same for documents of which no more is known than what they wish for; `wishes` is in the order of paths.
pub(super) fn settle(wishes: &[Wish<'_>], layout: Layout) -> Addresses {
    let mut taken: HashMap<String, Option<DocId>> = HashMap::with_capacity(wishes.len() + VIEWS.len());
    if layout == Layout::Handbook {
        taken.extend(VIEWS.iter().map(|view| ((*view).to_string(), None)));
    }
    let mut addresses = vec![String::new(); wishes.len()];
    let mut clashes = Vec::new();
    for n in by_claim(wishes) {
        let (id, wish) = (DocId::new(n), &wishes[n]);
        let wanted = &*wish.wanted;
        let is_an_editions = belongs_to_editions(layout, wanted);
        let introduces_index = wish.front.is_some() && !is_an_editions;
        let holder = taken.get(&*lower(wanted)).copied();
        let is_clash = match holder {
            None => is_an_editions,
            Some(None) => !introduces_index,
            Some(Some(_)) => true,
        };
        let address = if is_clash {
            let is_taken = |address: &str| taken.contains_key(&*lower(address));
            let outside = is_an_editions.then(|| format!("pages/{wanted}"));
            let address = match outside {
                Some(outside) if !is_taken(&outside) => outside,
                outside => instead(wish, outside.as_deref().unwrap_or(wanted), is_taken),
            };
            let with = holder.flatten().map(|other| wishes[other.index()].path.clone());
            clashes.push(Clash { document: id, with, wanted: wanted.to_string(), instead: address.clone() });
            address
        } else {
            wanted.to_string()
        };
        taken.insert(lower(&address).into_owned(), Some(id));
        addresses[n] = address;
    }
    clashes.sort_by_key(|clash| clash.document);
    Addresses { of: addresses, at: taken, clashes }
}

/// Front pages choose first: a folder's address belongs to the page at its front, not to a page beside the folder.
fn by_claim(wishes: &[Wish<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|n| wishes[*n].front.unwrap_or(usize::MAX));
    order
}

/// Another address for a document that came too late: a front page is known by its own name, others get a number.
fn instead(wish: &Wish<'_>, wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let own_name = wish.front.map(|_| format!("{wanted}{}/", wish.path.stem()));
    let base = if wanted.is_empty() { "page" } else { wanted.trim_end_matches('/') };
    let numbered = (2..).map(|n| format!("{base}-{n}/"));
    own_name.into_iter().chain(numbered).find(|address| !is_taken(address)).unwrap_or_default()
}

/// Whether an address lies where editions stand. A plain folder has none.
pub fn belongs_to_editions(layout: Layout, address: &str) -> bool {
    layout == Layout::Handbook && lower(address).starts_with(EDITIONS)
}

fn wanted(document: &Document, layout: Layout) -> String {
    match document.kind {
        Kind::Vision => String::new(),
        Kind::Page => page_address(document, layout),
        kind => format!("{}/{}/", kind.folder().unwrap_or("pages"), document.id.value),
    }
}

/// A page keeps its path: without its ending and without the two digits that only order it.
fn page_address(document: &Document, layout: Layout) -> String {
    let folder = if layout == Layout::Handbook { "content" } else { "" };
    let inside = document.path.strip_folder(folder).unwrap_or(document.path.as_str());
    let mut parts: Vec<&str> = inside.split('/').map(|part| split_rank(part).1).collect();
    if let Some(last) = parts.last_mut() {
        *last = last.rsplit_once('.').map_or(*last, |(stem, _)| stem);
    }
    let at_the_top = parts.len() == 1;
    if is_front_page(document) && !(at_the_top && layout == Layout::Handbook) {
        parts.pop();
    }
    let mut address = parts.join("/");
    if at_the_top && layout == Layout::Handbook {
        address = address.to_lowercase();
    }
    if !address.is_empty() {
        address.push('/');
    }
    address
}

/// Whether a file is the front page of its folder.
pub fn is_front_page(document: &Document) -> bool {
    front_page_rank(document).is_some()
}

/// Which of the front pages of its folder a file is, the first one being the one that counts.
pub(super) fn front_page_rank(document: &Document) -> Option<usize> {
    let at = front_rank(document.path.stem())?;
    (document.kind == Kind::Page).then_some(at)
}

/// The rank that a plain page's file name gives it.
pub fn rank(document: &Document) -> Option<u32> {
    if document.kind == Kind::Page { split_rank(document.path.file_name()).0 } else { None }
}

/// A folder's name without its rank, and the rank.
pub fn folder_rank(name: &str) -> (Option<u32>, &str) {
    split_rank(name)
}

/// Every address that leads to a document besides its own.
pub(super) fn aliases(handbook: &Handbook, id: DocId) -> Vec<String> {
    leading_on(old_addresses(handbook.document(id)), handbook.address(id), handbook.layout)
}

/// Addresses that a document says it had: from `aliases:`, and from old ids with what lies below them.
pub(super) fn old_addresses(document: &Document) -> Vec<String> {
    let named = document.common.aliases.iter().filter_map(|alias| alias_address(&alias.value));
    let mut aliases: Vec<String> = named.collect();
    if let Some(folder) = document.kind.folder() {
        for was in &document.common.was {
            let address = format!("{folder}/{}/", was.value);
            aliases.extend(below(document.kind).iter().map(|below| format!("{address}{below}")));
        }
    }
    aliases
}

/// Those of a document's old addresses that lead to it where it stands now.
pub(super) fn leading_on(mut aliases: Vec<String>, own: &str, layout: Layout) -> Vec<String> {
    aliases.retain(|alias| {
        *alias != own && format!("{own}index.html") != *alias && !belongs_to_editions(layout, alias)
    });
    aliases
}

/// The pages that a document of this kind has, from its address.
pub fn below(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::System => &["", "run/"],
        Kind::Role => &["", "start/", "card/"],
        _ => &[""],
    }
}

/// An old address as it stands in a link: without a leading slash. One that no disk could hold, or that only a server
/// could tell apart, is none.
pub fn alias_address(alias: &str) -> Option<String> {
    const LONGEST_NAME: usize = 200;
    const DEEPEST: usize = 64;
    let path = VPath::new(alias.trim().trim_matches('/'))?;
    let text = path.as_str();
    let is_fit = text.split('/').count() <= DEEPEST
        && text.split('/').all(|part| part.len() <= LONGEST_NAME && !part.starts_with(".throughline"))
        && !text.contains(|c: char| c.is_control() || matches!(c, '?' | '#' | '\\'));
    let is_file = matches!(path.extension().as_str(), "html" | "htm") && !alias.ends_with('/');
    is_fit.then(|| if is_file { path.to_string() } else { format!("{path}/") })
}

/// Where a file that pages link to stands on the site: its path in the content folder, or in the root. Where a page needs a
/// folder of that name, as `LICENSE.md` beside `LICENSE` does, the file is put into it; `is_folder` knows of an address
/// with a slash behind it whether a page or pages need it.
pub fn file_address(layout: Layout, path: &VPath, is_folder: impl FnOnce(&str) -> bool) -> String {
    let content = if layout == Layout::Handbook { "content" } else { "" };
    let address = path.strip_folder(content).unwrap_or(path.as_str());
    let folder = format!("{address}/");
    if belongs_to_editions(layout, address) {
        return format!("files/{address}");
    }
    if is_folder(&folder) { format!("{folder}{}", path.file_name()) } else { address.to_string() }
}

/// The folder that an address lies in; the root is `""`, and lies in none.
pub fn parent(address: &str) -> Option<&str> {
    let inside = address.strip_suffix('/')?;
    Some(inside.rfind('/').map_or("", |slash| &inside[..=slash]))
}

/// The folders that an address lies in, the nearest first, the root last.
pub fn folders_above(address: &str) -> impl Iterator<Item = &str> + Clone {
    std::iter::successors(parent(address), |folder| parent(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_stay_inside_the_site() {
        let address = |alias| alias_address(alias);
        assert_eq!(address("/old/v1.2/").as_deref(), Some("old/v1.2/"));
        assert_eq!(address("old.html").as_deref(), Some("old.html"));
        let long = "x".repeat(300);
        for bad in ["/", "../x", "a\nb", "a?b", "/.throughline-manifest", &long] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }
}
