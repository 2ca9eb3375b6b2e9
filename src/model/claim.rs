//! What a document lays claim to: where it stands on a site follows from that, and from the claims of all others. So
//! where the documents of many editions stood is known without holding the text of any.

use super::Handbook;
use super::address::{
    Wish, alias_address, belongs_to_editions, below, leading_on, lower, old_addresses, settle,
};
use super::resolve::may_copy;
use crate::parse::document::{Document, Kind};
use crate::parse::kinds::State;
use crate::parse::settings::Settings;
use crate::parse::{self, Layout, Parsed};
use crate::source::{SETTINGS, SourceFile, VPath};

/// What the addresses of one published document follow from, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The file.
    pub path: VPath,
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it is a promise that customers were told.
    pub is_made: bool,
    /// Where it stands, were it alone.
    pub wanted: String,
    /// That address in small letters, in which no two documents may have the same.
    pub place: String,
    /// Whether it cannot stand there, even alone.
    pub must_move: bool,
    /// Files that its links may mean, where they are not pages: as far as they are there, they are copied along.
    pub may_copy: Vec<VPath>,
    front: Option<usize>,
    old_addresses: Vec<String>,
}

impl Claim {
    /// The claims of the documents in one file of a handbook.
    pub fn in_file(file: &SourceFile) -> Vec<Self> {
        match parse::parse(file, Layout::Handbook, "content") {
            Parsed::Document(document) => Self::of(&document).into_iter().collect(),
            Parsed::Roles(list) => list.roles.iter().filter_map(|role| Self::of(role)).collect(),
            _ => Vec::new(),
        }
    }

    /// The claims of the documents in one file of a handbook that is linked.
    pub fn in_handbook(handbook: &Handbook, path: &VPath) -> Vec<Self> {
        handbook.in_file(path).iter().filter_map(|document| Self::of(document)).collect()
    }

    /// `None` for a draft: what is not published claims nothing.
    fn of(document: &Document) -> Option<Self> {
        let wish = Wish::of(document, Layout::Handbook);
        let must_move = wish.must_move(Layout::Handbook);
        let Wish { path, wanted, front } = wish;
        let claim = Self {
            path: path.clone(),
            kind: document.kind,
            id: document.id.value.clone(),
            title: document.title().to_string(),
            is_made: document.promise().is_some_and(|promise| State::is_made(promise.state)),
            place: lower(&wanted).into_owned(),
            wanted: wanted.into_owned(),
            must_move,
            may_copy: document
                .body
                .links
                .iter()
                .flat_map(|link| may_copy(&document.path, &link.to))
                .collect(),
            front,
            old_addresses: old_addresses(document),
        };
        (!document.common.draft).then_some(claim)
    }

    /// Every address that led to it when it stood at `own`: that one first, then the pages below it, then old ones.
    pub fn addresses(&self, own: &str) -> Vec<String> {
        let pages = below(self.kind).iter().map(|below| format!("{own}{below}"));
        pages.chain(leading_on(self.old_addresses.clone(), own, Layout::Handbook)).collect()
    }
}

/// What the settings of a handbook publish besides its documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// The addresses that are declared gone, each with why.
    pub gone: Vec<(String, String)>,
    /// The files of the brand.
    pub files: Vec<VPath>,
    /// How many editions are published in full, if they say so.
    pub keep: Option<u32>,
}

impl Declared {
    /// What the settings in a file declare; `None` for any other file.
    pub fn in_file(file: &SourceFile) -> Option<Self> {
        let text = file.as_text().filter(|_| file.path.as_str() == SETTINGS)?;
        Some(Self::of(&Settings::parse(text)))
    }

    /// What settings declare.
    pub fn of(settings: &Settings) -> Self {
        let gone = settings.gone.iter().filter_map(|(address, why)| {
            let address = alias_address(&address.value)?;
            (!belongs_to_editions(Layout::Handbook, &address)).then(|| (address, why.value.clone()))
        });
        Self { gone: gone.collect(), files: settings.brand_files().collect(), keep: settings.editions.keep }
    }
}

/// Where each of the documents of one handbook stands, whose claims are given in the order of their paths.
pub fn stands<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<String> {
    let wishes = claims.into_iter().map(|claim| Wish {
        path: &claim.path,
        wanted: claim.wanted.as_str().into(),
        front: claim.front,
    });
    settle(&wishes.collect::<Vec<_>>(), Layout::Handbook).of
}
