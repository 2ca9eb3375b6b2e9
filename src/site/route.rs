//! Routes: every address of the site, and the file each is written to.

use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::redirect::Onward;
use crate::chronicle::Pair;
use crate::model::address::{self, alias_address};
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::source::VPath;

/// One address of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `/` in a handbook: the vision.
    Home,
    /// `/throughline/`
    Throughline,
    /// `/promises/` and its likes.
    Index(Kind),
    /// `/pages/` in a handbook: every plain page by its folder.
    Pages,
    /// A folder of plain pages without a front page of its own; its address.
    Folder(String),
    /// A document.
    Document(DocId),
    /// `/systems/ID/run/`
    Run(DocId),
    /// `/roles/ID/start/`
    Start(DocId),
    /// `/roles/ID/card/`
    Card(DocId),
    /// `/today/`
    Today,
    /// `/ladder/`
    Ladder,
    /// `/alignment/`
    Alignment,
    /// `/journey/`
    Journey,
    /// `/not-promised/`
    NotPromised,
    /// `/costs/`
    Costs,
    /// `/glossary/`
    Glossary,
    /// `/register/`
    Register,
    /// `/register.csv`
    RegisterCsv,
    /// `/consistency/`
    Consistency,
    /// `/plus-one/`
    PlusOne,
    /// `/voices/`
    Voices,
    /// `/roadmap/`
    Roadmap,
    /// `/changes/`
    Changes,
    /// `/changes/NEW/from/OLD/`
    Difference(Arc<Pair>),
    /// `/changes/NEW/from/OLD/roles/ID/`
    Sheet(Arc<Pair>, DocId),
    /// `/feed.xml`
    Feed,
    /// `/roles/ID/feed.xml`
    RoleFeed(DocId),
    /// `/search/`
    Search,
    /// `/health/`
    Health,
    /// `/rules/`
    Rules,
    /// `/rules/NAME/`
    Rule(&'static str),
    /// `/handbook.json`
    HandbookJson,
    /// `/sitemap.xml`
    Sitemap,
    /// `/robots.txt`
    Robots,
    /// `/_headers`: what hosts are to send along.
    Headers,
    /// `/.nojekyll`: hosts that would leave out files are not to.
    NoJekyll,
    /// `/404.html`
    NotFound,
    /// `/editions/`
    Editions,
    /// `/_redirects`
    Redirects,
    /// An address that `gone:` in the settings names, by its number there.
    Gone(usize),
    /// A style or icon of the theme, by its number.
    Asset(usize),
    /// The company's colours.
    BrandStyle,
    /// A linked file of the handbook.
    File(VPath),
    /// An old address of a document.
    Alias(DocId, String),
    /// An old address of anything else.
    Onward(Arc<Onward>),
    /// The feed of a role, for whoever subscribed to it under an id that the role had; of one that is no more, that of all.
    FormerFeed(Option<DocId>, Arc<Onward>),
}

impl Route {
    /// Whether it is a page that only leads on.
    pub fn leads_on(&self) -> bool {
        matches!(self, Self::Alias(..) | Self::Onward(_))
    }

    /// The file that it is written to, `/`-separated, without a leading slash.
    ///
    /// Assets of the theme bear a hash of their bytes, which only the site knows: see `Site::file`.
    pub fn file(&self, handbook: &Handbook) -> String {
        match self {
            Self::Home => "index.html".to_string(),
            Self::Throughline => "throughline/index.html".to_string(),
            Self::Index(kind) => format!("{}/index.html", kind.folder().unwrap_or("pages")),
            Self::Pages => "pages/index.html".to_string(),
            Self::Folder(address) | Self::Alias(_, address) => file_of(address),
            Self::Document(id) => file_of(handbook.address(*id)),
            Self::Run(id) => format!("{}run/index.html", handbook.address(*id)),
            Self::Start(id) => format!("{}start/index.html", handbook.address(*id)),
            Self::Card(id) => format!("{}card/index.html", handbook.address(*id)),
            Self::Today => "today/index.html".to_string(),
            Self::RegisterCsv => "register.csv".to_string(),
            Self::Ladder => "ladder/index.html".to_string(),
            Self::Alignment => "alignment/index.html".to_string(),
            Self::Journey => "journey/index.html".to_string(),
            Self::NotPromised => "not-promised/index.html".to_string(),
            Self::Costs => "costs/index.html".to_string(),
            Self::Glossary => "glossary/index.html".to_string(),
            Self::Register => "register/index.html".to_string(),
            Self::Consistency => "consistency/index.html".to_string(),
            Self::PlusOne => "plus-one/index.html".to_string(),
            Self::Voices => "voices/index.html".to_string(),
            Self::Roadmap => "roadmap/index.html".to_string(),
            Self::Changes => "changes/index.html".to_string(),
            Self::Difference(pair) => format!("{}index.html", pair.address()),
            Self::Sheet(pair, id) => {
                format!("{}roles/{}/index.html", pair.address(), handbook.document(*id).id.value)
            }
            Self::Onward(onward) | Self::FormerFeed(_, onward) => onward.from.clone(),
            Self::Feed => "feed.xml".to_string(),
            Self::RoleFeed(id) => format!("{}feed.xml", handbook.address(*id)),
            Self::Search => "search/index.html".to_string(),
            Self::Health => "health/index.html".to_string(),
            Self::Rules => "rules/index.html".to_string(),
            Self::Rule(name) => format!("rules/{name}/index.html"),
            Self::HandbookJson => "handbook.json".to_string(),
            Self::Sitemap => "sitemap.xml".to_string(),
            Self::Robots => "robots.txt".to_string(),
            Self::Headers => "_headers".to_string(),
            Self::NoJekyll => ".nojekyll".to_string(),
            Self::NotFound => "404.html".to_string(),
            Self::Editions => "editions/index.html".to_string(),
            Self::Redirects => "_redirects".to_string(),
            Self::Gone(n) => {
                let address = handbook.settings.gone.get(*n).and_then(|(at, _)| alias_address(&at.value));
                file_of(&address.unwrap_or_default())
            }
            Self::Asset(_) | Self::BrandStyle => "assets/".to_string(),
            Self::File(path) => file_address(handbook, path),
        }
    }
}

/// Where a linked file of the handbook stands on the site.
pub fn file_address(handbook: &Handbook, path: &VPath) -> String {
    address::file_address(handbook.layout, path, |folder| {
        handbook.at_address(folder).is_some() || handbook.folders.at(folder).is_some()
    })
}

/// The file behind an address such as `promises/call-back/`.
pub fn file_of(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_string()
    }
}

/// What stays as it is in the path of a link: everything but what URLs or HTML give a meaning to.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'\'')
    .add(b'\\')
    .add(b'&');

/// A file's address as it stands in a link: spaces and accents are kept, percent-encoded.
pub fn encode(address: &str) -> String {
    utf8_percent_encode(address, PATH).to_string()
}

/// The way from a file to the root of the site: `./`, `../`, `../../`.
pub fn to_root(file: &str) -> String {
    match file.matches('/').count() {
        0 => "./".to_string(),
        depth => "../".repeat(depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_files_so_that_the_site_works_from_disk() {
        assert_eq!(file_of("promises/call-back/"), "promises/call-back/index.html");
        assert_eq!(file_of(""), "index.html");
        assert_eq!(file_of("old/page.html"), "old/page.html");
    }

    #[test]
    fn spaces_and_accents_are_kept_percent_encoded() {
        assert_eq!(encode("notes/zwölf Fragen #1.html"), "notes/zw%C3%B6lf%20Fragen%20%231.html");
    }

    #[test]
    fn the_way_up_depends_on_the_depth() {
        assert_eq!(
            [to_root("index.html"), to_root("a/index.html"), to_root("a/b/c.html")],
            ["./", "../", "../../"]
        );
    }
}
